/** What the program does to pins, as it is kept for those who tell of it: set-ups, and latches it changed. */
import type { Machine } from './machine.ts';
import type { PinMode } from './modes.ts';
import type { Port } from './port.ts';

/** As many pins in one mask are meant one by one. */
const PINS_NAMED = 3;
/** Set-ups that are kept with where they came from. */
const MODES_KEPT = 200;

/** The program has written a register of a port. */
export function touched(machine: Machine, port: Port, register: string, kind: string): void {
  machine.touchedPorts.add(port);
  const latch = machine.chip.gpio.latch.replaceAll('{P}', port.name);
  if (kind === 'plain' && register !== latch && machine.configured.length < 500) {
    machine.configured.push({ port: port.name, register, frames: machine.frames() });
  }
  const setAnew = port.isSetAnew;
  if (setAnew && machine.modeChanges.length < MODES_KEPT) noteModes(machine, port);
  const held = machine.heldMask(port.name);
  for (let bit = 0, rest = held; rest !== 0; bit++, rest >>>= 1) {
    const key = `${port.name}:${bit}`;
    if (!(rest & 1) || machine.heldConfigured.has(key) || port.mode(bit).direction !== 'output') continue;
    machine.heldConfigured.set(key, { pin: { port: port.name, bit }, frames: machine.frames() });
  }
  const before = machine.lastLatch.get(port.name) ?? 0;
  if (register === latch) noteLostPulls(machine, port, (before & ~port.latch) >>> 0);
  // A latch that pulls its inputs sets them up as well.
  const pulls = ((before ^ port.latch) & ~port.everOutput) !== 0;
  if ((setAnew || pulls) && machine.setUps.length < MODES_KEPT) noteSetUps(machine, port);
  noteDriven(machine, port, kind !== 'plain');
}

/** Pins that are set up another way than before; a pull that follows the latch is no set-up. */
function noteModes(machine: Machine, port: Port): void {
  const before = machine.lastModes.get(port.name)!;
  const now = port.modes();
  machine.lastModes.set(port.name, now);
  const pins = now.flatMap((mode, bit) => {
    const { direction, openDrain } = before[bit]!;
    return mode.direction === direction && mode.openDrain === openDrain ? [] : [{ bit, mode }];
  });
  if (pins.length > 0) machine.modeChanges.push({ port: port.name, pins, frames: machine.frames() });
}

/** Pins that are now pulled another way, or driven in another way by the same direction. */
function noteSetUps(machine: Machine, port: Port): void {
  const before = machine.lastSetUps.get(port.name) ?? [];
  const now = port.modes();
  machine.lastSetUps.set(port.name, now);
  const pins = now.flatMap((mode, bit) => (isAlike(mode, before[bit]) ? [] : [{ bit, mode }]));
  if (pins.length > 0) machine.setUps.push({ port: port.name, pins, frames: machine.frames() });
}

const isAlike = (one: PinMode, other: PinMode | undefined): boolean =>
  other !== undefined &&
  one.direction === other.direction &&
  one.openDrain === other.openDrain &&
  one.pull === other.pull &&
  one.quasi === other.quasi;

/** Inputs whose pull-up the latch chose and has lost now. */
function noteLostPulls(machine: Machine, port: Port, fell: number): void {
  for (let bit = 0, rest = fell; rest !== 0; bit++, rest >>>= 1) {
    const key = `${port.name}:${bit}`;
    if (!(rest & 1) || machine.lostPulls.has(key) || !port.pullsByLatch(bit)) continue;
    machine.lostPulls.set(key, { pin: { port: port.name, bit }, frames: machine.frames() });
  }
}

function noteDriven(machine: Machine, port: Port, named: boolean): void {
  const before = machine.lastLatch.get(port.name) ?? port.latchAtReset;
  let changed = before ^ port.latch;
  machine.lastLatch.set(port.name, port.latch);
  // A set or clear register is given the very pins it is to change; a whole port is written with whatever the others are.
  const beside = (changed & port.outputs()) === 0 || (named && bitCount(changed) <= PINS_NAMED) ? 1 : 0;
  for (let bit = 0; changed !== 0; bit++, changed >>>= 1) {
    if (!(changed & 1)) continue;
    const key = `${port.name}:${bit}`;
    let entry = machine.driven.get(key);
    if (!entry) {
      entry = { pin: { port: port.name, bit }, frames: machine.frames(), rises: 0, falls: 0, alone: 0 };
      machine.driven.set(key, entry);
    }
    if ((port.latch >>> bit) & 1) entry.rises += 1;
    else entry.falls += 1;
    entry.alone += beside;
  }
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count += 1;
  return count;
}
