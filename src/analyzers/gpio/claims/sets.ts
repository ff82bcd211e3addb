import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { list } from '../words.ts';
import { NOT_AS_IT_STANDS } from './blocks.ts';
import { codeLineOf, holdsOneStatement } from './effects.ts';
import { withoutLevelWords } from './level-words.ts';
import { placesIn } from './places.ts';

const EVENT_LIMIT = 200;
/** Half of a port of eight pins. */
const UPPER = /\b(?:upper|high|top|left)(?:er)? (?:nibble|four|half|4)\b|高四位|高4位|高半字节/i;
const LOWER = /\b(?:lower|low|bottom|right) (?:nibble|four|half|4)\b|低四位|低4位|低半字节/i;
const ALL_ZH = /全(?:部)?(?:都)?[亮灭]|(?:所有|全部)(?:的)?(?:led|灯)?(?:都)?[亮灭]/i;
const ALL_EN = /\b(?:all|every|both)\b/i;
const ONLY = /\bonly\b|只有?|仅/i;
const HIGH = /\bhigh\b|高电平|拉高|置高|置1|置位/i;
const LOW = /\blow\b|低电平|拉低|置低|置0|清零/i;
const ON = /\b(?:on|lit|lights?)\b|亮(?!度)|点亮|打开/i;
const OFF = /\b(?:off|dark)\b|灭|关/i;
const LATER = /then|然后|再|依次|轮流|每|blink|闪|toggle|翻转|逐|流水|one (?:by|after)/i;
const MOST_LENGTH = 60;

/** Levels of all pins that the program ever changes, after each time a line wrote them; by line. */
function statesByLine(evidence: Evidence): Map<number, { port: string; levels: ReadonlyMap<string, 0 | 1> }[]> {
  const { machine } = evidence.simulation;
  const rest = evidence.reading.chip.gpio.resetLevel ? 1 : 0;
  const events = machine.events.slice(0, EVENT_LIMIT);
  let levels = new Map<string, 0 | 1>();
  for (const { changes } of machine.events) for (const { port, bit } of changes) levels.set(`${port}:${bit}`, rest);
  const found = new Map<number, { port: string; levels: ReadonlyMap<string, 0 | 1> }[]>();
  for (const { changes, frames } of events) {
    levels = new Map(levels);
    for (const { port, bit, level } of changes) levels.set(`${port}:${bit}`, level);
    const line = placeOf(frames, evidence.lastLine)?.line ?? 0;
    found.set(line, [...(found.get(line) ?? []), { port: changes[0]?.port ?? '', levels }]);
  }
  return found;
}

/**
 * Comments about several pins of a port at once (all, the upper four, only PC8), beside the line that writes the port.
 * @param active the level that means "on"; null where nothing tells.
 */
export function setClaims(evidence: Evidence, comments: readonly Comment[], active: 0 | 1 | null): Claim[] {
  const told = comments.filter(
    ({ text }) =>
      text.length <= MOST_LENGTH &&
      !LATER.test(text) &&
      !NOT_AS_IT_STANDS.test(text) &&
      (UPPER.test(text) || LOWER.test(text) || ALL_ZH.test(text) || ALL_EN.test(text) || ONLY.test(text)),
  );
  if (told.length === 0) return [];
  const states = statesByLine(evidence);
  return told.flatMap((comment) => {
    const line = codeLineOf(evidence, comment);
    const after = states.get(line);
    if (!after || !holdsOneStatement(evidence, line)) return [];
    return withoutLevelWords(comment.text)
      .split(/[,，;；。、]|\band\b/i)
      .flatMap((clause) => clauseClaims(evidence, comment, clause, after, active));
  });
}

function clauseClaims(
  evidence: Evidence,
  comment: Comment,
  clause: string,
  after: readonly { port: string; levels: ReadonlyMap<string, 0 | 1> }[],
  active: 0 | 1 | null,
): Claim[] {
  const [upper, lower] = [UPPER.test(clause), LOWER.test(clause)];
  const plain = clause.replace(UPPER, ' ').replace(LOWER, ' ');
  const [high, low, on, off] = [HIGH, LOW, ON, OFF].map((words) => words.test(plain));
  if ([high, low, on, off].filter(Boolean).length !== 1) return [];
  const wanted = high ? 1 : low ? 0 : active === null ? null : on ? active : ((1 - active) as 0 | 1);
  const [first] = after;
  if (!first || after.some(({ port }) => port !== first.port)) return [];
  const bits = [...first.levels.keys()]
    .filter((key) => key.startsWith(`${first.port}:`))
    .map((key) => Number(key.slice(first.port.length + 1)));
  const only = ONLY.test(clause);
  const named = only ? placesIn(evidence, clause) : null;
  if (only && (!named || named.some(({ port }) => port !== first.port))) return [];
  if (!only && !upper && !lower && !ALL_ZH.test(clause) && !ALL_EN.test(clause)) return [];
  if (upper && lower) return [];
  const meant = named
    ? named.map(({ bit }) => bit)
    : bits.filter((bit) => (upper ? bit >= 4 && bit < 8 : lower ? bit < 4 : true));
  // "All" may mean those that the line writes; half a port is half of eight.
  if (meant.length < (only ? 1 : 2) || ((upper || lower) && bits.some((bit) => bit > 7))) return [];
  const claim = (holds: boolean): Claim[] => {
    const ones = bits.filter((bit) => first.levels.get(`${first.port}:${bit}`) === 1);
    const names = ones.map((bit) => evidence.naming.name({ port: first.port, bit }).pin);
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds,
        why: names.length
          ? { zh: `这里高电平的是 ${list(names, 'zh')}`, en: `the pins that are high here are ${list(names, 'en')}` }
          : { zh: '这里没有引脚是高电平', en: 'no pin is high here' },
      },
    ];
  };
  const levelsOf = (which: readonly number[]) =>
    new Set(after.flatMap(({ levels }) => which.map((bit) => levels.get(`${first.port}:${bit}`) ?? 0)));
  const inside = levelsOf(meant);
  if (only) {
    const others = levelsOf(bits.filter((bit) => !meant.includes(bit)));
    if (inside.size > 1 || others.size > 1) return claim(false);
    if (others.size === 0) return [];
    return wanted === null ? [] : claim(inside.has(wanted) && !others.has(wanted));
  }
  if (inside.size > 1) return claim(false);
  return wanted === null ? [] : claim(inside.has(wanted));
}
