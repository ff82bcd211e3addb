/** What a use teaches about a name that nobody declares: its type, its members, the object it points to. */
import type { Expression, Symbol } from '../ast.ts';
import {
  type Field,
  type PointerType,
  resolve,
  type StructDefinition,
  type Type,
  typeName,
  type UnknownType,
  unqualified,
} from '../types.ts';
import type { Unit } from '../unit.ts';
import { decay, decide, guessInteger, type Place } from './values.ts';

/** Room for a member of an unknown struct that is used as an array. */
export const INFERRED_ELEMENTS = 64;

/** An unknown object takes the type of what it is given first. */
export function learn(unit: Unit, type: UnknownType, value: Expression): Type {
  const given = resolve(value.type);
  if (given.kind === 'struct' || given.kind === 'pointer') return decide(type, unqualified(given));
  if (given.kind === 'array' || given.kind === 'function') return decide(type, decay(given));
  if (given.kind === 'unknown') return type;
  return decide(type, guessInteger(type.definition.name, unit.types));
}

/** Something is divided by an undeclared value: 0 would end the program. */
export function assumeDivisor(unit: Unit, symbol: Symbol, line: number): void {
  if (!symbol.unknown || symbol.constant !== undefined || symbol.kind !== 'variable') return;
  symbol.constant = 1n;
  unit.unknown('value', symbol.name, line, '').assumed = 'int, 1 (something is divided by it)';
}

/** A name nobody declares where a function's address is wanted: a function that returns 0. */
export function unknownFunction(unit: Unit, e: Expression, type: PointerType): boolean {
  const to = resolve(type.to);
  if (e.kind !== 'identifier' || !e.symbol.unknown || to.kind !== 'function') return false;
  const { symbol } = e;
  symbol.kind = 'function';
  symbol.type = to;
  e.type = to;
  const at = unit.variables.findIndex((declaration) => declaration.symbol === symbol);
  if (at >= 0) unit.variables.splice(at, 1);
  return true;
}

/** An unknown value used as a pointer: it gets an object of its own in the host's address space. */
export function hostObject(unit: Unit, e: Expression, type: PointerType): void {
  const from = resolve(e.type);
  if (from.kind !== 'unknown') return;
  decide(from, unqualified(type));
  if (e.kind === 'identifier' && e.symbol.unknown && e.symbol.constant === undefined) {
    e.symbol.constant = BigInt(unit.nextUnknownObject());
    const entry = unit.unknown('value', e.symbol.name, e.line, '');
    entry.assumed = `pointer to an object of the hardware (${typeName(type.to)})`;
    entry.address = Number(e.symbol.constant);
  }
}

/** A name nobody declares after `case`: a constant with a value that no other such name has. */
export function unknownConstant(unit: Unit, e: Expression): void {
  if (e.kind !== 'identifier' || !e.symbol.unknown || e.symbol.kind !== 'variable') return;
  const from = resolve(e.type);
  if (from.kind === 'unknown') decide(from, unit.types.int);
  e.symbol.constant ??= unit.nextUnknownConstant();
  e.constant = e.symbol.constant;
  unit.unknown('value', e.name, e.line, '').assumed = `constant with a value of its own (${e.symbol.constant})`;
}

/** A struct that is named but nowhere defined: its members are inferred from their use. */
export function assumeStruct(unit: Unit, definition: StructDefinition, place: Place): void {
  definition.open = true;
  definition.complete = true;
  unit.unknown('type', definition.tag, place.line, 'struct with the members that are used');
}

/** A struct whose members are inferred from their use. */
export function openStruct(unit: Unit, name: string): Type {
  const definition: StructDefinition = { tag: name, union: false, fields: [], complete: true, open: true, line: 0 };
  unit.structs.push(definition);
  return { kind: 'struct', definition };
}

/** A member that nothing declares. */
export function learnMember(unit: Unit, definition: StructDefinition, name: string, place: Place): Field {
  const type: UnknownType = { kind: 'unknown', definition: { name, resolved: null } };
  const field: Field = { name, type, line: place.line, offset: 0, inferred: true };
  definition.fields.push(field);
  definition.complete = true;
  delete definition.layout;
  delete definition.byName;
  unit.unknown('member', name, place.line, '32-bit member, unless its use says otherwise', definition.tag);
  return field;
}
