import { markOf } from '../analyzers/journal/read/header.ts';
import { DRAWN_LINE, POD_ROW, SUPERVISOR_ROW, tableTitles } from '../analyzers/journal/read/table.ts';
import { MONTH_ABROAD } from '../analyzers/journal/read/time.ts';
import { withPlainMarks, withTypedMarks } from '../language/marks.ts';

/** What a line of a message looks like, seen alone. */
export type LineKind = 'blank' | 'stamp' | 'fence' | 'log' | 'code' | 'prose';

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

/**
 * The beginnings of log entries that people paste, wherever they stand in a line. Only used to find where a log
 * starts and which lines are log; the journal analyzer reads them properly.
 */
const LOG_HEADERS: RegExp[] = [
  // Jul 13 00:48:25 host prog[1]:   and the Chinese month form
  new RegExp(`${MONTH} {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? [\\w.:-]{1,255} \\S{1,80}:`),
  new RegExp(
    `(?<![\\p{L}\\d])${MONTH_ABROAD} {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? [\\w.:-]{1,255} \\S{1,80}:`,
    'u',
  ),
  /\d{1,2}[月월] {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})? [\w.:-]{1,255} \S{1,80}:/,
  // Thu 2023-07-13 00:48:25 CST host prog[1]:
  /(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:[A-Z]{2,5} )?[\w.-]{1,255} [\w@./()-]{1,80}(?:\[\d+\])?: /,
  // 2023-07-13T00:48:25+0800 host prog[1]:   CRI: 2023-07-13T00:48:25.1Z stderr F
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? (?:(?:stdout|stderr) [FP] |[\w.-]{1,255} [\w@./()-]{1,80}(?:\[\d+\])?: )/,
  // dmesg
  /\[ {0,6}\d{1,7}\.\d{6}\] /,
  /\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})? \d{4}\] /,
  // logfmt of Go programs
  /time="?\d{4}-\d\d-\d\dT[^ "]{8,40}"? level=\w+/,
  /(?:^|\s)ts=\d{4}-\d\d-\d\dT\S{8,30} (?:caller=\S+ )?level=\w+/,
  /(?:^|\s)(?:t|ts|time)=\d{4}-\d\d-\d\dT\S{8,30} level=\w+/,
  // klog
  /(?:^|\s)[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ [\w./-]+:\d+\]/,
  // <30>1 2023-07-13T... (RFC 5424), <30>Jul 13 ...
  new RegExp(`<\\d{1,3}>(?:1 \\d{4}-\\d\\d-\\d\\dT|${MONTH} )`),
  /-- (?:Logs begin at|Journal begins at|Boot [0-9a-f]{32}|No entries) ?/,
  /-- 日志(?:开始于|从) /,
  // kubectl and systemctl, also where their line breaks became blanks
  /(?:^|\s)(?:NAMESPACE\s+)?NAME\s+READY\s+STATUS\s/,
  /(?:^|\s)LAST SEEN\s+TYPE\s+REASON\s/,
  /(?:^|\s)(?:CONTAINER ID\s+IMAGE\s+COMMAND|NAME\s+IMAGE\s+COMMAND\s+SERVICE|UNIT\s+LOAD\s+ACTIVE\s+SUB)\s/,
  /(?:^|\s)(?:Normal|Warning) +[A-Z][A-Za-z0-9]{2,40} +(?:<unknown>|[\dydhms]{2,12})(?: \(x\d{1,9} over [\dydhms]{2,12}\))? +(?:kubelet|default-scheduler|[a-z-]{2,40}-(?:controller|scheduler|autoscaler))\b/,
  /(?:^|\s)Name:\s+\S+\s+Namespace:\s/,
  /(?:^|\s)(?:Last )?State:\s+(?:Waiting|Running|Terminated)\s/,
  // docker logs -t
  /(?:^|\s)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /,
  /(?:^|\s)Type\s+Reason\s+Age\s+From\s+Message\s/,
  /[●○×] \S+\.(?:service|socket|mount|timer|target) - /,
  // kubeadm's checks
  /(?:^|\s)\[(?:ERROR|WARNING) [A-Z][A-Za-z]+(?:-[\w.-]{1,80})?\]: |(?:^|\s)\[preflight\] /,
  // a program's own time and level, also behind words
  /(?:^|\s)\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d[\d.,]*(?:Z|[+-]\d\d:?\d\d)?\]? +(?:\[\d+\] +)?\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|emerg|alert|crit|error|warn|notice|info)\b/,
  /\{"(?:level|time|ts|msg|log|timestamp|@timestamp|t)":["{\d]/,
];

/** Lines that are log only where they begin a line. */
const LOG_LINES: RegExp[] = [
  /^\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d/,
  /^\[\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d/,
  /^\d\d:\d\d:\d\d[.,]\d{1,9} /,
  /^\d{1,2}-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d/,
  /^[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d [AP]M /,
  /^\[\d+\] \d{1,2} [A-Z][a-z]{2} \d\d:\d\d:\d\d/,
  /^\s*\[(?:ALERT|WARNING|WARN|NOTICE|ERROR|INFO|FATAL|DEBUG|TRACE|CRITICAL|emerg|alert|crit|error|warn|notice)\b[^\]]{0,40}\](?! *=)/,
  /^(?:LOG|DETAIL|HINT|STATEMENT): {1,2}\S/,
  /^(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE|PANIC)(?:: | +\[| +\d{4}-)/,
  /^(?:level|lvl|severity)=\w+ /,
  /^[\w.@-]{1,60}\[\d+\]: /,
  // the command that was typed to see a log
  /^\s*(?:\[?[\w.-]{1,60}@[\w.-]{1,60}[^\]$#\n]{0,80}\]?)?[$#] (?:sudo )?(?:(?:journalctl|dmesg)\b|systemctl(?: --?\S+)* status\b|(?:kubectl|docker|podman|crictl|docker[ -]compose)\b[^|]{0,40} (?:logs?|describe|get|ps|events?|inspect)\b)/,
  // docker compose
  /^[a-z0-9][\w.-]{0,60}(?:[-_]\d{1,3} {1,20}| {2,20})\|(?: |$)/,
  /^[a-z0-9][\w.-]{0,60}[-_]\d{1,3} exited with code \d/,
  // a Python trace; alone it is a question about code, and the journal leaves it
  /^Traceback \(most recent call last\):$|^ {2}File "[^"]{1,300}", line \d+/,
  // Node and Spring, as they end
  /^<--- (?:Last few GCs|JS stacktrace) --->|^FATAL ERROR: |^node:(?:internal|events)\/?\S*:\d+$|^(?:APPLICATION FAILED TO START|Web server failed to start\.|The Tomcat connector configured to listen)|^\*{27}$/,
  // an exception by its own name, and where it happened
  /^(?:[A-Z][A-Za-z]{0,40})?(?:Error|Exception)(?: \[\w+\])?: [A-Za-z]|^\s+at \S.{0,200}:\d+:\d+\)?$/,
  /^\[Nest\] \d{1,8} {1,2}- \d\d\/\d\d\/\d{4}, /,
  // the boot screen
  /^\[ {0,2}(?:OK|FAILED|DEPEND|TIME|ASSERT|INFO|SKIP) {0,2}\] [A-Z]|^See 'systemctl status \S+' for details\.$/,
  // docker compose, php-fpm, mosquitto, .NET
  /^[\w.-]{1,60}-\d{1,3} +\| |^[\w.-]{1,60}-\d{1,3} exited with code \d+$/,
  /^\s*\[\+\] (?:Running|Building|up) \d+\/\d+|^\s*[✔✘⠿] +(?:Container|Network|Volume|Image) \S/,
  /^\[\d{1,2}-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\] /,
  /^1\d{9}: \S/,
  /^(?:trce|dbug|info|warn|fail|crit): [A-Z][\w.]{3,}\[\d+\]$/,
  // kubeadm
  /^\s*\[(?:init|preflight|certs|kubeconfig|kubelet-start|kubelet-check|control-plane|etcd|wait-control-plane|upload-config|mark-control-plane|bootstrap-token|addons|reset|upgrade(?:\/\w+)?|discovery)\] /,
  /^error execution phase |^\s*\[(?:ERROR|WARNING) [A-Z][\w-]{2,80}\]: /,
  /^ *UNIT +LOAD +ACTIVE +SUB\b/,
  /^(?:Error from server|The connection to the server|Unable to connect to the server)\b/,
  /^\[\d{1,2}\/\w{3}\/\d{4}:\d\d:\d\d:\d\d/,
  /^\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \[\d\d\/\w{3}\/\d{4}/,
  /^\d+:[A-Z] \d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d{3} [*#.-] /,
  /^\{"Status":"\w{2,12}","Running":(?:true|false)|^\s*"OOMKilled": (?:true|false)/,
  /^\{"(?:log|time|ts|level|msg|message|timestamp|@timestamp|severity|t|__REALTIME_TIMESTAMP|__CURSOR|_[A-Z])/,
  /^[●○×↻*] \S+\.(?:service|socket|mount|timer|target|path|device|swap|scope)\b/,
  /^ *(?:Loaded|Active|Main PID|Process|Tasks|Memory|CPU|CGroup|Docs|已加载|活动|主PID): /,
  /^-- (?:Subject|Defined-By|Support|Documentation|主题|定义者|支持|文档|The |Unit |A |Process |Logs|Reboot)/,
  /^--(?: |$)/,
  /^ *NAME +(?:READY|STATUS|REASON|TYPE|SHARED|MIN AVAILABLE)\b/,
  /^ *NAMESPACE +(?:NAME|LAST SEEN)\b/,
  /^ *LAST SEEN +TYPE +REASON\b/,
  /^ *CONTAINER(?: ID)? +IMAGE +/,
  /^Events: *$/,
  /^(?:Init |Ephemeral )?Containers: *$/,
  /^ *Type +Reason +Age +From +Message/,
  /^ *(?:Normal|Warning) +[A-Z][A-Za-z]+ +\S+ /,
  /^(?:Name|Namespace|Node|Status|Containers|Init Containers|Conditions|Start Time): +/,
  /^ +(?:State|Last State|Reason|Exit Code|Ready|Restart Count|Container ID|Image): +/,
  /^(?:(?:State|Last State): +(?:Waiting|Running|Terminated)|Reason: +[A-Z]\w+$|Exit Code: +\d+$|Restart Count: +\d+$|Ready: +(?:True|False)$|(?:Started|Finished): +\w{3}, \d\d \w{3} \d{4} |Container ID: +\w+:\/\/)/,
  /^[\w.-]+: \[?(?:emerg|crit|fatal|error|alert)\]? /i,
  /^(?:Error response from daemon|docker: Error|Failed to start|(?:A dependency job|Job) for \S+ failed|error: failed to|panic: |fatal error: )/i,
];

/** Continuations that belong to the log line above them. */
const LOG_CONTINUATION =
  /^(?:\s+\S|-- |░░|Caused by|Traceback \(|\.{3} \d+ more|goroutine \d+ \[|[\w.]+(?:Error|Exception)\b|lines \d+-\d+|~$|\(END\)|[>+] |#\d+ )/;

const STAMP =
  /^\s*(?:\d{4}[-/]\d\d[-/]\d\d(?: \d\d:\d\d(?::\d\d)?)?\s*(?:上传|发布|发表|更新|uploaded|posted|edited)|(?!\*{27}\s*$)[-=_*~]{3,}|(?:今天|昨天) \d\d:\d\d|回复|展开|收起)\s*$/i;
const FENCE = /^\s*(?:```|~~~)/;

const CODE_STRONG: RegExp[] = [
  /^\s*#\s*(?:include|define|undef|ifdef|ifndef|if|elif|else|endif|pragma|error)\b/,
  /;\s*(?:\/\/.*|\/\*.*)?$/,
  /^\s*[{}]+[\s;,)]*(?:\/\/.*|else\b.*|while\b.*)?$/,
  /[;{}]\s*\/\//,
  /\)\s*\{\s*(?:\/\/.*|\/\*.*)?$/,
  /^\s*(?:\/\/|\/\*|\*\/)/,
  /^\s*(?:for|while|if|switch)\s*\(.*\)/,
  // A table of one's own struct, and a row of it.
  /^\s*(?:[A-Za-z_]\w*[\s*]+)+[A-Za-z_]\w*\s*(?:\[[^\]]*\]\s*)*=\s*\{\s*$/,
  /^\s*\{\s*(?!["\s])[^{}:]*,[^{}:]*\}\s*,?\s*(?:\/\/.*|\/\*.*)?$/,
  /^\s*(?:case\s+\w+|default)\s*:/,
  /^\s*(?:static|volatile|const|unsigned|signed|void|int|char|uint\d+_t|int\d+_t|u8|u16|u32|sbit|sfr|bit|struct|typedef|enum|union|extern)\b.*[({=;,]/,
  // A function's type on a line of its own, its name below.
  /^\s*(?:void|int|char|bool|float|double|u?int\d+_t|(?:(?:static|inline|extern|const|unsigned|signed|struct)\s+){1,4}[A-Za-z_]\w*)\s*\*{0,2}\s*$/,
  // A function for an interrupt, as TI's and Renesas' compilers write it.
  /^\s*_{0,2}interrupt\s+(?:static\s+)?void\b.*[({=;,]/,
  // The head of a class or a type, with its brace here or in the next line; its sections.
  /^\s*(?:class|struct|union|enum(?:\s+class)?|namespace)\s+\w+(?:\s*:\s*(?:(?:public|private|protected)\s+)?\w+)?\s*\{/,
  /^\s*(?:(?:class|struct|union|enum(?:\s+class)?)\s+[A-Z]\w*|typedef\s+(?:struct|enum|union)(?:\s+\w+)?)\s*$/,
  /^\s*(?:public|private|protected)\s*:\s*(?:\/\/.*)?$/,
  /^\s*template\s*<[^>]*>/,
  /^\s*(?:}\s*)?else\b/,
  /\\$/,
];
const CODE_SOFT = /^\s*(?:\w+\s*\([^)]*\)\s*$|[\w>.[\]-]+\s*[|&^+-]?=\s*\S|\w+\(.*,$|&?\w+(?:\.\w+)*,$|\.\w+\s*=)/;

/** Where code begins inside a line of words: the first call, assignment, declaration or directive that is surely C. */
const CODE_START =
  /\/\*[*\s!]|#\s*(?:include\s*[<"]|define\s+\w|ifdef\s+\w|ifndef\s+\w|pragma\s)|\b(?:static\s+|volatile\s+|const\s+|unsigned\s+|extern\s+)*(?:void|int|char|u?int(?:8|16|32|64)_t|uchar|uint|u8|u16|u32|float|double|bool|byte|long|short)\s+\*?\w+\s*(?:\(|=|;|\[)|\b[A-Za-z_]\w*\s*(?:->|\.)\s*[A-Za-z_]\w*\s*[|&^+-]?=[^=]|\b(?:while|for|if)\s*\([^)]*\)\s*[{;\w]|\b[A-Za-z_]\w*\s*\([^()\n]{0,200}(?:\([^()\n]{0,80}\)[^()\n]{0,80}){0,4}\)\s*;|\b[A-Z][A-Z0-9_]{1,15}\s*[|&^]?=[^=]|\bsbit\s+\w+\s*=|\*\s*\(\s*(?:volatile\s+)?\w+/;

const HAN = /\p{Script=Han}/u;

/** True where a line reads as words of a person: a sentence, a question, a greeting. */
export function readsAsWords(line: string): boolean {
  const text = line.trim();
  if (text === '') return false;
  if (HAN.test(text)) {
    const han = text.match(/\p{Script=Han}/gu)!.length;
    return han >= 2 && (han * 3 >= text.replace(/\s/g, '').length / 2 || /[吗呢吧?？。!！]\s*$/.test(text) || han >= 6);
  }
  return (
    /^(?:hi|hello|hey|please|pls|help|why|what|how|when|where|which|who|is|are|can|could|does|do|did|should|i|my|we|it|this|that|the|any|thanks|thank|and|also|but|so|here|got|after|first|then|two|someone|anyone)\b/i.test(
      text,
    ) && !/[;{}]\s*$/.test(text)
  );
}

/** Colour codes, the mark of a quotation and odd spaces: they say nothing about what a line is. */
const DRESS = /\x1b\[[\d;?]*[ -/]*[@-~]|^\s*>{1,3}(?: |(?=\S))|^\ufeff/g;
const ODD_SPACE = /[\u00a0\u2007\u202f\u3000]/g;

/** What docker compose puts in front of a line: where it comes again in the same line, that one lost its breaks. */
const COMPOSE = /(?<=^|\s)([a-z0-9][\w.-]{0,60} {1,20}\|) /;

/** Where the first log entry begins inside a line, or -1. */
export function logHeaderAt(line: string): number {
  let first = -1;
  const { text: plain, map } = withPlainMarks(line.replace(ODD_SPACE, ' '));
  for (const header of LOG_HEADERS) {
    const at = plain.search(header);
    if (at >= 0 && (first < 0 || at < first)) first = at;
  }
  const compose = COMPOSE.exec(first < 0 ? plain : plain.slice(0, first));
  if (compose && plain.includes(` ${compose[1]} `, compose.index + 1)) first = compose.index;
  return first > 0 && map ? map[first]! : first;
}

/** Where C code begins inside a line, or -1. */
export function codeStartAt(line: string): number {
  return line.slice(0, 20_000).search(CODE_START);
}

/** True for a line that goes on with the log entry above it. */
export function isContinuation(line: string): boolean {
  return LOG_CONTINUATION.test(line);
}

/** The kind of one line, without its neighbours. */
export function classifyLine(line: string): LineKind {
  if (line.trim() === '') return 'blank';
  if (FENCE.test(line)) return 'fence';
  if (STAMP.test(line)) return 'stamp';
  const { text: plain } = withPlainMarks(
    (line.length > 4_000 ? line.slice(0, 4_000) : line).replace(DRESS, '').replace(ODD_SPACE, ' '),
  );
  const { text: probe } = withTypedMarks(plain);
  if (logHeaderAt(probe) >= 0 || LOG_LINES.some((pattern) => pattern.test(probe))) return 'log';
  if (CODE_STRONG.some((pattern) => pattern.test(probe))) return 'code';
  if (tableTitles(probe) || [POD_ROW, SUPERVISOR_ROW, DRAWN_LINE].some((row) => row.test(probe))) return 'log';
  const mark = markOf(probe.trimStart());
  if (mark && !mark.weak) return 'log';
  if (readsAsWords(probe)) return 'prose';
  if (CODE_SOFT.test(probe) || codeStartAt(probe) >= 0) return 'code';
  return 'prose';
}
