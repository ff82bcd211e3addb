/**
 * What C++ does unasked with objects: operators are functions, virtual methods are those of the class an object really
 * is of.
 */
import type { Expression, Unary } from '../ast.ts';
import { isLvalue, type Place } from '../semantics/values.ts';
import {
  type FunctionType,
  pointerTo,
  resolve,
  type StructDefinition,
  type Type,
  typeName,
  unqualified,
} from '../types.ts';
import { callOf } from './calls.ts';
import { CLASS_MEMBER, classNumber, constructs, hiddenObject } from './construction.ts';
import type { Parser } from './parser.ts';

/** Arguments as the parameters want them: classes are constructed, what a reference binds to has an address. */
export function prepareArguments(p: Parser, type: FunctionType, args: Expression[], place: Place): void {
  if (!p.cppNames) return;
  for (const [i, arg] of args.entries()) {
    // A text for a function that knows no String: Serial.println(s).
    const given = resolve(arg.type);
    const parameter = type.parameters[i];
    if (given.kind !== 'struct' || !given.definition.methods?.has('c_str') || parameter?.name === 'this') continue;
    const to = parameter ? resolve(parameter.type) : undefined;
    if (to?.kind === 'struct' || (to?.kind === 'pointer' && to.reference)) continue;
    args[i] = callMethod(
      p,
      p.semantics.unary('&', objectOf(p, arg, place), place),
      given.definition,
      'c_str',
      [],
      place,
    );
  }
  type.parameters.forEach((parameter, i) => {
    const arg = args[i];
    if (!arg || parameter.name === 'this') return;
    const to = resolve(parameter.type);
    const wanted = to.kind === 'pointer' && to.reference ? resolve(to.to) : to;
    const given = resolve(arg.type);
    if (wanted.kind === 'struct' && given.kind !== 'struct' && given.kind !== 'unknown' && constructs(p, wanted))
      args[i] = p.temporary(wanted, [arg], p.token, place);
    if (wanted === to || isLvalue(args[i]!)) return;
    const isObject = wanted.kind === 'struct';
    args[i] = objectOf(p, isObject ? args[i]! : p.semantics.cast(unqualified(wanted), args[i]!, place), place);
  });
}

/** A value for an object of a class: what is no object yet is made one by its constructor. */
export function asObject(p: Parser, type: Type, value: Expression, place: Place): Expression {
  const to = resolve(type);
  const from = resolve(value.type);
  if (!p.cppNames || to.kind !== 'struct' || from.kind === 'struct' || from.kind === 'unknown') return value;
  const assigns = ownerOf(to.definition, 'operator=');
  if (assigns && takesNumber(p, assigns, 'operator=')) return value;
  return to.definition.methods?.has(to.definition.tag) ? p.temporary(to, [value], p.token, place) : value;
}

/** `(bool)object`: a class's own conversion; null where it has none. */
export function converted(p: Parser, type: Type, operand: Expression, place: Place): Expression | null {
  const from = resolve(operand.type);
  if (from.kind !== 'struct') return null;
  const name = [...(from.definition.methods ?? [])].find(
    (method) =>
      /^operator \w/.test(method) && returnTypeOf(p, from.definition, method) === typeName(unqualified(resolve(type))),
  );
  if (!name) return null;
  return callMethod(p, p.semantics.unary('&', objectOf(p, operand, place), place), from.definition, name, [], place);
}

function returnTypeOf(p: Parser, definition: StructDefinition, method: string): string {
  const type = p.lookup(`${definition.tag}::${method}`)?.type;
  return type?.kind === 'function' ? typeName(unqualified(resolve(type.returns))) : '';
}

/** An operator that the program defines for its classes; null where it is C's own. */
export function overloaded(p: Parser, operator: string, operands: Expression[], place: Place): Expression | null {
  if (!p.cppNames) return null;
  const first = resolve(operands[0]!.type);
  const isClass = operands.some((operand) => resolve(operand.type).kind === 'struct');
  if (!isClass) return null;
  const name = `operator${operator}`;
  if (first.kind === 'struct') {
    const owner = ownerOf(first.definition, name);
    if (owner) {
      if (operator === '=' && takesNumber(p, owner, name)) operands = [operands[0]!, asNumber(p, operands[1]!, place)];
      const self = p.semantics.unary('&', objectOf(p, operands[0]!, place), place);
      return callMethod(p, self, first.definition, name, objectsOf(p, operands.slice(1), place), place);
    }
  }
  const free = p.lookup(name);
  if (free?.kind === 'function') return callOf(p, free, objectsOf(p, operands, place), place);
  if (operator === '=' && first.kind === 'struct') return null;
  const plain = operands.map((operand, i) =>
    i === 0 && /^(?:[^=!<>]?|<<|>>)=$/.test(operator) ? operand : asNumber(p, operand, place),
  );
  if (plain.every((operand, i) => operand === operands[i])) return null;
  return plain.length === 1
    ? p.semantics.unary(operator as Unary['operator'], plain[0]!, place)
    : operator.endsWith('=') && plain[0] === operands[0]
      ? p.semantics.assignment(operator, plain[0]!, plain[1]!, place)
      : p.semantics.binary(operator, plain[0]!, plain[1]!, place);
}

function takesNumber(p: Parser, owner: StructDefinition, name: string): boolean {
  const type = p.lookup(`${owner.tag}::${name}`)?.type;
  const parameter = type?.kind === 'function' ? type.parameters.at(-1) : undefined;
  return parameter !== undefined && ['int', 'float'].includes(resolve(parameter.type).kind);
}

/** The number an object stands for, where its class says so (`operator int`); anything else as it is. */
export function asNumber(p: Parser, value: Expression, place: Place): Expression {
  const from = resolve(value.type);
  if (!p.cppNames || from.kind !== 'struct') return value;
  const name = [...(from.definition.methods ?? [])].find((method) =>
    /^operator (?:int|bool|float|double|unsigned)\b/.test(method),
  );
  if (!name) return value;
  return callMethod(p, p.semantics.unary('&', objectOf(p, value, place), place), from.definition, name, [], place);
}

function objectsOf(p: Parser, operands: Expression[], place: Place): Expression[] {
  return operands.map((operand) => (resolve(operand.type).kind === 'struct' ? objectOf(p, operand, place) : operand));
}

/** A value of a class as an object that has an address. */
function objectOf(p: Parser, value: Expression, place: Place): Expression {
  if (isLvalue(value)) return value;
  const symbol = hiddenObject(p, value.type, p.token, place);
  const object = (): Expression => p.semantics.identifier(symbol, place);
  const set = p.semantics.assignment('=', object(), value, place);
  const pointer: Expression = {
    kind: 'comma',
    ...place,
    left: set,
    right: p.semantics.unary('&', object(), place),
    type: pointerTo(symbol.type),
  };
  return { kind: 'unary', ...place, operator: '*', operand: pointer, type: symbol.type };
}

/** Calls a method of the class an object is of, as far as the program tells. */
export function callMethod(
  p: Parser,
  self: Expression,
  definition: StructDefinition,
  name: string,
  args: Expression[],
  place: Place,
): Expression {
  const owner = ownerOf(definition, name);
  const symbol = owner && p.lookup(`${owner.tag}::${name}`);
  if (!symbol) throw p.problem(`the method ${definition.tag}::${name} is not known`, place.line);
  if (definition.statics?.has(name) || owner.statics?.has(name)) return callOf(p, symbol, args, place);
  const pointer = (to: StructDefinition): Expression =>
    p.semantics.cast(pointerTo({ kind: 'struct', definition: to }), self, place);
  const own = (): Expression => callOf(p, symbol, [owner === definition ? self : pointer(owner), ...args], place);
  const others = overriders(p, definition, owner, name);
  if (others.length === 0 || isExact(self)) return own();
  if (!isRepeatable(self)) throw p.problem(`this call of the virtual method ${name} is not supported`, place.line);
  // The class of the object decides; each branch evaluates the arguments once.
  let made: Expression = own();
  for (const other of others) {
    const theirs = ownerOf(other, name)!;
    const method = p.lookup(`${theirs.tag}::${name}`)!;
    const kind = p.semantics.member(self, CLASS_MEMBER, true, place);
    const number = p.semantics.number(classNumber(p, other), p.unit.types.uint, place);
    const call = callOf(p, method, [pointer(theirs), ...args], place);
    made = p.semantics.conditional(p.semantics.binary('==', kind, number, place), call, made, place);
  }
  return made;
}

/** Classes made from this one whose objects do a virtual method otherwise. */
function overriders(
  p: Parser,
  definition: StructDefinition,
  owner: StructDefinition,
  name: string,
): StructDefinition[] {
  let declared = false;
  for (let at: StructDefinition | undefined = definition; at; at = at.base) if (at.virtuals?.has(name)) declared = true;
  if (!declared) return [];
  return p.unit.structs.filter((each) => {
    if (each === definition || ownerOf(each, name) === owner) return false;
    for (let base = each.base; base; base = base.base) if (base === definition) return true;
    return false;
  });
}

/** The class in a line of bases that has a method. */
function ownerOf(definition: StructDefinition, name: string): StructDefinition | null {
  for (let at: StructDefinition | undefined = definition; at; at = at.base) if (at.methods?.has(name)) return at;
  return null;
}

/** `led.on()`: the object stands there by its own name, so that its class is known. */
function isExact(self: Expression): boolean {
  if (self.kind !== 'unary' || self.operator !== '&') return false;
  let at = self.operand;
  while ((at.kind === 'member' && !at.arrow) || at.kind === 'index') at = at.kind === 'member' ? at.object : at.array;
  return at.kind === 'identifier' && resolve(at.type).kind !== 'pointer';
}

/** Whether an expression may be evaluated twice. */
function isRepeatable(e: Expression): boolean {
  switch (e.kind) {
    case 'identifier':
    case 'number':
      return true;
    case 'member':
      return isRepeatable(e.object);
    case 'index':
      return isRepeatable(e.array) && isRepeatable(e.index);
    case 'unary':
      return (e.operator === '*' || e.operator === '&') && isRepeatable(e.operand);
    case 'cast':
      return isRepeatable(e.operand);
    default:
      return false;
  }
}
