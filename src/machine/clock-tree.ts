import type { ChosenClock, ClockField, ClockTree, MadeClock } from '../knowledge/chip.ts';
import type { Machine } from './machine.ts';

const CRYSTAL_HZ = 8e6;
const LOWEST_HZ = 1000;
const HIGHEST_HZ = 700e6;
/** A clock so near to the one the run was made with is the same. */
const SAME = 0.005;

/** The clock the program has set, where it is another one than the run is made with; null where it cannot be told. */
export const otherThan = (runHz: number, hz: number | null): number | null =>
  hz === null || hz < LOWEST_HZ || hz > HIGHEST_HZ || Math.abs(hz / runHz - 1) < SAME ? null : Math.round(hz);

/** A frequency, and whether it is only about right. */
interface Told {
  hz: number;
  rough: boolean;
}

/** What a chip's clocks come to by the values of its clock registers now. */
export class ChipClocks {
  private readonly machine: Machine;
  private readonly tree: ClockTree;
  /** Some clock that was asked for is known only roughly. */
  rough = false;

  constructor(machine: Machine, tree: ClockTree) {
    this.machine = machine;
    this.tree = tree;
  }

  /** The processor's clock in hertz; null where the registers do not tell. */
  core(): number | null {
    return this.chosen(this.tree);
  }

  /** Another clock by its name in the chip's file. */
  beside(name: string): number | null {
    const clock = this.tree.beside[name];
    return clock ? this.chosen(clock) : null;
  }

  /** What the processor's clock is taken from now, as the program can have chosen it: nothing of what only divides it. */
  choice(): string {
    const { select, sources, pll, made } = this.tree;
    const chosen = this.field(select);
    const source = sources[chosen];
    const from = source === 'pll' ? pll : typeof source === 'string' ? made[source] : undefined;
    const fields = from ? [from.input, from.times, ...from.over].filter((field) => field !== undefined) : [];
    return [chosen, ...fields.map((field) => this.field(field))].join();
  }

  /** By how much the processor's clock is divided. */
  divisor(): number {
    return 1 / this.divided(this.tree.over, 1);
  }

  /** Registers that decide what the clocks are. */
  registers(): Set<string> {
    const found = new Set<string>();
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('register' in value && typeof value.register === 'string') found.add(value.register);
      for (const each of Object.values(value)) look(each);
    };
    look(this.tree);
    return found;
  }

  private chosen({ select, sources, over }: ChosenClock): number | null {
    const source = sources[this.field(select)] ?? 0;
    const { hz, rough } = this.frequency(source);
    const divided = this.divided(over, hz);
    if (!Number.isFinite(divided) || divided < LOWEST_HZ || divided > HIGHEST_HZ) return null;
    this.rough ||= rough;
    return Math.round(divided);
  }

  private frequency(source: number | string): Told {
    if (typeof source === 'number') return { hz: source, rough: false };
    const made = source === 'pll' ? this.tree.pll : this.tree.made[source];
    return made ? this.made(made) : { hz: 0, rough: false };
  }

  private made({ input, inputs, times, over, crystal25From, within, rough }: MadeClock): Told {
    const from = this.frequency(inputs[input ? this.field(input) : 0] ?? 0);
    const crystal = from.hz === CRYSTAL_HZ && over[0] && this.field(over[0]) >= (crystal25From ?? Infinity);
    const hz = this.divided(over, crystal ? 25e6 : from.hz) * (times ? this.field(times) : 1);
    if (within) {
      const range = this.field(within.field);
      if (hz < (within.low[range] ?? 0) || hz > (within.high[range] ?? Infinity)) return { hz: 0, rough };
    }
    return { hz, rough: rough || from.rough };
  }

  private divided(fields: ClockField[], hz: number): number {
    return fields.reduce((sum, field) => sum / this.field(field), hz);
  }

  private field({ register, bit, bits, highBit, plus, table }: ClockField): number {
    const word = this.machine.file.stored(
      this.machine.addressOf(register),
      Math.max(bit + bits, highBit ?? 0) > 8 ? 2 : 1,
    );
    const low = (word >>> bit) & ((1 << bits) - 1);
    const number = highBit === undefined ? low : low | (((word >>> highBit) & 1) << bits);
    return table ? (table[number] ?? 0) : number + plus;
  }
}

/**
 * Notes where the program's clock registers tell another clock than the one the run is made with; set-up code passes through
 * several, so that the run ends only when time begins to matter.
 */
export function connectClockTree(machine: Machine): void {
  const { clockTree, blocks } = machine.chip;
  if (!clockTree) return;
  const [block, register] = clockTree.select.register.split('.');
  if (!blocks[block!]?.registers.some(({ name }) => name === register)) return;
  const clocks = new ChipClocks(machine, clockTree);
  machine.clocks = clockTree.fromReset ? clocks : null;
  if (!machine.options.followsClock) return;
  // After start-up code that is not shown the registers hold other values than after a reset: what the program leaves as it
  // found it tells nothing.
  const found = clockTree.fromReset ? null : clocks.choice();
  const divisor = clocks.divisor();
  const now = (): number | null =>
    clocks.choice() === found ? (machine.chip.clockHz * divisor) / clocks.divisor() : clocks.core();
  const watched = clockTree.fromReset ? clocks.registers() : [clockTree.select.register];
  for (const each of watched) {
    for (const cell of machine.file.cellsOf(machine.addressOf(each), 2)) {
      const older = cell.onChange;
      cell.onChange = () => {
        older?.();
        machine.clockSetHz = otherThan(machine.chip.clockHz, now());
      };
    }
  }
}
