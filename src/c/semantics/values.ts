/** What an expression is as a value: its type in arithmetic, whether it is a place, how wide it is. */
import type { Expression, Node } from '../ast.ts';
import { pointerTo, promote, resolve, type Type, type UnknownType } from '../types.ts';
import type { Unit } from '../unit.ts';

export type Place = Pick<Node, 'line' | 'column' | 'macro'>;

/** Arrays and functions become pointers. */
export function decay(type: Type): Type {
  const known = resolve(type);
  if (known.kind === 'array') return pointerTo(known.of);
  if (known.kind === 'function') return pointerTo(known);
  return known;
}

/** The type of a value in arithmetic; an unknown type is decided here: it is an integer. */
export function valueTypeOf(unit: Unit, e: Expression): Type {
  const type = resolve(e.type);
  if (type.kind === 'unknown') return decide(type, guessInteger(type.definition.name, unit.types));
  return decay(type);
}

/** Says once and for all what an unknown type is. */
export function decide(type: UnknownType, to: Type): Type {
  type.definition.resolved = to;
  return to;
}

/** Bits of a bit-field; as in gcc, what is assigned to one, and a comma that ends in one, keep its width. */
function bitsOf(e: Expression): number | undefined {
  switch (e.kind) {
    case 'member':
      return e.path.at(-1)?.bits;
    case 'comma':
      return bitsOf(e.right);
    case 'assignment':
      return bitsOf(e.target);
    case 'postfix':
      return bitsOf(e.operand);
    case 'unary':
      return e.operator === '++' || e.operator === '--' ? bitsOf(e.operand) : undefined;
    default:
      return undefined;
  }
}

/** The type of a value after the integer promotions. */
export function promotedType(unit: Unit, e: Expression): Type {
  return promote(valueTypeOf(unit, e), unit.types, bitsOf(e));
}

/** Whether an expression names a place. */
export function isLvalue(e: Expression): boolean {
  switch (e.kind) {
    case 'identifier':
      return e.symbol.kind === 'variable' || e.symbol.kind === 'bit';
    case 'unary':
      return e.operator === '*';
    case 'index':
    case 'compound-literal':
    case 'string':
      return true;
    case 'member':
      return e.arrow || isLvalue(e.object) || e.object.kind === 'call';
    default:
      return false;
  }
}

/** The variable in an expression needs a place in memory. */
export function takeAddress(e: Expression): void {
  let at = e;
  for (;;) {
    if (at.kind === 'identifier') {
      at.symbol.addressTaken = true;
      return;
    }
    if (at.kind === 'member' && !at.arrow) at = at.object;
    else if (at.kind === 'index' && resolve(at.array.type).kind === 'array') at = at.array;
    else return;
  }
}

/** Only the place of a node. */
export function placeOf(node: Place): Place {
  const place: Place = { line: node.line, column: node.column };
  if (node.macro !== undefined) place.macro = node.macro;
  return place;
}

/** Whether a type is an array whose length is computed. */
export function isVariableLength(type: Type): boolean {
  return type.kind === 'array' && (type.lengthOf !== undefined || isVariableLength(type.of));
}

/** What an undeclared integer type means by its name: u8, uint16, INT32U, BYTE, DWORD, uchar ... */
export function guessInteger(name: string, types: Unit['types']): Type {
  const lower = name.toLowerCase();
  const bits = /(8|16|32|64)/.exec(lower)?.[1];
  const unsigned = /^(u|vu|v_u)|unsigned|u$|u_t$/.test(lower);
  if (bits && /^(v|c|sc|vc|v_)?_*(u|s|i|int|uint|sint|unsigned|signed)?_*(int)?_*(8|16|32|64)/.test(lower)) {
    switch (bits) {
      case '8':
        return unsigned ? types.uchar : types.schar;
      case '16':
        return unsigned ? types.ushort : types.short;
      case '64':
        return unsigned ? types.ullong : types.llong;
      default:
        return types.target.intBits === 16 ? (unsigned ? types.ulong : types.long) : unsigned ? types.uint : types.int;
    }
  }
  if (/^(uchar|byte|bool|boolean|bit)(_t)?$/.test(lower)) return types.uchar;
  if (/^(ushort|word)(_t)?$/.test(lower)) return types.ushort;
  if (/^(ulong|dword)(_t)?$/.test(lower)) return types.target.intBits === 16 ? types.ulong : types.uint;
  if (/^(float|single|real)\d*(_t)?$/.test(lower)) return types.float;
  return types.int;
}
