/** Objects of C++ come to life: with their bases, members and given values, by their constructors. */
import type { Expression, Symbol, VariableDeclaration } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { openStruct } from '../semantics/unknowns.ts';
import { decide, isLvalue, type Place } from '../semantics/values.ts';
import {
  type FunctionType,
  pointerTo,
  resolve,
  type StructDefinition,
  sizeOf,
  type Type,
  unqualified,
} from '../types.ts';
import { callOf } from './calls.ts';
import { chooseOverload } from './overloads.ts';
import type { Parser } from './parser.ts';

/** Elements of an array that are constructed one by one. */
const LIMIT_ELEMENTS = 256;

/** The hidden member that says of which class an object is; no name of a program has a space. */
export const CLASS_MEMBER = 'class of';

/** The root of a class with virtual methods gets a member for the class of the object; called when a class is complete. */
export function completeClass(p: Parser, definition: StructDefinition): void {
  if (!definition.virtuals) return;
  for (let base = definition.base; base; base = base.base) if (base.virtuals) return;
  if (definition.base) return; // the base has no room for it: calls through it stay its own
  const { types } = p.unit;
  definition.fields.unshift({ name: CLASS_MEMBER, type: types.uint, line: definition.line, offset: 0 });
}

/** The number of a class; 0 is no object yet. */
export function classNumber(p: Parser, definition: StructDefinition): bigint {
  return BigInt(p.unit.structs.indexOf(definition) + 1);
}

/** Whether an object of this type is more than its zeros when it comes to life. */
export function constructs(p: Parser, type: Type): boolean {
  const known = resolve(type);
  if (known.kind === 'array') return constructs(p, known.of);
  if (known.kind !== 'struct' || known.definition.open) return false;
  const { definition } = known;
  return (
    definition.methods?.has(definition.tag) === true ||
    definition.presets !== undefined ||
    isVirtual(definition) ||
    definition.fields.some((field) => !field.bits && constructs(p, field.type))
  );
}

/** What constructs an object: the class it is of, then its constructor or what its members say. Null where nothing does. */
function construct(p: Parser, target: Expression, type: Type, args: Expression[], place: Place): Expression | null {
  const known = resolve(type);
  if (known.kind === 'array') {
    if (!constructs(p, known.of)) return null;
    const length = known.length ?? 0;
    if (length > LIMIT_ELEMENTS) throw p.problem(`constructing ${length} objects is not supported`, place.line);
    const each = Array.from({ length }, (_, i) =>
      construct(
        p,
        p.semantics.index(target, p.semantics.number(BigInt(i), p.unit.types.int, place), place),
        known.of,
        args,
        place,
      ),
    );
    return sequence(each, place);
  }
  if (known.kind !== 'struct') return null;
  const { definition } = known;
  const steps: (Expression | null)[] = [];
  if (isVirtual(definition)) {
    const number = p.semantics.number(classNumber(p, definition), p.unit.types.uint, place);
    steps.push(p.semantics.assignment('=', p.semantics.member(target, CLASS_MEMBER, false, place), number, place));
  }
  steps.push(constructBody(p, target, definition, args, place));
  return sequence(steps, place);
}

function constructBody(
  p: Parser,
  target: Expression,
  definition: StructDefinition,
  args: Expression[],
  place: Place,
): Expression | null {
  if (definition.methods?.has(definition.tag)) {
    const made = p.lookup(`${definition.tag}::${definition.tag}`);
    if (!made) return null;
    const all = [p.semantics.unary('&', target, place), ...args];
    const chosen = chooseOverload(made, all);
    const only = args.length === 1 ? resolve(args[0]!.type) : undefined;
    if (only?.kind === 'struct' && !takesObject(chosen)) return p.semantics.assignment('=', target, args[0]!, place);
    const required = (chosen.type as FunctionType).parameters.filter((parameter) => !parameter.default).length;
    if (all.length < required && args.length === 0)
      throw p.problem(`${definition.tag} has no constructor without arguments`, place.line);
    p.current?.calls.add(chosen.name);
    return p.semantics.call(p.semantics.identifier(chosen, place), all, chosen.name, place);
  }
  if (args.length > 0) {
    if (args.length === 1) return p.semantics.assignment('=', target, args[0]!, place);
    throw p.problem(`${definition.tag} has no constructor with ${args.length} arguments`, place.line);
  }
  return sequence(memberSteps(p, target, definition, new Map(), place), place);
}

/** Bases and members in their order: what the constructor's list gives them, else what they say themselves. */
function memberSteps(
  p: Parser,
  target: Expression,
  definition: StructDefinition,
  given: Map<string, () => Expression | null>,
  place: Place,
): (Expression | null)[] {
  const steps: (Expression | null)[] = [];
  const { base } = definition;
  if (base) {
    const listed = given.get(base.tag);
    if (listed) steps.push(listed());
    else steps.push(constructBody(p, asBase(p, target, base, place), base, [], place));
  }
  const presets = new Map((definition.presets ?? []).map((preset) => [preset.name, preset.at]));
  for (const field of definition.fields) {
    if (!field.name) continue;
    const listed = given.get(field.name);
    if (listed) {
      steps.push(listed());
      continue;
    }
    const at = presets.get(field.name);
    if (at === undefined && !constructs(p, field.type)) continue;
    const member = p.semantics.member(target, field.name, false, place);
    steps.push(
      at === undefined ? construct(p, member, field.type, [], place) : preset(p, member, field.type, at, place),
    );
  }
  return steps;
}

function preset(p: Parser, member: Expression, type: Type, at: number, place: Place): Expression | null {
  const save = p.at;
  p.at = at;
  try {
    const known = resolve(type);
    if (p.is('{') && known.kind === 'struct' && constructs(p, type)) {
      p.at++;
      return construct(p, member, type, p.valuesUpTo('}'), place);
    }
    if (p.is('{') && known.kind !== 'struct' && known.kind !== 'array') {
      p.at++;
      const value = p.is('}') ? p.semantics.number(0n, p.unit.types.int, place) : p.assignmentExpression();
      return p.semantics.assignment('=', member, value, place);
    }
    if (known.kind === 'array') return copyInto(p, member, type, place);
    return p.semantics.assignment('=', member, p.initializerFor(type), place);
  } finally {
    p.at = save;
  }
}

/** An array member with a list: a hidden object gets the list, its elements are assigned. */
function copyInto(p: Parser, member: Expression, type: Type, place: Place): Expression | null {
  const known = resolve(type);
  if (known.kind !== 'array' || !p.is('{')) throw p.problem('this value of a member is not supported');
  p.at++;
  const values = p.valuesUpTo('}');
  return sequence(
    values.map((value, i) =>
      p.semantics.assignment(
        '=',
        p.semantics.index(member, p.semantics.number(BigInt(i), p.unit.types.int, place), place),
        value,
        place,
      ),
    ),
    place,
  );
}

/** The part of an object that its base class describes. */
function asBase(p: Parser, target: Expression, base: StructDefinition, place: Place): Expression {
  const pointer = p.semantics.cast(
    pointerTo({ kind: 'struct', definition: base }),
    p.semantics.unary('&', target, place),
    place,
  );
  return p.semantics.unary('*', pointer, place);
}

/** For a declaration: what brings its object to life. */
export function constructorFor(p: Parser, symbol: Symbol, args: Expression[], place: Place): Expression | null {
  const type = resolve(symbol.type);
  if (type.kind === 'unknown') {
    decide(type, openStruct(p.unit, type.definition.name));
    return null;
  }
  if (!constructs(p, type)) return null;
  return construct(p, p.semantics.identifier(symbol, place), type, args, place);
}

/** `Led(5, 100)`: an object without a name. */
export function temporary(p: Parser, type: Type, args: Expression[], token: Token, place: Place): Expression {
  const symbol = hiddenObject(p, type, token, place);
  const object = (): Expression => p.semantics.identifier(symbol, place);
  const made = construct(p, object(), type, args, place);
  return made ? { kind: 'comma', ...place, left: made, right: object(), type: unqualified(type) } : object();
}

/** A variable without a name. */
export function hiddenObject(p: Parser, type: Type, token: Token, place: Place): Symbol {
  const symbol = p.blockScopeSymbol('', unqualified(type), token);
  symbol.addressTaken = true;
  if (!p.current) {
    const declaration: VariableDeclaration = { kind: 'variable', ...place, symbol, initializer: null };
    symbol.variable = declaration;
    p.unit.variables.push(declaration);
  }
  return symbol;
}

/** `new Led(5)`, `new int[3]`. */
export function newExpression(p: Parser, place: Place): Expression {
  const token = p.token;
  const base = p.specifiers().type;
  let type: Type = base;
  while (p.accept('*')) type = pointerTo(type);
  const { types } = p.unit;
  let count: Expression | null = null;
  let args: Expression[] = [];
  if (p.accept('[')) {
    count = p.expression();
    p.expect(']');
  } else if (p.is('(') || p.is('{')) {
    const close = p.is('(') ? ')' : '}';
    p.at++;
    args = p.valuesUpTo(close);
  }
  const malloc = p.unit.lookup('malloc', true);
  if (!malloc) throw p.problem('"new" needs malloc', place.line);
  const size = p.semantics.number(BigInt(sizeOf(type, p.unit.target)), types.size, place);
  const bytes = count ? p.semantics.binary('*', size, count, place) : size;
  p.unit.wanted(malloc);
  const raw = p.semantics.call(p.semantics.identifier(malloc, place), [bytes], 'malloc', place);
  const symbol = hiddenObject(p, pointerTo(type), token, place);
  const pointer = (): Expression => p.semantics.identifier(symbol, place);
  const steps: (Expression | null)[] = [
    p.semantics.assignment('=', pointer(), p.semantics.cast(pointerTo(type), raw, place), place),
  ];
  if (constructs(p, type)) {
    if (count && typeof count.constant !== 'bigint')
      throw p.problem('"new" of objects whose number is not known is not supported', place.line);
    const n = count ? Number(count.constant) : 1;
    const target: Type = count ? { kind: 'array', of: type, length: n } : type;
    const object = count
      ? p.semantics.unary('*', p.semantics.cast(pointerTo(target), pointer(), place), place)
      : p.semantics.unary('*', pointer(), place);
    steps.push(construct(p, object, target, args, place));
  } else if (args.length === 1 && !count) {
    steps.push(p.semantics.assignment('=', p.semantics.unary('*', pointer(), place), args[0]!, place));
  }
  return { kind: 'comma', ...place, left: sequence(steps, place)!, right: pointer(), type: pointerTo(type) };
}

/** `delete p`: what a destructor would do is not done, and said. */
export function deleteExpression(p: Parser, operand: Expression, place: Place): Expression {
  const free = p.unit.lookup('free', true);
  if (!free) throw p.problem('"delete" needs free', place.line);
  p.unit.wanted(free);
  return p.semantics.call(p.semantics.identifier(free, place), [operand], 'free', place);
}

function sequence(steps: (Expression | null)[], place: Place): Expression | null {
  let made: Expression | null = null;
  for (const step of steps) {
    if (!step) continue;
    made = made ? { kind: 'comma', ...place, left: made, right: step, type: step.type } : step;
  }
  return made;
}

/** What a constructor does before its body; `at` is where its list begins, null where it has none. */
export function memberInitialisers(p: Parser, at: number | null, definition: StructDefinition): Expression[] {
  const given = new Map<string, () => Expression | null>();
  const self = p.lookup('this')!;
  const object = (place: Place): Expression => p.semantics.unary('*', p.semantics.identifier(self, place), place);
  let place = p.place();
  if (at !== null) {
    p.at = at;
    place = p.place();
    while (p.token.kind === 'id') {
      const name = p.token;
      const own = p.place(name);
      p.at++;
      const close = p.is('{') ? '}' : ')';
      p.at++;
      const args = p.valuesUpTo(close);
      given.set(name.text, () => memberInitialiser(p, object(own), definition, name.text, args, own));
      if (!p.accept(',')) break;
    }
  }
  const delegated = given.get(definition.tag);
  if (delegated) return [delegated()].filter((step) => step !== null);
  return memberSteps(p, object(place), definition, given, place).filter((step) => step !== null);
}

function memberInitialiser(
  p: Parser,
  object: Expression,
  definition: StructDefinition,
  name: string,
  args: Expression[],
  place: Place,
): Expression | null {
  if (name === definition.tag) return construct(p, object, { kind: 'struct', definition }, args, place);
  if (name === definition.base?.tag) {
    const { base } = definition;
    const made = p.lookup(`${base.tag}::${base.tag}`);
    const target = asBase(p, object, base, place);
    if (!made) return null;
    return callOf(p, chooseOverload(made, [target, ...args]), [p.semantics.unary('&', target, place), ...args], place);
  }
  const target = p.semantics.member(object, name, false, place);
  if (constructs(p, target.type)) return construct(p, target, target.type, args, place);
  if (resolve(target.type).kind === 'array') return null;
  const known = resolve(target.type);
  if (known.kind === 'pointer' && known.reference) {
    const value = args[0]!;
    return p.semantics.assignment('=', target, isLvalue(value) ? p.semantics.unary('&', value, place) : value, place);
  }
  const value = args[0] ?? p.semantics.number(0n, p.unit.types.int, place);
  return p.semantics.assignment('=', target, value, place);
}

/** Whether a constructor copies another object. */
function takesObject(made: Symbol): boolean {
  const to = resolve((made.type as FunctionType).parameters[1]?.type ?? { kind: 'void' });
  return to.kind === 'struct' || (to.kind === 'pointer' && to.reference === true && resolve(to.to).kind === 'struct');
}

function isVirtual(definition: StructDefinition): boolean {
  for (let at: StructDefinition | undefined = definition; at; at = at.base)
    if (at.fields.some((field) => field.name === CLASS_MEMBER)) return true;
  return false;
}
