/** Statements that choose and repeat: if, switch and its cases, loops. */
import type { Case, Compound, Expression, Loop, Statement, Switch } from '../ast.ts';
import { convertConstant } from '../semantics/folding.ts';
import { unknownConstant } from '../semantics/unknowns.ts';
import { type Place, promotedType, valueTypeOf } from '../semantics/values.ts';
import { isInt, resolve, unqualified } from '../types.ts';
import { localDeclaration, startsDeclaration } from './declarations.ts';
import { readDeclarator } from './declarators.ts';
import type { Parser } from './parser.ts';
import { startsType } from './words.ts';

function conditionOf(p: Parser): Expression {
  if (!p.is('(')) {
    p.unit.note('warning', 'missing-parenthesis', 'the condition stands without parentheses', p.token.line);
    const bare = p.expression();
    p.semantics.scalar(bare, 'condition');
    return bare;
  }
  p.at++;
  const condition = p.asNumber(p.expression(), p.place());
  p.semantics.scalar(condition, 'condition');
  if (!p.accept(')')) {
    if (p.is('{') || p.token.first)
      p.unit.note('warning', 'missing-parenthesis', '")" is missing after the condition', p.token.line);
    else p.expect(')');
  }
  return condition;
}

/** if, with all its else-ifs. */
export function ifStatement(p: Parser, place: Place): Statement {
  return p.inScope(() => ifChain(p, place));
}

function ifChain(p: Parser, place: Place): Statement {
  // A chain of else-ifs is read in a loop: its length is no nesting.
  p.at++;
  p.accept('constexpr');
  const first: Statement & { kind: 'if' } = {
    kind: 'if',
    ...place,
    condition: conditionOf(p),
    then: p.statement(),
    otherwise: null,
  };
  let last = first;
  while (p.is('else')) {
    const ifPlace = p.place(p.peek());
    if (p.peek().text !== 'if') {
      p.at++;
      last.otherwise = p.statement();
      break;
    }
    p.at += 2;
    const next: Statement & { kind: 'if' } = {
      kind: 'if',
      ...ifPlace,
      condition: conditionOf(p),
      then: p.statement(),
      otherwise: null,
    };
    last.otherwise = next;
    last = next;
  }
  return first;
}

/** while, do and for. */
export function loopStatement(p: Parser, keyword: 'while' | 'do' | 'for', place: Place): Statement {
  p.at++;
  return p.inScope(() => {
    const loop: Loop = {
      kind: 'loop',
      ...place,
      keyword,
      init: null,
      condition: null,
      step: null,
      body: { kind: 'empty', ...place },
      endless: null,
    };
    if (keyword === 'while') {
      loop.condition = conditionOf(p);
      loop.body = loopBody(p);
    } else if (keyword === 'do') {
      loop.body = p.statement();
      if (p.accept('while')) {
        loop.condition = conditionOf(p);
        p.endOfStatement();
      } else throw p.problem('"while" is missing after the body of "do"');
    } else {
      p.expect('(');
      const ranged = rangeFor(p, place);
      if (ranged) return ranged;
      if (!p.accept(';')) {
        if (startsDeclaration(p)) loop.init = localDeclaration(p);
        else {
          const initPlace = p.place();
          loop.init = { kind: 'expression', ...initPlace, expression: p.expression() };
          if (!p.accept(';') && !p.accept(',')) p.expect(';');
        }
      }
      if (!p.is(';')) {
        loop.condition = p.asNumber(p.expression(), p.place());
        p.semantics.scalar(loop.condition, 'condition');
      }
      if (!p.accept(';')) {
        if (!p.is(')')) p.expect(';');
        p.unit.note('warning', 'missing-semicolon', '";" is missing inside "for (...)"', place.line);
      }
      if (!p.is(')')) loop.step = p.expression();
      p.expect(')');
      loop.body = loopBody(p);
    }
    const always =
      loop.condition === null || (loop.condition.constant !== undefined && Boolean(loop.condition.constant));
    if (always) loop.endless = p.unit.nextLoop();
    return loop;
  });
}

/** The body of a loop; one that stops at the end of its block has lost its ";". */
function loopBody(p: Parser): Statement {
  if (p.is('}')) {
    p.unit.note('warning', 'missing-semicolon', '";" is missing here', p.tokens[p.at - 1]!.line);
    return { kind: 'empty', ...p.place() };
  }
  return p.statement();
}

/** C++ `for (int x : list)`. */
function rangeFor(p: Parser, place: Place): Statement | null {
  const start = p.at;
  let i = p.at;
  let depth = 0;
  for (; p.tokens[i]!.kind !== 'eof'; i++) {
    const text = p.tokens[i]!.text;
    if (text === '(' || text === '[') depth++;
    if (text === ')' || text === ']') depth--;
    if (depth < 0 || text === ';' || text === '?') return null;
    if (text === ':' && depth === 0) break;
  }
  if (!startsType(p)) return null;
  const specifiers = p.specifiers();
  const declarator = readDeclarator(p);
  if (!p.accept(':')) {
    p.at = start;
    return null;
  }
  const list = p.expression();
  p.expect(')');
  const array = resolve(list.type);
  if (array.kind !== 'array' || array.length === null)
    throw p.problem('this can only run over an array whose size is known', place.line);
  const { types } = p.unit;
  const token = declarator.name!;
  const index = p.blockScopeSymbol('', types.uint, token);
  const read = (): Expression => p.semantics.identifier(index, place);
  const element = p.semantics.index(list, read(), place);
  let type = declarator.wrap(specifiers.deduced ? unqualified(array.of) : specifiers.type);
  let value: Expression = element;
  if (type.kind === 'pointer' && type.reference) value = p.semantics.unary('&', element, place);
  else if (specifiers.deduced) type = unqualified(array.of);
  const symbol = p.declareLocal(token, type);
  const declaration: Statement = {
    kind: 'declaration',
    ...place,
    variables: [{ kind: 'variable', ...place, symbol, initializer: value }],
  };
  const inner = p.statement();
  const body: Compound = { kind: 'compound', ...place, items: [declaration, inner], endLine: place.line };
  return {
    kind: 'loop',
    ...place,
    keyword: 'for',
    endless: null,
    body,
    init: {
      kind: 'declaration',
      ...place,
      variables: [
        { kind: 'variable', ...place, symbol: index, initializer: p.semantics.number(0n, types.uint, place) },
      ],
    },
    condition: p.semantics.binary('<', read(), p.semantics.number(BigInt(array.length), types.uint, place), place),
    step: p.semantics.postfix('++', read(), place),
  };
}

/** switch. */
export function switchStatement(p: Parser, place: Place): Statement {
  return p.inScope(() => switchIn(p, place));
}

function switchIn(p: Parser, place: Place): Statement {
  p.at++;
  const value = conditionOf(p);
  if (!isInt(valueTypeOf(p.unit, value))) throw p.problem('switch needs an integer', place.line);
  const made: Switch = { kind: 'switch', ...place, value, body: { kind: 'empty', ...place }, cases: [] };
  if (p.current) p.current.hasSwitch = true;
  p.switches.push(made);
  try {
    made.body = p.statement();
  } finally {
    p.switches.pop();
  }
  return made;
}

/** case and default, with what follows the label. */
export function caseStatement(p: Parser, place: Place): Statement {
  const owner = p.switches.at(-1);
  if (!owner) throw p.problem(`"${p.token.text}" outside of a switch`);
  const made: Case = {
    kind: 'case',
    ...place,
    from: null,
    to: null,
    body: { kind: 'empty', ...place },
    expression: null,
  };
  if (!p.accept('default')) {
    p.at++;
    made.expression = p.conditionalExpression();
    unknownConstant(p.unit, made.expression);
    const type = promotedType(p.unit, owner.value);
    const from = convertConstant(made.expression.constant, type);
    if (typeof from !== 'bigint') throw p.problem('the value after "case" is not a constant', place.line);
    made.from = from;
    made.to = from;
    if (p.accept('...')) {
      const to = convertConstant(p.conditionalExpression().constant, type);
      if (typeof to !== 'bigint') throw p.problem('the value after "..." is not a constant', place.line);
      made.to = to;
    }
  }
  if (!p.accept(':') && !p.accept(';')) p.expect(':');
  owner.cases.push(made);
  // `case 1: case 2: case 3:` is a list, not a nesting.
  p.depth--;
  if (!p.is('}')) made.body = startsDeclaration(p) ? (localDeclaration(p) ?? made.body) : p.statement();
  p.depth++;
  return made;
}
