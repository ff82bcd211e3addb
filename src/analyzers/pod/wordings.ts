/**
 * Classes of words that mean the same, for the patterns of misconceptions: `{{restart}}` there stands for any of
 * these. Only non-capturing groups and plain characters, so that a pattern stays linear.
 */
const CLASSES: Record<string, string> = {
  pod: '(?:pods?|容器组)',
  container: '(?:容器|containers?)',
  containers: '(?:容器|containers)',
  init: '(?:init[- ]?(?:容器|containers?)|初始化容器|initcontainers?)',
  sidecar: '(?:sidecars?|边车)',
  node: '(?:节点|宿主机|主机|机器|nodes?|hosts?|machines?)',
  restart:
    '(?:重启|重新启动|重新拉起|再?拉起(?:来)?|重新运行|重跑|重来|restart(?:s|ed|ing)?|reboot(?:s|ed|ing)?|respawn(?:s|ed)?|start(?:s|ed) (?:again|anew)|brings? (?:it|them) back|brought back)',
  kill: '(?:杀死|杀掉|强杀|终止|干掉|被杀|杀了|kill(?:s|ed|ing)?|terminat(?:e|es|ed|ing)|shot down|shut down)',
  delete:
    '(?:删除|删掉|删了|销毁|移除|清理|清掉|清除|抹掉|回收|wip(?:e|es|ed|ing)|clean(?:s|ed)? up|discard(?:s|ed)?|throw(?:s|n) away|delet(?:e|es|ed|ing|ion)|remov(?:e|es|ed|ing|al)|destroy(?:s|ed)?)',
  recreate: '(?:重建|重新创建|recreat(?:e|es|ed|ing))',
  keep: '(?:保留|保存|还在|仍在|仍然存在|不会丢失|不丢失|不会丢|不丢|留在|留存|一直在|surviv(?:e|es|ed|ing)|persist(?:s|ed|ing)?|(?:is|are) (?:kept|preserved|retained|still there|safe)|stays?|remains?|preserv(?:e|es|ed)|outliv(?:e|es)|keeps?|retains?)',
  lose: '(?:丢失|丢掉|会丢|清空|清除|消失|没了|被删|lost|lose[sd]?|gone|wiped|erased|disappears?|vanish(?:es)?|cleared)',
  can: '(?:可以|能够|能|允许|支持|can|may|could|is able to|are able to|is allowed to|are allowed to|is possible)',
  cannot:
    "(?:不能|不可以|无法|不允许|不支持|没法|can ?not|cannot|can't|may not|not (?:able|allowed|possible) to|not (?:possible|supported)|impossible)",
  auto: '(?:自动|automatically|by itself|on its own|by themselves|on their own)',
  default: '(?:默认|缺省|by default|default|defaults)',
  same: '(?:同一个?|相同的?|一样的?|the same|same|one)',
  port: '(?:端口|ports?)',
  share: '(?:共享|共用|shar(?:e|es|ed|ing))',
  own: '(?:自己的|各自的?|独立的?|单独的?|own|separate|independent|individual|private)',
  is: '(?:是|为|等于|就是|is|are|means?|equals?)',
  only: '(?:只能|只有|只会|仅|只|only|just)',
  every: '(?:每个|所有|任何|全部|every|all|each|any)',
  immediately: '(?:立即|立刻|马上|直接|瞬间|immediately|at once|instantly|right away|straight away)',
  always: '(?:总是|一定|必须|永远|始终|必然|肯定|always|must|has to|have to|never fails to|guaranteed to|necessarily)',
  change: '(?:改变|变化|会变|更改|修改|变更|chang(?:e|es|ed|ing))',
  update: '(?:更新|升级|修改|改动|updat(?:e|es|ed|ing)|chang(?:e|es|ed|ing)|edit(?:s|ed)?)',
  probe: '(?:探针|探测|检查|probes?|checks?)',
  liveness: '(?:liveness ?(?:probes?|探针|检查)?|存活(?:性)?(?:探针|检查|探测))',
  readiness: '(?:readiness ?(?:probes?|探针|检查)?|就绪(?:性)?(?:探针|检查|探测))',
  startup: '(?:startup ?(?:probes?|探针)|启动探针)',
  fail: '(?:失败|没通过|不通过|未通过|fails?|failed|failing|failure)',
  image: '(?:镜像|images?)',
  memory: '(?:内存|memory|ram)',
  limit: '(?:限制|上限|limits?)',
  request: '(?:请求|requests?)',
  secret: '(?:secrets?|保密字典)',
  configmap: '(?:config ?maps?|配置映射)',
  env: '(?:环境变量|env(?:ironment)? ?var(?:iable)?s?|env ?vars?)',
  volume: '(?:存储卷|数据卷|卷|volumes?)',
  data: '(?:数据|文件|内容|data|files?|contents?)',
  schedule: '(?:调度|schedul(?:e|es|ed|ing))',
  reschedule:
    '(?:重新调度|再次调度|调度到(?:别|其他|另)|迁移|漂移|挪|转移|搬|换(?:到|个)(?:别的|其他|另)?节点|(?:another|a different|some other|a healthy|a new|other) nodes?|(?:别的|其他|另一?(?:个|台))节点|shift(?:s|ed)?|reschedul(?:e|es|ed|ing)|mov(?:e|es|ed)|migrat(?:e|es|ed)|relocat(?:e|es|ed))',
  evict: '(?:驱逐|赶走|请出|踢(?:出|走|掉)|撵|kick(?:s|ed)?|evict(?:s|ed|ing|ion)?)',
  order: '(?:同时|并行|并发|in parallel|at the same time|concurrently|simultaneously|all at once)',
  scale: '(?:扩容|扩展|伸缩|扩缩容|水平扩展|scal(?:e|es|ed|ing))',
  controller: '(?:控制器|deployments?|replicasets?|statefulsets?|daemonsets?|controllers?|jobs?)',
  service: '(?:services?|服务)',
  root: '(?:root|根用户|超级用户)',
  privileged: '(?:特权|privileged)',
  rolling: '(?:滚动更新|滚动升级|滚动发布|rolling (?:updates?|upgrades?|deployments?)|rollouts?)',
  not: "(?:不(?:会|能|是|再|要|可|支持|需|应|该|得|允许|存在|保留|保证|共享|改变|影响|变|丢|重启|被|在|等|做|适合|推荐|建议|受|用|一定|必|随|属于|由|占|计入|包括|参与|管|生效|加密|触发|自动)|并不|没有|没法|无法|未|并非|而非|绝不|从不|禁止|避免|\\bnot\\b|n't\\b|\\bnever\\b|\\bno\\b|\\bcannot\\b|\\bwithout\\b|\\bnor\\b|\\bneither\\b|\\binstead of\\b|\\brather than\\b)",
  must: '(?:必须|得先|需要|一定要|只能|只有|才能|才可以|要先|首先要|离不开|must|has to|have to|needs? to|needs?|only|requires?|no way|cannot)',
  talk: '(?:通信|互通|互访|访问|连通|联通|打通|连接|talk(?:s|ing)?|communicat(?:e|es|ing|ion)|reach(?:es|ed|ing)?|connect(?:s|ed|ing|ions?)?|access)',
  running: '(?:运行中的?|正在运行的?|现有的?|已有的?|在跑的?|已经在跑|running|existing|live|current)',
  none: '(?:没有|没写|没设|没配|不写|不设|不配|不带|缺少|未设|未配|未写|without|no|omit(?:s|ted|ting)?|lack(?:s|ing)?|not set|leave out|missing)',
  safe: '(?:安全|没有?风险|没(?:有)?(?:什么)?(?:问题|影响)|无害|放心|随便用|safe(?:ly)?|secure(?:ly)?|harmless|fine|no risk|risk-free|isolated|隔离)',
  crash: '(?:崩溃|崩了|挂了|挂掉|宕掉|异常退出|crash(?:es|ed|ing)?|dies|die|fails?)',
  down: '(?:宕机|断电|掉电|故障|崩溃|挂了|挂掉|硬件|down|loses? power|power (?:loss|outage|failure)|hardware|crash(?:es|ed)?|fail(?:s|ure|ures|ed)?|dies)',
  pdb: '(?:pdbs?|pod ?disruption ?budgets?|disruption budgets?|中断预算|干扰预算)',
  pvc: '(?:pvcs?|持久卷(?:声明)?|persistent ?volume(?: ?claim)?s?)',
  toleration: '(?:容忍度?|tolerations?|tolerates?)',
  taint: '(?:污点|taints?|tainted)',
  hpa: '(?:hpa|horizontal ?pod ?autoscaler|horizontal autoscaler|水平(?:pod)?自动(?:扩缩|伸缩)器?)',
  scheduler: '(?:调度器|kube-scheduler|scheduler)',
  staticPod: '(?:(?:静态|static) ?pods?)',
  ephemeral: '(?:(?:临时|ephemeral|调试|debug) ?(?:容器|containers?))',
  encrypt: '(?:加密|encrypt(?:s|ed|ion)?)',
  phase: '(?:阶段|相位|状态|phases?|status(?:es)?|states?)',
};

/** Puts the classes into a pattern. @throws Error naming an unknown class. */
export function expandClasses(pattern: string): string {
  return pattern.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const words = CLASSES[name];
    if (words === undefined) throw new Error(`no class of words is called {{${name}}}`);
    return words;
  });
}
