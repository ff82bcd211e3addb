/** Initialisers and struct values stored into known memory. */
import type { Expression } from '../ast.ts';
import { placeInitializer } from '../initializers.ts';
import { resolve, sizeOf, type Type } from '../types.ts';
import { valueType } from './abi.ts';
import { addressOfRef, storeBase, storeHere } from './access.ts';
import { bitField, writeBits } from './bit-fields.ts';
import { copy, zero } from './bulk.ts';
import { valueAs } from './convert.ts';
import type { EmitCore, KnownPlace } from './core.ts';
import { textAddress } from './globals.ts';
import { I32 } from './wasm.ts';

/** Stores an initialiser into known memory. */
export function initialiseAt(f: EmitCore, at: KnownPlace, givenType: Type, value: Expression): void {
  const type = resolve(givenType);
  const size = sizeOf(type, f.unit.target);
  if (value.kind === 'string' && type.kind === 'array') {
    zero(f, at, size);
    storeCodes(f, at, type, value);
    return;
  }
  if (value.kind !== 'initializer-list') {
    if (type.kind === 'struct') {
      structTo(f, at, type, value);
      return;
    }
    storeBase(f, at);
    valueAs(f, value, type);
    storeHere(f, at, type);
    return;
  }
  if (type.kind !== 'array' && type.kind !== 'struct') {
    const first = value.items[0]?.value;
    storeBase(f, at);
    if (first) valueAs(f, first, type);
    else f.constant(0n, type);
    storeHere(f, at, type);
    return;
  }
  zero(f, at, size);
  // A designator may set again what stands before it; without one, zeros are there already.
  const again = hasDesignators(value);
  placeInitializer(type, value, f.unit.target, (placed) => {
    const place = { ...at, offset: at.offset + placed.offset };
    if (placed.value.kind === 'string' && placed.type.kind === 'array') {
      storeCodes(f, place, placed.type, placed.value);
    } else if (placed.field?.bits !== undefined) {
      const field = bitField(f, placed.field);
      valueAs(f, placed.value, placed.field.type);
      const wasm = valueType(field.type) ?? I32;
      const temp = f.temp(wasm);
      f.set(temp);
      writeBits(f, place, field, temp, placed.value.line);
      f.release(wasm, temp);
    } else if (resolve(placed.type).kind === 'struct') {
      structTo(f, place, placed.type, placed.value);
    } else if (again || placed.value.constant !== 0n) {
      storeBase(f, place);
      valueAs(f, placed.value, placed.type);
      storeHere(f, place, placed.type);
    }
  });
}

function storeCodes(f: EmitCore, at: KnownPlace, type: Type, value: Expression & { kind: 'string' }): void {
  if (type.kind !== 'array') return;
  const size = sizeOf(type.of, f.unit.target);
  const count = Math.min(value.codes.length, type.length ?? value.codes.length);
  if (size === 1 && count > 16) {
    addressOfRef(f, at);
    f.i32(textAddress(f.module, value));
    f.i32(count);
    copy(f, true, value.line);
    return;
  }
  for (let i = 0; i < count; i++) {
    if (value.codes[i] === 0) continue;
    const place = { ...at, offset: at.offset + i * size };
    storeBase(f, place);
    f.constant(BigInt(value.codes[i]!), type.of);
    storeHere(f, place, type.of);
  }
}

/** Copies a struct value to known memory. */
export function structTo(f: EmitCore, at: KnownPlace, type: Type, value: Expression): void {
  // `TIMER_INIT_DEFAULT`: a constant of a header that is not known; nothing can be copied from it.
  if (resolve(value.type).kind !== 'struct') {
    zero(f, at, sizeOf(type, f.unit.target));
    return;
  }
  addressOfRef(f, at);
  f.expression(value);
  f.i32(sizeOf(type, f.unit.target));
  copy(f, false, value.line);
}

const hasDesignators = (list: Expression & { kind: 'initializer-list' }): boolean =>
  list.items.some(
    ({ designators, value }) => designators.length > 0 || (value.kind === 'initializer-list' && hasDesignators(value)),
  );
