import type { Expression, Symbol } from '../ast.ts';
import { type FunctionType, isFloat, isInt, isPointer, resolve, type Type, typeName, unqualified } from '../types.ts';

/** The one of several functions of a name that arguments fit best; the function itself where it is the only one. */
export function chooseOverload(symbol: Symbol, args: Expression[]): Symbol {
  if (!symbol.overloads) return symbol;
  let best = symbol;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of symbol.overloads) {
    const cost = costOf(candidate.type as FunctionType, args);
    if (cost >= least) continue;
    best = candidate;
    least = cost;
  }
  return best;
}

function costOf(type: FunctionType, args: Expression[]): number {
  const required = type.parameters.filter((parameter) => !parameter.default).length;
  if (args.length < required || (args.length > type.parameters.length && !type.variadic))
    return Number.POSITIVE_INFINITY;
  return args.reduce((sum, arg, i) => {
    const parameter = type.parameters[i];
    return sum + (parameter ? conversion(arg.type, parameter.type) : 50);
  }, 0);
}

/** How far one type is from another: the same, promoted, converted, not at all. */
function conversion(given: Type, wanted: Type): number {
  const to = resolve(wanted);
  if (to.kind === 'pointer' && to.reference) {
    const same = conversion(given, to.to);
    return same + (given.const && !to.to.const ? 200 : 0);
  }
  const from = resolve(given);
  if (typeName(unqualified(from)) === typeName(unqualified(to))) return 0;
  if (isInt(from) && isInt(to)) return from.bytes <= to.bytes ? 1 : 3;
  if (isFloat(from) && isFloat(to)) return 1;
  if ((isInt(from) && isFloat(to)) || (isFloat(from) && isInt(to))) return 5;
  const pointer = from.kind === 'array' || isPointer(from) || from.kind === 'function';
  if (pointer && isPointer(to)) {
    const inner = from.kind === 'array' ? from.of : from.kind === 'pointer' ? from.to : from;
    const target = to.kind === 'pointer' ? resolve(to.to) : to;
    if (typeName(unqualified(resolve(inner))) === typeName(unqualified(target))) return 1;
    return target.kind === 'void' ? 4 : 40;
  }
  if (from.kind === 'unknown') return 6;
  return 100;
}
