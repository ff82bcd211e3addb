/** Bodies of functions, read behind all declarations; statements without a function become main. */
import { newFunction } from '../ast.ts';
import type { Token } from '../lexer.ts';
import type { FunctionType } from '../types.ts';
import { newScope, type Scope, SyntaxProblem } from '../unit.ts';
import { declareFunction, plainSpecifiers, voidFunction } from './functions.ts';
import type { Body, Parser, Range } from './parser.ts';

/** The bodies, in the order of the text. */
export function readBodies(p: Parser): void {
  for (let i = 0; i < p.bodies.length; i++) readBody(p, p.bodies[i]!);
}

function readBody(p: Parser, body: Body): void {
  const { definition } = body;
  p.current = definition;
  p.depth = 0;
  p.labels = new Map();
  const parameters: Scope = newScope();
  for (const symbol of definition.parameters) if (symbol.name) parameters.names.set(symbol.name, symbol);
  p.scopes = [parameters];
  try {
    for (const [i, range] of body.ranges.entries()) {
      p.at = range.from;
      if (i === 0 && body.braced) {
        const start = body.before?.() ?? [];
        p.at = range.from;
        definition.body = limited(p, range, () => p.compound());
        definition.body.items.unshift(
          ...start.map((expression) => ({
            kind: 'expression' as const,
            line: expression.line,
            column: expression.column,
            expression,
          })),
        );
        continue;
      }
      const items = limited(p, range, () => {
        const list = [];
        while (p.at < range.to && p.token.kind !== 'eof') list.push(p.statement());
        return list;
      });
      definition.body.items.push(...items);
    }
    for (const [name, label] of p.labels) {
      if (!label.seen) throw new SyntaxProblem(`goto ${name}: there is no such label`, label.token.line);
    }
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    definition.unavailable = { line: error.line, message: error.message };
    p.unit.note('error', error.code, error.message, error.line);
    const message = `the function ${definition.name} cannot run because of line ${error.line}: ${error.message}`;
    p.unit.note('error', 'function-unavailable', message, definition.line);
  }
  p.scopes = [];
  p.current = null;
}

/** Reads with the end of the text put at the end of a range whose closing brace is lost. */
function limited<T>(p: Parser, range: Range, work: () => T): T {
  const last = p.tokens[range.to];
  if (!last || p.tokens[range.to - 1]?.text === '}' || last.kind === 'eof') return work();
  p.tokens[range.to] = { ...last, kind: 'eof', text: '' };
  try {
    return work();
  } finally {
    p.tokens[range.to] = last;
  }
}

/** Statements outside of any function become main, or run before it. */
export function bareStatements(p: Parser): void {
  if (p.bare.length === 0) return;
  const names = p.unit.paste.names;
  const first = p.tokens[p.bare[0]!.from]!;
  const taken = names.get('main')?.defined || names.get('setup')?.defined || names.get('loop')?.defined;
  const name = taken ? '.loose' : 'main';
  if (taken)
    p.unit.note('warning', 'loose-statements', 'statements outside of any function; they run before main', first.line);
  else p.unit.note('note', 'bare-statements', 'statements without a function; taken as the body of main', first.line);
  const token: Token = { ...first, kind: 'id', text: name };
  const type: FunctionType = { ...voidFunction(p), returns: taken ? p.unit.types.void : p.unit.types.int };
  const symbol = declareFunction(p, token, type, plainSpecifiers(p), {
    name: token,
    wrap: (t) => t,
    isFunction: true,
    attributes: {},
  });
  const place = p.place(first);
  const endLine = p.tokens[p.bare.at(-1)!.to - 1]!.line;
  const definition = newFunction(place, {
    name,
    symbol,
    type,
    parameters: [],
    body: { kind: 'compound', ...place, items: [], endLine },
    endLine,
    fromPrelude: false,
  });
  symbol.defined = true;
  symbol.definition = definition;
  p.unit.functions.push(definition);
  p.bodies.push({ definition, ranges: p.bare, braced: false });
}
