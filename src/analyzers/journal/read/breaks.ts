// Where a line without any header began, in a text that lost its line breaks. Each of these beginnings is one that no
// program writes in the middle of a line of its own, so a line that is whole is never cut.

/** Beginnings that are certain wherever they stand behind a blank. */
const CERTAIN =
  /(?<=\s)(?:Traceback \(most recent call last\):\s|During handling of the above exception, |The above exception was the direct cause |Caused by: [\w$.]{3,200}(?:Exception|Error)\b|at [\w$./@]{3,200}\((?:[\w$-]{1,80}\.(?:java|kt|scala|groovy|clj):\d+|Native Method|Unknown Source)\)|goroutine \d{1,9} \[[a-z ]{3,30}\]:|at (?:async )?[\w.<>[\] $]{1,120} \((?:node:|file:|\/)[^()\s]{1,200}:\d+:\d+\)|Emitted '\w{1,30}' event on |Node\.js v\d{1,3}\.\d|<--- (?:Last few GCs|JS stacktrace) --->|FATAL ERROR: |APPLICATION FAILED TO START|Terminating due to java\.lang\.|Dumping heap to \/|Heap dump file created \[|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,]\d{3} \[[^\]\s]{1,60}\] {1,3}(?:INFO|WARN|ERROR|DEBUG|TRACE|FATAL)\b|npm (?:ERR!|error) |npm (?:WARN|warn) [a-z]|[a-z0-9][\w.-]{0,60}[-_]\d{1,3} exited with code \d|(?<![:|] )exec \/\S{1,200}: (?:no such file or directory|exec format error|permission denied)|(?:Normal|Warning) +[A-Z][A-Za-z0-9]{2,40} +(?:<unknown>|<invalid>|[\dydhms]{2,12})(?: \(x\d{1,9} over [\dydhms]{2,12}\))? +(?:kubelet|default-scheduler|[a-z-]{2,40}-(?:controller|scheduler|autoscaler))\b|Filesystem {2,}(?:Size|1K-blocks|Inodes) |\/dev\/\S{1,60} {2,}[\d.]{1,12}[KMGT]? |failed to register layer: |The command '\/bin\/sh -c [^'\n]{1,300}' returned a non-zero code: |failed to solve: process |failed to start daemon: |error execution phase [\w/-]{3,60}: |\[(?:preflight|init|certs|kubeconfig|kubelet-start|kubelet-check|control-plane|wait-control-plane|upload-config|mark-control-plane|bootstrap-token|addons|discovery)\] [A-Z]|\[(?:ERROR|WARNING) [A-Z][A-Za-z]+(?:-[\w.-]{1,80})?\]: |To see the stack trace of this error execute |\[(?:INFO|WARNING|ERROR|FATAL)\] plugin\/|\(\d{1,3}\)[A-Z][\w ]{1,60}: AH\d{5}: |no listening sockets available, shutting down|\[(?: {2}OK {2}|FAILED|DEPEND)\] [A-Z]|See 'systemctl status \S{1,80}' for details|(?:Get|Hit|Ign|Err):\d{1,4} (?:https?|file|cdrom|mirror)|Reading package lists\.\.\.|[EW]: (?:Release file|Failed to fetch|Could not|Unable to|The repository|Some index files|Package |Sub-process)|ERROR: (?:Job failed|Could not install packages|Failed building wheel)\b|Error: (?:INSTALLATION|UPGRADE) FAILED: |Cleaning up project directory |#\d{1,3} (?:\[[a-z0-9]|\d{1,5}\.\d{1,3} |ERROR: |DONE |CACHED)|[\w@:.\\-]{1,80}\.(?:service|socket|mount|timer): (?:Main process exited|Control process exited|Failed with result|Scheduled restart job|Start request repeated)|(?:\[[\w.-]{1,40}@[\w.-]{1,60} [^\]\s]{1,60}\][#$]|[\w.-]{1,40}@[\w.-]{1,60}:[^\s#$]{1,60}[#$]|[$#]) (?:sudo )?(?:journalctl|systemctl|docker|podman|kubectl|crictl|dmesg|df|free|ls|cat|tail|ss|ip) )/g;

/** What a trace ends with, or begins with behind the message above it: only where a trace is. */
const JAVA =
  /(?<=[)\]\w.'"}] |\s{2})(?<!(?:\b(?:is|by|to|with|of|exception|cause)|[:;=,(>-]) )(?=(?:[a-z][\w$]{0,40}\.){1,8}[A-Z][\w$]{1,80}(?:Exception|Error)(?::? |$))/g;
const PYTHON =
  /(?<=\s{2})(?=File "[^"]{1,200}", line \d)|(?<=[)\]\w'"}] )(?=(?:[a-z_]\w{0,40}\.){0,6}[A-Z]\w{1,60}(?:Error|Exception|Exit|Interrupt|Timeout|Refused|NotFound): )/g;
const SPRING = /(?<=\s)(?=\*{27} |(?:Description|Action): {1,4}[A-Z])/g;

/** Words of a person in front of what was pasted. */
const ASKED = /^(?!\s*(?:--|░░))[^\n]{0,120}\p{Script=Han}[，。！？!?：:]? (?=[!-~][ -~\t]{60,}$)/u;
/** What a command prints when it fails, behind the command itself. */
const COMMANDED = /^\s*(?:\S{0,60}[#$%]) (?:sudo )?[a-z][\w.-]{1,30} /;
const ANSWERED =
  /(?<=\s)(?=(?:Error|error|ERROR|fatal|Fatal|FATAL|Failed|Cannot|Unable|[EW]|docker|CONTAINER ID|NAME|UNIT|NAMESPACE|LAST SEEN)(?:: | {2,}[A-Z]| response from | to ))/;

const JAVA_FRAME =
  /\sat [\w$./@]{3,200}\([\w$-]{1,80}\.(?:java|kt|scala|groovy|clj):\d|\s(?:Dumping heap to|Terminating due to java)/;

/** Shorter than this and a line swallowed no other. */
const LEAST = 60;
const LONGEST = 200_000;

/**
 * Places in a text where a line without a header began.
 * @param headed the text begins with a header, so that nobody speaks in front of it.
 */
export function lostBreaks(whole: string, headed: boolean): number[] {
  const text = whole.slice(0, LONGEST);
  if (text.length < LEAST || /^\s*\{"/.test(text)) return [];
  const places = placesOf(text, CERTAIN);
  if (JAVA_FRAME.test(text)) places.push(...placesOf(text, JAVA));
  const asked = headed ? null : ASKED.exec(text.slice(0, 400));
  if (asked) places.push(asked[0].length);
  const answered = COMMANDED.test(text) ? ANSWERED.exec(text) : null;
  if (answered) places.push(answered.index);
  if (text.includes('Traceback (most')) places.push(...placesOf(text, PYTHON));
  if (text.includes('APPLICATION FAILED TO START')) places.push(...placesOf(text, SPRING));
  return places.length === 0 ? [] : outsideQuotes(text, places);
}

function placesOf(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map(({ index }) => index).filter((index) => text.slice(0, index).trim() !== '');
}

/** A message in quotes is one value, whatever it holds. */
function outsideQuotes(text: string, places: number[]): number[] {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const kept: number[] = [];
  let quotes = 0;
  let at = 0;
  for (const place of sorted) {
    for (; at < place; at += 1) {
      if (text[at] === '\\') at += 1;
      else if (text[at] === '"') quotes += 1;
    }
    if (quotes % 2 === 0) kept.push(place);
  }
  return kept;
}
