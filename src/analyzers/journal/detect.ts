import { turnsOf } from '../../language/turns.ts';
import type { Detection } from '../analyzer.ts';
import { isChat } from './read/chat.ts';
import { cutLine, firstShape, LEAST_WORDS } from './read/collapse.ts';
import { headingOf } from './read/header.ts';
import { readLine } from './read/line.ts';
import { mendLines } from './read/mend.ts';
import { PLAIN } from './read/plain.ts';
import { quotedMessage } from './read/question.ts';
import { readRecord } from './read/record.ts';
import { structureOf } from './read/status.ts';
import { collapsedRows, POD_ROW, SUPERVISOR_ROW, tableTitles } from './read/table.ts';
import { joinWrapped } from './read/wrap.ts';
import { sharedMatcher } from './reason.ts';

/** Headers that only a log has; the others (a bare date, a level word) also stand in notes and code. */
const WEAK_FORMATS = new Set([
  'iso-plain',
  'clock-level',
  'bracket-level',
  'level-word',
  'compose',
  'go-std',
  'docker-time',
  'logfmt-level',
  'postgres-bare',
  'epoch-colon',
]);
const LIMIT = 400;
const LONGEST_PROBE = 200_000;

const EVENT = /^\s*(?:\S+\s+){0,3}(?:Normal|Warning)\s+[A-Z][A-Za-z0-9]{2,40}\s+\S/;
/** What somebody says in front of it on the same line: "kubeadm join fails: [preflight] ...". */
const SAID_BEFORE = /^[A-Za-z][\w ,.'-]{2,60}: (?=\S)/;

/** How sure it is that a text is a log, and what made it so. */
export function detect(text: string): Detection {
  const lines = firstLines(text);
  if (lines.length === 0) return { score: 0, why: [] };
  const why = new Map<string, number>();
  let strong = 0;
  let weak = 0;
  for (const line of lines) {
    const kind = OPENS_TRACE.test(line) ? null : kindOf(line);
    if (!kind) continue;
    why.set(kind.name, (why.get(kind.name) ?? 0) + 1);
    if (kind.strong) strong += 1;
    else weak += 1;
  }
  // Frames of a trace and what else hangs below a line speak neither for a log nor against it.
  const standing = lines.filter((line) => !/^\s+\S/.test(line)).length;
  const share = (strong + weak * 0.6) / Math.max(1, strong + weak, standing);
  const words = [...why].sort((a, b) => b[1] - a[1]).map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
  if (strong > 0) return { score: Math.min(0.98, 0.7 + 0.3 * Math.min(1, share)), why: words };
  if ((weak >= 2 && share >= 0.5) || (weak >= 3 && share >= 0.3)) return { score: 0.6, why: words };
  // A stack trace alone is a question about code, not a log, unless its message is the very one of a known failure.
  const trace = weak === 0 && lines.some((line) => TRACE.test(line) || OPENS_TRACE.test(line));
  const deployed = trace && lines.some((line) => DEPLOYED.test(line));
  const known = lines.filter(
    (line) => isKnownMessage(line, trace && !deployed ? 76 : 45) || (trace && isOfTheMachine(line)),
  );
  const solid = lines.filter((line) => /^\S/.test(line)).length;
  if (known.length > 0 && (known.length >= solid / 12 || (weak > 0 && known.length >= solid / 16)))
    return { score: 0.56, why: [`a known message: ${known[0]!.trim().slice(0, 60)}`] };
  if (weak >= 1 && share >= 0.3) return { score: 0.4, why: words };
  if (isCutTrace(lines)) return { score: 0.56, why: ['a traceback without its last line'] };
  // A conversation that was copied with names and times is more than the message that one of them quotes.
  const quoted = turnsOf(text).length > 0 ? null : quotedMessage(text, isMessageOfRule);
  if (quoted) return { score: 0.55, why: [`a quoted message: ${quoted.slice(0, 60)}`] };
  return { score: weak > 0 ? 0.2 : 0, why: words };
}

/** A Python trace that ends among its frames: what went wrong is the one line that was not copied. */
function isCutTrace(lines: string[]): boolean {
  const head = lines.findIndex((line) => PYTHON_TRACE.test(line));
  if (head < 0) return false;
  const below = lines.slice(head + 1).filter((line) => line.trim() !== '');
  return below.some((line) => PYTHON_FRAME.test(line)) && below.every((line) => /^\s/.test(line));
}

/** The first lines without their dress; a long one that holds several entries as those. */
function firstLines(text: string): string[] {
  let end = 0;
  for (let line = 0; line < LIMIT && end >= 0; line += 1) end = text.indexOf('\n', end + 1);
  const { lines, repairs } = mendLines(text.slice(0, Math.min(end < 0 ? text.length : end, LONGEST_PROBE)));
  return joinWrapped(lines, repairs).flatMap((line) => {
    if (line.text.length < LEAST_WORDS) return [line.text];
    const titles = tableTitles(line.text);
    const rows = titles && collapsedRows(line.text, titles);
    if (rows) return [line.text.slice(0, rows.head), ...rows.rows.map((row) => line.text.slice(row, row + 200))];
    return cutLine(line).map((piece) => piece.text);
  });
}

/** Programs begin a line like this when they have no header: `name: `, `FooError: `, `Failed to`. */
const AS_PROGRAMS_SAY =
  /^[\s>|]*(?:\[cause\]: )?(?:\*\* \([A-Z][\w.]{1,60}\) |500 OOPS: |[a-z][\w-]{1,30} '[\w.-]{1,60}': \S|(?:[A-Z]\w{1,40}::){1,4}[A-Z]\w{1,60}: \S|[\w./@()*-]{2,60}(?:\[\d+\])?: \S|\/\S{1,120}:? line \d{1,6}: \S|exec \/\S+: |syntax error at \S|Global symbol "|\(\d+\)[A-Z]|(?:[a-z][a-z-]{1,20} ){1,6}[a-z-]{2,20}: \S|[\w.$]*(?:Error|Exception)\b|(?:Error|Fatal|Failed|Cannot|Could not|Couldn't|Can't|Unable|Invalid|Unknown|unknown|Unsupported|panic|Unhandled exception|ERROR|FATAL|CRITICAL|PANIC)\b|(?:==>|->) [A-Z]\w|An error occurred \(\w{2,60}\) |[a-z][\w-]{1,20} \/\S{1,120}: \w)/;
const TRACE =
  /^\s*(?:Traceback \(most recent call last\):|File "[^"]{1,200}", line \d|at (?:[\w.$<>/]+ ?\(|\S+:\d+:\d+)|goroutine \d+ \[)|^thread '[^']{1,60}' panicked at /;
/** The head of Python's traces, and what stands inside one. */
const PYTHON_TRACE = /^[\s>]*Traceback \(most recent call last\):\s*$/;
const PYTHON_FRAME = /^\s+File "[^"]{1,200}", line \d/;
/** What a runtime writes above the trace of what nobody caught. */
const OPENS_TRACE = /^(?:Exception in thread "|panic: )/;
/** Where programs are installed, and what only runs as a service. */
const DEPLOYED =
  /File "(?:\/srv|\/opt|\/app|\/usr\/src|\/code|\/var\/www)\/|\/(?:s?bin\/)?(?:uvicorn|gunicorn|celery|supervisord?|hypercorn|daphne|airflow)\b/;
/** Code. */
const CODE = /[;{}?？]\s*$|^\s*(?:\/\/|#|\*\s)/u;
/** Words of a person; programs that advise use them too. */
const OF_A_PERSON = /\b(?:I(?!\/)|I'm|my|we|our|you|your|please|why|anyone)\b|\p{Script=Han}{4}/u;

/** A line that begins with how bad it is. */
const LEVEL_FIRST = /^\s*(?:fatal|error|panic|FATAL|ERROR|PANIC|CRITICAL)\b:? /;
/** From this weight on a rule may say that a message without quotes is one. */
const LEAST_QUOTED = 50;
const CALM_ROLES = new Set(['healthy', 'noise', 'context']);
/** From this weight on the words of a kind of fault are its own. */
const LEAST_KIND = 54;
/** Behind a level word of its own a general rule is enough. */
const LEAST_BEHIND_LEVEL = 40;

/** Roles of lines that tell of a fault. */
const TELLS_OF_A_FAULT: ReadonlySet<string> = new Set(['cause', 'symptom', 'consequence']);
/** From this weight on a rule knows a message word for word. */
const LEAST_ADVISING = 80;

/** What no code is to blame for: another program, the disk, a right, a name. */
const OF_THE_MACHINE =
  /^(?:port-|permission-denied|already-running|stale-pid|lock-held|disk-full|fd-limit|inotify|connection-|dns-|network-|auth-failed|cert-|readonly|address|missing-capability|disk-io)/;

/** True where an exception says that not the code but the machine it runs on is at fault. */
function isOfTheMachine(line: string): boolean {
  if (!AS_PROGRAMS_SAY.test(line) || CODE.test(line) || OF_A_PERSON.test(line) || isChat(line, false)) return false;
  const entry = readLine(line, [1, 1]);
  const matcher = sharedMatcher();
  return [...matcher.match(entry), ...matcher.kindsOf(entry)].some(
    ({ rule, weight, partial }) => !partial && weight >= 50 && OF_THE_MACHINE.test(rule.causeId ?? ''),
  );
}

/** True where a rule of some weight knows a message as something bad, whoever repeats it. */
function isMessageOfRule(message: string): boolean {
  const best = sharedMatcher().match(readLine(message, [1, 1]))[0];
  return best !== undefined && !best.partial && best.weight >= LEAST_QUOTED && !CALM_ROLES.has(best.rule.role);
}

/** True where a line without any header is a message that a rule knows as a cause. */
function isKnownMessage(line: string, least: number): boolean {
  if (line.length > 1_000) return false;
  const headed = headingOf(line.trimStart(), true) !== null;
  // Behind a header a program may say "you": "Are you trying to mount a directory onto a file?"
  // "Error: could not connect to the daemon, is it running?"
  if (!headed && CODE.test(line) && !(/^error: /i.test(line) && /[a-z]\?\s*$/.test(line))) return false;
  const program = AS_PROGRAMS_SAY.test(line) || headed;
  const said = !headed && (OF_A_PERSON.test(line) || isChat(line, false));
  if (said && !program) return false;
  const entry = readLine(line, [1, 1]);
  const best = sharedMatcher().match(entry)[0];
  // "Can't locate X in @INC (you may need to install it)": only the very message of a program speaks to somebody so.
  if (said) return best?.rule.role === 'cause' && !best.partial && best.weight >= LEAST_ADVISING;
  // What no rule knows may still name its kind of fault, said as programs say it.
  if (best === undefined)
    return (
      program &&
      least <= LEAST_KIND &&
      (sharedMatcher().kindsOf(entry)[0]?.weight ?? 0) >= (LEVEL_FIRST.test(line) ? LEAST_BEHIND_LEVEL : LEAST_KIND)
    );
  if (best.partial) return false;
  const bad = TELLS_OF_A_FAULT.has(best.rule.role) || best.rule.whenNothingElse !== undefined;
  if (bad && !OPENS_TRACE.test(line) && ((entry.level === 'error' && headed) || LEVEL_FIRST.test(line)))
    return best.weight >= Math.min(least, LEAST_BEHIND_LEVEL);
  // What does not sound like a program must be the very message of one.
  return bad && best.weight >= (program ? least : 76);
}

function kindOf(line: string): { name: string; strong: boolean } | null {
  const text = line.length > 4_000 ? line.slice(0, 4_000) : line;
  const heading = headingOf(text.trimStart(), true);
  if (heading) {
    if (heading.head.id === 'logfmt-level' && /\b(?:ts|time|caller)=\S/.test(text))
      return { name: 'logfmt', strong: true };
    if (/^[\w.-]{1,60}[-_]\d{1,3} +\|(?:\s|$)/.test(text)) return { name: 'compose', strong: true };
    const plain = heading.head.weak || WEAK_FORMATS.has(heading.head.id);
    return { name: heading.head.id, strong: !plain || PLAIN.test(text) };
  }
  if (/^\s*\{"/.test(text) && readRecord(text.trim())) return { name: 'json record', strong: true };
  const titles = tableTitles(text);
  if (titles)
    return {
      name: `table ${titles.slice(0, 3).join(' ')}`,
      strong:
        /STATUS|STATE|READY|ACTIV|LAST SEEN|REASON|IMAGE COMMAND|PHASE|HEALTH|COMPLETIONS|REPLICAS|SUSPEND|TARGETS|ENDPOINTS|CLUSTER-IP|HOSTS|ALLOWED DISRUPTIONS/.test(
          titles.join(' '),
        ),
    };
  if (POD_ROW.test(text) || SUPERVISOR_ROW.test(text)) return { name: 'table without titles', strong: true };
  if (EVENT.test(text)) return { name: 'kubectl event', strong: true };
  const structure = structureOf(text);
  if (structure && structure.kind !== 'ruler' && structure.kind !== 'describe' && structure.kind !== 'command') {
    const strong =
      structure.kind === 'unit-title' ||
      structure.kind === 'mark' ||
      (structure.kind === 'unit-field' && /^(?:Loaded|Active)$/.test(structure.name));
    if (structure.kind !== 'catalog' || /Subject|Defined-By|主题/.test(text)) return { name: structure.kind, strong };
  }
  if (
    structure?.kind === 'describe' &&
    /^(?:Events|Last State|Restart Count|Exit Code|Containers|Start Time)$/.test(structure.name)
  )
    return { name: 'kubectl describe', strong: structure.name !== 'Containers' };
  if (PLAIN.test(text) || PLAIN.test(text.replace(SAID_BEFORE, '')))
    return { name: 'a program’s last words', strong: true };
  const shape = text.length > 40 ? firstShape(text) : null;
  if (shape && !WEAK_FORMATS.has(shape.head.id)) return { name: shape.head.id, strong: true };
  return null;
}
