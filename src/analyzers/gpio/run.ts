import { type RunEnd, StopRun } from '../../c/api.ts';
import { type Pin, pinOfName } from '../../machine/chip.ts';
import type { MachineOptions } from '../../machine/events.ts';
import { Machine } from '../../machine/machine.ts';
import { skipToNext } from '../../machine/sources.ts';
import type { Horizon } from '../../machine/watch.ts';
import type { AnalyzeOptions } from '../analyzer.ts';
import { type Rest, restSetElsewhere } from './at-rest.ts';
import { findBoard } from './board.ts';
import { LETS_THROUGH } from './main-switch.ts';
import { functionsHanded } from './mistakes/tree.ts';
import { makesTasks, type Reading } from './read.ts';
import { type StatedRate, statedHandlers } from './stated-rates.ts';
import type { Symbols } from './symbols.ts';
import { mayPreparePins, UnknownCalls } from './unknown-calls.ts';
import { waitingLines } from './waiting-lines.ts';

/** Changes recorded at most, and steps and accesses a run may take: a few seconds on any machine. */
const EVENT_LIMIT = 2500;
const STEP_LIMIT = 400_000_000;

/** What is done to a program in a run, and how far that has to go at least. */
export type RunOptions = AnalyzeOptions & { horizon?: Horizon | undefined; resting?: Rest[] | undefined };

export interface Simulation {
  machine: Machine;
  end: RunEnd;
  calls: UnknownCalls;
  /** Pins taken as set up by code that is not in the paste. */
  presumed: Pin[];
  clocksGated: boolean;
  /** Handlers and counters that code elsewhere drives, and how often the paste says they are. */
  stated: StatedRate[];
}

function resolveInputs(reading: Reading, options: AnalyzeOptions): MachineOptions['inputs'] {
  const inputs: MachineOptions['inputs'] = [];
  for (const { pin: names, atMs, level } of options.inputs ?? []) {
    const pin = findPin(reading, names);
    if (pin) inputs.push({ pin, atUs: atMs * 1000, level });
  }
  return inputs.sort((a, b) => a.atUs - b.atUs);
}

/** The pin any of these names means in this program. */
export function findPin(reading: Reading, names: string[]): Pin | null {
  // A name that the paste uses and leaves open stands for a pin of its own, whatever board it may be from.
  for (const name of names.some((each) => reading.symbols.pins.has(each)) ? [] : names) {
    const pin = pinOfName(reading.chip, name);
    if (pin) return pin;
  }
  for (const name of names) {
    const board = reading.chip.pinNumbers[name.replace(/^D(?=\d+$)/, '')];
    const pin = board ? pinOfName(reading.chip, board) : null;
    if (pin) return pin;
    const bit = reading.symbols.pins.get(name);
    const port =
      portBeside(reading, name) ??
      [...reading.symbols.ports.keys()].find((each) => each.startsWith(name.replace(/_?pin$/i, ''))) ??
      [...reading.symbols.ports.keys()][0];
    if (bit !== undefined && port) return { port, bit };
    const numbered = bit === undefined ? null : numberedPin(reading, bit);
    if (numbered) return numbered;
  }
  return null;
}

/** The pin of a number, on chips that count their pins through. */
function numberedPin({ chip }: Reading, number: number): Pin | null {
  for (const [port, { first, pins = chip.gpio.pins }] of Object.entries(chip.ports))
    if (first !== undefined && number >= first && number < first + pins) return { port, bit: number - first };
  return null;
}

/** `GPIO_ReadInputDataBit(GPIOD, KEY)`: the chip's port that a statement names together with an open pin. */
function portBeside({ chip, code, symbols }: Reading, name: string): string | undefined {
  if (!symbols.pins.has(name) || !/^\w+$/.test(name)) return undefined;
  const statements = code.split(/[;{}\n]/).filter((each) => new RegExp(`\\b${name}\\b`).test(each));
  return Object.keys(chip.ports).find((port) => {
    if (symbols.ports.has(port)) return false;
    const pointer = chip.gpio.pointer?.replaceAll('{P}', port);
    const registers = chip.gpio.registers.map((each) => each.name.replaceAll('{P}', port));
    const names = pointer ? [pointer] : registers;
    return statements.some((each) => names.some((word) => new RegExp(`\\b${word}\\b`).test(each)));
  });
}

function once(
  reading: Reading,
  options: Pick<
    MachineOptions,
    | 'inputs'
    | 'interrupts'
    | 'gateClocks'
    | 'presumed'
    | 'resting'
    | 'startsTimers'
    | 'rehearsal'
    | 'analogFull'
    | 'horizon'
  >,
): Simulation {
  const calls = new UnknownCalls(reading.symbols, reading.byNumber);
  const machine = new Machine(reading.chip, {
    ...options,
    unlocked: !options.gateClocks || !reading.whole,
    interruptsLet: interruptsLetElsewhere(reading),
    // A small chip's program that names its clock has set the fuses for it.
    followsClock: reading.clock.from === 'usual' || (reading.clock.from === 'paste' && reading.chip.unitBytes === 4),
    tasks: makesTasks(reading.code),
    waits: waitingLines(reading.program),
    handlers: withNamed(reading, options.interrupts),
    unknownCall: calls.answer,
    maxEvents: EVENT_LIMIT,
    maxSteps: STEP_LIMIT,
  });
  let end: RunEnd = { reason: 'returned', value: 0 };
  if (reading.entry !== null) {
    try {
      const run = reading.program.instantiate(machine);
      machine.run = run;
      end = run.start({ fuel: 1000, entry: reading.entry });
      if (end.reason === 'returned' && systemGoesOn(reading) && goesOnAlone(machine)) {
        end = { reason: 'stopped', line: 0 };
        machine.mainOver = true;
      }
    } catch (error) {
      if (!(error instanceof StopRun)) throw error;
      end = { reason: 'stopped', line: 0 };
    }
  }
  return { machine, end, calls, presumed: options.presumed, clocksGated: options.gateClocks, stated: [] };
}

/** Code that is not in the paste may open the main switch of a chip that begins with it shut, and nothing here shows that it stays so. */
export function interruptsLetElsewhere({ chip, whole, program, code }: Reading): boolean {
  const missing = program.unknowns.some(({ kind }) => kind === 'function');
  return chip.interruptsMasked && (!whole || missing) && !LETS_THROUGH.test(code);
}

/** Rounds of timers that are looked at once nothing else runs. */
const MOST_ROUNDS = 2000;

/** ESP-IDF's app_main and Zephyr's main may return, and the system with its timers goes on; so do the interrupts of a Tiva, whose start-up code waits behind main. */
const systemGoesOn = ({ program, family }: Reading): boolean =>
  family.family === 'zephyr' ||
  family.family === 'tiva' ||
  program.functions.some(({ name, fromPrelude }) => name === 'app_main' && !fromPrelude);

/** True where its timers never come to an end. */
function goesOnAlone(machine: Machine): boolean {
  try {
    for (let i = 0; i < MOST_ROUNDS; i++) {
      if (!skipToNext(machine)) return false;
      machine.settle();
    }
  } catch (error) {
    // A callback that cannot run ends what can be told.
    if (!(error instanceof Error)) throw error;
    return error instanceof StopRun;
  }
  return true;
}

/** Functions that the program calls and that it does not contain. */
export const missingFunctions = ({ program }: Reading): Set<string> =>
  new Set(program.unknowns.filter(({ kind }) => kind === 'function').map(({ name }) => name));

/** Calls of a library that run a function again and again. */
const TIMER_CALL = /(?:timer|ticker|alarm|periodic|repeat|attach_?(?:ms|us))$/i;

/** Functions that the program itself gives to a library's timer, which runs them. */
function handedToTimers(reading: Reading): Set<string> {
  const missing = missingFunctions(reading);
  const handed = functionsHanded({ reading, lastLine: reading.source.split('\n').length });
  return new Set(handed.filter(({ to }) => TIMER_CALL.test(to) && !missing.has(to)).map(({ name }) => name));
}

/** The handlers; one that is known from outside to fire does so, whatever the program says. */
function withNamed({ handlers, locked }: Reading, interrupts: MachineOptions['interrupts']): Map<string, string> {
  const named = interrupts.filter(({ handler }) => locked.has(handler));
  return named.length === 0
    ? handlers
    : new Map([...handlers, ...named.map(({ handler }): [string, string] => [handler, handler])]);
}

/** Calls in the program's own code to functions that may set pins up and that the paste does not contain. */
export function missingSetups(reading: Reading): string[] {
  return reading.program.unknowns
    .filter((each) => each.kind === 'function' && mayPreparePins(each.name))
    .map((each) => each.name);
}

/** A name that sounds like setting up a timer. */
const OF_TIMERS = /ti?me?r?\d|tim(?:er)?_|timer|tmr|tick|interrupt|irq|pwm/i;

/** Functions the paste lacks that must have started a timer whose handler is known to fire, since the paste does not. */
function timerStarters({ program }: Reading, { sources }: Machine): Set<string> {
  if (!sources.some((source) => source.fixedUs != null && source.everRan === false)) return new Set();
  const missing = program.unknowns.filter((each) => each.kind === 'function').map((each) => each.name);
  const likely = missing.filter((name) => OF_TIMERS.test(name));
  return new Set(likely.length > 0 ? likely : missing);
}

/** Runs that are kept, the oldest first, and how many. */
const runs = new Map<string, { simulation: Simulation; pins: Symbols['pins'] }>();
let runsKept = 0;

/** Keeps the last runs, for somebody who shows the same programs in one dress after the other. Nobody changes a run that is over. */
export function keepRuns(count: number): void {
  runsKept = count;
  runs.clear();
}

/** Everything that a run depends on. */
function keyOf(reading: Reading, { inputs, interrupts, horizon, resting }: RunOptions, analogFull: boolean): string {
  const { source, family, chip, clock, entry, whole, byNumber, handlers, locked, counters, symbols } = reading;
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Map || value instanceof Set ? [...value] : value;
  const libraries = family.libraries.map(({ id }) => id);
  return JSON.stringify(
    [
      source,
      chip.id,
      family.family,
      libraries,
      clock,
      entry,
      whole,
      byNumber,
      handlers,
      locked,
      counters,
      symbols,
      inputs,
      interrupts,
      analogFull,
      horizon,
      resting,
    ],
    plain,
  );
}

/** Runs the program, or gives the run of the same program that was kept. */
export function simulate(reading: Reading, options: RunOptions, analogFull = false): Simulation {
  if (runsKept === 0) return simulated(reading, options, analogFull);
  const key = keyOf(reading, options, analogFull);
  const known = runs.get(key);
  if (known) {
    // A run names pins that calls of unknown functions speak of.
    for (const [name, bit] of known.pins) reading.symbols.pins.set(name, bit);
    return known.simulation;
  }
  const simulation = simulated(reading, options, analogFull);
  if (runs.size >= runsKept) runs.delete(runs.keys().next().value!);
  runs.set(key, { simulation, pins: reading.symbols.pins });
  return simulation;
}

/**
 * Runs the program. What it leaves to code it does not contain is found in a first run and taken as done in a second:
 * pins it drives and nobody sets up, clocks nobody switches on.
 */
function simulated(reading: Reading, options: RunOptions, analogFull: boolean): Simulation {
  const inputs = resolveInputs(reading, options);
  const timed = handedToTimers(reading);
  const interrupts = (options.interrupts ?? [])
    .filter(({ handler }) => !timed.has(handler))
    .map(({ handler, everyMs }) => ({ handler, everyUs: everyMs * 1000 }));
  const elsewhere = missingSetups(reading).length > 0;
  let gateClocks = !elsewhere && !reading.symbols.clocks;
  // Who sets up a port that the paste does not define stands elsewhere: there will be a second run.
  const rehearsal = reading.symbols.ports.size > 0;
  const known = new Set(interrupts.map(({ handler }) => handler));
  interrupts.push(...reading.counters);
  const fixed = { analogFull, inputs, interrupts, horizon: options.horizon };
  const outside = options.resting ?? [];
  let simulation = once(reading, { ...fixed, gateClocks, presumed: [], resting: outside, rehearsal });
  if (simulation.machine.clockSetHz !== null) return simulation;
  for (const source of simulation.machine.sources) {
    const own = source.everRan === true ? source.handler?.() : null;
    if (own) known.add(own);
  }
  const stated = [...reading.counters, ...statedHandlers(reading.program, reading.source, known, reading.whole)];
  if (stated.length > reading.counters.length) {
    interrupts.push(...stated.slice(reading.counters.length));
    simulation = once(reading, { ...fixed, gateClocks, presumed: [], resting: outside, rehearsal });
  }
  const { machine } = simulation;
  const untouched =
    machine.configured.length === 0 &&
    machine.clocksOn.size === 0 &&
    machine.ignored.every((each) => !isMode(reading, each.register));
  const lenient = elsewhere || (!reading.whole && untouched);
  // A few statements without a function around them come out of a program that has its clocks on already.
  const excerpt = !reading.whole && machine.clocksOn.size === 0 && definesNothing(reading);
  if ((lenient || excerpt) && gateClocks) {
    gateClocks = false;
    simulation = once(reading, { ...fixed, gateClocks, presumed: [], resting: outside, rehearsal });
  }
  const startsTimers = timerStarters(reading, simulation.machine);
  // Pins that were driven without being outputs, and that code elsewhere may have made outputs.
  const setElsewhere = (machine: Machine): Pin[] =>
    [...machine.driven.values()].flatMap(({ pin }) => {
      const port = machine.ports.get(pin.port)!;
      const symbolic = reading.symbols.ports.has(pin.port);
      const own = machine.configured.some((each) => each.port === pin.port);
      if ((port.everOutput >>> pin.bit) & 1) return [];
      // A 1 in the latch of an AVR's pin looks like a pull-up until the direction is set.
      const undecided = !own || (port.mode(pin.bit).pull === 'none' && !chosenInput(machine, pin));
      return (symbolic && !own) || (lenient && undecided) ? [pin] : [];
    });
  const presumed = setElsewhere(simulation.machine);
  const resting: MachineOptions['resting'] = [...outside];
  if (elsewhere || reading.symbols.ports.size > 0) {
    const restOf = restSetElsewhere({ reading, lastLine: reading.source.split('\n').length }, findBoard(reading));
    for (const name of simulation.machine.portsRead.keys()) {
      const port = simulation.machine.ports.get(name)!;
      if (!elsewhere && !reading.symbols.ports.has(name)) continue;
      for (let bit = 0; bit < port.pins; bit++) {
        const pin = { port: name, bit };
        const free = !((port.everOutput >>> bit) & 1) && !chosenInput(simulation.machine, pin);
        if (free && !outside.some((each) => each.pin.port === name && each.pin.bit === bit))
          resting.push({ pin, level: restOf(pin) });
      }
    }
  }
  const final = { ...fixed, gateClocks, presumed, resting, startsTimers };
  if (rehearsal || presumed.length > 0 || resting.length > 0 || startsTimers.size > 0)
    simulation = once(reading, final);
  // Inputs at rest may have led it to other pins.
  const more = resting.length > outside.length ? setElsewhere(simulation.machine) : [];
  if (more.length > 0) simulation = once(reading, { ...final, presumed: [...presumed, ...more] });
  return { ...simulation, stated };
}

/** The paste has no function of its own. */
const definesNothing = ({ program }: Reading): boolean =>
  program.tree.functions.every(({ fromPrelude, name }) => fromPrelude || /^(?:main|__)/.test(name));

function isMode(reading: Reading, register: string): boolean {
  return Object.values(reading.chip.gpio.mode.registers).includes(register) && register !== reading.chip.gpio.latch;
}

/** The program's own set-up made this pin an input on purpose: its mode is no longer the one after reset. */
export function chosenInput(machine: Machine, pin: Pin): boolean {
  if (!machine.configured.some((each) => each.port === pin.port)) return false;
  const now = machine.ports.get(pin.port)!.mode(pin.bit);
  return now.pull !== 'none';
}
