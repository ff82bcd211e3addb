import type { EntryFact, JournalFacts } from '../facts.ts';
import { contentWords } from './topics.ts';

/** What people call a thing in either language, and how logs write it. */
interface Concept {
  asked: RegExp;
  written: RegExp;
}

/** What is said in more words comes first. No nested repeats. */
const CONCEPTS: Concept[] = [
  { asked: /自动扩容|扩容|扩缩容|scal(?:e|ed|ing)[- ]?up|autoscal\w*/gi, written: /scale-?up|autoscal|node group/i },
  { asked: /备份|backups?/gi, written: /backup|dump|rsync/i },
  { asked: /存储驱动|storage driver/gi, written: /storage[- ]driver|overlay2?|graphdriver/i },
  { asked: /健康检查|health ?checks?/gi, written: /health|check|probe/i },
  { asked: /环境变量|environment variables?/gi, written: /\benv\b|environment|variable/i },
  { asked: /定时任务|计划任务|cron ?jobs?/gi, written: /cron/i },
  { asked: /文件系统|file ?systems?/gi, written: /file ?system|ext4|xfs|btrfs|mount/i },
  { asked: /只读|read[- ]only/gi, written: /read-?only|EROFS/i },
  { asked: /核心转储|转储|core ?dumps?/gi, written: /core[- ]?dump|dumped|coredump/i },
  { asked: /堆栈|调用栈|stack ?trace|traceback/gi, written: /traceback|\bat .+:\d+|call trace|goroutine/i },
  { asked: /触发(?:了)?(?:的)?|\binvoked?\b|triggered/gi, written: /invoked|trigger/i },
  { asked: /被杀(?:了|掉)?|杀(?:了|掉|死)?的?|killed|\bkills?\b/gi, written: /kill/i },
  { asked: /超时(?:了)?|timed? ?out|timeouts?/gi, written: /tim(?:ed|e)[- ]?out|deadline/i },
  { asked: /重启(?:了)?|restart(?:s|ed|ing)?/gi, written: /restart|reboot/i },
  { asked: /重载|重新加载|reload(?:s|ed|ing)?/gi, written: /reload/i },
  {
    asked: /启动(?:了)?|起来(?:了)?|\bstart(?:s|ed|ing|up)?\b/gi,
    written: /\bstart(?:ed|ing)?\b|boot|listening|initializ/i,
  },
  { asked: /停止(?:了)?|停掉|stopp?(?:s|ed|ing)?\b/gi, written: /stop|shut ?down|terminat|deactivat/i },
  { asked: /拒绝|refus(?:e|es|ed|al)|reject(?:s|ed)?/gi, written: /refused|denied|reject|forbidden/i },
  { asked: /权限|permissions?/gi, written: /permission|denied|not permitted|forbidden|EACCES/i },
  {
    asked: /登录(?:了)?|登陆|log(?:s|ged)? ?in(?:to)?|logins?/gi,
    written: /login|session opened|new session|accepted|failed password|authentication/i,
  },
  { asked: /会话|sessions?/gi, written: /session/i },
  { asked: /密码|passwords?/gi, written: /password/i },
  { asked: /用户|\busers?\b/gi, written: /user|uid|for \w+ from/i },
  { asked: /后端|上游|back-?ends?|upstreams?/gi, written: /backend|upstream|server \S+ is/i },
  { asked: /监听|listen(?:s|ing)?/gi, written: /listen|bind/i },
  { asked: /端口|\bports?\b/gi, written: /\bport\b|listen|address already in use|[a-z\d]:\d{4,5}\b/i },
  { asked: /证书|certificates?|\bcerts?\b/gi, written: /cert|x509|\bCN=|tls/i },
  {
    asked: /域名|主机名|\bdns\b|hostnames?|\bresolv\w*/gi,
    written: /lookup|resolv|host not found|name or service|dns/i,
  },
  { asked: /扇区|sectors?/gi, written: /sector/i },
  { asked: /磁盘|硬盘|\bdisks?\b|\bdrives?\b/gi, written: /\bdev\b|disk|\bsd[a-z]\b|nvme|mmcblk|\/dev\//i },
  { asked: /空间|\bspace\b/gi, written: /space|ENOSPC|quota|full/i },
  { asked: /交换(?:分区|空间)?|\bswap\b/gi, written: /swap/i },
  { asked: /内存|\bmemory\b|\bram\b/gi, written: /memory|oom|\brss\b|heap|MemoryMax/i },
  { asked: /\bcgroups?\b|控制组/gi, written: /cgroup|memcg|\.slice|\.scope/i },
  { asked: /锁(?:住|定)?|\blocks?(?:ed)?\b/gi, written: /lock/i },
  { asked: /配置(?:文件)?|\bconfig(?:uration|s)?\b/gi, written: /conf|\.ya?ml|\.toml|setting|directive/i },
  { asked: /语法|syntax/gi, written: /syntax|unexpected|parse/i },
  { asked: /镜像|\bimages?\b/gi, written: /image|manifest/i },
  { asked: /拉取|下载|\bpull(?:s|ed|ing)?\b/gi, written: /pull|download/i },
  { asked: /节点|\bnodes?\b/gi, written: /node/i },
  { asked: /挂载|\bmount(?:s|ed|ing)?\b/gi, written: /mount/i },
  { asked: /\bvolumes?\b|存储卷|数据卷/gi, written: /volume|pvc/i },
  { asked: /防火墙|firewalls?/gi, written: /iptables|nftables|firewall|ufw/i },
  { asked: /网络|网卡|network/gi, written: /network|unreachable|link|eth\d|route/i },
  { asked: /数据库|databases?/gi, written: /database|postgres|mysql|mariadb|mongo|redis|\bdb\b|sql/i },
  {
    asked: /崩溃(?:了)?|挂(?:了|掉)|crash(?:es|ed|ing)?/gi,
    written: /panic|segfault|SEGV|ABRT|core|crash|fatal|exited|failed/i,
  },
  { asked: /异常|exceptions?/gi, written: /exception|error:|panic/i },
  { asked: /时钟|系统时间|\bclock\b/gi, written: /clock|time|ntp|chrony/i },
  { asked: /温度|temperature|过热/gi, written: /temperature|thermal|throttl/i },
  { asked: /模块|modules?/gi, written: /module|modprobe/i },
  { asked: /探针|probes?/gi, written: /probe|health/i },
  { asked: /抢占|preempt\w*/gi, written: /preempt/i },
  { asked: /调度|schedul\w*/gi, written: /schedul|assigned/i },
  { asked: /污点|taints?/gi, written: /taint/i },
  { asked: /配额|quota/gi, written: /quota/i },
  { asked: /连接|connect(?:s|ed|ion|ions)?/gi, written: /connect|dial|ECONN/i },
  { asked: /警告|warnings?/gi, written: /warn/i },
  { asked: /放弃(?:了)?|g[ai]ve(?:s|n)? up/gi, written: /repeated too|giving up|gave up|back-?off|start-limit/i },
  { asked: /升级|upgrad\w*/gi, written: /upgrad|migrat|version/i },
  { asked: /事件流|event stream/gi, written: /event stream/i },
  { asked: /慢|\bslow\w*|\btook too long/gi, written: /slow|took|latency|too long/i },
  { asked: /队列|queues?/gi, written: /queue/i },
  { asked: /缓存|caches?/gi, written: /cache/i },
  { asked: /依赖|depend\w*/gi, written: /depend|requires/i },
  { asked: /线程|threads?/gi, written: /thread/i },
  { asked: /校验和?|checksums?/gi, written: /checksum|crc|verif/i },
  { asked: /写入|写不进|\bwrit(?:e|es|ten|ing)\b/gi, written: /writ|read-?only/i },
];

/** Words that ask, and words every log is full of. */
const FILLER =
  /^(?:file|system|service|server|line|kernel|gone|seem|seems|show|true|right|wrong|harmless|mean|happen\w*|between|until|take|took|takes|exactly|actual|actually|host|machine|its|their|each|every|all|which|there|into|who|whose)$/i;

/** An entry, and the share of the question it speaks of. */
export interface Hit {
  entry: EntryFact;
  coverage: number;
  hits: number;
}

type Wanted = { matches(text: string): boolean };

/** What the question speaks of: words as they stand in logs, and things by what logs call them. */
function wantedIn(question: string): Wanted[] {
  const wanted: Wanted[] = [];
  let rest = question;
  for (const { asked, written } of CONCEPTS) {
    let any = false;
    rest = rest.replace(asked, () => {
      any = true;
      return ' ';
    });
    if (any) wanted.push({ matches: (text) => written.test(text) });
  }
  for (const word of contentWords(rest)) {
    if (FILLER.test(word)) continue;
    const stem = word.length > 5 ? word.replace(/(?:ing|ed|es|s)$/, '') : word;
    wanted.push({ matches: (text) => begins(text.toLowerCase(), stem) });
  }
  return wanted;
}

function begins(text: string, stem: string): boolean {
  for (let at = text.indexOf(stem); at >= 0; at = text.indexOf(stem, at + 1))
    if (!/[a-z0-9]/.test(text[at - 1] ?? ' ') || !/^[a-z0-9]/.test(stem)) return true;
  return false;
}

/** Entries by how much of the question they speak of, best first; a rare word counts more than a common one. */
export function search(question: string, facts: JournalFacts): Hit[] {
  const wanted = wantedIn(question);
  const entries = facts.quotable.slice(0, 2_000);
  if (wanted.length === 0) return [];
  const found = wanted.map(({ matches }) =>
    entries.map((entry) => matches(`${entry.program ?? ''} ${entry.unit ?? ''} ${entry.text.slice(0, 2_000)}`)),
  );
  const rarity = found.map((marks) => {
    const count = marks.filter(Boolean).length;
    return count === 0 ? 2 : Math.log(1 + entries.length / count) + 0.3;
  });
  const total = rarity.reduce((sum, each) => sum + each, 0);
  const roles = new Map(facts.labels.map(({ at, role }) => [at, role]));
  const weight = (role: string | undefined): number =>
    role === 'cause' ? 0.06 : role === 'symptom' || role === 'consequence' ? 0.03 : 0;
  return entries
    .map((entry, index) => {
      const hits = found.filter((marks) => marks[index]).length;
      const sum = found.reduce((all, marks, i) => all + (marks[index] ? rarity[i]! : 0), 0);
      return { entry, hits, coverage: sum / total };
    })
    .filter(({ hits }) => hits > 0)
    .sort(
      (a, b) =>
        b.coverage + weight(roles.get(b.entry.at)) - a.coverage - weight(roles.get(a.entry.at)) ||
        a.entry.at - b.entry.at,
    );
}
