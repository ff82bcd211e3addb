import type { Comment } from '../code.ts';
import type { Claim, NamedPin } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import { outputsOf } from './effects.ts';
import { placeNamed } from './places.ts';

const IN_TURN =
  /\bthen\b|\bfirst\b|->|→|=>|依次|顺序|轮流|流水|接着|然后|\bin (?:this |that )?(?:order|turn)\b|one (?:after|by)|running light|chas(?:e|ing)|sequence|先.*再/i;
const NOT_ALWAYS =
  /\bif\b|\bwhen\b|press|如果|按下|按键|反向|reverse|back and forth|来回|往返|\bor\b|或|以前|原来|was|used to|not/i;
/** One thing is done to some and another to others: no order of one kind. */
const DOES = /\b(?:sets?|on|high|lights?)\b|点亮|打开|置位|拉高/i;
const UNDOES = /\b(?:resets?|clears?|off|low)\b|熄灭|关闭|清零|复位|拉低/i;
const MOST_LENGTH = 160;

/** Comments that name three pins or more in an order, held against the order in which they change in each round. */
export function orderClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const { repeat, simulation, naming } = evidence;
  const outputs = outputsOf(evidence);
  const pairs = comments.flatMap((comment) => [
    ...pairClaim(evidence, comment, outputs),
    ...directionClaim(evidence, comment, outputs),
  ]);
  if (!repeat || outputs.length < 3) return pairs;
  const round = simulation.machine.events.slice(repeat.start, repeat.start + repeat.period);
  const turnsTo = (level: 0 | 1): string[] =>
    round.flatMap(({ changes }) => changes.filter((each) => each.level === level).map((each) => naming.name(each).pin));
  return comments.flatMap((comment): Claim[] => {
    const pair = pairs.find(({ quote, line }) => quote === comment.text && line === evidence.lineOf(comment.line));
    if (pair) return [pair];
    if (comment.text.length > MOST_LENGTH || !IN_TURN.test(comment.text) || NOT_ALWAYS.test(comment.text)) return [];
    if (DOES.test(comment.text) && UNDOES.test(comment.text)) return [];
    // What are there may be told before the order of them.
    const begins = comment.text.search(BEGINS);
    const ordered = namesIn(comment.text.slice(Math.max(0, begins)), outputs);
    const said = ordered.length < 3 ? namesIn(comment.text, outputs) : ordered;
    if (said.length < 3) return [];
    const seen = ([1, 0] as const).map((level) => turnsTo(level).filter((pin) => said.includes(pin)));
    // Each of them once a round, or the order is more than a list can say.
    if (seen.some((order) => order.length !== said.length || new Set(order).size !== said.length)) return [];
    const holds = seen.some((order) => isRotation(order, said));
    const shown = (zh: boolean): string => seen[0]!.join(zh ? '、' : ', ');
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds,
        why: { zh: `实际的先后是 ${shown(true)}`, en: `they really come in the order ${shown(false)}` },
      },
    ];
  });
}

const BEGINS = /\bfirst\b|先/i;

/** Outputs that a text names, in its order. */
const namesIn = (text: string, outputs: readonly NamedPin[]): string[] =>
  outputs
    .flatMap((output) => {
      const at = Math.min(...[output.pin, ...output.aliases].map((name) => placeIn(text, name)));
      return Number.isFinite(at) ? [{ pin: output.pin, at }] : [];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ pin }) => pin);

const FIRST = /\bfirst\b|先/i;
const LATER = /\bthen\b|\blater\b|\bafterwards\b|\bfollowed by\b|\bnext\b|再|后|然后|接着/i;
const OTHERWISE = /\b(?:only|before|after|instead|never|don'?t|must)\b|不|别|之前|以前/i;
/** Lines below a comment that it speaks of. */
const PAIR_LINES = 10;

/** "First the pump, later the heater", held against the order of the writes below it. */
function pairClaim(evidence: Evidence, comment: Comment, outputs: readonly NamedPin[]): Claim[] {
  const { text } = comment;
  if (text.length > MOST_LENGTH || !FIRST.test(text) || !LATER.test(text)) return [];
  if (OTHERWISE.test(text) || NOT_ALWAYS.test(text) || comment.behindCode) return [];
  const said = outputs
    .flatMap(({ pin, aliases }) => {
      const at = Math.min(...[pin, ...aliases].map((name) => placeIn(text, name)));
      return Number.isFinite(at) ? [{ pin, at }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const [one, other] = said;
  if (said.length !== 2 || !one || !other) return [];
  const below = levelWrites(evidence)
    .filter(({ line, pins }) => pins.length === 1 && line > comment.endLine && line <= comment.endLine + PAIR_LINES)
    .map(({ line, pins, level }) => ({ line, level, pin: evidence.naming.name(pins[0]!).pin }));
  const [first, second] = [one, other].map(({ pin }) => below.find((each) => each.pin === pin));
  if (!first || !second || first.level !== second.level || first.line === second.line) return [];
  const order = first.line < second.line ? [one.pin, other.pin] : [other.pin, one.pin];
  return [
    {
      line: evidence.lineOf(comment.line),
      quote: text,
      holds: first.line < second.line,
      why: { zh: `实际是先 ${order[0]}，后 ${order[1]}`, en: `it is ${order[0]} first and ${order[1]} later` },
    },
  ];
}

const FROM_TO =
  /\bfrom\s+(?:the\s+)?([\w.]+)\s+(?:down\s+|up\s+|over\s+|right\s+|left\s+)?(?:to|through|towards)\s+(?:the\s+)?([\w.]+)|从\s*([\w.]+?)\s*(?:到|至|往|向)\s*([\w.]+)/i;
const RUNS = /run|mov|light|chas|walk|sweep|knight|scan|流水|依次|逐|亮|跑马|移/i;

/** "The light runs from GP9 down to GP6": which of the two ends comes first in each round. */
function directionClaim(evidence: Evidence, { text, line }: Comment, outputs: readonly NamedPin[]): Claim[] {
  const { repeat, simulation, naming } = evidence;
  const match = FROM_TO.exec(text);
  if (!match || !repeat || text.length > MOST_LENGTH || NOT_ALWAYS.test(text) || !RUNS.test(text)) return [];
  const ends = [match[1] ?? match[3]!, match[2] ?? match[4]!].map((name) => {
    const place = placeNamed(evidence, name);
    return place ? naming.name(place).pin : (namesIn(name, outputs)[0] ?? null);
  });
  const round = simulation.machine.events.slice(repeat.start, repeat.start + repeat.period);
  const order = round.flatMap(({ changes }) =>
    changes.filter(({ level }) => level === 1).map((each) => naming.name(each).pin),
  );
  const [from, to] = ends.map((name) => (name === null ? -1 : order.indexOf(name)));
  if (order.length < 3 || new Set(order).size !== order.length || from! < 0 || to! < 0 || from === to) return [];
  const after = (to! - from! + order.length) % order.length;
  if (after !== order.length - 1 && after !== 1) return [];
  return [
    {
      line: evidence.lineOf(line),
      quote: text,
      holds: after !== 1,
      why: { zh: `实际的先后是 ${order.join('、')}`, en: `they really come in the order ${order.join(', ')}` },
    },
  ];
}

/** Where a name stands in a text as a word of its own; Infinity where it does not. */
function placeIn(text: string, name: string): number {
  if (name.length < 2) return Number.POSITIVE_INFINITY;
  const escaped = name.replace(/[^\w]/g, (sign) => `\\${sign}`);
  const at = text.search(new RegExp(`(?<![A-Za-z0-9_])${escaped}(?![A-Za-z0-9_])`, 'i'));
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function isRotation(order: readonly string[], said: readonly string[]): boolean {
  const from = order.indexOf(said[0]!);
  return said.every((pin, i) => order[(from + i) % order.length] === pin);
}
