import { bareOf } from '../read/bare.ts';
import type { Entry } from '../read/entry.ts';

/** Counts and values that say there is no failure; taken out before a line is searched for words of failure. */
const BENIGN =
  /\b(?:error|err|errors|failed|failures?|failed_count|denied|dropped|rejected|timeouts?|warnings?|upstream_error|exception|exceptions)[=:]\s?"?(?:0|<nil>|nil|null|none|false|"")(?![\w.])"?|\b(?:0|no|zero|without(?: any)?) (?:errors?|failures?|failed|warnings?|exceptions?|problems?|issues?|denied|rejected|dropped|corrupt(?:ed|ions?)?|bad|invalid|missing|lost|killed|unreachable|broken|conflicts?|mismatch(?:es)?|timeouts?|crashe[sd]|unknown|refused|expired|unhealthy|dead)\b|\b(?:exit(?:ed)?(?: with)?(?: code| status)?|status|code|rc)[ =:]+0\b|\b(?:error|fail(?:ed|ure)?)[-_](?:reporter|handler|page|log|pages|count|rate|backend|level|budget|timeout|limit)\w*|\berror_log\b|--[\w-]*(?:error|fail)[\w-]*|Restart=on-failure|[:=] *"?unknown"?\s*$|\bOnFailure=|\b(?:killed|terminat(?:ed|ing)|exiting|stopp(?:ed|ing)|shutting down) (?:with|by|on) (?:signal (?:15|SIGTERM)|SIGTERM)\b|\bon[-_ ]failure\b|fail2ban|failover|fail-open|\bfull[- ](?:backups?|dumps?|sync\w*|scans?|snapshots?|cop(?:y|ies)|exports?|restores?|resync\w*|duplex|speed|name|path)\b/gi;

const FAILURE =
  /\b(?:error|errors|fatal|failed|failure|fails|panic|panicked|exception|denied|refused|rejected|cannot|can't|can not|could ?n[o']t|could not|unable to|not found|no such|invalid|illegal|unknown|unrecogni[sz]ed|unsupported|unexpected|timed out|timeout|abort|aborted|aborting|segfault|segmentation fault|core dumped|killed|missing|corrupt(?:ed|ion)?|damaged|expired|mismatch|too many|too low|too large|not permitted|not allowed|(?:don't|do not|does not|doesn't) have (?:the |enough |sufficient )?(?:permissions?|access|privileges?|rights?)|insufficient|is not running|unreachable|exhausted|full|conflict|already in use|already running|already exists|does not exist|doesn't exist|must be|bad|broken|crash(?:ed)?|dead|lost|overflow|deadlock|exiting|terminated abnormally|giving up|no space|no (?:matching|suitable|valid|usable|available|supported|compatible) \w+|badly|out of memory|misconfigur\w+|malformed|typo|incompatible|unhealthy|evicted|oomkilled)\b|\u9519\u8bef|\u5931\u8d25|\u62d2\u7edd|\u65e0\u6cd5|\u4e0d\u5b58\u5728|\u627e\u4e0d\u5230|\u672a\u627e\u5230|\u6ca1\u6709\u90a3\u4e2a|\u6743\u9650\u4e0d\u591f/i;

/** Names that programs give to errors: `ValueError`, `EADDRINUSE`. */
const ERROR_NAME =
  /[a-z](?:Error|Exception)\b|\bE(?:ADDR|ACCES|CONN|NO|PERM|IO|MFILE|EXIST|PIPE|TIMEDOUT|AGAIN|BUSY|INVAL|ROFS|HOST|NET)[A-Z]*\b/;

const SUCCESS =
  /\b(?:ready (?:to|for) (?:accept|serve|handle|start|connections)|ready for connections|accept(?:ing)? connections|now (?:listening|ready|running|active|serving)|listening (?:on|at|for)|(?:serving|listens|server (?:is )?(?:listening|running|started|ready|up))|started successfully|start(?:up)?:? complet(?:e|ed)|has completed initiali[sz]ation|initiali[sz]ation (?:is )?(?:complete|done|finished)|succeeded|completed successfully|finished successfully|obtained successfully|successfully (?:started|connected|registered|bound|loaded|mounted|completed)|Started \S+ in [\d.]+ seconds|is up and running|reconnected|connection (?:re-?)?established|recovered|back to normal|boot(?:ed)? in|ready\.?$)/i;

/** Such words of which the end is cut off. */
const CUT_SUCCESS =
  /\b(?:success(?:fully (?:start|connect|regist|bound|load|mount|complet)\w*)|start(?:ed|up) (?:success\w+|complet\w*))$/i;

/** True where a line says that something works. */
export function showsSuccess(entry: Entry): boolean {
  return (
    entry.level !== 'error' &&
    entry.level !== 'fatal' &&
    (SUCCESS.test(entry.core) || (entry.truncated && CUT_SUCCESS.test(entry.core))) &&
    // "Is the server running on that host and accepting connections?" asks.
    !/\b(?:not|failed|unable|cannot|without)\b|\?\s*$/i.test(entry.core)
  );
}

/** Names of others: the project team/crash-reporter is no crash. */
const ADDRESS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"']+/gi;

/** A text without the counts and values that only look like failures. */
export function withoutBenign(text: string): string {
  return text.replace(ADDRESS, ' ').replace(BENIGN, ' ');
}

/** Such a word of which the end is cut off. */
const CUT_FAILURE =
  /\b(?:faile?|failu?r?|refuse?|denie|rejecte?|time(?:d ou|ou)|inval(?:i|id)?|unknow|excepti?o?|could no|cannot?|unabl|expire|abort|permission de)$/i;

/** True where a line speaks of a failure, counts of zero and the like left out. */
export function speaksOfFailure(entry: Entry): boolean {
  const text = withoutBenign(entry.core.slice(0, 2_000));
  return FAILURE.test(text) || ERROR_NAME.test(text) || (entry.truncated && CUT_FAILURE.test(text));
}

/** True where the cut went through the word that says it failed: nothing behind it can take that back. */
export function breaksOffFailing(entry: Entry): boolean {
  return entry.truncated && !entry.wholeWords && CUT_FAILURE.test(entry.core);
}

/** A line of a stack trace or of a backtrace: where it happened, not what. */
const FRAME =
  /^\s+(?:at |File "|\.\.\. \d+ (?:more|common frames)|from \/|in \/)|^\s*at (?:[\w.$<>]+\(|async |new |\/|file:|node:|Object\.|Module\.|process\.)|^\s*File "[^"]{1,300}", line \d+|^\s*[\^~]{2,}[\s^~]*$|^\s*\^\s*$|^\s*#\d+ +(?:0x[0-9a-f]+ )?(?:in )?\S|^\s*\d{1,3}: +0x[0-9a-f]+|^goroutine \d+ \[|^\s*[\w./*()-]+\([^)]{0,200}\)\s*$|^\t?\s*\/\S+\.(?:go|rs|c|cc|cpp|py|js|ts):\d+(?: \+0x[0-9a-f]+)?|^\t?\s*\/\S+\.rb:\d+(?::in [`'][^']{1,200}')?$|^\s*(?:\? )?[\w.]+\+0x[0-9a-f]+\/0x[0-9a-f]+|^(?:RIP|RSP|RAX|RBX|RCX|RDX|R\d\d|FS|CS|CR2|Code|PKRU|RBP|RDI|RSI): |^\s*\[<[0-9a-f]+>\]|^created by |^stack backtrace:|^note: run with `RUST_BACKTRACE|^<\/?TASK>|^Call Trace:|^Stack trace:?$|^<--- |^\[\d+:0x[0-9a-f]+\]|^\s*(?:errno|code|syscall|hostname|address|port|path|dest): (?:-?\d+|'[^']{1,200}'),?$|^\s*[{}\]]{1,4},?$/;
const TRACE_HEAD =
  /^\s*(?:Traceback \(most recent call last\):?|During handling of the above exception|The above exception was the direct cause|Unhandled (?:rejection|exception)[^:.]{0,40}:?$|node:\S+:\d+|\/\S+\.(?:js|ts|mjs|cjs|py):\d+|throw |\s*throw er|Emitted '\w+' event|Node\.js v\d|stack traceback:|\(Use `node --trace)/;
/** The line of a trace that says what happened. */
const TRACE_LAST =
  /^(?:Caused by: |-+> )?(?:[A-Za-z_][\w.$]{1,120}(?:Error|Exception|Exit|Interrupt|Warning|Failure|Fault|Timeout|DoesNotExist|NotFound|Refused)|KeyError|Error|panic|AssertionError)(?: \[\w+\])?(?:: |$)/;

/** True for a frame of a stack trace. */
export function isFrame(entry: Entry): boolean {
  // "#7 3.112 Err: ..." of docker build is no frame of a debugger.
  if (isOfTool(entry)) return false;
  return FRAME.test(entry.message) || (entry.core !== entry.message && FRAME.test(entry.core));
}

/** True for the line that begins a stack trace. */
export function isTraceHead(entry: Entry): boolean {
  return TRACE_HEAD.test(entry.core);
}

/** True for the line that names the exception of a stack trace. */
export function isTraceLast(entry: Entry): boolean {
  return TRACE_LAST.test(entry.core);
}

/** One option of a program's usage: `-v, --verbose   say more`. */
const USAGE = /^\s*(?:-\w, )?--?[\w-]{2,60}(?:[ =][\w<>[\]|.]{1,40})?(?:\s{2,}|\t)\S/;

/** True where a line only lists an option: programs print all of them after a wrong one. */
export function isUsageLine(entry: Entry): boolean {
  return USAGE.test(entry.core);
}

/** Last words of a program that only say it stops, or that something is wrong somewhere else. */
const CLOSER =
  /\b(?:following|below)\b.{0,40}\b(?:lines?|errors?|points?|problems?|issues?|messages?)\b|^(?:[\w./-]+(?: \d+)?: )?(?:[A-Za-z][\w-]{1,30} (?:[a-z]{2,12} )?failed to start|exiting|aborting|abort(?:ed)?|shutting down(?:: \w+)?|worker \(pid:\d+\) exited with code -?\d+|shutdown|stopp(?:ing|ed)|terminat(?:ing|ed)(?: abnormally)?|giving up|bye|goodbye|fatal errors? found|error\(s\) found|(?:\d{1,6} |some |one or more )?errors? (?:occurred|found|detected|encountered)(?: (?:in|while|during|reading|parsing) .{1,160})?|encountered errors while bringing up the project|initiali[sz]ation failed|fpm initialization failed|could not start(?: server)?|startup failed|(?:[\w-]{2,30} )?(?:driver|daemon|server|service) failed to start(?: \(exit status=\d+\))?|failed to start(?: \w+)?|fatal (?:error|assertion)|\W{0,6}aborting after \w+\(?\)? failure\W{0,4}|unrecoverable error|(?:fatal|error|panic): (?:an? )?(?:internal|unknown|unexpected|general|unrecoverable|fatal|critical)(?: \w+)? error|(?:an? )?(?:internal|unknown|unexpected) error(?: has)?(?: occurred)?|something went wrong|(?:.{0,60}\. )?prepare to shut ?down\b.{0,60}|.{0,80}\bsee (?:the )?(?:warnings?|errors?|messages?|log|output) (?:above|below|earlier)|.{0,160}: \d{1,4} errors? occurred:?|see (?:the )?\S* ?logs?|check (?:the )?logs?|examine the log output|an? \S* ?error occurred during start\S*|usage:?|for more (?:information|details|info|help)\b.{0,240}|(?:please )?(?:see|check|consult|refer to|look (?:at|in)) (?:the |your )?[\w ]{0,30}(?:logs?|output|journal|documentation|manual|messages)\b.{0,160}|for help|try .{1,40} --help|run .{1,60} --help|worker failed to boot|reason: worker failed to boot|.{0,60}\btest failed|.{0,40}may have more information.{0,40}|(?:additional|more) information can be obtained\b.{0,160}|to see the full stack trace\b.{0,160}|to (?:get|see) more (?:details|information|info)\b.{0,160}|.{0,60}did not exit normally.{0,160}|.{0,60}error log may have .{0,40}|error occurred during initialization of VM|(?:process )?exit(?:ed|ing)?(?: with)?(?: \w+){0,3}[ :]+-?\d+)(?:[,.;:(\u2014-]{1,2} ?(?:please |for details,? )?(?:see|check|consult|refer to|look (?:at|in)|details (?:are )?in|more in)\b.{1,160})?\.?!?\W*$/i;

/** The same in Chinese, and a pointer to another file that holds the reason. */
const CLOSER_ZH =
  /^(?:\S{1,20}[:：] ?)?(?:(?:主?(?:程序|进程|服务|系统|应用|模块|主程序|主进程)|启动|初始化)\S{0,6}?(?:异常|已|即将|正在)?(?:退出|终止|停止|中止|失败|关闭)|正在(?:退出|停止|回收资源|关闭)|退出(?:程序|进程)?|即将退出|异常退出)(?:$|[,，。.!！;；:：( ]*(?:正在|即将|准备|请|详[细见情]|具体|code|退出码|错误码|状态码|查看|参见|见|\d).{0,120}$|[。.!！]*$)/;

/** What a start script puts behind the step that failed. */
const STATUS_MARK = /[[(（【]\s*(?:FAILED|fail(?:ed)?|失败)\s*[\])）】]\s*$/;

/** Who speaks, and from which line of its source: `tool: web: ../src/tool.c: main: 309 `. */
const SOURCE_LINE = /^(?:[\w./-]{1,60}: ){2,5}\d{1,5} (?=[A-Z])/;

/** True where a line only closes the story: it follows from what was said before. */
export function isCloser(entry: Entry): boolean {
  const text = bareOf(entry.core).trim().replace(SOURCE_LINE, '');
  return CLOSER.test(text) || CLOSER_ZH.test(text) || STATUS_MARK.test(text);
}

/** "Not loaded due to errors": the errors stand above. */
const POINTS_BACK =
  /\b(?:due to|because of) (?:the |these )?(?:previous |above |following |earlier )?(?:errors?|failures?)\b(?! [a-z]+ing\b|: \S)/i;

/** True where a line says that errors are to blame, and not which. */
export function pointsBack({ core }: Entry): boolean {
  return POINTS_BACK.test(core);
}

/** True where nothing stands behind the headers of a line: its message is on the lines below. */
export function saysNothing(entry: Entry): boolean {
  return !/[\p{L}\p{N}]{2}/u.test(bareOf(entry.core));
}

/** A file that a closing line points to: the reason stands there. */
export function fileNamedByCloser(entry: Entry): string | null {
  if (!isCloser(entry)) return null;
  return /(?:^|[\s:：见看(])(\/[\w.@/-]{2,150}\.(?:log|out|err|txt|dmp|trc))\b/.exec(entry.core)?.[1] ?? null;
}

/** True where a line comes from a tool that was run and ended, not from something that serves. */
export function isOfTool({ format }: Entry): boolean {
  return format?.startsWith('tool-') ?? false;
}

/** True where a program says that it waits or tries again: it lives, and does not work. */
export function stillWaits({ core }: Entry): boolean {
  return /\b(?:(?:will )?retry(?:ing)?|waiting (?:for|on|until|to)|try(?:ing)? again|next (?:attempt|try)|back(?:ing)? off|reconnecting)\b|\u91cd\u8bd5|\u7b49\u5f85/i.test(
    core,
  );
}

/** True for what happened to one visitor of nginx: a file that could not be opened, a handshake. */
export function isOfOneVisitor({ raw }: Entry): boolean {
  return /(?:^|\s)\*\d{1,12} (?:open\(\)|SSL_do_handshake\(\)) /.test(raw);
}

/** How much a line tells: paths, numbers, quoted names, a chain of reasons. */
export function detail(text: string): number {
  let score = 0;
  if (/["'`][^"'`]{2,}["'`]/.test(text)) score += 3;
  if (/(?:^|[\s"'(=])\/[\w.@-]+\/?[\w./@-]*/.test(text)) score += 2;
  if (/:\d{2,5}\b|\bport \d+|\bline \d+|\berrno\b|\(\d+\)|\d+\.\d+\.\d+\.\d+/i.test(text)) score += 2;
  score += Math.min(3, (text.match(/: /g) ?? []).length);
  if (text.length > 40) score += 1;
  if (text.length < 15) score -= 1;
  return score;
}
