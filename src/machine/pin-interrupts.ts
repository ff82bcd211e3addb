/** Interrupts of pins that a chip's file describes by the fields of their registers. */
import type { EventLine, PinField } from '../knowledge/chip.ts';
import { portAddress, vectorsOfPin } from './chip.ts';
import type { Machine } from './machine.ts';
import { addWatch, FALLING, RISING } from './pin-watch.ts';
import type { Cell } from './registers.ts';

/** Where a pin's field is. */
interface Place {
  cell: Cell;
  shift: number;
  mask: number;
}

function placeOf(machine: Machine, field: PinField, port: string, bit: number): Place {
  const each = field.each ?? 32;
  const word = Math.floor(bit / each) * machine.chip.unitBytes;
  const at = field.register.includes('.')
    ? machine.addressOf(field.register)
    : portAddress(machine.chip, port, field.register);
  return {
    cell: machine.file.cell(at + word),
    shift: field.bit + (bit % each) * field.step,
    mask: (1 << field.bits) - 1,
  };
}

const valueOf = ({ cell, shift, mask }: Place): number => (cell.value >>> shift) & mask;

/** Edges that each kind of trigger is met by; of a level its beginning counts. */
const EDGES = {
  none: 0,
  falling: FALLING,
  rising: RISING,
  both: FALLING | RISING,
  low: FALLING,
  high: RISING,
} as const;

/** Lets the interrupts happen that the chip's file describes. */
export function connectPinInterrupts(machine: Machine): void {
  const { chip } = machine;
  const described = chip.pinInterrupts;
  if (!described) return;
  for (const line of described.lines) connectLine(machine, line);
  const { sense, vectors, clear } = described;
  if (vectors.length === 0) return;
  const cleared = new Set<Cell>();
  for (const [index, port] of Object.keys(chip.ports).entries()) {
    // Pins that only names of the board speak of have no registers of their own.
    if (port.startsWith('__')) continue;
    for (let bit = 0; bit < (chip.ports[port]!.pins ?? chip.gpio.pins); bit++) {
      const place = (field: PinField | undefined) => (field ? placeOf(machine, field, port, bit) : null);
      const [falling, rising, low, high] = [
        place(described.falling),
        place(described.rising),
        place(described.low),
        place(described.high),
      ];
      const [level, chosen, enable, source, flag] = [
        place(described.level),
        place(sense),
        place(described.enable),
        place(described.source),
        place(described.flag),
      ];
      const set = (each: Place | null): boolean => each !== null && valueOf(each) !== 0;
      const trigger = () => (chosen ? (sense!.table[valueOf(chosen)] ?? 'none') : 'none');
      if (flag) takeBack(flag, place(described.clearAt) ?? flag, clear, cleared);
      const handlers = vectorsOfPin(described, port, bit);
      if (handlers.length === 0) continue;
      addWatch(machine, {
        pin: { port, bit },
        edges: () => {
          if ((enable && !set(enable)) || (source && valueOf(source) !== index)) return 0;
          return EDGES[trigger()] | (set(falling) || set(low) ? FALLING : 0) | (set(rising) || set(high) ? RISING : 0);
        },
        byLevel: () => trigger() === 'low' || set(low) || (set(level) && set(falling)),
        raise: () => {
          if (flag) flag.cell.value = (flag.cell.value | (1 << flag.shift)) >>> 0;
        },
        raised: () => set(flag),
        handlers,
      });
    }
  }
}

/** Lets the program take flags back by what it writes; each register is made so once. */
function takeBack(flag: Place, target: Place, by: 'one' | 'zero', known: Set<Cell>): void {
  if (known.has(target.cell)) return;
  known.add(target.cell);
  const other = target.cell === flag.cell ? undefined : target.cell.onWrite;
  target.cell.onWrite = (value, mask) => {
    other?.(value, mask);
    flag.cell.value = (flag.cell.value & ~(by === 'one' ? value : ~value & mask)) >>> 0;
  };
}

/** One line of a unit that chooses a pin for it and passes its edge on to one of several vectors. */
function connectLine(machine: Machine, line: EventLine): void {
  const get = (field: EventLine['select'], word = 0): number => {
    const at = (field.register ? machine.addressOf(field.register) : 0) + field.offset + word * machine.chip.unitBytes;
    return (machine.file.cell(at).value >>> field.bit) & (2 ** field.bits - 1);
  };
  const { select, path, rising, falling, enable, out, gate } = line;
  const open = (vector: number): boolean => {
    if (get(out) !== vector || (enable && get(enable) === 0)) return false;
    return !gate || (gate.at ? gate.at.includes(get(gate, vector)) : get(gate, vector) > 0);
  };
  for (const [value, name] of Object.entries(line.inputs)) {
    const [port = '', bit] = name.split(':');
    if (!machine.chip.ports[port]) continue;
    for (const [vector, handlers] of line.vectors.entries()) {
      addWatch(machine, {
        pin: { port, bit: Number(bit) },
        edges: () => {
          if (get(select) !== Number(value) || !open(vector)) return 0;
          const turned = path?.inverted.includes(get(path)) === true;
          if (path && !turned && !path.at.includes(get(path))) return 0;
          return (get(turned ? rising : falling) ? FALLING : 0) | (get(turned ? falling : rising) ? RISING : 0);
        },
        handlers,
      });
    }
  }
}
