/** Which part of an object each value of a braced initialiser goes to (C11 6.7.9: designators, elided braces). */
import type { Target } from './api.ts';
import type { Designator, Expression, InitializerList } from './ast.ts';
import { type Field, findField, resolve, type StructDefinition, sizeOf, type Type } from './types.ts';

export interface Placed {
  offset: number;
  type: Type;
  /** For a bit-field. */
  field?: Field;
  value: Expression;
}

interface Context {
  target: Target;
  put: (placed: Placed) => void;
  /** A designated member that the struct does not have; may add it. */
  missing: (definition: StructDefinition, name: string, value: Expression) => void;
}

/** Elements one range designator may fill. */
const RANGE_LIMIT = 100_000;

/** Calls `put` for every value in the order of the text. Returns the number of elements an array of unknown length gets. */
export function placeInitializer(
  type: Type,
  list: InitializerList,
  target: Target,
  put: (placed: Placed) => void,
  missing: Context['missing'] = () => {},
): number {
  const context: Context = { target, put, missing };
  const known = resolve(type);
  if (known.kind !== 'array' && known.kind !== 'struct') {
    const first = list.items[0]?.value;
    if (first) put({ offset: 0, type: known, value: innermost(first) });
    return 1;
  }
  if (known.kind === 'array' && list.items.length === 1 && isStringFor(known, list.items[0]!.value)) {
    put({ offset: 0, type: known, value: list.items[0]!.value });
    return (list.items[0]!.value as { codes: number[] }).codes.length + 1;
  }
  return aggregate(context, known, list.items, 0, 0, true, 0).count;
}

const innermost = (e: Expression): Expression =>
  e.kind === 'initializer-list' && e.items.length > 0 ? innermost(e.items[0]!.value) : e;

const isStringFor = (type: Type, value: Expression): boolean => {
  if (type.kind !== 'array' || value.kind !== 'string' || value.type.kind !== 'array') return false;
  const of = resolve(type.of);
  const given = resolve(value.type.of);
  return of.kind === 'int' && given.kind === 'int' && of.bytes === given.bytes;
};

function aggregate(
  context: Context,
  type: Type,
  items: InitializerList['items'],
  start: number,
  offset: number,
  braced: boolean,
  level: number,
): { next: number; count: number } {
  let at = start;
  let count = 0;
  let depth = level;
  if (type.kind === 'array') {
    const size = sizeOf(type.of, context.target);
    let index = 0;
    while (at < items.length) {
      const designators = items[at]!.designators.slice(depth);
      const designated = designators.length > 0;
      if (designated && at > start && !braced) break;
      let last = index;
      if (designated) {
        if (designators[0]!.index === undefined) {
          if (!braced) break;
          at++;
          continue;
        }
        index = designators[0]!.index;
        last = Math.min(designators[0]!.last ?? index, index + RANGE_LIMIT);
      } else if (items[at]!.designators.length > 0 && at > start) break;
      if (type.length !== null && index >= type.length) {
        if (!braced) break;
        at++;
        continue;
      }
      let next = at;
      for (let i = index; i <= last; i++) {
        next = one(context, type.of, items, at, offset + i * size, depth, designators);
      }
      index = last + 1;
      count = Math.max(count, index);
      at = next;
      depth = 0;
    }
    return { next: at, count };
  }
  if (type.kind !== 'struct') return { next: at + 1, count: 1 };
  const { definition } = type;
  sizeOf(type, context.target);
  const fields = definition.fields.filter((field) => field.name !== '' || field.anonymous);
  let index = 0;
  while (at < items.length) {
    const designators = items[at]!.designators.slice(depth);
    if (designators.length > 0) {
      if (at > start && !braced) break;
      const name = designators[0]!.field;
      if (name === undefined) {
        if (!braced) break;
        at++;
        continue;
      }
      let path = findField(definition, name);
      if (!path) {
        context.missing(definition, name, items[at]!.value);
        path = findField(definition, name);
      }
      if (!path) {
        at++;
        continue;
      }
      const own = path[0]!;
      index = fields.indexOf(own);
      if (path.length > 1) {
        // Through an anonymous member: the same designator again, one level further in.
        const inner = aggregate(context, own.type, items, at, offset + own.offset, false, depth);
        at = inner.next;
        index++;
        depth = 0;
        if (definition.union && !braced) break;
        continue;
      }
      sizeOf(type, context.target);
    } else if (items[at]!.designators.length > 0 && at > start) break;
    const field = fields[index];
    if (!field || (definition.union && index > 0 && designators.length === 0)) {
      if (!braced) break;
      at++;
      continue;
    }
    at = one(context, field.type, items, at, offset + field.offset, depth, designators, field);
    depth = 0;
    index++;
    if (definition.union) {
      if (!braced) break;
      index = fields.length;
    }
  }
  return { next: at, count: 1 };
}

/** Initialises one element or member from `items[at]` on; returns the next item. */
function one(
  context: Context,
  type: Type,
  items: InitializerList['items'],
  at: number,
  offset: number,
  depth: number,
  designators: Designator[],
  field?: Field,
): number {
  const { value } = items[at]!;
  const known = resolve(type);
  const isAggregate = known.kind === 'array' || known.kind === 'struct';
  if (designators.length > 1 && isAggregate) {
    return aggregate(context, known, items, at, offset, false, depth + 1).next;
  }
  if (value.kind === 'initializer-list') {
    if (!isAggregate) {
      if (value.items.length > 0) put(context, { offset, type: known, value: innermost(value) }, field);
    } else if (known.kind === 'array' && value.items.length === 1 && isStringFor(known, value.items[0]!.value)) {
      put(context, { offset, type: known, value: value.items[0]!.value }, field);
    } else aggregate(context, known, value.items, 0, offset, true, 0);
    return at + 1;
  }
  if (isStringFor(known, value)) {
    put(context, { offset, type: known, value }, field);
    return at + 1;
  }
  if (isAggregate && resolve(value.type).kind !== 'struct') {
    if (known.kind === 'struct' && known.definition.open && known.definition.fields.length === 0) return at + 1;
    const inner = aggregate(context, known, items, at, offset, false, designators.length > 0 ? depth + 1 : 0);
    return Math.max(inner.next, at + 1);
  }
  if (known.kind === 'array' || (known.kind === 'struct' && !sameSize(known, value.type, context.target))) {
    const inner = aggregate(context, known, items, at, offset, false, designators.length > 0 ? depth + 1 : 0);
    return Math.max(inner.next, at + 1);
  }
  put(context, { offset, type: known, value }, field);
  return at + 1;
}

const sameSize = (a: Type, b: Type, target: Target): boolean => {
  const known = resolve(b);
  if (
    a.kind === 'struct' &&
    known.kind === 'struct' &&
    a.definition !== known.definition &&
    a.definition.tag !== known.definition.tag
  ) {
    return false;
  }
  return sizeOf(a, target) === sizeOf(known, target);
};

function put(context: Context, placed: Placed, field?: Field): void {
  if (field?.bits !== undefined) placed.field = field;
  context.put(placed);
}
