/** A machine is put together: its registers, the clocks of its ports, pins that other units hold. */

import type { Block, Register } from '../knowledge/chip.ts';
import { pinOfName } from './chip.ts';
import type { Machine } from './machine.ts';
import type { Port } from './port.ts';
import type { Cell } from './registers.ts';

/** Places the registers of all blocks. */
export function mountBlocks(machine: Machine): void {
  for (const [name, block] of Object.entries(machine.chip.blocks)) {
    for (const [instance, base] of [[name, block.base] as const, ...Object.entries(block.also ?? {})]) {
      for (const register of block.registers) {
        const bytes = register.bytes ?? machine.chip.unitBytes;
        for (let i = 0; i < (register.count ?? 1); i++) {
          const cell = machine.file.place(
            base + register.offset + i * bytes,
            `${instance}.${register.name}`,
            bytes,
            register.reset ?? 0,
          );
          const { follows } = register;
          if (follows) cell.onRead = () => withFollowers(cell.value, follows);
          if (register.kind === 'set' || register.kind === 'clear') continue;
          if (register.kind === 'constant') cell.onWrite = () => undefined;
          else if (register.loads) loadOn(machine, cell, register.loads);
          else if (name === 'RCC' || name === 'RCU' || name === 'AFIO') cell.onChange = () => clocksChanged(machine);
        }
      }
      mountActing(machine, block, base);
    }
  }
}

/** Registers of a block whose 1 bits set or clear those of another one, or of their own. */
function mountActing(machine: Machine, block: Block, base: number): void {
  for (const { kind, of, offset, writeOnly, ...register } of block.registers) {
    const target = block.registers.find(({ name }) => name === of);
    if ((kind !== 'set' && kind !== 'clear') || !target) continue;
    const bytes = register.bytes ?? machine.chip.unitBytes;
    const cells = (from: number) =>
      Array.from({ length: register.count ?? 1 }, (_, i) => base + from + i * bytes).flatMap((at) =>
        machine.file.cellsOf(at, bytes),
      );
    const targets = cells(target.offset);
    for (const [i, cell] of cells(offset).entries()) {
      const acted = targets[i]!;
      if (acted !== cell) cell.onRead = () => (writeOnly ? 0 : acted.value);
      cell.onWrite = (value) => {
        const next = kind === 'set' ? acted.value | value : acted.value & ~value;
        acted.value = next >>> 0;
        acted.onChange?.();
      };
    }
  }
}

/** Lets a 1 written here load registers with what others hold. */
function loadOn(machine: Machine, cell: Cell, loads: NonNullable<Register['loads']>): void {
  cell.onRead = () => 0;
  cell.onWrite = (value) => {
    for (const [bit, pairs] of Object.entries(loads)) {
      if (((value >>> Number(bit)) & 1) === 0) continue;
      for (const [to, from] of pairs)
        machine.file.write(machine.addressOf(to), 4, machine.file.stored(machine.addressOf(from), 4));
    }
  };
}

/** A block, or one more instance of it, and where it lies. */
function blockNamed(machine: Machine, name: string): [Block | undefined, number] {
  const { blocks } = machine.chip;
  const own = blocks[name];
  if (own) return [own, own.base];
  const found = Object.values(blocks).find(({ also }) => also?.[name] !== undefined);
  return [found, found?.also?.[name] ?? 0];
}

/** Address of `BLOCK.REGISTER` or `BLOCK.REGISTER[n]`. */
export function findAddress(machine: Machine, path: string): number {
  const parts = /^(\w+)\.(\w+)(?:\[(\d+)\])?/.exec(path);
  const [block, base] = parts ? blockNamed(machine, parts[1]!) : [undefined, 0];
  const register = block?.registers.find((each) => each.name === parts?.[2]);
  if (!parts || !block || !register) throw new Error(`${machine.chip.id} has no register ${path}`);
  return base + register.offset + Number(parts[3] ?? 0) * (register.bytes ?? machine.chip.unitBytes);
}

/** Finds the pins that other units hold, and where that is told. */
export function connectHeld(machine: Machine): void {
  for (const held of machine.chip.held) {
    if (held.lock && machine.options.unlocked) continue;
    const pins = new Map<string, number>();
    for (const name of held.pins) {
      const pin = pinOfName(machine.chip, name)!;
      pins.set(pin.port, (pins.get(pin.port) ?? 0) | (1 << pin.bit));
    }
    const cell = machine.file.cell(machine.addressOf(held.register));
    const clock = machine.chip.blocks[held.register.split('.')[0]!]?.clock;
    if (clock) {
      const bit = Number(clock.slice(clock.indexOf(':') + 1));
      const enabled = () =>
        !machine.options.gateClocks || ((machine.file.cell(machine.addressOf(clock)).value >>> bit) & 1) === 1;
      cell.onWrite ??= (value, mask) => {
        if (!enabled()) return;
        cell.value = ((cell.value & ~mask) | value) >>> 0;
        clocksChanged(machine);
      };
    }
    const older = cell.onChange;
    cell.onChange = () => {
      older?.();
      clocksChanged(machine);
    };
    machine.heldBits.push({ pins, cell: () => cell.value, mask: held.mask >>> 0, free: held.free });
  }
}

/** Whether a port has its clock. */
export function clocked(machine: Machine, port: Port): boolean {
  const clock = machine.chip.ports[port.name]!.clock;
  if (!clock) return true;
  let place = machine.clockBits.get(clock);
  if (!place) {
    const bit = Number(clock.slice(clock.indexOf(':') + 1));
    place = { cell: machine.file.cell(machine.addressOf(clock)), bit };
    machine.clockBits.set(clock, place);
  }
  return ((place.cell.value >>> place.bit) & 1) === 1;
}

/**
 * Whether a bit has the value (`BLOCK.REGISTER:0=1`) with which a register reaches its port. Where nothing has written
 * it yet, that is left to start-up code, and noted if the chip does not begin so.
 */
export function chosen(machine: Machine, bit: string, register: string): boolean {
  const parts = /^(\w+\.(\w+)):(\d+)=([01])$/.exec(bit)!;
  const cell = machine.file.cell(machine.addressOf(parts[1]!));
  const fits = ((cell.value >>> Number(parts[3])) & 1) === Number(parts[4]);
  if (fits || cell.written) return fits;
  machine.takenAsChosen.set(register, { register: parts[2]!, bit: Number(parts[3]), value: Number(parts[4]) });
  return true;
}

function clocksChanged(machine: Machine): void {
  for (const port of machine.ports.values()) {
    if (machine.chip.ports[port.name]!.clock && clocked(machine, port)) machine.clocksOn.add(port.name);
    port.reconsider();
  }
  touchAll(machine);
}

function touchAll(machine: Machine): void {
  for (const port of machine.ports.values()) machine.touchedPorts.add(port);
}

/** A register's value with the status bits that follow its control bits. */
function withFollowers(value: number, follows: Record<string, number>): number {
  let read = value;
  for (const [from, to] of Object.entries(follows))
    read = (value >>> Number(from)) & 1 ? read | (1 << to) : read & ~(1 << to);
  return read >>> 0;
}
