/** What stands behind an operand (C11 6.5.2): calls, members, elements, ++ and --. */
import type { Expression, Identifier, Symbol } from '../ast.ts';
import { isLvalue, type Place } from '../semantics/values.ts';
import { findField, resolve, type StructDefinition } from '../types.ts';
import { chooseOverload } from './overloads.ts';
import type { Parser } from './parser.ts';
import { hasMembers, unknownName } from './unknown-names.ts';

/** Operations in one chain without parentheses. */
export const CHAIN_LIMIT = 6000;

/** Arguments behind an open parenthesis, the closing one included. */
export function argumentList(p: Parser): Expression[] {
  const args: Expression[] = [];
  if (p.accept(')')) return args;
  for (;;) {
    if (p.is('{')) throw p.problem('a braced list as an argument is not supported');
    args.push(p.assignmentExpression());
    if (p.accept(',')) continue;
    if (p.accept(')')) return args;
    if (p.is(';') || p.is('}')) {
      p.unit.note('warning', 'missing-parenthesis', '")" is missing here', p.tokens[p.at - 1]!.line);
      return args;
    }
    p.expect(')');
  }
}

/** All that stands behind an operand. */
export function postfixExpression(p: Parser, start: Expression): Expression {
  let e = start;
  for (let n = 0; ; n++) {
    const place = p.place();
    if (n > CHAIN_LIMIT) throw p.problem('this expression is too long');
    if (p.is('[')) {
      p.at++;
      const index = p.expression();
      p.expect(']');
      const unknown = resolve(e.type).kind === 'unknown' && e.kind === 'identifier' ? e : null;
      if (unknown && p.is('(')) {
        // A table of functions that nobody declares: what it calls returns 0.
        const full = `${unknown.name}[]`;
        const called = p.unit.paste.names.get(full) ?? unknownName(p, full, p.token, true);
        e = callExpression(p, p.semantics.identifier(called, place), place);
        continue;
      }
      e =
        p.overloaded('[]', [e, index], place) ??
        p.semantics.index(e, index, place, unknown !== null && hasMembers(p, unknown.name));
    } else if (p.is('(')) {
      const object = resolve(e.type);
      if (object.kind === 'struct' && hasMethod(object.definition, 'operator()')) {
        p.at++;
        e = p.overloaded('()', [e, ...argumentList(p)], place)!;
      } else e = callExpression(p, e, place);
    } else if (p.is('.') || p.is('->')) {
      const arrow = p.is('->');
      const name = p.peek();
      if (name.kind !== 'id') throw p.problem(`a member's name is expected after "${p.token.text}"`);
      p.at += 2;
      e = memberOrMethod(p, e, name.text, arrow, p.place(name));
    } else if (p.is('++') || p.is('--')) {
      const operator = p.token.text as '++' | '--';
      p.at++;
      const own = p.overloaded(operator, [e, p.semantics.number(0n, p.unit.types.int, place)], place);
      e = own ?? p.semantics.postfix(operator, e, place);
    } else return e;
  }
}

function memberOrMethod(p: Parser, object: Expression, name: string, arrow: boolean, place: Place): Expression {
  if (!p.is('(')) return referred(p.semantics.member(object, name, arrow, place), place);
  let type = resolve(object.type);
  if (arrow && type.kind === 'pointer') type = resolve(type.to);
  if (type.kind === 'struct' && hasMethod(type.definition, name)) {
    const held = arrow || isLvalue(object) ? object : p.temporary(type, [object], p.token, place);
    const self = arrow ? object : addressOfObject(p, held, place);
    p.expect('(');
    return p.callMethod(self, type.definition, name, argumentList(p), place);
  }
  const isField = type.kind === 'struct' && findField(type.definition, name) !== null;
  const unknownObject =
    type.kind === 'unknown' ||
    (type.kind === 'struct' && type.definition.open) ||
    (type.kind === 'int' && object.kind === 'identifier' && object.symbol.unknown);
  if (!isField && unknownObject && !(arrow && object.kind !== 'identifier')) {
    // A method of an object nobody declares: a call of the host by both names.
    let full = name;
    let at: Expression = object;
    while (at.kind === 'member') {
      full = `${at.member}.${full}`;
      at = at.object;
    }
    if (at.kind === 'identifier') full = `${at.name}.${full}`;
    const token = p.token;
    const symbol =
      p.unit.paste.names.get(full) ?? p.unit.lookup(full, p.fromPrelude) ?? unknownName(p, full, token, true);
    const callee: Identifier = { kind: 'identifier', ...place, name: full, symbol, type: symbol.type };
    return callExpression(p, callee, place);
  }
  return p.semantics.member(object, name, arrow, place);
}

/** The address of an object, also of one that a comma made. */
function addressOfObject(p: Parser, object: Expression, place: Place): Expression {
  if (object.kind !== 'comma') return p.semantics.unary('&', object, place);
  const right = addressOfObject(p, object.right, place);
  return { ...object, right, type: right.type };
}

/** A call of a known function. */
export function callOf(p: Parser, symbol: Symbol, args: Expression[], place: Place): Expression {
  return finishCall(p, p.semantics.identifier(symbol, place), args, place);
}

function callExpression(p: Parser, callee: Expression, place: Place): Expression {
  p.expect('(');
  // Arduino's F("...") only says where a text is kept.
  const args = argumentList(p);
  if (callee.kind === 'identifier' && callee.symbol.unknown && callee.name === 'F' && args.length === 1)
    return args[0]!;
  const at = callee.line > 0 ? { line: callee.line, column: callee.column } : place;
  return finishCall(p, callee, args, callee.macro === undefined ? at : { ...at, macro: callee.macro });
}

/** The call of a callee with its arguments: overloads chosen, arguments prepared. */
export function finishCall(p: Parser, callee: Expression, args: Expression[], place: Place): Expression {
  let target = callee;
  if (callee.kind === 'identifier' && callee.symbol.overloads) {
    const chosen = chooseOverload(callee.symbol, args);
    target = { ...callee, symbol: chosen, type: chosen.type };
  }
  const name = target.kind === 'identifier' ? target.name : null;
  if (name) p.current?.calls.add(name);
  const called = resolve(target.type);
  if (called.kind === 'function') p.prepare(called, args, place);
  const node = p.semantics.call(target, args, name, {
    line: place.line,
    column: place.column,
    ...(place.macro === undefined ? {} : { macro: place.macro }),
  });
  if (target.kind === 'identifier' && target.symbol.kind === 'function') {
    const symbol = target.symbol;
    if (symbol.unknown) {
      const entry = p.unit.unknown('function', symbol.name, target.line, 'function that returns 0');
      entry.argumentCounts ??= [];
      if (!entry.argumentCounts.includes(args.length)) entry.argumentCounts.push(args.length);
    }
    p.unit.wanted(symbol);
  }
  return referred(node, { line: node.line, column: node.column });
}

/** What a C++ reference stands for. */
export function referred(e: Expression, place: Place): Expression {
  const type = resolve(e.type);
  if (type.kind !== 'pointer' || !type.reference) return e;
  return { kind: 'unary', ...place, operator: '*', operand: e, type: type.to };
}

/** Whether a class or one it is made from has a method. */
export function hasMethod(definition: StructDefinition, name: string): boolean {
  for (let at: StructDefinition | undefined = definition; at; at = at.base) if (at.methods?.has(name)) return true;
  return false;
}
