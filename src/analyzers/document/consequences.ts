import { initFailure, otherRestarts, runningOn, startOrder } from './consequences/containers.ts';
import { portTaken, probesFit, pulledAnew, startsTogether, stopsInTime, tolerationPins } from './consequences/fits.ts';
import { jobFailure, jobShape, keptAfterwards, runsAtOnce } from './consequences/jobs.ts';
import { duringUpdate, nodeLost, notHere } from './consequences/objects.ts';
import { probeAct, probeFailures, probeStart, probesSet } from './consequences/probes.ts';
import { changedConfig, referencesTo, scratchLimit } from './consequences/storage.ts';
import {
  earliestReady,
  endsFirst,
  namedToleration,
  pullPolicy,
  requestsUnset,
  waitsForHost,
} from './consequences/unwritten.ts';
import type { Derived } from './outcomes.ts';

/** What follows from a manifest when something happens, by how it is asked for; tried before the plainer questions. */
export const CONSEQUENCES: Derived[] = [
  {
    asked:
      /(?=.*(?:requests?|请求))(?=.*(?:没(?:有)?写|不写|没设|省略|默认|按(?:多少|什么)|\bnot (?:set|written|given)\b|\bunset\b|\bomitted\b|\bmissing\b|\bdefaults?\b|\bwithout\b|\bno requests?\b))(?!.*(?:limits?.{0,12}(?:没|不)写|没写.{0,4}limit))/i,
    tell: requestsUnset,
  },
  {
    asked:
      /(?=.*(?:imagePullPolicy|拉取策略|pull ?policy))(?=.*(?:什么|哪|多少|是啥|默认|\bwhich\b|\bwhat\b|\bdefaults?\b))/i,
    tell: pullPolicy,
  },
  {
    asked:
      /(?=.*(?:节点|机器|\bnodes?\b|\bmachines?\b))(?=.*(?:保证|一定|只(?:会|能|在|跑)|必须|固定|\bguarantee|\bonly\b|\bensure|\balways\b|\bkeep\b))/i,
    tell: namedToleration,
  },
  {
    asked:
      /(?=.*(?:init|初始化|跑完|退出|结束|\bexits?\b|\bends?\b|\bfinish\w*|\bcomplet\w*|\bbefore\b))(?=.*(?:[吗么]|是不是|\b(?:is|does|will|are)\b))(?!.*(?:失败|挂|崩|fail|crash|job))/i,
    tell: endsFirst,
  },
  {
    asked:
      /(?=.*(?:连不上|连不到|起不来|不可用|没起来|挂了|宕|一直|不通|\bunreachable\b|\bdown\b|\bnot (?:up|available|reachable|there|running)\b|\bnever\b|\bcan(?:'t| ?not) (?:be )?(?:reach|connect)))(?=.*(?:怎|会|什么|\bwhat\b|\bhappens?\b|\bwill\b|\bif\b))/i,
    tell: waitsForHost,
  },
  {
    asked:
      /(?=.*(?:最快|最早|至少|起码|\bearliest\b|\bsoonest\b|\bat (?:the )?least\b|\bat best\b|\bfastest\b))(?=.*(?:就绪|流量|\bready\b|\btraffic\b))/i,
    tell: earliestReady,
  },
  {
    asked:
      /(?=.*(?:liveness|readiness|存活|就绪|\bprobes?\b|探针))(?=.*(?:失败|不过|挂|\bfail\w*|重启|\brestart\w*))(?=.*(?:[吗么]|会|怎|\bwill\b|\bdoes\b|\bhappens?\b|\bwhat\b))(?!.*(?:端口|\bport\b|几次|多少次|how many|多久|how long))/i,
    tell: probeAct,
  },
  {
    asked:
      /一个(?:一|接一)个|逐个|依次|按顺序|挨个|同时(?:起|启动|创建)|一起(?:起|启动)|\bone (?:by one|after (?:another|the other)|at a time)\b|\bin order\b|\ball at once\b|\bat the same time\b|\bin parallel\b/i,
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
      /(?=.*(?:镜像|\bimages?\b|拉取|\bpull))(?=.*(?:每次|重新拉|都(?:会|要)?拉|总是|重启.{0,6}拉|再拉|\balways\b|\bevery (?:time|start|restart)\b|\beach (?:time|start)\b|\bagain\b|\bre-?pull|\banew\b|拉取策略|pull ?policy))/i,
    tell: pulledAnew,
  },
  {
    asked:
      /(?=.*(?:端口|\bports?\b))(?=.*(?:被.{0,6}占|占(?:用|了|着)|冲突|\balready\b|\btaken\b|\bin use\b|\bconflict|\boccupied\b))/i,
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
      /(?=.*(?:更新|升级|发布|滚动|\bupdat\w*|\broll\w*|\bdeploy\w*))(?=.*(?:几个|多少|\bhow many\b))(?!.*(?:多出|多建|(?<!最)多几|(?<!最)少几|少多少|最多少|不可用|\bdown\b|\bunavailable\b|\bextra\b|\babove\b|\bsurge\b))/i,
    tell: duringUpdate,
  },
  {
    asked:
      /(?=.*(?:secret|密码|密钥|凭据|口令|\bpasswords?\b|\bcredentials?\b|config ?map))(?=.*(?:哪|什么|谁|从|来|which|what|where|\bname\b|come))(?!.*(?:不存在|没有|缺|删|改|missing|delet|chang|exist))/i,
    tell: referencesTo,
  },
  {
    asked:
      /(?=.*(?:config ?map|secret|配置))(?=.*(?:改|更新|变|\bchang\w*|\bupdat\w*|\bedit\w*))(?=.*(?:生效|自动|重启|更新|怎|吗|\brestart|\bautomatic|\beffect|\breload|\bpick|\bhappens?\b|\bdoes\b|\bsee\b|\bnotice))/i,
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
