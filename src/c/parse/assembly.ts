/** Inline assembly: its text, and the operands of GNU statements. */
import type { Assembly, Expression, Statement } from '../ast.ts';
import type { Place } from '../semantics/values.ts';
import { SyntaxProblem } from '../unit.ts';
import { callOf } from './calls.ts';
import type { Parser } from './parser.ts';

type Operands = Pick<Assembly, 'effects' | 'outputs'>;

/** `asm("...")`, in any of its forms. */
export function assemblyStatement(p: Parser, place: Place): Statement {
  const from = p.at;
  let operands: Operands = { effects: [], outputs: [] };
  p.at++;
  while (['volatile', '__volatile__', '__volatile', 'goto', 'inline'].includes(p.token.text)) p.at++;
  if (p.is('(') || p.is('{')) {
    const close = p.matching(p.at);
    if (p.is('(')) operands = asmOperands(p, close);
    p.at = close + 1;
    p.accept(';');
  } else {
    const line = p.token.line;
    while (p.token.kind !== 'eof' && p.token.line === line && !p.is(';') && !p.is('}')) p.at++;
    p.accept(';');
  }
  const text = p.tokens
    .slice(from, p.at)
    .map((t) => t.text)
    .join(' ');
  // An instruction that the headers have a function for (`asm("sei")`).
  const instruction =
    /"\s*([a-z]+)\s*;?\s*"/i.exec(text)?.[1] ?? /^_{0,2}asm ([a-z]+)(?: ;)?(?: _?_?endasm ;?)?$/i.exec(text)?.[1];
  const known = instruction === undefined ? undefined : p.lookup(`__asm_${instruction.toLowerCase()}`);
  if (known?.kind === 'function') operands.effects.push(callOf(p, known, [], place));
  else if (!nothing(text))
    p.unit.note('note', 'asm-ignored', `inline assembly is not executed: ${text.slice(0, 80)}`, place.line);
  return { kind: 'assembly', ...place, text, ...operands };
}

/** Nothing happens in it: an empty text, or a nop. */
const nothing = (text: string): boolean =>
  /^\S+(?:\s(?:volatile|__volatile__|__volatile|goto|inline))*\s\(\s""(?:\s|$)/.test(text) ||
  /^\S+(\s(volatile|__volatile__|__volatile))?\s\(\s"(nop|NOP|\\?n?)\s*;?(\\n\\t)?"/.test(text);

/** GNU operands: `"template" : outputs : inputs : clobbers`. What cannot be read is left out. */
function asmOperands(p: Parser, close: number): Operands {
  const made: Operands = { effects: [], outputs: [] };
  let at = p.at + 1;
  let empty = true;
  for (; p.tokens[at]?.kind === 'string'; at++) if (/[^"\s]/.test(p.tokens[at]!.text)) empty = false;
  const next = p.tokens[at]?.text;
  if (at === p.at + 1 || (next !== ':' && next !== '::')) return made;
  p.at = at + 1;
  const outputs: { constraint: string; name: string; place: Expression }[] = [];
  try {
    if (next === ':')
      operandList(p, close, (constraint, name, e) => {
        made.outputs.push(e);
        if (e.kind === 'identifier') e.symbol.writes = (e.symbol.writes ?? 0) + 1;
        outputs.push({ constraint, name, place: e });
      });
    // What instructions do with their inputs is not known: only an empty template is understood.
    if (!empty || (next === ':' && !p.accept(':'))) return made;
    operandList(p, close, (constraint, _name, e) => {
      const number = /\d+/.exec(constraint)?.[0];
      const named = /\[(\w+)\]/.exec(constraint)?.[1];
      const twin = outputs.find((output, i) => (number !== undefined ? i === Number(number) : output.name === named));
      const place = { line: e.line, column: e.column };
      made.effects.push(twin ? p.semantics.assignment('=', twin.place, e, place) : e);
    });
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
  }
  return made;
}

function operandList(p: Parser, close: number, each: (constraint: string, name: string, e: Expression) => void): void {
  while (p.at < close && !p.is(':')) {
    let name = '';
    if (p.accept('[')) {
      name = p.token.text;
      p.at++;
      p.expect(']');
    }
    const constraint = p.token.text;
    p.at++;
    p.expect('(');
    const e = p.expression();
    p.expect(')');
    each(constraint, name, e);
    if (!p.accept(',')) break;
  }
}
