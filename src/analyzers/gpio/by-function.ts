import { StopRun } from '../../c/api.ts';
import { type Expression, type FunctionDefinition, walk } from '../../c/ast.ts';
import type { Pin } from '../../machine/chip.ts';
import { Machine } from '../../machine/machine.ts';
import { BOARD_PORT } from './board-words.ts';
import type { FunctionDeed } from './facts.ts';
import { bare, constantOf } from './mistakes/tree.ts';
import { ONLY_SETS_UP, type Reading } from './read.ts';
import { inputReads } from './reads.ts';
import type { Evidence } from './reason.ts';
import { chosenInput } from './run.ts';
import { UnknownCalls } from './unknown-calls.ts';

/** Functions of a driver that are run at most, changes and steps each of them may take. */
const MOST_FUNCTIONS = 12;
const MOST_EVENTS = 200;
const MOST_LEFT_OUT = 4;
const MOST_STEPS = 20_000_000;
/** Values that a function compares its parameter with and that are tried. */
const MOST_VALUES = 4;
/** Of more parameters than these nobody would look through the cases. */
const MOST_PARAMETERS = 3;
/** Where a struct is laid that a function gets a pointer to: an address that no chip uses. */
const HANDED = 0x40f00000;

interface Outcome {
  machine: Machine;
  /** Pins that each of several calls in a row turned round. */
  turned: Set<string>;
  /** Changes and outputs there were before the function itself began. */
  eventsBefore: number;
  outputsBefore: Set<string>;
  modesBefore: number;
}

/** More calls of a function that has run once. */
const MORE_CALLS = 2;

/** Pins that one call has changed once, and that each further call turns round again; the further calls leave no trace. */
function turnedAgain(machine: Machine, from: number, call: () => void): Set<string> {
  const end = machine.events.length;
  const changed = (first: number): string[] =>
    machine.events.slice(first).flatMap(({ changes }) => changes.map(({ port, bit }) => `${port}:${bit}`));
  const once = (keys: string[]): string[] =>
    keys.filter((key, i) => keys.indexOf(key) === i && keys.lastIndexOf(key) === i);
  let turned = once(changed(from));
  try {
    for (let i = 0; i < MORE_CALLS && turned.length > 0; i++) {
      const before = machine.events.length;
      call();
      machine.settle();
      const again = once(changed(before));
      turned = turned.filter((key) => again.includes(key));
    }
  } catch (error) {
    if (!(error instanceof StopRun) && !(error instanceof Error)) throw error;
    turned = [];
  }
  machine.events.splice(end);
  return new Set(turned);
}

/** One way to call a function: its arguments, what they are called in the paste, and what stands in a struct that it gets. */
interface Way {
  args: number[];
  given: string | null;
  fields: { offset: number; value: number }[];
}

/** How this parameter is asked: itself, or a member of the struct that it points to; null where the expression is neither. */
function askedOf(side: Expression, { parameters }: FunctionDefinition): { text: string; offset: number | null } | null {
  const at = bare(side);
  const [parameter] = parameters;
  if (at.kind === 'identifier') return at.symbol === parameter ? { text: '', offset: null } : null;
  if (at.kind !== 'member' || !at.arrow || at.path.length !== 1) return null;
  const object = bare(at.object);
  if (object.kind !== 'identifier' || object.symbol !== parameter) return null;
  return { text: `${parameter.name}->${at.member} == `, offset: at.path[0]!.offset };
}

const nameOf = (side: Expression, value: number): string => {
  const at = bare(side);
  return side.macro ?? at.macro ?? (at.kind === 'identifier' ? at.name : String(value));
};

/** The values that a function with one parameter compares it, or a member of its struct, with. */
function comparedWith(definition: FunctionDefinition): Way[] {
  const ways = new Map<string, Way>();
  const add = (asked: { text: string; offset: number | null }, value: number, name: string): void => {
    const { text, offset } = asked;
    const way: Way =
      offset === null
        ? { args: [value], given: name, fields: [] }
        : { args: [HANDED], given: `${text}${name}`, fields: [{ offset, value }] };
    if (ways.size < MOST_VALUES) ways.set(`${offset}:${value}`, way);
  };
  walk(definition.body, (node) => {
    if (node.kind === 'binary' && (node.operator === '==' || node.operator === '!='))
      for (const [one, other] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const asked = askedOf(one, definition);
        const value = constantOf(other);
        if (asked && value !== null) add(asked, value, nameOf(other, value));
      }
    if (node.kind === 'switch') {
      const asked = askedOf(node.value, definition);
      for (const { from, expression } of asked ? node.cases : [])
        if (from !== null) add(asked!, Number(from), expression ? nameOf(expression, Number(from)) : String(from));
    }
    return undefined;
  });
  return [...ways.values()];
}

/** Of a function with several parameters: all of them 0, and each of them once at every value that it is compared with. */
function oneAtATime({ parameters, body }: FunctionDefinition): Way[] {
  const ways = new Map<string, Way>();
  const add = (place: number, value: number): void => {
    const args = parameters.map((_, i) => (i === place ? value : 0));
    const given = args.join(', ');
    if (ways.size <= MOST_VALUES) ways.set(given, { args, given, fields: [] });
  };
  add(-1, 0);
  walk(body, (node) => {
    if (node.kind !== 'binary' || (node.operator !== '==' && node.operator !== '!=')) return undefined;
    const side = bare(node.left);
    const value = constantOf(node.right);
    const place = side.kind === 'identifier' ? parameters.indexOf(side.symbol) : -1;
    if (place >= 0 && value !== null) add(place, value);
    return undefined;
  });
  return [...ways.values()];
}

/** The ways to call a function that are worth a run: with what it asks for, else with 1 and with 0; more parameters may be anything. */
function waysOf(definition: FunctionDefinition | undefined): Way[] {
  const count = definition?.parameters.length ?? 0;
  const compared = definition && count === 1 ? comparedWith(definition) : [];
  if (compared.length > 0) return compared;
  const pointed = definition?.parameters.some(({ type }) => type.kind === 'pointer');
  if (definition && count > 1 && count <= MOST_PARAMETERS && !pointed) return oneAtATime(definition);
  const plain = (args: number[]): Way => ({ args, given: null, fields: [] });
  return count === 1 ? [plain([1]), plain([0])] : [plain([])];
}

/** What else is so while a function runs: pins that are outputs already, and levels of inputs. */
interface Circumstances {
  presumed: Pin[];
  resting: { pin: Pin; level: 0 | 1 }[];
}

/** Runs the file's own set-up and then one function of it, called in this way. */
function runOne(reading: Reading, setUps: string[], name: string, way: Way, circumstances: Circumstances): Outcome {
  const { args, fields } = way;
  const machine = new Machine(reading.chip, {
    inputs: [],
    interrupts: [],
    gateClocks: false,
    unlocked: true,
    ...circumstances,
    handlers: new Map(),
    unknownCall: new UnknownCalls(reading.symbols, reading.byNumber).answer,
    maxEvents: MOST_EVENTS,
    maxSteps: MOST_STEPS,
  });
  const outcome: Outcome = { machine, turned: new Set(), eventsBefore: 0, outputsBefore: new Set(), modesBefore: 0 };
  const before = (): void => {
    outcome.eventsBefore = machine.events.length;
    outcome.outputsBefore = new Set(machine.madeOutput.keys());
    outcome.modesBefore = machine.configured.length;
  };
  try {
    const run = reading.program.instantiate(machine);
    machine.run = run;
    for (const { offset, value } of fields) machine.file.write(HANDED + offset, 4, value >>> 0);
    const [first, ...others] = setUps;
    run.start({ fuel: 1000, entry: first ?? name, args });
    if (first === undefined) {
      machine.settle();
      outcome.turned = turnedAgain(machine, 0, () => run.interrupt(name, args));
      return outcome;
    }
    for (const other of others) run.interrupt(other);
    before();
    run.interrupt(name, args);
    machine.settle();
    outcome.turned = turnedAgain(machine, outcome.eventsBefore, () => run.interrupt(name, args));
  } catch (error) {
    // A driver may well need what only its program gives it; what it did until then is told.
    if (!(error instanceof StopRun) && !(error instanceof Error)) throw error;
  }
  return outcome;
}

const pinOfKey = (key: string): Pin => {
  const at = key.lastIndexOf(':');
  return { port: key.slice(0, at), bit: Number(key.slice(at + 1)) };
};

/** What one call makes outputs of and which levels it leaves. */
function effectOf(
  { reading, naming }: Evidence,
  setUps: string[],
  name: string,
  way: Way,
  resting: Circumstances['resting'],
): Pick<FunctionDeed, 'makes' | 'pulls' | 'sets'> {
  const alone = runOne(reading, setUps, name, way, { presumed: [], resting });
  // What the latch of an input says is its pull resistor.
  const driven = [...alone.machine.driven.values()]
    .map(({ pin }) => pin)
    .filter((pin) => pin.port === BOARD_PORT || !chosenInput(alone.machine, pin));
  const presumed = setUps.length > 0 ? [] : driven;
  const { machine, eventsBefore, turned } = runOne(reading, setUps, name, way, { presumed, resting });
  const levels = new Map<string, { level: 0 | 1; times: number }>();
  for (const { changes } of machine.events.slice(eventsBefore))
    for (const { port, bit, level } of changes) {
      const key = `${port}:${bit}`;
      levels.set(key, { level, times: (levels.get(key)?.times ?? 0) + 1 });
    }
  const shown = (key: string): string => naming.name(pinOfKey(key)).pin;
  return {
    // What others must have made an output was taken as one in the second run only.
    makes: [...new Set([...alone.machine.madeOutput.keys()].filter((key) => !alone.outputsBefore.has(key)).map(shown))],
    pulls: pulledIn(alone).map(({ pin, pull }) => ({ pin: naming.name(pin).pin, pull })),
    sets: [...levels].map(([key, each]) => ({ pin: shown(key), ...each, toggles: turned.has(key) })),
  };
}

/** Inputs that the function itself gave a pull resistor. */
function pulledIn({ machine, modesBefore }: Outcome): { pin: Pin; pull: 'up' | 'down' }[] {
  const ports = new Set(machine.configured.slice(modesBefore).map(({ port }) => port));
  return [...ports].flatMap((name) => {
    // Things of a board have no registers of their own.
    if (name === BOARD_PORT) return [];
    const port = machine.ports.get(name)!;
    return Array.from({ length: port.pins }, (_, bit) => ({ port: name, bit })).flatMap((pin) => {
      const { direction, pull } = port.mode(pin.bit);
      return direction === 'input' && pull !== 'none' && !port.isUntouched(pin.bit) ? [{ pin, pull }] : [];
    });
  });
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Deeds that only differ in what a function was given are one. */
function merged(deeds: FunctionDeed[], parameter: string | undefined): FunctionDeed[] {
  const [first, ...others] = deeds;
  const doing = ({ makes, pulls, sets, reads, reading }: FunctionDeed) => [makes, pulls, sets, reads, reading];
  if (!first || others.length === 0 || first.given !== null) return deeds;
  if (!others.every((each) => each.name === first.name && same(doing(each), doing(first)))) return deeds;
  return [{ ...first, arg: null, given: parameter ?? null }];
}

/**
 * What functions do to the pins that the run left out, because only something outside the paste calls them: each run
 * alone, as it stands. One that first asks for a flag of a unit does nothing then, and is not told.
 */
export function deedsLeftOut(evidence: Evidence, names: readonly string[]): FunctionDeed[] {
  const { reading, lineOf } = evidence;
  const left = new Set(names);
  return reading.program.functions
    .filter(({ name, fromPrelude, available }) => left.has(name) && !fromPrelude && available)
    .filter(({ name }) => reading.program.parameterNames(name).length === 0)
    .slice(0, MOST_LEFT_OUT)
    .flatMap(({ name, line }) => {
      const effect = effectOf(evidence, [], name, { args: [], given: null, fields: [] }, []);
      const deed = { name, line: lineOf(line), arg: null, given: null, reads: [], called: null, reading: null };
      return effect.sets.length > 0 ? [{ ...deed, makes: [], pulls: [], sets: effect.sets }] : [];
    });
}

/** What each function of a file without a main does to the pins, found by running it alone. */
export function deedsOf(evidence: Evidence): FunctionDeed[] {
  const { reading, naming, lineOf } = evidence;
  if (reading.entry !== null || reading.family.family === 'unknown') return [];
  const own = reading.program.functions.filter((each) => !each.fromPrelude && each.available && each.name !== '.loose');
  const parameters = (name: string): string[] => reading.program.parameterNames(name);
  const setUps = own
    .filter(({ name }) => ONLY_SETS_UP.test(name) && parameters(name).length === 0)
    .map(({ name }) => name);
  const reads = inputReads(evidence);
  const deeds: FunctionDeed[] = [];
  for (const { name, line, endLine } of own.slice(0, MOST_FUNCTIONS)) {
    const sets = setUps.includes(name) ? [] : setUps;
    const definition = reading.program.tree.functions.find((each) => each.name === name && !each.fromPrelude);
    const called = reading.family.libraries.map(({ calls }) => calls[name]).find((each) => each !== undefined) ?? null;
    const inside = reads.filter((each) => each.line >= line && each.line <= endLine).map(({ pin }) => pin);
    const looked = [...new Set(inside.map((pin) => naming.name(pin).pin))];
    const found = waysOf(definition).flatMap((way): FunctionDeed[] => {
      const [low, high] = ([0, 1] as const).map((level) =>
        effectOf(evidence, sets, name, way, level === 0 ? [] : inside.map((pin) => ({ pin, level }))),
      ) as [ReturnType<typeof effectOf>, ReturnType<typeof effectOf>];
      const deed = { name, line: lineOf(line), arg: definition?.parameters.length === 1 ? way.args[0]! : null };
      const more = { ...deed, given: way.given, reads: looked, called };
      if (inside.length === 0 || same(low, high)) return [{ ...more, ...low, reading: null }];
      return [
        { ...more, ...low, reading: { pins: looked, level: 0 } },
        { ...more, ...high, reading: { pins: looked, level: 1 } },
      ];
    });
    deeds.push(...merged(found, parameters(name)[0]));
  }
  return deeds.filter((deed) => deed.makes.length + deed.pulls.length + deed.sets.length + deed.reads.length > 0);
}
