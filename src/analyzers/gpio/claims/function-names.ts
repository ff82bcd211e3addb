import type { FunctionDefinition } from '../../../c/ast.ts';
import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { ownFunctions } from '../mistakes/tree.ts';
import type { Evidence } from '../reason.ts';
import { type LevelWrite, levelWrites } from '../written.ts';
import { codeLineOf, holdsOneStatement } from './effects.ts';
import { thingsIn } from './level-words.ts';
import { phrasesOf } from './phrases.ts';

const ON_OFF = /^(.*?)(?:_?turn_?)?(?:_(on|off)|(On|Off|ON|OFF))(_?\d*)$/;

/** `LED1_ON` and `led1Off` belong together: what they share, and which of the two it is. */
export function sideOf(name: string): { pair: string; on: boolean } | null {
  const match = ON_OFF.exec(name);
  if (!match) return null;
  const word = (match[2] ?? match[3])!.toLowerCase();
  return { pair: `${match[1]}|${match[4]}`.toLowerCase(), on: word === 'on' };
}

/**
 * Two functions (or macros) named on and off that do the very same to the same pins: one of the names is wrong.
 * @param active the level that means "on"; high where nothing tells.
 */
export function nameClaims(evidence: Evidence, active: 0 | 1 | null): Claim[] {
  return [...twins(evidence, active ?? 1), ...macroTwins(evidence)];
}

function twins(evidence: Evidence, active: 0 | 1): Claim[] {
  const writes = levelWrites(evidence);
  const sides = new Map<string, { on?: [FunctionDefinition, LevelWrite]; off?: [FunctionDefinition, LevelWrite] }>();
  for (const definition of ownFunctions(evidence)) {
    const side = sideOf(definition.name);
    const own = writes.filter((each) => each.inside === definition);
    if (!side || own.length !== 1 || definition.parameters.length > 0) continue;
    const known = sides.get(side.pair) ?? {};
    known[side.on ? 'on' : 'off'] = [definition, own[0]!];
    sides.set(side.pair, known);
  }
  return [...sides.values()].flatMap(({ on, off }): Claim[] => {
    if (!on || !off || on[1].level !== off[1].level || keyOf(on[1]) !== keyOf(off[1])) return [];
    const [definition, write] = on[1].level === active ? off : on;
    const [other] = on[1].level === active ? on : off;
    const pin = evidence.naming.name(write.pins[0]!).pin;
    return [
      {
        line: evidence.lineOf(write.line),
        quote: definition.name,
        holds: false,
        why: {
          zh: `它和 ${other.name} 一样，都把 ${pin} 置${write.level ? '高' : '低'}`,
          en: `like ${other.name} it drives ${pin} ${write.level ? 'high' : 'low'}`,
        },
      },
    ];
  });
}

const keyOf = ({ pins }: LevelWrite): string => pins.map(({ port, bit }) => `${port}:${bit}`).join();

const CALLED = /^\s*(\w+)\s*\([^;]*\)\s*;\s*$/;

/** `LedOn(LED3); // turn Led3 off`: a comment says off beside a call that is named on, and of the same thing. */
export function calledNameClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  return comments.flatMap((comment): Claim[] => {
    const line = codeLineOf(evidence, comment);
    const code = evidence.codeLines[line - 1] ?? '';
    const name = CALLED.exec(code)?.[1];
    const side = name === undefined ? null : sideOf(name);
    const phrases = phrasesOf(comment.text);
    const [said] = phrases;
    if (!side || !said || phrases.length !== 1 || !holdsOneStatement(evidence, line)) return [];
    if ((said.action !== 'on' && said.action !== 'off') || (said.action === 'on') === side.on) return [];
    const named = said.what.match(/[A-Za-z_]\w+/g)?.filter((word) => !/^(?:the|led|this|that)$/i.test(word)) ?? [];
    const things = thingsIn(said.what);
    const same =
      named.every((word) => new RegExp(`(?:\\b|_)${word}(?:\\b|_)`, 'i').test(code)) &&
      (named.length > 0 || thingsIn(code).some((thing) => things.includes(thing)));
    if (!same) return [];
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: false,
        why: { zh: `这一行调用的是 ${name}`, en: `this line calls ${name}` },
      },
    ];
  });
}

function macroTwins(evidence: Evidence): Claim[] {
  const sides = new Map<string, Map<boolean, { name: string; body: string; line: number }>>();
  for (const { name, body, line } of evidence.reading.program.tree.macros) {
    const side = sideOf(name);
    // A plain number is a name for a level or a state, and what it means stands elsewhere.
    if (!side || line <= 0 || line > evidence.lastLine || !/[=(]/.test(body)) continue;
    const known = sides.get(side.pair) ?? new Map<boolean, { name: string; body: string; line: number }>();
    known.set(side.on, { name, body: body.replace(/\s+/g, ''), line });
    sides.set(side.pair, known);
  }
  return [...sides.values()].flatMap((pair): Claim[] => {
    const [on, off] = [pair.get(true), pair.get(false)];
    if (!on || !off || on.body !== off.body) return [];
    const last = on.line > off.line ? on : off;
    const first = last === on ? off : on;
    return [
      {
        line: evidence.lineOf(last.line),
        quote: last.name,
        holds: false,
        why: { zh: `它和 ${first.name} 的内容一模一样`, en: `it is word for word the same as ${first.name}` },
      },
    ];
  });
}
