/**
 * Which functions are written out where they are called. WebAssembly engines call through two jumps and save every register;
 * the small functions of embedded code (set a pin, take a step of a state machine) do less than their calls cost.
 */
import { type FunctionDefinition, type Symbol, walk } from '../ast.ts';
import { resolve } from '../types.ts';

export interface Inlinable {
  /** Parts of the body, as a measure of what writing it out costs. */
  size: number;
  /** Parameters that nothing in the body assigns. */
  constant: ReadonlySet<Symbol>;
}

/** Parts of the largest function that is written out. */
const SIZE_LIMIT = 40;

const cache = new WeakMap<FunctionDefinition, Inlinable | null>();

/** Null where a function is called: it is large, calls others, loops, or needs memory of its own. */
export function inlinable(definition: FunctionDefinition): Inlinable | null {
  let known = cache.get(definition);
  if (known === undefined) {
    known = examine(definition);
    cache.set(definition, known);
  }
  return known;
}

function examine(definition: FunctionDefinition): Inlinable | null {
  const { unavailable, irregular, hasSwitch, type, parameters, locals, runs } = definition;
  if (unavailable || irregular || hasSwitch || type.variadic || runs || resolve(type.returns).kind === 'struct')
    return null;
  if (parameters.length !== type.parameters.length || !parameters.every(isScalar) || !locals.every(isScalar))
    return null;
  const constant = new Set(parameters);
  let size = 0;
  let fits = true;
  walk(definition.body, (node) => {
    if (++size > SIZE_LIMIT) fits = false;
    switch (node.kind) {
      case 'call':
      case 'loop':
      case 'switch':
      case 'label':
      case 'goto':
      case 'assembly':
      case 'statement-expression':
      case 'compound-literal':
      case 'va-arg':
      case 'label-address':
        fits = false;
        break;
      case 'assignment':
        if (node.target.kind === 'identifier') constant.delete(node.target.symbol);
        break;
      case 'unary':
      case 'postfix':
        if ((node.operator === '++' || node.operator === '--') && node.operand.kind === 'identifier')
          constant.delete(node.operand.symbol);
        break;
    }
    return fits;
  });
  return fits ? { size, constant } : null;
}

/** Whether a variable can live in a local of WebAssembly. */
function isScalar(symbol: Symbol): boolean {
  const { kind } = resolve(symbol.type);
  if (symbol.storage === 'static' || symbol.storage === 'extern' || symbol.address !== undefined) return true;
  return (
    symbol.kind === 'variable' && !symbol.addressTaken && kind !== 'array' && kind !== 'struct' && kind !== 'function'
  );
}
