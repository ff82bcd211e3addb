import type {
  Block,
  ChipFile,
  ClockTree,
  PinInterrupts,
  PortPlace,
  Register,
  Signature,
  TimerPlace,
} from '../knowledge/chip.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import type { VendorCalls } from '../knowledge/vendor-call.ts';
import type { Words } from '../language/language.ts';

type Gpio = NonNullable<ChipFile['gpio']>;

/** A chip with everything its file stands on filled in. */
export interface Chip {
  id: string;
  family: string;
  title: Words;
  target: NonNullable<ChipFile['target']>;
  clockHz: number;
  /** Clocks of members of the family that code names. */
  clocks: NonNullable<ChipFile['clocks']>;
  clockTree: ClockTree | null;
  clockBy: 'reset' | 'start-up';
  interruptsMasked: boolean;
  cyclesPerStep: number;
  unitBytes: 1 | 4;
  bitBand: boolean;
  pinNames: string[];
  gpio: Gpio;
  lacks: string[];
  ports: Record<string, PortPlace>;
  blocks: Record<string, Block>;
  held: NonNullable<ChipFile['held']>;
  waveforms: NonNullable<ChipFile['waveforms']>;
  countsFrom: NonNullable<ChipFile['countsFrom']>;
  timers: TimerPlace[];
  pinLines: NonNullable<ChipFile['pinLines']>;
  vectors: NonNullable<ChipFile['vectors']>;
  pinInterrupts: PinInterrupts | null;
  pinNumbers: Record<string, string>;
  macros: Record<string, string>;
  prelude: string;
  signatures: Signature[];
  sources: string[];
  samples: ChipFile['samples'];
}

/** A pin of a chip: the port's name and the bit in it. */
export interface Pin {
  port: string;
  bit: number;
}

function lineage(id: string, files: Map<string, ChipFile>): ChipFile[] {
  const chain: ChipFile[] = [];
  for (let at = files.get(id); at; at = at.extends ? files.get(at.extends) : undefined) {
    if (chain.includes(at)) throw new Error(`knowledge/chips/${id}.yaml stands on itself`);
    chain.unshift(at);
  }
  return chain;
}

/**
 * Fills a chip file in from those it stands on: maps are merged by key, lists of signs and macros added, the rest
 * replaced. C that works on a port's registers goes with them: who has other registers has to bring it. */
export function resolveChip(id: string, files: Map<string, ChipFile>): Chip {
  const chain = lineage(id, files);
  const own = chain.at(-1);
  if (!own) throw new Error(`there is no knowledge/chips/${id}.yaml`);
  const last = <K extends keyof ChipFile>(key: K) => chain.findLast((file) => file[key] !== undefined)?.[key];
  const blocks: NonNullable<ChipFile['blocks']> = {};
  for (const file of chain) {
    for (const [name, block] of Object.entries(file.blocks ?? {})) {
      const older = blocks[name];
      const moved = older !== undefined && block.registers.length === 0;
      blocks[name] = moved ? { ...older, ...block, registers: older.registers } : block;
    }
  }
  // Of two patterns that fit a name the nearer file's is meant: its patterns are tried first.
  const macros: Record<string, string> = {};
  for (const file of chain.toReversed()) {
    for (const [pattern, value] of Object.entries(file.macros ?? {})) macros[pattern] ??= value;
  }
  const gpio = last('gpio');
  const names = last('pinNames');
  const title = last('title');
  if (!gpio || !names || !title) throw new Error(`knowledge/chips/${id}.yaml lacks gpio, pinNames or title`);
  return {
    id,
    family: last('family') ?? id,
    title,
    target: Object.assign({}, ...chain.map((file) => file.target ?? {})),
    clockHz: last('clockHz') ?? 8_000_000,
    clocks: own.clocks ?? [],
    clockTree: last('clockTree') ?? null,
    clockBy: last('clockBy') ?? 'start-up',
    interruptsMasked: last('interruptsMasked') ?? false,
    cyclesPerStep: last('cyclesPerStep') ?? 8,
    unitBytes: last('unitBytes') ?? 4,
    bitBand: last('bitBand') ?? false,
    pinNames: names,
    gpio,
    lacks: last('lacks') ?? [],
    ports: last('ports') ?? {},
    blocks,
    held: last('held') ?? [],
    waveforms: last('waveforms') ?? [],
    countsFrom: last('countsFrom') ?? [],
    timers: [...new Map(chain.flatMap((file) => file.timers ?? []).map((timer) => [timer.name, timer])).values()],
    pinLines: last('pinLines') ?? [],
    vectors: chain.flatMap((file) => file.vectors ?? []),
    pinInterrupts: last('pinInterrupts') ?? null,
    pinNumbers: Object.assign({}, ...chain.map((file) => file.pinNumbers ?? {})),
    macros,
    prelude: chain
      .filter((file, i) => !file.gpio || chain.slice(i + 1).every((later) => !later.gpio))
      .map((file) => file.prelude)
      .join('\n'),
    signatures: own.signatures,
    sources: chain.flatMap((file) => file.sources),
    samples: own.samples,
  };
}

let chips: Map<string, Chip> | null = null;

/** All chips by id, as bundled. */
export function allChips(): Map<string, Chip> {
  if (!chips) {
    const files = new Map(loadKnowledge('chips').map((file) => [file.id, file]));
    chips = new Map();
    for (const file of files.values()) if (!file.abstract) chips.set(file.id, resolveChip(file.id, files));
  }
  return chips;
}

/** All libraries by id, as bundled. */
export function allLibraries(): Map<string, VendorCalls> {
  return new Map(loadKnowledge('vendor-calls').map((library) => [library.id, library]));
}

/** A register of one port: its name, and the one it has in the chip's file. */
export interface PortRegister extends Register {
  plain: string;
}

/** By the chip's GPIO block and the port's place in it, which every variant of a chip made for a paste shares with it. */
const registersByPlace = new WeakMap<Gpio, WeakMap<PortPlace, readonly PortRegister[]>>();

/** Registers of a port with the port's letter put into their names. */
export function portRegisters(chip: Chip, port: string): readonly PortRegister[] {
  const place = chip.ports[port]!;
  let known = registersByPlace.get(chip.gpio);
  if (!known) {
    known = new WeakMap();
    registersByPlace.set(chip.gpio, known);
  }
  let registers = known.get(place);
  if (!registers) {
    registers = namedRegisters(chip, port);
    known.set(place, registers);
  }
  return registers;
}

function namedRegisters(chip: Chip, port: string): PortRegister[] {
  const place = chip.ports[port]!;
  const named = (text: string) => text.replaceAll('{P}', port);
  return chip.gpio.registers
    .filter((register) => !place.without?.includes(register.name))
    .map((register) => ({
      ...register,
      plain: register.name,
      name: named(register.name),
      of: register.of === undefined ? undefined : named(register.of),
      aka: register.aka.map(named),
      reset: place.reset?.[register.name] ?? register.reset,
    }));
}

/** Absolute address of a port's register as the chip file names it (with {P}). */
export function portAddress(chip: Chip, port: string, register: string): number {
  const place = chip.ports[port]!;
  const described = chip.gpio.registers.find((each) => each.name === register);
  return place.at?.[register] ?? place.base + (described?.offset ?? 0);
}

/** The name answers use for a pin, and all others. */
export function pinNames(chip: Chip, pin: Pin): string[] {
  const { first, groups } = chip.ports[pin.port] ?? {};
  const group = groups?.[pin.bit >> 3];
  return chip.pinNames
    .filter((name) => (first !== undefined || !name.includes('{N}')) && (group !== undefined || !name.includes('{G}')))
    .map((name) =>
      name
        .replaceAll('{G}', group ?? '')
        .replaceAll('{g}', String(pin.bit & 7))
        .replaceAll('{P}', pin.port)
        .replaceAll('{n}', String(pin.bit))
        .replaceAll('{nn}', String(pin.bit).padStart(2, '0'))
        .replaceAll('{N}', String((first ?? 0) + pin.bit)),
    );
}

interface NamesOfPlace {
  pinNames: string[];
  bits: Map<string, number>;
}
const namesByPlace = new WeakMap<Gpio, WeakMap<PortPlace, NamesOfPlace>>();

/** Bit of each name of a port's pins, in capitals. */
function bitsByName(chip: Chip, port: string, place: PortPlace): Map<string, number> {
  let known = namesByPlace.get(chip.gpio);
  if (!known) {
    known = new WeakMap();
    namesByPlace.set(chip.gpio, known);
  }
  let names = known.get(place);
  if (names?.pinNames !== chip.pinNames) {
    names = { pinNames: chip.pinNames, bits: new Map() };
    for (let bit = 0; bit < (place.pins ?? chip.gpio.pins); bit++)
      for (const each of pinNames(chip, { port, bit })) names.bits.set(each.toUpperCase(), bit);
    known.set(place, names);
  }
  return names.bits;
}

/** The pin of a name ("PB5", "P1.0", "GPIO25"), capitals aside; null where the chip has none of that name. */
export function pinOfName(chip: Chip, name: string): Pin | null {
  const wanted = name.trim().toUpperCase();
  // Ports that a paste gives names of its own occur in the names of their pins.
  const named = chip.pinNames.every((each) => each.includes('{P}') || each.includes('{N}') || each.includes('{G}'));
  let found: Pin | null = null;
  for (const [port, place] of Object.entries(chip.ports)) {
    if (named && place.first === undefined && port.length > 2 && !wanted.includes(port.toUpperCase())) continue;
    const bit = bitsByName(chip, port, place).get(wanted);
    if (bit !== undefined) found = { port, bit };
  }
  return found;
}

/** Where a chip chooses the port that an EXTI line listens to: fields of so many bits, so many of them a register. */
export function extiSource(chip: Chip): { block: string; register: string; bits: number; fields: number } | null {
  const own = chip.blocks['EXTI']?.registers.some(({ name }) => name === 'EXTICR') === true;
  for (const block of own ? ['EXTI'] : ['AFIO', 'SYSCFG', 'SCFG', 'IOMUX', 'EXTI']) {
    const found = chip.blocks[block]?.registers.find(({ name }) => /EXTICR|EXTI_CFG|EXTISS|EINTSEL/.test(name));
    // STM32G0 has eight bits a line, CH32V00x two in one register, all others four.
    const [bits, fields] = own ? [8, 4] : found?.count ? [4, 4] : [2, 16];
    if (found) return { block, register: found.name, bits: bits!, fields: fields! };
  }
  return null;
}

/** Names of all handlers that the chip's file knows; null where its interrupts of pins are not described there. */
export function knownVectors(chip: Chip): ReadonlySet<string> | null {
  const { pinInterrupts } = chip;
  if (!pinInterrupts) return null;
  const names = new Set(
    chip.timers.flatMap(({ handlers }) => Object.values(handlers).flatMap((each) => each.split('|'))),
  );
  for (const line of pinInterrupts.lines) for (const each of line.vectors.flat()) names.add(each);
  for (const [port, place] of Object.entries(chip.ports))
    for (let bit = 0; bit < (place.pins ?? chip.gpio.pins); bit++)
      for (const each of vectorsOfPin(pinInterrupts, port, bit)) names.add(each);
  return names;
}

/** Names of the handler of a pin's interrupt. */
export const vectorsOfPin = ({ vectors }: PinInterrupts, port: string, bit: number): string[] =>
  (
    vectors.find(({ pins }) => !pins || [port, `${port}:${bit}`, `:${bit}`].some((each) => pins.includes(each)))
      ?.names ?? []
  ).map((name) => name.replaceAll('{P}', port).replaceAll('{n}', String(bit)));
