import type { Language } from '../../../language/language.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { badLines } from './bad-lines.ts';
import { OF_STORAGE, tellsOfStorage } from './figures-told.ts';
import { quoted, refuse, reply } from './reply.ts';
import { search } from './search.ts';
import { contentWords } from './topics.ts';
import { WANTS_NEEDED } from './two-versions.ts';

/** A kind of thing a log names, and a question can ask for. */
interface ValueKind {
  /** The noun of the question. */
  asked: RegExp;
  /** Where a line names one; group 1 is the value. Tried in order, the surest first. */
  find: RegExp[];
  /** The surer pattern counts, whatever line it stands in. */
  ranked?: true;
  /** Where no line names one, nothing else answers for it. */
  strict?: true;
  /** Where it is asked for and there, the other kinds that the question speaks of are not meant. */
  alone?: true;
  /** It may stand in a field beside the message (`path=/etc/app.yaml`). */
  raw?: true;
  /** What befell one of them may have befallen several: all are named. */
  each?: true;
  /** What the line, beside the value, has to speak of. */
  near?: RegExp;
}

const PATH = /((?:\/[\w.@+%-]+){2,}\/?|\/(?:etc|var|tmp|opt|srv|run|dev|home|mnt|data|usr)\b)/;
const FILE =
  /([\w./@+-]*[\w-]\.(?:conf|cnf|ya?ml|json|toml|ini|properties|env|py|js|ts|rb|go|php|pl|sh|lock|pid|sock|db|sql|log|key|pem|crt|so(?:\.\d+)*|jar|list|repo|cfg|rules)\b)/;
const ADDRESS =
  /(?<![\w.])((?:(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:]{2,39}\])(?::\d{2,5})?|[a-z][\w-]*(?:\.[\w-]+)+:\d{2,5})(?![\w.]*\w)/i;
const HOST_NAME =
  /(?:lookup|resolve(?: host)?|host(?:name)?|connect(?:ed|ing)? to|from|reach|server at|:\/\/|Name or service not known:?)[ :"'(]{0,3}(?:[\w%+-]+(?::[^@\s]{1,60})?@)?([a-z][\w-]*(?:\.[\w-]+)+)/i;
/** `domains "a.example,b.example"`, `Host(`a.example`)`. */
const DOMAIN = /\b(?:domains?|Host)[ :=([\\"'`]{1,4}((?:\*\.)?[a-z\d][\w-]*(?:\.[\w-]+)+)/i;
const AMOUNT = /(?<![\w.])(\d+(?:\.\d+)? ?(?:[KMGT]i?B?|[kmgt]B|bytes|kB)|\d+(?:\.\d+)?%)(?![\w])/;

const KINDS: ValueKind[] = [
  {
    alone: true,
    asked: /\bbranch(?:es)?\b|分支/i,
    find: [/\(ref is ([\w./-]+)\)/, /refs\/(?:heads|remotes\/origin)\/([\w./-]*\w)/, /\bbranch ['"]?([\w./-]*\w)/i],
  },
  {
    alone: true,
    asked: /\bcommit(?: id| hash|s)?\b|\brevision\b|\bsha\b|提交(?:是|号|的)/i,
    find: [/\bChecking out ([\da-f]{7,40})\b/, /\b(?:commit|revision|HEAD is now at|sha)[ :=]+['"]?([\da-f]{7,40})\b/i],
  },
  {
    alone: true,
    asked: /谁(?:触发|启动|发起|点|跑)的?|\bwho (?:triggered|started|launched|kicked off|ran) (?:it|this|the)/i,
    find: [/\b(?:Started|Triggered) by (?:user |an? )?([\w@.-]+)/],
  },
  {
    alone: true,
    asked: /\bscripts?\b|脚本/i,
    find: [/((?:\/[\w.@+-]+)+\.(?:sh|bash|py|pl|rb|ps1))\b/, /\b([\w.-]+\.(?:sh|bash|py|pl|rb|ps1))\b/],
  },
  {
    alone: true,
    strict: true,
    asked: /\bmac\b|物理地址/i,
    find: [/\b((?:[\da-f]{2}[:-]){5}[\da-f]{2})\b/i],
  },
  {
    alone: true,
    asked: /主机名|设备名|\bhost ?names?\b|\bdevice name\b/i,
    find: [
      /\bDHCPACK\S* (?:\d{1,3}\.){3}\d{1,3} (?:[\da-f]{2}:){5}[\da-f]{2} ([\w.-]+)/i,
      /\bhost ?name[ :=]+"?([\w.-]+)"?/i,
      HOST_NAME,
    ],
  },
  {
    alone: true,
    asked: /错误码|\berror ?code\b|\berrno\b/i,
    find: [/\b(?:error ?)?code[ :=]+([A-Z]\w+|-?\d+|0x[\da-f]+)\b/i, /\berr(?:no|or)?[ :=]+(-?\d+|0x[\da-f]+)\b/i],
  },
  {
    alone: true,
    asked: /\bcrates?\b/i,
    find: [/`([a-z][\w-]*) v\d[\w.+-]*(?: \([^)]*\))?`/],
  },
  {
    alone: true,
    asked: /发件人|谁(?:发|寄)(?:的|来)|\bwho sent\b|\bsender\b/i,
    find: [/\bfrom=<([^>\s]+)>/],
  },
  {
    alone: true,
    asked:
      /权限(?:应该|要|该|得|需要)?(?:是|设|改|给)?(?:成|为)?(?:什么|多少|几)|(?:应该|要|该|得)(?:是|设|改|给)?(?:成|为)?(?:什么|多少|几)(?:的)?权限|\b(?:what|which) (?:mode|permissions?)\b/i,
    find: [/\bpermissions? (?:should|must) be (\S[^.;]{2,60})/i, /\bmode (?:should|must) be (\S[^.;]{2,40})/i],
  },
  {
    alone: true,
    raw: true,
    asked: /客户端|访客|\bclient(?:'s)?\b/i,
    find: [
      /\[client ((?:\d{1,3}\.){3}\d{1,3}|[\da-f:]*:[\da-f:]*[\da-f])(?::\d+)?\]/i,
      /\bclient[:=] ?"?((?:\d{1,3}\.){3}\d{1,3}|[\da-f:]*:[\da-f:]*[\da-f])\b/i,
      /^((?:\d{1,3}\.){3}\d{1,3}) \S+ \S+ \[/,
    ],
  },
  {
    asked: /哪(?:一)?个 ?(?:cpu|核|处理器)|\b(?:which|what) (?:cpu|core|processor)\b|(?:cpu|核)是?(?:哪|几号)/i,
    find: [/\bCPU[ :#]*(\d+)\b/, /\bcore[ :#]+(\d+)\b/i],
  },
  {
    asked: /哪(?:一)?个索引|索引(?:叫|是)|\b(?:which|what) (?:index|indices)\b|\bindex name\b/i,
    find: [/\bindex(?:=| \[|\[|: ?|[ :]+["'])\[?["']?([\w.@-]+)/i],
  },
  {
    alone: true,
    asked: /多快|速度|速率|\bhow fast\b|\bspeed\b|\bthroughput\b|\btransfer rate\b/i,
    find: [
      /(?<![\w.])(\d[\d,.]* ?[KMGT]?i? ?(?:B|b|bytes|bits?)\/s(?:ec)?)(?![a-z])/,
      /(?<![\w.])(\d[\d.]* ?[KMG]bps)\b/i,
    ],
  },
  {
    alone: true,
    raw: true,
    asked: /(?:哪|什么).{0,4}语句|\b(?:which|what) (?:statement|sql)\b|\bsql statement\b/i,
    find: [/\bSTATEMENT: +(.{4,160})/, /\bstatement: (.{4,160})/],
  },
  {
    asked:
      /谁的.{0,4}证书|哪(?:个|张|份).{0,4}证书|证书.{0,4}(?:是谁|谁的)|\bwhose\b.{0,16}\bcert|\bwhich (?:\w+ )?cert/i,
    find: [/\bCN ?= ?"?([\w@.*-]+)/, /certificate (?:for|of) "?([\w.*-]+)/i, /\b([\w./-]+\.(?:pem|crt|cer))\b/],
  },
  {
    asked: /\bpods?\b/i,
    raw: true,
    each: true,
    find: [
      /\bpod[ =:]+"?([\w-]+\/[\w.-]+)"?/i,
      /\bpods?\/([a-z0-9][\w.-]+)/,
      /\bfor (?:pod )?\\*"([a-z0-9][\w.-]*_[\w-]+)\(/,
      /\bin pod ([a-z0-9][a-z0-9.-]*)/,
      /^([a-z0-9][a-z0-9.-]+)\s+\d+\/\d+\s+[A-Z]\w+\s+\d/,
      /\bassigned ([\w-]+\/[\w.-]+)/,
      /^Name: +([\w.-]+)/,
    ],
  },
  {
    asked:
      /^(?!.*(?:how many|几[个台]|多少)).*(?:缺(?:少)?(?:了)?(?:什么|啥|哪)(?:资源)?|(?:什么|哪(?:个|种))资源|\bwhat (?:was|is|were) (?:it )?(?:short|low|lacking|missing|running out)|\bwhich resource|\bshort of\b)/i,
    find: [/\bresourceName="?([\w.-]+)/, /low on resource: ([\w.-]+)/, /Insufficient ([\w./-]*\w)/],
  },
  {
    asked: /\bdns server|dns 服务器|哪(?:个|台) ?dns|name ?server/i,
    find: [/\blookup \S+ on ([\d.]+:\d+|\[[\da-f:]+\]:\d+)/i, /\bnameserver[ :=]+([\d.]+)/i],
  },
  {
    asked: /\bexceptions?\b|异常|\berror (?:class|type|name)|什么(?:类型的)?错误/i,
    find: [/^(?:[\w.]+\.)?([A-Z]\w*(?:Error|Exception))\b/, /\b([A-Z]\w*(?:Error|Exception))\b/],
  },
  {
    asked: /\bcommands?\b|命令|\bexecutables?\b|\bbinar(?:y|ies)\b|可执行/i,
    find: [
      /\bExec(?:Start|Stop|Reload)\w*=(\S+(?: -\S+)*)/,
      /\bspawning (\S+?):? /,
      /\bfailed: ([\w/]+(?: -{1,2}\w+| [A-Za-z]+)*):/,
      /\bexec:? "?([\w./-]+)"?:/,
    ],
  },
  {
    asked: /(?:us(?:e|es|ed|ing|age)|占|用)了?.{0,8}(?:多少|how much)|how much.{0,30}\bus(?:e|ed|ing)\b/i,
    find: [
      /\busage[ =:]+(\d+ ?[kKMG]i?B?)/,
      /\banon-rss:(\d+kB)/,
      /\b(?:using|used|RSS)[ =:]+(\d+(?:\.\d+)? ?[KMGT]?i?B?)/i,
    ],
  },
  { asked: /扇区|\bsectors?\b/i, find: [/\bsector[ =:]+(\d+)/i] },
  {
    asked: /\bcgroups?\b|控制组/i,
    find: [
      /\b(?:oom_memcg|task_memcg)=([^,\s]+)/,
      /cgroup (?:stats for )?(\/[\w./:-]+)/i,
      /\b([\w@.-]+\.(?:slice|scope))\b/,
    ],
  },
  {
    asked: /\bimages?\b|镜像/i,
    find: [
      /\b(?:image|reference|manifest(?: for)?)[ :]+"?([\w.-]+(?:[:/@][\w.:/@-]+)+)"?/i,
      /\bimage[ :]+"([^"\s]+)"/i,
      /Image: +(\S+)/,
    ],
  },
  {
    asked: /\btags?\b|标签/i,
    find: [/\bimage "?\S+?:([\w][\w.-]{0,127})"/i, /[\w/-]:(v?\d[\w.-]*): (?:not found|manifest)/],
  },
  {
    asked:
      /\bkeys?\b|\bvariables?\b|\benv(?:ironment)?\b|\bfields?\b|\boptions?\b|\bflags?\b|\bdirectives?\b|\bsettings?\b|\bparameters?\b|\battributes?\b|\bcolumns?\b|\btypo\b|\bmisspel\w*|拼错|写错|拼写|错别字|键|变量|字段|选项|参数|指令|配置项|设置|开关|列名/i,
    find: [
      /["'`{<]([A-Za-z][\w.-]*\w)["'`}>] (?:can(?:'t|not)|must not|may not|should not) be (?:empty|null|blank)/i,
      /\b(?:key|variable|env(?:ironment variable)?|field|option|flag|directive|setting|parameter|attribute|keyword|column|property|lvalue|name)s?:? +["'`]?((?!in\b|is\b|not\b|of\b|for\b|to\b|at\b|the\b|name\b|set\b|error\b|value\b|file\b)-{0,2}[A-Za-z_][\w.-]*\w)["'`]?/i,
      /["'`]((?:--?)?[A-Za-z_][\w.-]*\w)["'`] (?:is |was )?(?:not (?:set|defined|allowed|known|found|permitted)|missing|unknown|required|undefined|unset)/i,
      /\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/,
      /(?<![\w-])(--[a-z][\w-]+)/,
      /(?:^|(?!thread)\b\w+ |[^\w ] ?)["'`]([A-Za-z_][\w.-]*)["'`]/,
      /\b([a-z]+(?:\.[a-z][a-z_-]+)+)\b(?![(:])/,
    ],
  },
  { asked: /\bsecrets?\b|密钥/i, find: [/\bsecrets? "?([\w./-]+[\w-])"?/i] },
  { asked: /\bconfig ?maps?\b/i, find: [/\bconfigmaps? "?([\w./-]+[\w-])"?/i] },
  {
    strict: true,
    asked: /\bversions?\b|\breleases?\b|版本/i,
    find: [
      /(?:version:?|ver\.?|release|v)[ :="'\\]{0,6}v?(\d+(?:\.\d+)+[\w.-]*)/i,
      /\bversion \(v?(\d+(?:\.\d+)*)\)/i,
      /\bpostgresql@(\d+)|\/postgresql\/(\d+)\//,
      /[\w)]\/(\d+(?:\.\d+)+)\b/,
      /\S:v?(\d+(?:\.\d+)+[\w.-]*)/,
      /\bv(\d+(?:\.\d+)+)\b/,
      /(?<![\w.:/-])(\d+\.\d+(?:\.\d+)?)(?![\w.:/]*\d)/,
    ],
  },
  {
    asked:
      /\b(?:line|row)\b.{0,24}\b(?:config|file|script|code|yaml|json|unit)|\b(?:config|file|script|yaml|unit).{0,16}\blines?\b|(?:配置|文件|脚本|代码|源码).{0,8}第?(?:几|哪一?)行|第几行/i,
    find: [/\bline[ :]+(\d+)/i, /\.[a-z]{1,10}:(\d+)\b/i],
  },
  {
    alone: true,
    raw: true,
    asked: /配置文件|\bconfig(?:uration)? files?\b|配置(?:在|放)/i,
    find: [
      /((?:\/[\w.@+%-]+)+\.(?:conf|cnf|cfg|ya?ml|json|toml|ini|properties|env|config))\b/,
      /([\w./@+-]*[\w-]\.(?:conf|cnf|cfg|ya?ml|toml|ini))\b/,
    ],
  },
  {
    asked: /\b(?:files?|scripts?)\b|文件|脚本/i,
    find: [new RegExp(`["'\`\u2018]${PATH.source}["'\`\u2019:]`), PATH, FILE],
  },
  {
    asked:
      /\bpaths?\b|\bdirector(?:y|ies)\b|\bfolders?\b|\bmount(?: ?points?|s)?\b|\bpartitions?\b|\bfile ?systems?\b|目录|路径|文件夹|挂载点|分区/i,
    find: [PATH],
  },
  {
    ranked: true,
    asked: /\b(?:disks?|drives?|devices?|ssd|hdd)\b|硬盘|磁盘|哪(?:块|个)盘|盘符|设备/i,
    find: [
      /\b(dev-[^\s/]+\.device)\b/,
      // A directory may be called like a disk.
      /(?:\/dev\/|(?<![\w/.-]))((?:sd[a-z]{1,2}|nvme\d+n\d+|mmcblk\d+|vd[a-z]|xvd[a-z])(?:p?\d+)?)\b/,
      /\b(?:dev|device|disk|drive)[ =:(]+\/?(?:dev\/)?([a-z]{2,8}\d*[a-z]?\d*)\b/i,
      /\/dev\/([\w/-]+)/,
      /(?:\/dev\/|(?<![\w/.-]))((?:sd[a-z]|nvme\d+n\d+|mmcblk\d+|vd[a-z]|md\d+|ata\d+(?:\.\d+)?)(?:p?\d+)?)\b/,
      /\b([\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.[\da-f])\b/i,
    ],
  },
  {
    asked: /\binterfaces?\b|\bnics?\b|\bnetwork cards?\b|网卡|网口|接口/i,
    find: [/\b((?:eth|en[opsx]|wl[anops]|wlan|bond|br|veth|docker|tun|tap|wg|team|ib)[\w-]*\d[\w-]*(?:\.\d+)?)\b/],
  },
  { strict: true, asked: /\bip\b|ip ?地址/i, find: [/(?<![\w.])((?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5})?)(?![\w.])/] },
  {
    asked:
      /\bip\b|\baddress(?:es)?\b|\bhosts?(?:names?)?\b|\bservers?\b|\bendpoints?\b|\bregistr(?:y|ies)\b|\bdomains?\b|\burls?\b|地址|域名|从哪(?:里|儿)?(?:来|连|登)|来自哪|\bwhere\b.{0,40}\bfrom\b|哪台(?:机器|主机|服务器)|连(?:的|不上)?(?:是)?(?:谁|哪)|上游|仓库/i,
    find: [/\bupstream[ :]+"([^"]+)"/, HOST_NAME, DOMAIN, ADDRESS, /(?<![\w.])((?:\d{1,3}\.){3}\d{1,3})(?![\w.])/],
  },
  {
    raw: true,
    asked: /\busers?(?: ?names?)?\b|\baccounts?\b|\blogins?\b|\broles?\b|用户|账号|账户|帐号/i,
    find: [
      /\b(?:user(?:name)?|role|account|login)[ =:]+["'`]?((?!name\b|is\b|not\b|for\b|with\b|from\b)[\w.@$\\-]*\w)["'`]?/i,
      /\bpassword for (?:invalid user )?([\w.-]+)/i,
      /\] (\w+)@\w+ (?:ERROR|FATAL|LOG|PANIC|WARNING|STATEMENT|DETAIL):/,
    ],
  },
  {
    raw: true,
    asked: /\bdatabases?\b|\bdb\b|\bschemas?\b|数据库|哪个库/i,
    find: [
      /(?:数据库|库) ?([A-Za-z][\w.-]*)/,
      /\bdb: ?['"]([\w.-]+)['"]/i,
      /\] \w+@(\w+) (?:ERROR|FATAL|LOG|PANIC|WARNING|STATEMENT|DETAIL):/,
      /\b(?:database|schema|dbname)[ =:]+["'`]?((?!system\b|is\b|server\b|files?\b|dial\b|tcp\b|connect\w*\b|error\b|at\b|on\b|for\b|to\b|from\b|timeout\b|refused\b|unavailable\b|was\b|has\b|not\b)[\w.-]+)["'`]?/i,
    ],
  },
  {
    asked: /\btables?\b|\brelations?\b|(?:哪|什么)(?:一)?(?:个|张)?表|表名/i,
    find: [
      /\b(?:table|relation)[ :]+["'`]?((?!(?:is|was|has|are|not|with|for|in|of|and|to|on|full|empty)\b)[\w.-]+)["'`]?/i,
      /\bopen (\w+\.\w+) table\b/,
      /\b(?:UPDATE|INSERT INTO|DELETE FROM|FROM|JOIN)\s+["`]?([a-z_][\w.]*)/,
    ],
  },
  {
    asked:
      /\b(?:modules?|packages?|librar(?:y|ies)|dependenc(?:y|ies)|plugins?|gems?|crates?)\b|模块|依赖包|软件包|缺.{0,3}包|什么库|哪个库|插件/i,
    find: [
      /\bmatching version found for (@?[\w./-]+?)@/,
      /\b(?:Unable to locate|No matching distribution found for|cannot find) (?:package |module )?['"]?(@?[\w./-]*\w)/i,
      /\bNo module named ['"]([\w.]+)/,
      /\b(lib[\w.+-]+\.so(?:\.\d+)*)(?=: cannot open)/,
      /\bplugin type=\\*"([\w.-]+)/,
      /\b(?:module|package|library|libraries|plugin|gem|crate)s?(?: named)?[ :]+["'`‘]?((?!not\b|is\b|was\b|found\b|failed\b|version\b|type\b|name\b)[@\w][\w./@-]*\w)["'`’]?/i,
      /\b(lib[\w.+-]+\.so(?:\.\d+)*)/,
    ],
  },
  {
    asked: /\bnamespaces?\b|命名空间/i,
    find: [/\bnamespace[ :="]+([\w-]+)/i, /\bpod="?([\w-]+)\//, /assigned ([\w-]+)\//],
  },
  {
    asked: /\bcontainers?\b|容器/i,
    find: [
      /\bcontainer[ =:"]+((?!image\b|state\b|failed\b|is\b|was\b|in\b|to\b|with\b|exited\b|runtime\b|process\b|network\b|id\b)[\w.-]+)/i,
      /\bfailed container[= ]"?([\w.-]+)/i,
      /\bon endpoint ([\w.-]+)/i,
    ],
  },
  {
    asked: /\b(?:volumes?|pvcs?|claims?)\b|卷/i,
    find: [/\b(?:volume|persistentvolumeclaim|pvc|claim)[ :="]+([\w./-]+)/i],
  },
  {
    asked: /\bnodes?\b|节点/i,
    find: [
      /\bassigned \S+ to ([\w.-]+)/,
      /\bnode[ :=]*"([\w.-]+)"/i,
      /\bon \[[\w-]{4,}\]\[([\w.-]+)\]\[\//,
      /\b[Nn]ode[ :=]+((?:[a-z]+[.-])*[a-z]*\d[\w.-]*|[a-z]+(?:[.-][a-z0-9]+)+)\b(?! (?:node|pod)s?\b)/,
    ],
  },
  {
    asked: /\bprocess(?:es)?\b|\bprograms?\b|进程|程序/i,
    find: [
      /[Kk]illed process \d+ \(([^)]{1,40})\)/,
      /\bcomm[=:]"?([\w.-]+)/,
      /\b(?:process|program)[ :=]+["'`]?(?:\d+ ?[/(]+)?([a-z][\w.-]+)/i,
      /\b[Pp]rocess (\d+)\b/,
    ],
    near: /kill|oom|crash|segfault|abort|dumped|exit|block|process|program/i,
  },
  {
    strict: true,
    asked: /\bpid\b|process id|进程号/i,
    find: [/[Pp]rocess (\d+)\b/, /\bpid[ =:]+(\d+)/i, /\[(\d{2,8})\]:/],
  },
  {
    strict: true,
    asked: /\bports?\b|端口/i,
    find: [
      /\bDPT=(\d{1,5})\b/,
      /\bport[ =:]+(\d{1,5})\b/i,
      /\bport\(s\):? (\d{1,5})\b/i,
      /(?:\.\d{1,3}|[a-z]-?\d{1,3}|\]|\*|localhost|:\/\/[\w.-]{1,80}|\.(?:com|org|net|io|cn|internal|local|lan)|\b(?:tcp|listen(?:ing)?(?: on)?|on) [\w.-]{0,80}):(\d{2,5})(?!\d|:\d|\.\d)/i,
      // A disk's port.
      /^(ata\d+)(?:\.\d+)?: /,
    ],
  },
  {
    asked: /\bopen files\b|文件(?:句柄|描述符)|(?:开|打开)(?:多少|几)?(?:个)?文件/i,
    find: [/(?:NOFILE|nofile|open files|max[_ ]open\w*)[^\d\n]{0,20}(\d+)/i],
  },
  {
    asked:
      /(?:memory|\bram\b|内存).*(?:limit|allow|\bmay\b|限|允许|最多|上限)|(?:limit|allow|限|允许|最多|上限).*(?:memory|\bram\b|内存)/i,
    find: [
      /\blimit[ =:]+(\d+ ?[kKMG]i?B?)\b/,
      /^memory: +(\d+(?:\.\d+)?[KMGT]i?)\b/,
      /(?:MemoryMax|MemoryLimit|memory limit|limits?\.memory|-Xmx)[^\d\n]{0,12}(\d+(?:\.\d+)? ?[kKmMgG]i?B?)/,
    ],
  },
  {
    asked: /^(?!.*(?:limit|allow|\bmay\b|限|允许|最多)).*(?:\bmemory\b|\bram\b|内存)/i,
    find: [/\banon-rss:(\d+kB)/, /\b(?:memory|mem)\w*[ =:]+(\d+(?:\.\d+)? ?[KMGT]i?B?)/i, AMOUNT],
    near: /memory|mem\b|rss|heap|oom/i,
  },
  {
    asked: /剩(?:了|下|余)?|可用|空闲|\bavailable\b|\bfree\b|\bleft\b|\bremaining\b/i,
    find: [
      /\b(?:available|free|remaining|avail)[ :=]+(\d+(?:\.\d+)? ?(?:[KMGT]i?B?|[kmgt]B|bytes|%))(?![a-z])/i,
      /(\d+(?:\.\d+)? ?(?:[KMGT]i?B?|%)) (?:available|free|left|remaining)/i,
    ],
    alone: true,
  },
  { asked: /\b(?:space|size|large|big|disk usage)\b|空间|多大|大小|占用/i, find: [AMOUNT] },
  {
    asked: /内存条|\bdimms?\b|memory (?:stick|module|slot)|ram (?:stick|module|slot)/i,
    find: [/\b((?:[A-Za-z]\w*#\d+_){0,4}DIMM[\w#]*)/, /\b(DIMM[_ ]?\w+)/],
  },
  {
    asked: /状态码|返回(?:码|了?什么|的是)|status ?codes?|get(?:s)? back|\brespon[ds]\w*|http code/i,
    find: [/status ?code:? ?(\d{3})\b/i, /HTTP\/\d(?:\.\d)?"? (\d{3})\b/, /\b(?:code|status)[ =:]+(\d{3})\b/i],
  },
  { asked: /\bsignals?\b|信号/i, find: [/\b(?:signal|status=\d+\/)[ :]*((?:SIG)?[A-Z]{3,6}|\d+)\b/] },
  {
    asked: /\btime ?outs?\b|how long .{0,12}wait|超时(?:时间)?|等了?多久/i,
    find: [
      /\b(?:after|timeout|within|for)[ :=]+(\d+(?:\.\d+)? ?(?:ms|s|sec(?:ond)?s?|m|min(?:ute)?s?))\b/i,
      /(?<![\w.])(\d+(?:\.\d+)? ?(?:ms|s|sec|seconds|min|minutes))(?!\w)/,
    ],
  },
  {
    strict: true,
    asked: /\bexpir\w*|过期|到期|有效|\bvalid\b/i,
    find: [
      /\bis before (\d{4}-\d\d-\d\dT[\d:]+Z?)/,
      /(?:notAfter=|expired on |is after |not valid after )([^,"\n]{8,40})/i,
    ],
  },
  {
    asked: /\burls?\b|\blinks?\b(?! (?:speed|up|down|state))|链接|网址/i,
    find: [/(https?:\/\/[^\s"',)]+)/],
    strict: true,
  },
];

const ASKS_FOR_ONE =
  /\b(?:which|what|who (?:triggered|started|launched|kicked|ran|sent)|whose|where|how (?:much|many|large|big|long|fast)|when|name (?:of )?the)\b|哪|什么|啥|多少|几|多大|多久|谁|缺|少了/i;
/** Reasons, remedies and meanings are other questions. */
const ASKS_ELSE =
  /\bwhy\b|\bshould (?:i|we)\b|\bhow (?:do|can|to|should)\b|\bwhat (?:does(?!.{0,40}(?:get back|return|respond))|is an?|do|should|can|happens)\b|\bmean|为什么|为何|为啥|怎么(?!.{0,6}哪)|如何|什么意思|是什么东西|干什么|有什么用/i;
const ASKS_WHEN = /\bwhen\b|\bwhat time\b|什么时候|几点|何时|哪天|啥时候/i;
const ASKS_AMOUNT =
  /\bhow (?:much|many|big|large)\b|多大|一共(?:有)?(?:几|多少)|(?:内存|空间|磁盘|硬盘|盘|卷|存储|容量|cpu)[^，。,]{0,6}(?:多少|几个? ?(?:g|m|核|t)\b)/i;
/** The question speaks of what went wrong: then the line that went wrong is meant. */
const OF_THE_FAILURE =
  /fail|wrong|broken|bad\b|dead|dying|dies|kill|crash|miss|lack|cannot|can't|could ?n[o']t|not |deny|denied|refus|reject|exist|invalid|unknown|full|expire|block|tried|reach|need|不|没|缺|少|错|坏|失败|拒绝|崩|挂|杀|满|过期|攻击|删|改/i;

/** "哪个容器没起来": the one that is named where it failed, and not one that came up. */
const WHICH_FAILED =
  /哪.{0,8}(?:没(?:有)?(?:能)?(?:起|启动|跑)|起不来|失败|出错|报错|挂了|崩)|\bwhich \w+ (?:(?:did|does|could|can|has|was|is)(?:n't| not)|(?:has |have )?(?:fail|crash)\w*|never)\b/i;

/**
 * "which file", "缺哪个键", "how much memory may it use": the value of that kind which the line that matters names.
 * Null where the question asks for no such thing, or no line names one.
 */
export function valueAsked(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  // "nginx 的 pid", "端口": the noun alone asks for it.
  const bare = question.trim().length <= 14 && !/[吗么]|\b(?:is|are|does|did|was)\b/i.test(question);
  if ((!ASKS_FOR_ONE.test(question) && !bare) || ASKS_ELSE.test(question)) return null;
  const asked = KINDS.filter((kind) => kind.asked.test(question));
  // What is left of a thing is another number than the thing's own.
  const alone = asked.filter(
    (kind) =>
      kind.alone === true &&
      facts.quotable.some(({ text, raw }) => kind.find.some((one) => one.test(kind.raw ? raw : text))),
  );
  const kinds = alone.length > 0 ? alone : asked;
  if (kinds.length === 0) return null;
  // A moment is no name: when a secret was deleted is not told by the line that names it.
  if (ASKS_WHEN.test(question) && !kinds.some(({ asked: noun }) => noun.test('expired'))) return null;
  const words = contentWords(question);
  // Where a program listens is told by itself, not by whoever knocks at a port.
  const listens = LISTENS.test(question) && /端口|\bports?\b/i.test(question);
  const own = listens
    ? { ...facts, quotable: facts.quotable.filter(({ text }) => OPENS.test(text) && !KNOCKS.test(text)) }
    : WHICH_FAILED.test(question)
      ? { ...facts, quotable: badLines(facts) }
      : facts;
  // What was written to a file system tells nothing of how large that is.
  const ofStorage = ASKS_AMOUNT.test(question) && OF_STORAGE.test(question);
  const all = kinds.flatMap((kind) => {
    const best = bestLine(kind, own, question, words);
    return best && !(ofStorage && !tellsOfStorage(best.entry)) ? [{ ...best, kind }] : [];
  });
  if (ofStorage && all.length === 0) return absent(question, facts, language);
  // Of several amounts of one line nothing says which is meant.
  const [sized] = all;
  if (sized && all.length === 1 && sized.kind.find[0] === AMOUNT && SEVERAL_AMOUNTS.test(sized.entry.text)) return null;
  // How much there is of a thing is not answered by the thing's name.
  const amount = ASKS_AMOUNT.test(question);
  const given = amount ? all.filter(({ value }) => /^\d+(?:[.\d ]*)(?:[kKMGT]i?B?|%|bytes|$)/.test(value)) : all;
  if (amount && given.length === 0 && all.length > 0) return absent(question, facts, language);
  // The version of a database is not told by the database's name, nor a process's number by what befell it.
  const exact = given.filter(({ kind }) => kind.strict === true);
  if (exact.length === 0 && kinds.some(({ strict }) => strict === true) && given.length > 0)
    return absent(question, facts, language);
  const found = exact.length > 0 ? exact : given;
  const advised = found.length === 0 && WHICH_TO_OPEN.test(question) ? toOpen(facts, language) : null;
  if (advised) return advised;
  if (found.length === 0) return kinds.some(({ strict }) => strict === true) ? absent(question, facts, language) : null;
  const lines = [...new Map(found.map(({ entry }) => [entry.at, entry])).values()].slice(0, 2);
  // What was tried stands in the lines of the tries, not in those of who got in.
  const tried = TRIED.test(question)
    ? facts.quotable.filter(({ text }) => /\b(?:failed|invalid|failure|refused|rejected|denied)\b/i.test(text))
    : [];
  const others = SEVERAL.test(question)
    ? found.flatMap(({ kind }) => valuesOf(kind, tried.length > 0 ? { quotable: tried } : facts))
    : [];
  const alike = found.flatMap(({ kind, value }) => (kind.each === true ? ofTheSame(kind, value, words, facts) : []));
  const values = [...new Set([...found.map(({ value }) => value), ...others, ...alike])]
    .slice(0, 6)
    .map((value) => `\`${value.replaceAll('`', "'")}\`${inMebibytes(value, language)}`);
  const named = `${values.join(language === 'zh' ? '、' : ', ')}${language === 'zh' ? '：' : ': '}`;
  return reply(
    facts,
    `${named}${lines.map((entry) => quoted(entry, 300)).join('\n')}`,
    lines.map((entry) => entry.at),
    0.82,
  );
}

const WHICH_TO_OPEN =
  /(?:开放?|放行|打开|放通|开通)(?:的是)?(?:哪|什么)|(?:哪|什么).{0,6}端口.{0,8}(?:开|放行|放通)|(?:要|该|得|需要).{0,4}(?:开|放).{0,6}端口|\bports?\b.{0,24}\b(?:open|opened|allow\w*|forward\w*|unblock\w*)\b|\b(?:open|allow|forward|unblock)\b.{0,12}\bports?\b/i;
const OPENS_A_PORT = {
  zh: /(?:放行|开放|打开|放通|转发)[^。；]{0,16}\d{2,5}/,
  en: /\b(?:open|allow|let|forward|unblock)\b[^.;]{0,40}\b\d{2,5}\b/i,
};

/** What the advice on the cause says of ports to open. */
function toOpen(facts: JournalFacts, language: Language): AnswerAbout | null {
  const [cause] = facts.causes;
  const said = cause?.fix[language]
    .split(/(?<=[。；;])\s*|(?<=[.!])\s+/)
    .find((each) => OPENS_A_PORT[language].test(each));
  if (!cause || said === undefined) return null;
  const told = said.replace(/[；;]$/, '');
  return reply(facts, sentence(`${told.charAt(0).toUpperCase()}${told.slice(1)}`), [cause.at[0]], 0.82);
}

const SEVERAL_AMOUNTS = new RegExp(`${AMOUNT.source}[^]{1,200}?${AMOUNT.source}`);
const LISTENS = /监听|听在|\blisten\w*|\bbinds?\b|\bbound\b/i;
const OPENS =
  /listen|\binitialized\b|\bbind|\bbound\b|\bserv(?:ing|es|er)\b|\bstart|监听|启动|in use|socket|\brunning\b|\bready\b|\bup\b/i;
const KNOCKS = /\bdial\b|\bconnect(?:ion|ing)? (?:to|refused)|\bprobe\b|\bupstream\b|\bGet "?https?:/i;

/** The kind of thing that is asked for stands in no line. */
function absent(question: string, facts: JournalFacts, language: Language): AnswerAbout {
  const [near] = search(question, facts);
  const beside = near ? quoted(near.entry, 200) : '';
  return refuse(
    facts,
    language,
    language === 'zh'
      ? `日志里没有写，看不出来。${beside ? `与此有关的只有：${beside}` : ''}`
      : `The log does not say; that is not in it.${beside ? ` All it has on this is: ${beside}` : ''}`,
    [near?.entry.at],
    0.55,
  );
}

/** A version belongs to one program: where the question names it, its line has to. */
const PRODUCT =
  /\b(?:docker|containerd|runc|podman|kube\w*|systemd|kernel|nginx|apache|haproxy|postgres(?:ql)?|mysql|mariadb|redis|mongo\w*|kafka|rabbitmq|elasticsearch|node|python|java|go|php|ruby|openssl|openvpn|wireguard|dovecot|postfix|gunicorn|celery|npm|yarn|pnpm|pip|cargo|rustc|gradle|maven|traefik|caddy|grafana|prometheus|etcd|ssh\w*)\b/i;

/** The kernel counts in kB; people in MiB and GiB. */
function inMebibytes(value: string, language: Language): string {
  const kib = Number(/^(\d{4,12}) ?kB$/.exec(value)?.[1] ?? 0);
  if (kib < 1024) return '';
  const [amount, unit] = kib >= 1024 * 1024 ? [kib / 1024 / 1024, 'GiB'] : [kib / 1024, 'MiB'];
  const words = `${Number(amount.toFixed(1))} ${unit}`;
  return language === 'zh' ? `（${words}）` : ` (${words})`;
}

/** "which users were tried", "哪些": not only the one that matters most. */
const SEVERAL =
  /哪些|分别|\b(?:were|all|each|names|users|files|ports|hosts|addresses|images|nodes|databases|clients|domains|senders|indices|indexes|volumes|disks)\b/i;

const TRIED = /尝试|试过|试了|攻击|爆破|\btr(?:y|ied)\b|\battack\w*|\bbrute/i;

/** The group that matched, whichever alternative it stands in. */
const valueIn = (match: RegExpExecArray | null): string | undefined => {
  const value = match?.slice(1).find((group) => group !== undefined);
  return value !== undefined && PROSE.test(value) ? undefined : value;
};

/** Words that a sentence goes on with behind a noun: "this crate cannot", "Device or resource busy", "Cluster ID". */
const PROSE =
  /^(?:an?|the|or|and|but|as|at|by|can|cannot|could|does|did|for|from|had|has|have|if|in|into|is|it|its|may|must|no|not|of|on|should|so|that|their|then|this|to|was|were|when|which|while|will|with|without|would|cannot|unknown|invalid|id|status|state|names?)$/i;

/** What each line names of the kind of thing a question speaks of: "is the pid the same each time". */
export function valuesAsked(question: string, facts: JournalFacts): string[] {
  const kind = KINDS.find(({ asked }) => asked.test(question));
  return kind ? valuesOf(kind, facts) : [];
}

/** What these entries name of the kind of thing that a question speaks of, and where. */
export function valuesIn(question: string, entries: readonly EntryFact[]): { value: string; entry: EntryFact }[] {
  const kind = KINDS.find(({ asked }) => asked.test(question));
  if (!kind) return [];
  return entries.flatMap((entry) =>
    valuesOf(kind, { quotable: [entry] })
      .slice(0, 1)
      .map((value) => ({ value, entry })),
  );
}

/** What the lines name that say the same in the asked words as the line of this value: "Evicted" of a second Pod. */
function ofTheSame(kind: ValueKind, value: string, words: string[], facts: JournalFacts): string[] {
  const events = words.filter((word) => word.length > 4 && !kind.asked.test(word));
  const saying = facts.quotable.filter(({ raw }) => events.some((word) => raw.toLowerCase().includes(word)));
  const values = valuesOf(kind, { quotable: saying });
  return values.includes(value) ? values : [];
}

function valuesOf(kind: ValueKind, facts: Pick<JournalFacts, 'quotable'>): string[] {
  return facts.quotable.flatMap((entry) => {
    if (kind.near && !kind.near.test(entry.text)) return [];
    for (const pattern of kind.find) {
      const value = valueIn(
        pattern.exec(entry.text.slice(0, 2_000)) ??
          (kind.raw || pattern.source.includes('\\]:') ? pattern.exec(entry.raw) : null),
      );
      if (value) return value;
    }
    return [];
  });
}

interface Found {
  entry: EntryFact;
  value: string;
  weight: number;
}

/** The error of a structured line, which its message leaves out. */
const errorOf = ({ raw, text }: EntryFact): string => {
  const error = /\berr(?:or)?="((?:[^"\\]|\\.){1,1500})"/.exec(raw.slice(0, 3_000))?.[1]?.replaceAll('\\"', '"') ?? '';
  return error === '' || text.includes(error.slice(0, 40)) ? '' : ` ${error}`;
};

const NEEDS_ONE =
  /\brequir\w*|\bneed\w*|\bexpect\w*|\bat least\b|>=|\bor (?:newer|later|higher)\b|\bminimum\b|\bsupported\b|\bcompiled\b|需要|要求/i;

/** Names with a digit and a mark in them, which the question and the log have in common. */
const identifiersIn = (question: string, facts: JournalFacts): string[] =>
  (question.toLowerCase().match(/[a-z][\w.]*(?:-[\w.]+)*-\w*\d[\w-]*/g) ?? []).filter((name) =>
    facts.quotable.some(({ raw }) => raw.toLowerCase().includes(name)),
  );

const A_FRAME = /^\s*at \S.*:\d+:\d+\)?$|^node:/;

function bestLine(kind: ValueKind, facts: JournalFacts, question: string, words: string[]): Found | null {
  const ofFailure = OF_THE_FAILURE.test(question);
  const causes = new Set(facts.causes.slice(0, 1).flatMap((cause) => cause.at));
  const bad = new Set(
    facts.labels.flatMap(({ at, role }) =>
      role === 'cause' || role === 'symptom' || role === 'consequence' ? [at] : [],
    ),
  );
  let best: Found | null = null;
  const named = new Map(
    search(question.replace(kind.asked, ' '), facts).map(({ entry, coverage }) => [entry.at, coverage] as const),
  );
  const product = /版本|version|release/i.test(question) ? PRODUCT.exec(question)?.[0].toLowerCase() : undefined;
  const patterns = product
    ? [
        new RegExp(`${product}[\\w.]*(?: \\w+)?[ /@:=v-]{1,3}(?:version[ :="]*)?v?(\\d+(?:\\.\\d+)*)`, 'i'),
        new RegExp(`${product}(\\d+(?:\\.\\d+)+)`, 'i'),
        /\bversion[ :="]+v?(\d+(?:\.\d+)+[\w.+-]*)/i,
      ]
    : kind.find;
  const mentioned = identifiersIn(question, facts);
  for (const entry of facts.quotable) {
    if (kind.near && !kind.near.test(entry.text)) continue;
    // "Which Pod is on k8s-node1" is told by a line that names that node.
    // The version that is there is not the one that is needed.
    if (kind.asked.test('version') && WANTS_NEEDED.test(question) && !NEEDS_ONE.test(entry.text)) continue;
    if (!mentioned.every((name) => entry.raw.toLowerCase().includes(name))) continue;
    // The number behind a file of a trace is a line.
    if (kind.strict && A_FRAME.test(entry.text) && !product) continue;
    if (product && !entry.raw.toLowerCase().includes(product)) continue;
    const text = `${entry.text.slice(0, 2_000)}${errorOf(entry)}`;
    for (const [rank, pattern] of patterns.entries()) {
      const match =
        pattern.exec(text) ?? (kind.raw || pattern.source.includes('\\]:') ? pattern.exec(entry.raw) : null);
      const value = valueIn(match);
      if (!value) continue;
      const lower = entry.raw.toLowerCase();
      const weight =
        (causes.has(entry.at) ? 3 : bad.has(entry.at) ? 1.5 : 0) * (ofFailure ? 1.5 : 1) +
        words.filter((word) => lower.includes(word)).length * 1.5 +
        (named.get(entry.at) ?? 0) * 3.5 -
        rank * (kind.ranked ? 10 : 0.6);
      if (!best || weight > best.weight) best = { entry, value, weight };
      break;
    }
  }
  return best;
}
