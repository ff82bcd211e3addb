/** What a program prints through an object that the paste does not define: Arduino's Serial. */
import type { Machine } from './machine.ts';

/** A text that was printed, when and from where. */
export interface Print {
  text: string;
  atUs: number;
  line: number;
}

const PRINTS = /^\w*Serial\w*\.(print|println|printf)$/i;
const PRINTS_KEPT = 400;
/** What is printed that the run does not know: a struct, an object. */
const UNKNOWN = '…';

/** Keeps what a call prints; other calls are left alone. */
export function notePrint(
  machine: Machine,
  name: string,
  args: number[],
  types: readonly string[],
  line: number,
): void {
  const verb = PRINTS.exec(name)?.[1]?.toLowerCase();
  if (verb === undefined || machine.prints.length >= PRINTS_KEPT) return;
  const text = verb === 'printf' ? formatted(machine, args, types) : written(machine, args, types);
  keep(machine, verb === 'println' ? `${text}\n` : text, line);
}

/** Keeps a printed text with its time; what follows in the same instant on the same line is one with it. */
export function keep(machine: Machine, text: string, line: number): void {
  if (machine.prints.length < PRINTS_KEPT) machine.prints.push({ text, atUs: machine.clock.nowUs, line });
}

function shown(machine: Machine, value: number | undefined, type: string | undefined): string {
  if (value === undefined) return '';
  if (type === 'text') return machine.run?.loadString(value, 200) ?? UNKNOWN;
  if (type === 'char') return String.fromCharCode(value & 255);
  if (type === 'float') return value.toFixed(2);
  return type === 'int' ? String(value) : UNKNOWN;
}

/** `print(255, HEX)` has the base behind the value, a float its decimals. */
function written(machine: Machine, [value, base]: number[], [type]: readonly string[]): string {
  if (type === 'int' && (base === 2 || base === 8 || base === 16)) return value!.toString(base).toUpperCase();
  if (type === 'float' && base !== undefined && base >= 0 && base < 12) return value!.toFixed(base);
  return shown(machine, value, type);
}

function formatted(machine: Machine, args: number[], types: readonly string[]): string {
  let at = 0;
  return shown(machine, args[0], types[0]).replace(
    /%%|%[-+ 0#]*\d*(?:\.(\d+))?[lhz]*([diuxXfcs])/g,
    (mark, decimals?: string, kind?: string) => {
      if (kind === undefined) return '%';
      at += 1;
      const value = args[at];
      if (value === undefined) return mark;
      if (kind === 's') return shown(machine, value, 'text');
      if (kind === 'c') return String.fromCharCode(value & 255);
      if (kind === 'f') return value.toFixed(Number(decimals ?? 6));
      return kind === 'x' || kind === 'X' ? (value >>> 0).toString(16) : String(value);
    },
  );
}
