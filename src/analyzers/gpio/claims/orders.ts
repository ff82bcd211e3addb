import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { outputsOf } from './effects.ts';

const IN_TURN =
  /\bthen\b|\bfirst\b|->|→|=>|依次|顺序|轮流|流水|接着|然后|\bin (?:this |that )?(?:order|turn)\b|one (?:after|by)|running light|chas(?:e|ing)|sequence/i;
const NOT_ALWAYS =
  /\bif\b|\bwhen\b|press|如果|按下|按键|反向|reverse|back and forth|来回|往返|\bor\b|或|以前|原来|was|used to|not/i;
/** One thing is done to some and another to others: no order of one kind. */
const DOES = /\b(?:sets?|on|high|lights?)\b|点亮|打开|置位|拉高/i;
const UNDOES = /\b(?:resets?|clears?|off|low)\b|熄灭|关闭|清零|复位|拉低/i;
const MOST_LENGTH = 160;

/** Comments that name three pins or more in an order, held against the order in which they change in each round. */
export function orderClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const { repeat, simulation, naming } = evidence;
  if (!repeat) return [];
  const outputs = outputsOf(evidence);
  if (outputs.length < 3) return [];
  const round = simulation.machine.events.slice(repeat.start, repeat.start + repeat.period);
  const turnsTo = (level: 0 | 1): string[] =>
    round.flatMap(({ changes }) => changes.filter((each) => each.level === level).map((each) => naming.name(each).pin));
  return comments.flatMap((comment): Claim[] => {
    if (comment.text.length > MOST_LENGTH || !IN_TURN.test(comment.text) || NOT_ALWAYS.test(comment.text)) return [];
    if (DOES.test(comment.text) && UNDOES.test(comment.text)) return [];
    const said = outputs
      .flatMap((output) => {
        const at = Math.min(...[output.pin, ...output.aliases].map((name) => placeIn(comment.text, name)));
        return Number.isFinite(at) ? [{ pin: output.pin, at }] : [];
      })
      .sort((a, b) => a.at - b.at)
      .map(({ pin }) => pin);
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
