import type { LineField, PinLine } from '../knowledge/chip.ts';
import { type Pin, pinOfName } from './chip.ts';
import type { Machine } from './machine.ts';
import { addWatch, FALLING, RISING } from './pin-watch.ts';
import type { Cell } from './registers.ts';

const EDGES = { none: 0, falling: FALLING, rising: RISING, both: FALLING | RISING, low: FALLING };

/** One pin's bits in a field that all pins of the chip have. */
interface Place {
  cell: Cell;
  bit: number;
  bits: number;
  plus: number;
  said: string | undefined;
}

function placeOf(machine: Machine, pin: Pin, field: LineField): Place {
  const port = Object.keys(machine.chip.ports).indexOf(pin.port);
  const bit = field.bit + pin.bit * field.pinBits + port * field.portBits;
  // Fields that go on from port to port may leave the unit they begin in.
  const unitBits = 8 * machine.chip.unitBytes;
  const at = field.at + pin.bit * field.pinBytes + port * field.portBytes;
  const beyond = Math.floor(bit / unitBits) * machine.chip.unitBytes;
  return {
    cell: machine.file.cell(at + beyond),
    bit: bit % unitBits,
    bits: field.bits,
    plus: field.plus,
    said: field.said,
  };
}

const valueOf = ({ cell, bit, bits }: Place): number => Math.floor(cell.value / 2 ** bit) % 2 ** bits;

/** The pins that a line may watch. */
function pinsOf({ chip }: Machine, line: PinLine): Pin[] {
  if (line.pins) return line.pins.flatMap((name) => pinOfName(chip, name) ?? []);
  return Object.entries(chip.ports).flatMap(([port, { pins }]) =>
    port.startsWith('__') ? [] : Array.from({ length: pins ?? chip.gpio.pins }, (_, bit) => ({ port, bit })),
  );
}

/** Pin interrupts that the chip's file describes: lines with pins of their own, lines that a register gives a pin, lines of a whole port. */
export function connectPinLines(machine: Machine): void {
  for (const line of machine.chip.pinLines) for (const pin of pinsOf(machine, line)) connectPin(machine, line, pin);
}

function connectPin(machine: Machine, line: PinLine, pin: Pin): void {
  const place = (field: LineField): Place => placeOf(machine, pin, field);
  const places = (fields: LineField[]): Place[] => fields.map(place);
  const [on, off, chosen] = [places(line.on), places(line.off), places(line.chosen)];
  const [interrupt, masked, locks] = [places(line.interrupt), places(line.masked), places(line.locks)];
  const [edges, falling, rising, flag] = [line.edges, line.falling, line.rising, line.flag].map((field) =>
    field ? place(field) : null,
  );
  const number = (machine.chip.ports[pin.port]?.first ?? 0) + pin.bit;
  const isChosen = (): boolean => {
    const from = chosen.find(({ cell }) => cell.written) ?? chosen[0];
    return !from || valueOf(from) + from.plus === number;
  };
  const set = (field: Place | null | undefined): boolean => field != null && valueOf(field) > 0;
  const edgeName = () => (edges ? (line.edges!.table[valueOf(edges)] ?? 'none') : 'none');
  const named = (said: string | undefined): string | null => said?.replaceAll('{P}', pin.port) ?? null;
  const shut = () => [...interrupt.filter((each) => !set(each)), ...masked.filter(set)];
  const put = ({ cell, bit }: Place, value: 0 | 1): void => {
    cell.value = (value ? cell.value | (1 << bit) : cell.value & ~(1 << bit)) >>> 0;
  };
  if (flag && line.clear === 'one') {
    const { cell } = flag;
    cell.onWrite = (value) => {
      cell.value = (cell.value & ~value) >>> 0;
    };
  }
  addWatch(machine, {
    pin,
    edges: () => {
      if (!isChosen() || !on.every(set) || off.some(set)) return 0;
      return EDGES[edgeName()] | (set(falling) ? FALLING : 0) | (set(rising) ? RISING : 0);
    },
    byLevel: () => edgeName() === 'low',
    asks: () => shut().length === 0 && !locks.some(set),
    shutBy: () => {
      const closed = shut();
      return closed.length > 0 && closed.every(({ said }) => said !== undefined) ? named(closed[0]!.said) : null;
    },
    heldBy: () => (shut().length === 0 ? named(locks.find(set)?.said) : null),
    raise: () => flag && put(flag, 1),
    raised: () => line.clear !== 'taken' && set(flag),
    taken: () => {
      if (flag && line.clear === 'taken') put(flag, 0);
      for (const lock of locks) put(lock, 1);
    },
    handlers: Object.values(line.handlers).map((name) => name.replaceAll('{P}', pin.port)),
  });
}
