import { endsFirst, initFailure, otherRestarts, runningOn, startOrder } from './consequences/containers.ts';
import {
  portTaken,
  probesFit,
  pulledAnew,
  startsTogether,
  stopsInTime,
  tagUsed,
  tolerationPins,
} from './consequences/fits.ts';
import { jobFailure, jobShape, keptAfterwards, podsMade, runsAtOnce } from './consequences/jobs.ts';
import { clusterNames } from './consequences/network.ts';
import { duringUpdate, imageChanged, nodeLost, notHere, ordinalName } from './consequences/objects.ts';
import { mayChown } from './consequences/ownership.ts';
import {
  hostWritable,
  nodesNeeded,
  noSuchNode,
  onControlPlane,
  onlyOn,
  perNode,
  processesSeen,
  tolerates,
  twoOnOneNode,
  updateHasRoom,
} from './consequences/placing.ts';
import { probeAct, probeFailures, probeStart, probesSet, slowStart, whenHung } from './consequences/probes.ts';
import { roleOf, waitsFor } from './consequences/roles.ts';
import { claimOfPod, partitionUpdates, podAddress } from './consequences/stateful.ts';
import { changedConfig, referencesTo, scratchLimit } from './consequences/storage.ts';
import { duringStartup, earliestReady, graceLeft } from './consequences/times.ts';
import { keptIn, mostIn, requestUnset, tooMuch, volumeGroup } from './consequences/uses.ts';
import type { Derived } from './outcomes.ts';

/** What follows from a manifest when something happens, by how it is asked for; tried before the plainer questions. */
export const CONSEQUENCES: Derived[] = [
  {
    asked:
      /(?=.*(?:更新|镜像|模板|滚动|发布|升级|版本|\bupdat\w*|\bupgrad\w*|\bimage\b|\broll\w*|\bversion\b|\bchang\w*))(?=.*(?:哪(?:一|几|些|个)?|几个|多少|\bwhich\b|\bhow many\b))(?=.*(?:\bpods?\b|副本|实例|\breplicas?\b|\bones?\b|[a-z]-\d))(?!.*(?:同时|顺序|先|最多|至少|at once|first|order|at most|at least|during))/i,
    tell: partitionUpdates,
  },
  {
    asked:
      /域名|地址|主机名|\bdns\b|\bhost ?names?\b|\baddress\b|\bfqdn\b|\bname to (?:reach|connect)|\b(?:reach|connect to)\b/i,
    tell: podAddress,
  },
  {
    asked: /(?=.*(?:\bpvcs?\b|卷声明|\bclaims?\b))(?=.*(?:叫|名|哪|\bname\w*|\bcalled\b|\bwhich\b|\bwhat\b))/i,
    tell: claimOfPod,
  },
  {
    asked:
      /(?=.*(?:启动|起来|\bstart\w*|\bboot\w*))(?=.*\d ?(?:秒|s\b|sec|分|min))(?=.*(?:探针|liveness|存活|startup ?probe|误杀|杀|重启|\bprobes?\b|\bkill\w*|\brestart\w*))(?=.*(?:[吗么嘛]|会不会|够不够|来得及|\bwill\b|\bdoes\b|\bis\b|\bcan\b|\benough\b))/i,
    tell: slowStart,
  },
  {
    asked:
      /(?=.*(?:解析|\bresolv\w*|\bdns\b|域名|\blook ?up\b))(?=.*(?:集群|服务名|\bservices?\b|\bsvc\b|\bcluster))(?=.*(?:[吗么]|能不能|能否|可以|\bcan\b|\bcould\b|\bdoes\b|\bwill\b|\bis\b|\bable\b|为什么|\bwhy\b))/i,
    tell: clusterNames,
  },
  {
    asked:
      /(?=.*(?:控制(?:面|平面)|主节点|\bmasters?\b|\bcontrol[- ]?plane\b))(?=.*(?:跑|运行|调度|部署|上|\bruns?\b|\brunning\b|\bschedul\w*|\bplaced\b|\bland\w*|\bstart\w*))(?!.*(?:挂|宕|\bdown\b|\bfail))/i,
    tell: onControlPlane,
  },
  {
    asked:
      /(?=.*(?:更新|升级|发布|滚动|\bupdat\w*|\broll\w*|\bdeploy(?:s|ed)?\b))(?=.*\d ?(?:个|台)? ?(?:节点|机器|worker|nodes?\b|machines?\b))/i,
    tell: updateHasRoom,
  },
  {
    asked:
      /(?=.*(?:chown|chmod|属主|权限|初始化|\binit\b))(?=.*(?:成功|失败|报错|能|会|有用|起作用|\bsucceed\w*|\bwork\w*|\bfail\w*|\bpermi\w*|\bable\b))/i,
    tell: mayChown,
  },
  {
    asked:
      /(?=.*\bpods?\b)(?=.*(?:几个|多少个?|\bhow many\b))(?=.*(?:失败|重试|出错|\bfail\w*|\bretr\w*|\berror))(?!.*(?:已经|现在|\bso far\b|\bnow\b))/i,
    tell: podsMade,
  },
  {
    asked:
      /(?=.*(?:镜像|\bimages?\b))(?=.*(?:标签|\btags?\b|latest))(?=.*(?:没写|不写|哪个|什么|是不是|[吗么]|\bwhich\b|\bwhat\b|\bis\b|\bare\b|\bno\b|\bwithout\b))(?!.*(?:拉|\bpull|更新|改|换|chang|updat|应该|should))/i,
    tell: tagUsed,
  },
  {
    asked:
      /(?=.*(?:卡死|卡住|死锁|假死|挂死|不响应|没响应|无响应|\bhangs?\b|\bhung\b|\bdead-?locks?\w*|\bstuck\b|\bfreez\w+|\bfrozen\b|\bunresponsive\b|健康检查.{0,8}(?:失败|不过)|\bhealth ?checks?\b.{0,12}\bfail\w*))(?=.*(?:重启|拉起|恢复|发现|\brestart\w*|\bnotic\w*|\brecover\w*|\bdetect\w*|\bkill\w*))/i,
    tell: whenHung,
  },
  {
    asked:
      /(?=.*(?:镜像|\bimages?\b|\btag\b|版本|\bversion\b))(?=.*(?:改|换|更新|升级|\bchang\w*|\bupdat\w*|\bedit\w*|\bnew\b|\bbump\w*))(?=.*(?:自动|会(?:怎|发生|不会|重)|重建|滚动|重启|生效|吗|什么时候|何时|\bwhen\b|\bpick\w*|\bautomatic\w*|\bhappens?\b|\broll\w*|\brestart\w*|\bby itself\b|\brecreat\w*))(?!.*(?:重新拉|每次|拉取|\bpull|多久|几个|多少|\bhow))/i,
    tell: imageChanged,
  },
  {
    asked:
      /(?=.*(?:进程|\bprocess(?:es)?\b|\bpids?\b))(?=.*(?:看(?:到|见|得)|互相|共享|杀|信号|\bsee\w*|\bshare\w*|\bsignal\w*|\bkill\b|\bvisible\b))/i,
    tell: processesSeen,
  },
  {
    asked:
      /(?=.*(?:宿主机|节点|主机|\bhost(?:'s)?\b|\bnode(?:'s)?\b))(?=.*(?:写|改|\bwrit\w*|\bmodify\b|\bchange\b))(?=.*(?:磁盘|硬盘|文件|目录|\bdisks?\b|\bfiles?\b|\bfile ?system\b|\bdirector(?:y|ies)\b))(?=.*(?:[吗么]|能|\bcan\b|\bable\b|\bmay\b))/i,
    tell: hostWritable,
  },
  {
    asked:
      /(?=.*(?:节点|机器|\bnodes?\b|\bmachines?\b))(?=.*(?:几|多少|\bhow many\b))(?=.*(?:至少|最少|需要|要(?:几|多少)|\bneed\w*|\bat least\b|\bminimum\b|\brequired?\b))/i,
    tell: nodesNeeded,
  },
  {
    asked:
      /(?:一|每)(?:个|台)(?:节点|机器).{0,8}(?:几|多少)|\bhow many\b.{0,30}\b(?:per|each|every|on a|a) (?:node|machine)\b/i,
    tell: perNode,
  },
  {
    asked:
      /(?=.*(?:污点|\btaint\w*))(?=.*(?:[吗么]|能|会|\bcan\b|\bwill\b|\bdoes\b|\bmay\b))(?!.*(?:只(?:会|能)|一定|保证|固定|only|guarantee|pin|alone|哪些|什么|which|what))/i,
    tell: tolerates,
  },
  {
    asked:
      /(?=.*(?:\bpods?\b|副本|实例|\breplicas?\b|\bpvcs?\b|卷声明|\bclaims?\b))(?=.*(?:叫|名字|名称|\bname\w*|\bcalled\b))/i,
    tell: ordinalName,
  },
  {
    asked:
      /(?=.*(?:preStop|sigterm|宽限|优雅|收尾|grace|\bshut(?:s|ting)? ?down|强杀|sigkill|删(?:除|掉)|终止|\bterminat\w*|\bdelet\w*|\bdrain\w*|\bstop(?:s|ped|ping)?\b))(?=.*(?:剩|留给?|还有(?:几|多)|还能(?:跑|用)|强杀|强制|sigkill|kill -9|\bleft\b|\bremain\w*|\bhow (?:long|much time|many seconds)\b.{0,60}\b(?:killed|sigkill|after (?:the )?(?:sigterm|signal|prestop|hook)|to (?:clean up|shut down|finish up|drain))\b|多久.{0,8}(?:杀|退出|结束|没了)))(?!.*(?:数据|文件|卷|\bdata\b|\bfiles?\b|\bvolume|\boom|内存|memory|liveness|卡死|\bhang|卡住|\bnode|启动|\bstart|\blast\b|上次|\bdid\b|日志|\blogs?\b|job|任务))/i,
    tell: graceLeft,
  },
  {
    asked:
      /(?=.*(?:最快|最早|最少|至少|多快|\bearliest\b|\bsoonest\b|\bhow soon\b|\bhow quickly\b|\bfastest\b|\bminimum\b|\bat least\b|\bbest case\b))(?=.*(?:就绪|\bready\b|接(?:到|收)?流量|收(?:到)?流量|能(?:接|收|用|访问)|\btraffic\b|\bavailable\b|\bserv(?:e|es|ing)\b))(?!.*(?:更新|滚动|发布|副本|个 ?pod|rollout|update|deploy|replicas|how many))/i,
    tell: earliestReady,
  },
  {
    asked:
      /(?=.*(?:startup|启动(?:探针|没|完|成功|期间|阶段|的时候|时)))(?=.*(?:liveness|readiness|存活|就绪|其他探针|\bother probes?\b))(?=.*(?:之前|以前|期间|没(?:有)?(?:成功|通过|完)|的时候|同时|就(?:会)?(?:跑|执行|开始)|\bbefore\b|\buntil\b|\bwhile\b|\bduring\b|\bat the same time\b))/i,
    tell: duringStartup,
  },
  {
    asked:
      /(?=.*(?:\brequests?\b|请求))(?=.*(?:没写|不写|没有写|没填|没设|未设|未写|没配|省略|不填|\bnot (?:set|written|there|given|specified)\b|\bmissing\b|\bomitted\b|\bwithout\b|\bunset\b|\bno requests?\b|\bleft out\b|\baren't\b|\bdoesn't\b))/i,
    tell: requestUnset,
  },
  {
    asked:
      /(?=.*(?:限流|限速|节流|throttl|被杀|杀掉|\boom|\bkilled\b))(?=.*(?:\bcpus?\b|核|内存|\bmemory\b|\bram\b))(?=.*(?:[吗么]|会|怎|\bwill\b|\bcan\b|\bis\b|\bdoes\b|\bget\b|\bwhat\b))/i,
    tell: tooMuch,
  },
  {
    asked:
      /(?=.*(?:init|初始化|sidecar|边车|主容器|普通容器|业务容器|main container|ordinary|常驻))(?=.*(?:[吗么嘛]|是不是|还是|\bis\b|\bdoes\b|\bare\b))(?!.*(?:先|顺序|失败|几个|多少|重启|结束不了|完成|first|order|fail|how many|restart|finish|complet|block|keep|before|之前))/i,
    tell: roleOf,
  },
  {
    asked:
      /连不上|不通|起不来|没起来|没启动|没有?(?:好|就绪|准备好)|挂了|不可用|访问不到|解析不了|\b(?:is|are|stays?|goes)\b.{0,12}\b(?:down|unreachable|unavailable|not (?:up|there|ready|reachable|running)|never (?:up|ready))\b|\b(?:never|can ?not|can't|doesn't|won't)\b.{0,14}\b(?:come|connect|reach|resolve|answer|start|up)\b/i,
    tell: waitsFor,
  },
  {
    asked:
      /(?=.*(?:节点|机器|主机|\bnodes?\b|\bmachines?\b))(?=.*(?:没有|不存在|找不到|缺|没(?:打|贴)|都不(?:带|是|满足)|\bno\b|\bnone\b|\bwithout\b|\bmissing\b|\black\w*))(?=.*(?:会|怎|吗|能|\bwhat\b|\bwill\b|\bcan\b|\bhappens?\b|\bif\b))|(?=.*(?:\bgpus?\b|显卡))(?=.*(?:没有|\bno\b|\bwithout\b|不带))/i,
    tell: noSuchNode,
  },
  {
    asked:
      /(?=.*(?:节点|机器|\bnodes?\b|\bmachines?\b))(?=.*(?:只(?:会|能|在|跑|调度)|一定|保证|固定|必须|限定|\bonly\b|\bguarantee\w*|\balways\b|\bpin\w*|\bforced?\b|\bensures?\b|\brestrict\w*|\bbound to\b))(?!.*(?:几|多少|副本|\bhow many\b))/i,
    tell: onlyOn,
  },
  {
    asked:
      /(?=.*(?:两个|2 ?个|两份|多个|第二个|再起一个|\btwo\b|\bboth\b|\bseveral\b|\bsecond\b|\bmore than one\b|\bmultiple\b|\breplicas\b|副本))(?=.*(?:同一?(?:个|台)?(?:节点|机器)|一(?:个|台)(?:节点|机器)|\b(?:one|same|a single) (?:node|machine|host)\b))(?=.*(?:[吗么]|能|会|可以|\bcan\b|\bcould\b|\bmay\b|\bwill\b|\bis\b|\bare\b|\bdo\b))/i,
    tell: twoOnOneNode,
  },
  {
    asked:
      /(?=.*(?:\bgroup\b|\bgid\b|用户组|哪个组|什么组|属组|组是))(?=.*(?:卷|文件|挂载|目录|\bvolumes?\b|\bfiles?\b|\bmount\w*|\bown\w*))/i,
    tell: volumeGroup,
  },
  {
    asked:
      /还在|会丢|丢(?:了|失|吗)|没了|保留|留(?:着|下)|存(?:活|着)|\b(?:kept|keep|keeps|los[et]|survives?|persists?|persistent|remains?|stays?|gone|still there|wiped|disappears?)\b/i,
    tell: keptIn,
  },
  {
    asked:
      /最大|多大|最多|上限|大小|能(?:写|放|存|用)多少|\bhow (?:big|large|much)\b|\blimit\b|\bmax\w*|\bcapacity\b|\bsize\b/i,
    tell: mostIn,
  },
  {
    asked:
      /(?=.*(?:liveness|readiness|存活|就绪|\bprobes?\b|探针))(?=.*(?:失败|不过|挂|\bfail\w*|重启|\brestart\w*))(?=.*(?:[吗么]|会|怎|\bwill\b|\bdoes\b|\bhappens?\b|\bwhat\b))(?!.*(?:端口|\bport\b|几次|多少次|how many|多久|how long|为什么|为何|为啥|\bwhy\b))/i,
    tell: probeAct,
  },
  {
    asked:
      /[a-z]-\d{1,3}\b.{0,30}(?:先|first|before)|(?:先|first).{0,30}[a-z]-\d{1,3}\b|一个(?:一|接一)个|逐个|依次|按顺序|挨个|同时(?:起|启动|创建)|一起(?:起|启动)|\bone (?:by one|after (?:another|the other)|at a time)\b|\bin order\b|\ball at once\b|\bat the same time\b|\bin parallel\b/i,
    tell: startsTogether,
  },
  {
    asked:
      /(?=.*(?:preStop|宽限|优雅|grace|收尾|退出|shut ?down|\bstop\w*))(?=.*(?:够|来得及|冲突|合适|没问题|有问题|匹配|对吗|\bok\b|\bokay\b|\bfine\b|\bfits?\b|\benough\b|\blong\b|\bin time\b|\bproblem\b|\bconflict|\bright\b|\bclash))/i,
    tell: stopsInTime,
  },
  {
    asked:
      /(?=.*(?:探针|健康检查|\bprobes?\b|liveness|readiness|health ?check))(?=.*(?:端口|\bports?\b))(?=.*(?:对得?上|对吗|对不对|写对|匹配|一致|一样|正确|有问题|没问题|错|\bmatch|\bfits?\b|\bright\b|\bcorrect|\bsame\b|\bwrong\b|\bagree|\bok\b))/i,
    tell: probesFit,
  },
  {
    asked:
      /(?=.*(?:容忍|toleration|\btolerat))(?=.*(?:固定|一定|保证|只(?:会|能|在)|绑|专门|必须|\bpin|\bforc|\bguarantee|\bonly\b|\bensure|\bbind|\bmust\b|\balways\b|\bmake sure|\bkeep\w*\b.{0,20}\bon\b))/i,
    tell: tolerationPins,
  },
  {
    asked:
      /(?=.*(?:镜像|\bimages?\b|拉取|pull))(?=.*(?:每次|重新拉|都(?:会|要)?拉|总是|重启.{0,6}拉|再拉|\balways\b|\bevery (?:time|start|restart)\b|\beach (?:time|start)\b|\bagain\b|\bre-?pull|\banew\b|拉取策略|pull ?policy))/i,
    tell: pulledAnew,
  },
  {
    asked:
      /(?=.*(?:端口|port))(?=.*(?:被.{0,6}占|占(?:用|了|着)|冲突|\balready\b|\btaken\b|\bin use\b|\bconflict|\boccupied\b))/i,
    tell: portTaken,
  },
  {
    asked:
      /(?=.*(?:哪|什么|几个|谁|\bwhich\b|\bwhat\b|\bhow many\b))(?=.*(?:容器|\bcontainers?\b))(?=.*(?:一直(?:在)?(?:跑|运行|开|活)|常驻|不(?:会)?退|长期|\bkeeps? (?:on )?running\b|\bruns? (?:all the time|forever|on|the whole|as long|for the (?:whole|life))|\bstays? (?:up|running|alive)\b|\blong[- ]running\b|\b(?:never|not|don't|doesn't) (?:exit|stop|end|quit|finish)\w*))(?!.*(?:失败|挂|崩|fail|crash))/i,
    tell: runningOn,
  },
  {
    asked:
      /(?=.*(?:探针|检查|\bprobes?\b|\bliveness\b|\breadiness\b|\bhealth ?checks?\b))(?=.*(?:几次|多少次|\bhow many\b))/i,
    tell: probeFailures,
  },
  {
    asked:
      /(?=.*(?:多久|多少秒|几秒|\bhow (?:long|soon|quickly|fast|many seconds)\b))(?=.*(?:没有?流量|摘掉?|收不到|接不到|不再(?:收|接)|\btraffic\b|\bstops? (?:getting|receiving|being sent)\b|\bout of (?:the )?(?:service|rotation)\b|\btaken out\b))/i,
    tell: probeFailures,
  },
  {
    asked:
      /(?=.*(?:探针|健康检查|\bprobes?\b|\bhealth ?checks?\b))(?=.*(?:有没有|有.{0,12}吗|配(?:了|置了?)?.{0,10}(?:吗|没)|设(?:了|置了?)?.{0,10}(?:吗|没)|\b(?:does|do)\b.{0,40}\bhave\b|\b(?:is|are) there\b|\bhas\b|\bany\b|\bset\b|\bdefined?\b))(?!.*(?:失败|fail|如果|\bif\b|重启|restart|多久|how long|端口|\bport\b|路径|\bpath\b))/i,
    tell: probesSet,
  },
  {
    asked:
      /(?=.*(?:探针|检查|\bprobes?\b|\bliveness\b|\breadiness\b|存活|就绪))(?=.*(?:开始|第一次|\bstart\w*\b|\bbegin\w*\b|\bfirst\b))(?=.*(?:多久|几秒|什么时候|\bhow (?:long|soon)\b|\bwhen\b))/i,
    tell: probeStart,
  },
  {
    asked: /(?=.*(?:重启|restart))(?=.*(?:挂|崩|退出|死|\bcrash|\bdie|\bfail|\bexit|\brestart))/i,
    tell: otherRestarts,
  },
  {
    asked:
      /(?=.*(?:结束|停|退出|跑完|完成|\bstops?\b|\bends?\b|\bexits?\b|\bfinish\w*|\bcomplete\w*|\bdone\b))(?=.*(?:之前|以前|才(?:会)?(?:启动|起|跑|开始)|再(?:启动|起)|\bbefore\b|\bthen\b.{0,20}\bstart))(?=.*(?:[吗么]|是不是|会不会|^does\b|^do\b|^will\b|^is\b|\bhave to\b|\bhas to\b|\?))/i,
    tell: endsFirst,
  },
  {
    asked:
      /(?:先|顺序|哪个.{0,4}先|谁先).{0,6}(?:启动|起|跑|运行)|启动顺序|\bwhich (?:container )?(?:starts?|runs?|comes) first\b|\bstart(?:s|up)? order\b|\bin (?:what|which) order\b|\bstarts? first\b/i,
    tell: startOrder,
  },
  { asked: /失败|出错|挂|崩|\bfail\w*|\bcrash\w*|\berror/i, tell: initFailure },
  {
    asked:
      /(?=.*(?:失败|出错|挂了|崩|\bfail\w*|\bcrash\w*|原来?的? ?pod|in place))(?=.*(?:怎么样|会怎|怎样|如何|重启|再|吗|什么|\bwhat\b|\bhappens?\b|\brestart\w*|\bretr|\bif\b))(?!.*(?:几次|多少次|how (?:often|many)))/i,
    tell: jobFailure,
  },
  {
    asked:
      /(?=.*(?:更新|升级|发布|发版|上线|滚动|换版本|\bupdat\w*|\bupgrad\w*|\broll\w*|\bdeploy\w*|\breleas\w*))(?=.*(?:几个|多少|\bhow many\b|(?:少于|低于|超过|多于|掉到|降到) ?\d|\b(?:fewer than|less than|more than|below|above|under|over|exceed) (?:\d|two|three|four|five|six|seven|eight|nine|ten)))/i,
    tell: duringUpdate,
  },
  {
    asked:
      /(?=.*(?:secret|密码|密钥|凭据|口令|\bpasswords?\b|\bcredentials?\b|config ?map))(?=.*(?:哪|什么|谁|从|来自|which|what|where|\bname\b|come))(?!.*(?:不存在|没有|缺|删|改|missing|delet|chang|exist))/i,
    tell: referencesTo,
  },
  {
    asked:
      /(?=.*(?:config ?map|secret|配置|密码|密钥|口令|凭据|\bpasswords?\b|\bcredentials?\b|[\w-]{3}))(?=.*(?:改|更新|变|\bchang\w*|\bupdat\w*|\bedit\w*))(?=.*(?:生效|自动|重启|更新|跟着|怎|吗|\brestart|\bautomatic|\beffect|\breload|\bpick|\bhappens?\b|\bdoes\b|\bsee\b|\bnotice))/i,
    tell: changedConfig,
  },
  { asked: /写|占|满|塞|\bfill\w*|\bwrit\w*|\bstore\b|\bgrows?\b|empty ?dir/i, tell: scratchLimit },
  {
    asked:
      /(?=.*(?:节点|机器|宿主机|\bnodes?\b|\bmachine\b))(?=.*(?:挂|宕|坏|断电|失联|\bdies?\b|\bdown\b|\bfails?\b|\bcrash\w*|\blost\b|\bgoes away\b))/i,
    tell: nodeLost,
  },
  { asked: /有没有|有(?:个)?\b|是否|暴露|对外|\bis there\b|\bexpos\w*|\bany\b|\bwhich\b|\bwhat\b/i, tell: notHere },
  {
    asked:
      /什么时候(?:跑|执行|运行|开始|启动)|几点(?:跑|执行|运行)|\bwhen (?:does|will|is) (?:it|this|the job)\b.{0,12}(?:run|start|execut)/i,
    tell: runsAtOnce,
  },
  {
    asked:
      /(?=.*(?:日志|\blogs?\b|结果|\bit\b|job))(?=.*(?:跑完|结束|完成|之后|\bafter\b|\bfinish\w*))(?=.*(?:多久|还能|看得到|看不到|查不到|保留|\bhow long\b|\bavailable\b|\bkept\b|\bstill\b))|多久.{0,6}(?:查|看)不到/i,
    tell: keptAfterwards,
  },
  {
    asked:
      /(?=.*\bpods?\b)(?=.*(?:第几个|编号|序号|\bindex\b))|(?:两|几|多)个.{0,8}(?:同时|一起|并行)|\b(?:two|several|more than one)\b.{0,24}\b(?:same time|at once|in parallel|together)\b/i,
    tell: jobShape,
  },
];
