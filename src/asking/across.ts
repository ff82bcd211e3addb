import { remembered } from '../language/remembered.ts';
import { tokensOf } from '../language/terms.ts';

/** Everyday words of technical texts in both languages, so that a question in one is held against a text in the other. */
const PAIRS: [concept: string, zh: RegExp, en: RegExp][] = (
  [
    ['slow', '慢', 'slow\\w*'],
    ['fast', '快', 'fast\\w*|quick\\w*|speed'],
    ['build', '构建|编译|打包', 'builds?|built|compil\\w*'],
    ['test', '测试', 'tests?|testing'],
    ['shard', '分片|片|分成', 'shards?|parts?'],
    ['cache', '缓存', 'cach\\w*'],
    ['size', '大小|体积|容量|多大|小了|大了', 'sizes?|smaller|larger|bigger|capacity|shr[ai]nk\\w*'],
    ['money', '费用?|花费|成本|钱|开销|资金', 'cost\\w*|spend\\w*|spent|price|cheap\\w*|money|bill'],
    ['month', '每?个?月', 'month\\w*'],
    ['week', '每周|一周|星期', 'week\\w*|(?:sun|mon|tues|wednes|thurs|fri|satur)day'],
    ['downtime', '停机|宕机', 'downtime|outage|down'],
    ['plan', '计划|原定|预计', 'plan\\w*|expected|scheduled'],
    ['actual', '实际', 'actual\\w*|in fact'],
    ['verify', '校验|验证|检查', 'verif\\w*|check\\w*|validat\\w*'],
    ['switch', '切换?', 'switch\\w*|cut ?over|flip\\w*'],
    [
      'restore',
      '恢复|(?:没|未|都|才|能|新)[^，。]{0,3}起来|起不来|告警(?:消|解除|清)|降回|好了',
      'restor\\w*|recover\\w*|c[ao]me back|resum\\w*|back to normal|back up',
    ],
    ['migrate', '迁移', 'migrat\\w*|mov(?:e|ed|ing)'],
    ['upgrade', '升级', 'upgrad\\w*|updat\\w*'],
    ['rollback', '回滚|回退', 'roll\\w*(?: \\w+){0,3} ?back|revert\\w*'],
    ['first', '第一|首次|最早', 'first|earliest'],
    ['last', '最后|最晚', 'last|latest|final'],
    ['launch', '上线|发布|启用|部署', 'launch\\w*|released?|went live|rolled out|deploy\\w*'],
    ['start', '启动|开始', 'start\\w*|began|begin\\w*|boot\\w*'],
    ['cold', '冷启动', 'cold'],
    ['team', '人|工程师|同事', 'engineers?|people|persons?|colleagues?'],
    ['responsible', '负责人?|牵头', 'responsible|in charge|owner|lead'],
    ['admin', '管理', 'admin\\w*|management'],
    ['timeout', '超时', 'time-?outs?'],
    ['idle', '空闲', 'idle'],
    ['connection', '连接', 'connections?'],
    ['latency', '延迟|时延', 'latenc\\w*|delays?|rtt'],
    ['throughput', '吞吐|带宽', 'throughput|bandwidth'],
    ['memory', '内存', 'memory|ram'],
    ['certificate', '证书', 'certificates?|certs?'],
    ['reload', '重新加载|重载|更新', 'reload\\w*'],
    ['renew', '换|续', 'renew\\w*|replac\\w*'],
    ['policy', '策略', 'polic\\w*'],
    ['error', '报错|错误', 'errors?|fail\\w*'],
    ['command', '命令', 'commands?'],
    ['signal', '信号', 'signals?|SIG[A-Z]+'],
    ['default', '默认', 'defaults?'],
    ['client', '客户端', 'clients?'],
    ['version', '版本', 'versions?'],
    ['snapshot', '快照', 'snapshots?'],
    ['space', '空间|磁盘', 'space|disks?'],
    ['data', '数据', 'data\\w*'],
    ['prune', '清理?|清一次|清除', 'prun\\w*|clean\\w*|purg\\w*'],
    ['reason', '为什么|原因|因为', 'why|reasons?|because'],
    ['improve', '改进|措施', 'improve\\w*|measures?|actions?'],
    ['notice', '公告|通知', 'notices?|announce\\w*'],
    ['parallel', '并发|并行', 'parallel\\w*|concurren\\w*'],
    ['traffic', '流量', 'traffic'],
    ['request', '请求', 'requests?'],
    ['utilization', '利用率|使用率', 'utili[sz]ation|usage'],
    ['loss', '丢包|丢失', 'loss|lost'],
    ['average', '平均', 'avg|averages?|mean'],
    ['payment', '支付|付款', 'payments?'],
    ['callback', '回调', 'webhooks?|callbacks?'],
    ['incident', '事故|故障', 'incidents?|outages?'],
    ['service', '服务(?!器)', 'services?'],
    ['user', '用户', 'users?|customers?'],
    ['queue', '队列', 'queues?'],
    ['backup', '备份', 'back-?ups?'],
    ['log', '日志', 'logs?'],
    ['alert', '告警|报警', 'alerts?|alarms?'],
    ['server', '服务器|机器', 'servers?|machines?|hosts?'],
    ['leak', '泄漏|泄露', 'leak\\w*'],
    ['thread', '线程', 'threads?'],
    ['query', '查询', 'quer(?:y|ies)'],
    ['index', '索引', 'index\\w*'],
    ['table', '表', 'tables?'],
    ['lose', '丢|损失', 'los[et]|losing|lost'],
    ['image', '镜像', 'images?'],
    ['interval', '间隔|周期', 'intervals?|periods?'],
    ['save', '节省|省', 'sav\\w*'],
    ['retry', '重试', 'retr(?:y|ies|ied|ying)'],
    ['app', '应用|程序', 'apps?|applications?'],
    ['deadlock', '死锁', 'deadlock\\w*'],
    ['wait', '等待?', 'wait\\w*'],
    ['node', '节点', 'nodes?'],
    ['write', '写入|写', 'writ\\w*'],
    ['disable', '禁用|停用|关掉', 'disabled?'],
    ['grow', '涨|增长', 'gr[eo]w\\w*'],
    ['expire', '过期', 'expir\\w*'],
    ['domestic', '国内', 'domestic|at home'],
    ['overseas', '海外', 'overseas|abroad'],
    ['transaction', '事务', 'transactions?'],
    ['code', '错误码|返回码|代码', 'codes?'],
    ['cause', '原因|根因|的锅|导致|引起|造成', 'causes?d?|reasons?|due to|culprit|fault'],
    ['fix', '修复|修好|修了|补丁', 'fix(?:e[sd])?|patch\\w*'],
    ['stall', '卡(?!片|号)', 'stall\\w*|hang\\w*|hung|stuck|froze\\w*|freez\\w*'],
    ['level', '级别|等级', 'levels?'],
    ['hand', '手动|手工|人工', 'manual\\w*|by hand'],
    ['skip', '跳过', 'skip\\w*'],
    ['trouble', '症状|现象|异常|不对劲|出(?:了)?问题|毛病', 'symptoms?|wrong|trouble|problems?|issues?|fail\\w*'],
    ['pitfall', '坑|陷阱', 'pitfalls?|gotchas?|traps?|snags?'],
    ['worst', '最大|最严重|最惨', 'worst|biggest|largest|greatest|main'],
    ['message', '消息', 'messages?'],
    ['object store', '对象存储', 'object stor\\w*|s3'],
    ['consumer', '消费者', 'consumers?'],
    ['effect', '效果|有用|管用|帮助|起作用', 'help(?:ed|s|ful)?|effect\\w*|useful'],
    ['copy', '复制|拷贝', 'cop(?:y|ied|ies|ying)'],
    ['throttle', '限速|限流', 'throttl\\w*|rate.?limit\\w*|limited'],
    ['find', '发现|找到|查到|查出|定位', 'found|find\\w*|discover\\w*|spotted|notic\\w*|track\\w* down|reported|paged'],
    ['delete', '删除?|清空', 'delet\\w*|remov\\w*|wip(?:e|ed|ing)|eras\\w*|dropped'],
    ['meeting', '会议|开会|例会|周会', 'meetings?|sync'],
    ['place', '地点|在哪|会议室', 'where|rooms?|venue|place|location'],
    ['next', '下次|下一|下周|下个', 'next'],
    ['take over', '接手|接替|交接', 'tak\\w* over|took over|hand\\w* ?over'],
    ['threshold', '阈值|门限', 'thresholds?'],
    ['ceiling', '上限|最大值|封顶', 'limits?|maximum|max|cap|ceiling'],
    ['success', '成功', 'success\\w*|succeed\\w*'],
    ['review', '评审|审核|审批', 'review\\w*|approv\\w*'],
    ['submit', '提审|提交|递交', 'submi\\w*'],
    ['postpone', '推迟|延期|延后|晚了', 'postpon\\w*|put off|delayed|slipped|late'],
    ['order', '订单', 'orders?'],
    ['refund', '退款', 'refund\\w*'],
    ['complain', '投诉|抱怨', 'complain\\w*|complaints?'],
    ['replica', '副本|从库|备库', 'replicas?|standby|secondar(?:y|ies)'],
    ['primary', '主库|主节点', 'primar(?:y|ies)|master|leader'],
    ['config', '配置', 'config\\w*|settings?'],
    ['picture', '图片|照片|缩略图', 'images?|photos?|pictures?|thumbnails?'],
    ['file', '文件', 'files?'],
    ['read', '读取|读', 'reads?|reading'],
    ['median', '中位数|中值', 'median|p50'],
    ['temporary', '临时', 'temporar\\w*|stopgap|workaround'],
    ['document', '文档', 'docs?|documents?|documentation|handbook'],
    ['decide', '决定|选了|选择', 'decid\\w*|decision|chose\\w*|choice|opted'],
    ['risk', '风险', 'risks?'],
    ['security', '安全', 'secur\\w*'],
    ['peak', '峰值|高峰', 'peaks?'],
    ['region', '机房|地域|区域|可用区', 'regions?|zones?|data ?cent(?:er|re)s?'],
    ['more', '增加|变多|多了', 'more|increas\\w*|extra|additional'],
    ['fewer', '减少|变少', 'less|fewer|decreas\\w*|reduc\\w*'],
    ['budget', '预算', 'budgets?'],
    ['vendor', '供应商|厂商|服务商', 'vendors?|suppliers?|providers?'],
    ['bug', '缺陷|漏洞', 'bugs?|defects?|vulnerabilit\\w*'],
    ['train', '培训', 'train\\w*'],
    ['hire', '招聘|招人|招了', 'hir(?:e|ed|ing)|recruit\\w*'],
    ['phone', '电话|联系人?|值班', 'phon\\w*|call(?:ed|s)?|contact\\w*|on-?call'],
    ['report', '报告|上报|反馈|有人报|报上来', 'report\\w*'],
    ['charge', '扣款|扣费|重复扣', 'charg\\w*'],
    ['hardware', '硬件|机器|设备', 'hardware|equipment|devices?'],
    ['permission', '权限|授权', 'permissions?|access|authori[sz]\\w*'],
    ['password', '密码|口令', 'passwords?|credentials?'],
    ['schedule', '排期|日程|时间表', 'schedul\\w*|timeline'],
    ['monitor', '监控', 'monitor\\w*|dashboards?|metrics?'],
    ['attack', '攻击', 'attack\\w*'],
    ['network', '网络', 'networks?|networking'],
    ['office', '办公室', 'offices?'],
    ['subscribe', '续费|续订|订阅', 'subscri\\w*|renew\\w*'],
    ['duplicate', '重复', 'duplicat\\w*'],
    ['developer', '开发(?:者|人员|同事)?', 'developers?|programmers?'],
    ['half', '一半|半数', 'half'],
    ['mount', '挂载', 'mount\\w*'],
    ['environment', '环境变量', 'environment variables?|env vars?|envs?'],
    ['drill', '演练', 'drills?|exercises?|rehears\\w*'],
    ['postmortem', '复盘', 'post-?mortems?|retrospectives?|write-?ups?'],
    ['impact', '影响', 'impact\\w*|affect\\w*'],
    ['goal', '目标', 'goals?|targets?'],
    ['evict', '驱逐|赶走|踢|被请走|清退', 'evict\\w*|thr[oe]wn? out|kick\\w* out|pushed out'],
    ['watermark', '水位线?', 'watermarks?'],
    ['shrink', '缩容|缩小|缩减', 'shr[aiu]nk\\w*|scal\\w* (?:down|in)|downsiz\\w*|resiz\\w*'],
    ['suggest', '建议|推荐|提议|最好', 'suggest\\w*|recommend\\w*|advis\\w*|propos\\w*|would do|ought to'],
    ['exit', '退出', 'exit\\w*|quit\\w*|terminat\\w*'],
    ['kill', '杀|干掉', 'kill\\w*'],
    ['probe', '探针|健康检查|探活', 'probes?|health ?checks?'],
    ['crash', '崩|挂掉|挂了', 'crash\\w*|died|panic\\w*'],
    ['class', '等级|类别|(?:哪|三|两|几)类', 'class(?:es)?|tiers?'],
    ['scale', '扩容', 'scal\\w* (?:up|out)|add\\w* (?:machines|nodes|replicas)'],
    ['drain', '排空|腾空', 'drain\\w*'],
    ['cluster', '集群', 'clusters?'],
    ['lock', '锁(?!定)', 'lock(?:s|ed|ing)?'],
    ['rename', '改名|重命名', 'renam\\w*'],
    ['delay', '延迟|耽误|拖', 'delay\\w*|lag\\w*'],
    ['free', '释放|腾出', 'free[ds]?|releas\\w*|reclaim\\w*'],
    ['owner', '属主|归属', 'owners?'],
    ['script', '脚本', 'scripts?'],
    ['wrapper', '包装', 'wrapp\\w*'],
    ['exception', '例外|特例|豁免', 'exceptions?|exempt\\w*'],
    ['list', '清单|列表|名单', 'lists?'],
    ['maintain', '管(?!用)|维护|保管|打理', 'keeps?|kept|maintain\\w*|manag\\w*|looks? after'],
    ['stable', '固定|稳定|不变', 'stable|fixed|constant|unchanging|static'],
    ['entry', '入口|地址|访问点', 'address\\w*|entr(?:y|ance)|endpoints?'],
    ['assign', '分配|指派', 'assign\\w*|allocat\\w*|hand\\w* out'],
    ['cut', '砍|裁|削', 'cut\\w*|trim\\w*|slash\\w*'],
    ['forbid', '禁止|不准|不许|不允许|不让', 'forbid\\w*|banned|prohibit\\w*|not allowed|disallow\\w*'],
    ['share', '共享|共用', 'shar(?:e|es|ed|ing)'],
    ['waste', '浪费|闲置', 'wast\\w*|idle|unused'],
    ['gone', '没了|消失', 'gone|lost|vanish\\w*|disappear\\w*'],
    ['heap', '堆', 'heap'],
    ['warm', '预热', 'warm\\w*'],
    ['add', '添加|新增|加了|加上|加(?= ?[A-Za-z])|补(?:了|上)', 'add(?:ed|s|ing)?'],
    ['raise', '提高|调高|加大|调大|上调', 'rais\\w*|bump\\w*'],
    ['short', '不够|不足|紧张|缺', 'short|scarce|insufficient|lack\\w*'],
  ] as const
).map(([concept, zh, en]) => [concept, new RegExp(zh), new RegExp(`(?<![A-Za-z])(?:${en})(?![A-Za-z])`, 'i')]);

const ASKS_ADVICE =
  /建议|下次|\bnext\b|推荐|应该|应当|以后|改进|教训|怎么(?:办|避免|防)|\b(?:suggest\w*|recommend\w*|advi[sc]\w+|should|would|ought|differently|lessons?|next time|in future|avoid|prevent)\b/i;
const ADVISES =
  /下次|以后(?:要|会|都)|应该|建议|千万|\b(?:(?:would|will|should) (?:do|have|never|always)|never \w+|next time|in (?:the )?future|from now on|do differently|lesson)\b/i;

/** Words that every question has. */
const ASKING =
  /^(?:=(?:why|howto|when|count|possible|who|check|find|two|same|other|meaning|time|max|min)|建议|推荐|多少|几|how|what|which|when|~.*)$/;

/** What a text speaks of, in keys that both languages share. */
export const keysAcross = remembered((text: string): ReadonlySet<string> => {
  const keys = new Set<string>();
  for (const { key, weight } of tokensOf(text)) {
    if (weight < 0.8 || ASKING.test(key)) continue;
    keys.add(key.replace(/(?<=[a-z]{4})ly$/, ''));
    // "idle_timeout" speaks of the idle timeout.
    if (/^[a-z]+_[a-z_]+$/.test(key)) for (const part of tokensOf(key.replaceAll('_', ' '))) keys.add(part.key);
  }
  // An address with a port tells of a port.
  if (/:\d{2,5}\b(?!:)|\bon \d{4,5}\b/.test(text)) keys.add('=port');
  for (const [, month, day] of text.matchAll(/(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/g)) keys.add(`#${month}-${day}`);
  if (/\bv?\d+\.\d+\.\d+\b|\bv\d+(?:\.\d+)*\b/.test(text)) keys.add('+version');
  for (const [number] of text.matchAll(/(?<![\w.])(?:\d+(?:\.\d+)+|\d{3,}|[A-Z]+-?\d+)(?![\w]|\.\d)/g))
    keys.add(`#${number}`);
  for (const [concept, zh, en] of PAIRS) if (zh.test(text) || en.test(text)) keys.add(`+${concept}`);
  return keys;
}, 2_000);

/** How many of the keys two texts share. */
export function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const key of one) if (other.has(key)) count += key.startsWith('+') || key.startsWith('=') ? 1 : 0.9;
  return count;
}

const NUMBER_WANTED = /多少|几|多[大久长快高]|\bhow (?:many|much|long|often|big|large|fast)\b/i;
const FIGURE =
  /\d|[一二两三四五六七八九十]+ ?(?:个|台|次|种|天|周|倍|条)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twice|every|daily|weekly|monthly|hourly)\b|每/i;
const isHan = (text: string): boolean =>
  (text.match(/\p{Script=Han}/gu)?.length ?? 0) * 4 > text.replace(/[^\p{L}]/gu, '').length;

/** When it was is no part of what is asked about. */
const TIME_FRAME =
  /(?:改|换|做|弄|迁|升级?|上线|修)(?:完|好|了|过)?(?:之后|以后|后)|最后(?!一)|最终|后来|\b(?:after (?:that|the change|this)|since then|in the end|afterwards)\b/gi;

/** The sentences that speak of most of a question, whichever language each is in; null where none speaks of enough. */
export function findAcross<S extends { text: string }>(
  question: string,
  statements: readonly S[],
): { spans: S[]; coverage: number } | null {
  const own = [...keysAcross(question.replace(TIME_FRAME, ' '))].filter(
    (key, _, all) =>
      !/^(?:=|~)?(?:use|set|do|go|get)$/.test(key) &&
      // Why something is so, the sentence says that tells of it.
      !(/^\+(?:reason|cause)$/.test(key) && all.some((other) => !/^\+(?:reason|cause)$/.test(other))),
  );
  // A word that a concept stands for is not asked twice.
  const stands = new Set(
    own.filter(
      (key) =>
        !/^[+#]/.test(key) &&
        [...keysAcross(key.replace(/^=/, ''))].some((other) => other.startsWith('+') && own.includes(other)),
    ),
  );
  for (const key of stands) own.splice(own.indexOf(key), 1);
  const crossed = inOtherLanguage(question, statements);
  // A word without a counterpart in the other language says nothing for or against.
  const asked = own.filter(
    (key) =>
      !(
        crossed &&
        /^\p{Script=Han}|^[a-z]+$/u.test(key) &&
        !statements.some(({ text }) => text.toLowerCase().includes(key))
      ),
  );
  if (asked.length === 0 || statements.length === 0) return null;
  const lost = own.length - asked.length;
  const sets = statements.slice(0, 400).map(({ text }) => keysAcross(text));
  const rarity = new Map(
    asked.map((key) => [
      key,
      Math.min(2.2, Math.log(1 + sets.length / (sets.filter((keys) => keys.has(key)).length || 0.5))),
    ]),
  );
  const total = asked.reduce((sum, key) => sum + rarity.get(key)!, 0) + lost * 0.8;
  const wants = NUMBER_WANTED.test(question);
  // What was is told by other sentences than what ought to be.
  const wasAsked = !ASKS_ADVICE.test(question);
  const scored = sets.map((keys, index) => {
    const before = sets[index - 1];
    // The sentence before lends a little: "it" and "so" point at it.
    const here = (key: string): number => (keys.has(key) ? 1 : before?.has(key) ? 0.4 : 0);
    const share = asked.reduce((sum, key) => sum + here(key) * rarity.get(key)!, 0) / total;
    const { text } = statements[index]!;
    const fits = (wants && !FIGURE.test(text) ? 0.5 : 1) * (wasAsked && ADVISES.test(text) ? 0.7 : 1);
    return { index, share: share * fits };
  });
  const best = scored.reduce((top, next) => (next.share > top.share ? next : top));
  if (best.share < 0.5) return null;
  const chosen = new Set(
    scored
      .filter(({ share }) => share >= best.share - 0.001)
      .slice(0, 2)
      .map(({ index }) => index),
  );
  // Two halves of a sentence that a semicolon parts say the one thing and the other.
  for (const index of [...chosen]) {
    if (/[;；]$/.test(statements[index]!.text) && index + 1 < statements.length) chosen.add(index + 1);
    if (index > 0 && /[;；]$/.test(statements[index - 1]!.text)) chosen.add(index - 1);
  }
  const spans = [...chosen].sort((a, b) => a - b).map((index) => statements[index]!);
  return { spans, coverage: best.share };
}

/** Whether a text says something at all: one sentence has to speak of every part of it. */
const WHETHER_SAID =
  /\bdoes (?:it|this|the (?:text|article|post|doc\w*)) (?:say|tell|explain|mention|describe|cover)\b|(?:有没有|是否)(?:写|说|提|讲)|(?:写|说|提|讲)(?:了|到|过|明).{0,24}(?:吗|没有?|(?<!什)么)\s*[?？]?$/i;

/** "Does it say how to check replication errors", where no sentence speaks of all of that. */
export function notSaid(question: string, statements: readonly { text: string }[]): boolean {
  if (!WHETHER_SAID.test(question)) return false;
  const asked = [...keysAcross(question)].filter((key) => key.startsWith('+'));
  return (
    asked.length > 0 &&
    !statements.some(({ text }) => {
      const keys = keysAcross(text);
      return asked.every((key) => keys.has(key));
    })
  );
}

/** Whether question and text are in different languages. */
export const inOtherLanguage = (question: string, statements: readonly { text: string }[]): boolean =>
  statements.length > 0 &&
  isHan(question) !==
    isHan(
      statements
        .map(({ text }) => text)
        .join(' ')
        .slice(0, 2_000),
    );

/** "Was any data lost?": of what the question names nothing but the commonest is spoken of in the whole text. */
export function hardlySpokenOf(question: string, statements: readonly { text: string }[]): boolean {
  const asked = [...keysAcross(question)].filter((key) => !/^#/.test(key));
  const concepts = asked.filter((key) => /^[+=]/.test(key));
  const own = concepts.length > 0 ? concepts : asked;
  const whole = keysAcross(
    statements
      .map(({ text }) => text)
      .join('\n')
      .slice(0, 60_000),
  );
  const absent = own.filter(
    (key) => !whole.has(key) && !whole.has(key.replace(/^[+=]/, '+')) && !whole.has(key.replace(/^[+=]/, '=')),
  );
  return own.length >= 2 && absent.length * 2 >= own.length;
}
