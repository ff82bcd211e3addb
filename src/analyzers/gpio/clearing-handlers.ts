/** Handlers of a TivaWare program: their names stand in a start-up file that nobody pastes, what they clear says whose they are. */
import { closingOf } from './ask/places.ts';

const FUNCTION = /\bvoid\s+(\w+)\s*\(\s*(?:void)?\s*\)\s*\{/g;
const CLEARS = /\bGPIOIntClear\s*\(\s*GPIO_PORT([A-Q])_(?:AHB_)?BASE\b/g;
/** What sets a port up clears its flags as well. */
const SETS_UP = /\b(?:GPIOIntEnable|GPIOIntTypeSet|GPIOPinType\w+|SysCtlPeripheralEnable|IntMasterEnable)\s*\(/;

/** The vector and the function of each port whose flags one function alone clears; none where the program registers its own. */
export function clearingHandlers(code: string): Map<string, string> {
  const found = new Map<string, string>();
  if (/\b(?:GPIO)?IntRegister\s*\(/.test(code)) return found;
  const several = new Set<string>();
  for (const match of code.matchAll(FUNCTION)) {
    const begin = match.index + match[0].length;
    const close = closingOf(code, begin - 1);
    const body = code.slice(begin, close < 0 ? code.length : close);
    if (SETS_UP.test(body) || match[1] === 'main') continue;
    const ports = new Set([...body.matchAll(CLEARS)].map(([, port]) => port!));
    for (const port of ports) {
      const vector = `GPIO${port}_Handler`;
      if (found.has(vector)) several.add(vector);
      found.set(vector, match[1]!);
    }
  }
  for (const vector of several) found.delete(vector);
  return found;
}
