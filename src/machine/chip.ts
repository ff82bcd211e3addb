import type { Block, ChipFile, PortPlace, Register, Signature, TimerPlace } from '../knowledge/chip.ts';
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
  cyclesPerStep: number;
  unitBytes: 1 | 4;
  bitBand: boolean;
  pinNames: string[];
  gpio: Gpio;
  lacks: string[];
  ports: Record<string, PortPlace>;
  blocks: Record<string, Block>;
  held: NonNullable<ChipFile['held']>;
  timers: TimerPlace[];
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
  const merged = <K extends 'ports' | 'blocks' | 'pinNumbers'>(key: K) =>
    Object.assign({}, ...chain.map((file) => file[key] ?? {})) as NonNullable<ChipFile[K]>;
  // Of two patterns that fit a name the nearer file's is meant: its patterns are tried first.
  const macros: Record<string, string> = {};
  for (const file of chain.toReversed()) {
    for (const [pattern, value] of Object.entries(file.macros ?? {})) macros[pattern] ??= value;
  }
  const gpio = last('gpio');
  const names = last('pinNames');
  const title = last('title');
  if (!gpio || !names || !title) throw new Error(`knowledge/chips/${id}.yaml lacks gpio, pinNames or title`);
  const replacesPorts = own.ports !== undefined;
  return {
    id,
    family: last('family') ?? id,
    title,
    target: Object.assign({}, ...chain.map((file) => file.target ?? {})),
    clockHz: last('clockHz') ?? 8_000_000,
    cyclesPerStep: last('cyclesPerStep') ?? 8,
    unitBytes: last('unitBytes') ?? 4,
    bitBand: last('bitBand') ?? false,
    pinNames: names,
    gpio,
    lacks: last('lacks') ?? [],
    ports: replacesPorts ? own.ports! : merged('ports'),
    blocks: merged('blocks'),
    held: last('held') ?? [],
    timers: [...new Map(chain.flatMap((file) => file.timers ?? []).map((timer) => [timer.name, timer])).values()],
    pinNumbers: merged('pinNumbers'),
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

const registersByPort = new WeakMap<Chip, Map<string, readonly Register[]>>();

/** Registers of a port with the port's letter put into their names. */
export function portRegisters(chip: Chip, port: string): readonly Register[] {
  let known = registersByPort.get(chip);
  if (!known) {
    known = new Map();
    registersByPort.set(chip, known);
  }
  let registers = known.get(port);
  if (!registers) {
    registers = namedRegisters(chip, port);
    known.set(port, registers);
  }
  return registers;
}

function namedRegisters(chip: Chip, port: string): Register[] {
  const place = chip.ports[port]!;
  const named = (text: string) => text.replaceAll('{P}', port);
  return chip.gpio.registers
    .filter((register) => !place.without?.includes(register.name))
    .map((register) => ({
      ...register,
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
  const first = chip.ports[pin.port]?.first;
  return chip.pinNames
    .filter((name) => first !== undefined || !name.includes('{N}'))
    .map((name) =>
      name
        .replaceAll('{P}', pin.port)
        .replaceAll('{n}', String(pin.bit))
        .replaceAll('{nn}', String(pin.bit).padStart(2, '0'))
        .replaceAll('{N}', String((first ?? 0) + pin.bit)),
    );
}

const pinIndexes = new WeakMap<Chip, Map<string, Pin>>();

/** The pin of a name ("PB5", "P1.0", "GPIO25"), capitals aside; null where the chip has none of that name. */
export function pinOfName(chip: Chip, name: string): Pin | null {
  let index = pinIndexes.get(chip);
  if (!index) {
    index = new Map();
    for (const [port, place] of Object.entries(chip.ports)) {
      for (let bit = 0; bit < (place.pins ?? chip.gpio.pins); bit++) {
        for (const each of pinNames(chip, { port, bit })) index.set(each.toUpperCase(), { port, bit });
      }
    }
    pinIndexes.set(chip, index);
  }
  return index.get(name.trim().toUpperCase()) ?? null;
}
