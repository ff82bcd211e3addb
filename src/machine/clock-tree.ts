import type { ClockField, ClockTree } from '../knowledge/chip.ts';
import type { Machine } from './machine.ts';

/** The processor's clock that the program's clock registers come to; null where they do not tell. */
function clockHz(machine: Machine, { select, sources, pll, over }: ClockTree): number | null {
  const value = ({ register, bit, bits, highBit, plus, table }: ClockField): number => {
    const word = machine.file.cell(machine.addressOf(register)).value;
    const low = (word >>> bit) & ((1 << bits) - 1);
    const number = highBit === undefined ? low : low | (((word >>> highBit) & 1) << bits);
    return table ? (table[number] ?? 0) : number + plus;
  };
  const divided = (fields: ClockField[], hz: number): number => fields.reduce((sum, field) => sum / value(field), hz);
  const source = sources[value(select)] ?? 0;
  let hz = source === 'pll' ? 0 : source;
  if (source === 'pll' && pll) {
    const input = pll.inputs[value(pll.input)] ?? 0;
    const crystal = input === CRYSTAL_HZ && pll.over[0] && value(pll.over[0]) >= (pll.crystal25From ?? Infinity);
    hz = divided(pll.over, crystal ? 25e6 : input) * value(pll.times);
  }
  hz = divided(over, hz);
  return Number.isFinite(hz) && hz >= LOWEST_HZ && hz <= HIGHEST_HZ ? Math.round(hz) : null;
}

const CRYSTAL_HZ = 8e6;
const LOWEST_HZ = 30_000;
const HIGHEST_HZ = 700e6;
/** A clock so near to the one the run was made with is the same. */
const SAME = 0.005;

/**
 * Notes where the program's clock registers tell another clock than the one the run is made with; set-up code passes through
 * several, so that the run ends only when time begins to matter.
 */
export function connectClockTree(machine: Machine): void {
  const { clockTree, blocks } = machine.chip;
  if (!clockTree || !machine.options.followsClock) return;
  const [block, register] = clockTree.select.register.split('.');
  if (!blocks[block!]?.registers.some(({ name }) => name === register)) return;
  const cell = machine.file.cell(machine.addressOf(clockTree.select.register));
  const older = cell.onChange;
  cell.onChange = () => {
    older?.();
    const hz = clockHz(machine, clockTree);
    machine.clockSetHz = hz === null || Math.abs(hz / machine.chip.clockHz - 1) < SAME ? null : hz;
  };
}
