import type { Comment } from '../code.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import { codeLineOf, functionAt, holdsOneStatement } from './effects.ts';
import { withoutLevelWords } from './level-words.ts';

const SAYS_ON =
  /点亮|打开|吸合|\bpull(?:s|ed)? in\b|(?<!de-?)\benergi[sz]e[sd]?\b|开灯|亮(?!度)|\bturn(?:s|ed)?\b[^.;]{0,24}\bon\b|\b(?:led|light|lamp|relay|pump|fan|motor|buzzer|beeper|valve|heater|siren|alarm|red|green|blue|yellow|amber|orange|white)\w* on\b|^on\b|switch(?:es)?\b[^.;]{0,16}\bon\b/i;
const SAYS_OFF =
  /熄灭|关闭|释放|断开|\bde-?energi[sz]e[sd]?\b|\bdrops? out\b|\breleased\b|关灯|灭|\bturn(?:s|ed)?\b[^.;]{0,24}\boff\b|\b(?:led|light|lamp|relay|pump|fan|motor|buzzer|beeper|valve|heater|siren|alarm|red|green|blue|yellow|amber|orange|white)\w* off\b|\bkeep(?:s|ing)?\b[^.;]{0,16}\boff\b|^off\b|switch(?:es)?\b[^.;]{0,16}\boff\b/i;
/** "Green, red off": of several lamps the words do not say which one the line is for. */
const LAMP_COLOURS = /\b(?:red|green|blue|yellow|amber|orange|white)\b|[红绿蓝黄橙白](?=灯|色|亮|灭|开|关|$)/gi;
const namesSeveralLamps = (words: string): boolean =>
  new Set((words.match(LAMP_COLOURS) ?? []).map((each) => each.toLowerCase())).size > 1;
const NOT_NOW =
  /不|not|if |when |while |如果|当|until|直到|每|every|after|之后|再|then|接着|依次|轮流|blink|闪|toggle|翻转|取反/i;

export interface Switching {
  comment: Comment;
  on: boolean;
  level: 0 | 1;
  line: number;
  pin: string;
  /** The run saw the line change something. */
  moves: boolean;
}

/** Comments beside (or right above) a line whose changes all go one way, that say on or off. */
export function switchings(evidence: Evidence, comments: readonly Comment[]): Switching[] {
  const levels = new Map<number, { level: 0 | 1; pin: string } | null>();
  for (const event of evidence.simulation.machine.events.slice(0, 200)) {
    for (const frame of event.frames) {
      if (frame.line <= 0 || frame.line > evidence.lastLine) continue;
      const [first] = event.changes;
      const same = first && event.changes.every((change) => change.level === first.level);
      const known = levels.get(frame.line);
      const now = same ? { level: first.level, pin: evidence.naming.name(first).pin } : null;
      if (known === undefined) levels.set(frame.line, now);
      else if (!now || (known && known.level !== now.level)) levels.set(frame.line, null);
    }
  }
  // A write that changes nothing, since the pin is there already, says as plainly what it is for.
  const silent = new Map<number, { level: 0 | 1; pin: string } | null>();
  for (const { line, pins, level } of levelWrites(evidence))
    silent.set(line, silent.has(line) || pins.length !== 1 ? null : { level, pin: evidence.naming.name(pins[0]!).pin });
  const found: Switching[] = [];
  for (const comment of comments) {
    const words = withoutLevelWords(comment.text);
    const on = SAYS_ON.test(words);
    const off = SAYS_OFF.test(words);
    if (on === off || NOT_NOW.test(words) || words.length > 60 || namesSeveralLamps(words)) continue;
    const line = codeLineOf(evidence, comment);
    const heads = comment.behindCode ? null : functionAt(evidence, line);
    const change = heads === null ? (levels.has(line) ? levels.get(line) : silent.get(line)) : doneBy(evidence, heads);
    if (!change || (heads === null && !holdsOneStatement(evidence, line))) continue;
    found.push({ comment, on, level: change.level, line, pin: change.pin, moves: heads !== null || levels.has(line) });
  }
  return found;
}

/** The one level that a function gives the one pin it changes. */
function doneBy(evidence: Evidence, name: string): { level: 0 | 1; pin: string } | null {
  const done = evidence.simulation.machine.events
    .slice(0, 200)
    .filter(({ frames }) => frames.some((frame) => frame.function === name))
    .flatMap(({ changes }) => changes);
  const [first] = done;
  if (!first || done.some(({ level, port, bit }) => level !== first.level || port !== first.port || bit !== first.bit))
    return null;
  return { level: first.level, pin: evidence.naming.name(first).pin };
}
