import { StopRun } from '../../c/api.ts';
import type { Pin } from '../../machine/chip.ts';
import { Machine } from '../../machine/machine.ts';
import type { FunctionDeed } from './facts.ts';
import { ONLY_SETS_UP, type Reading } from './read.ts';
import { inputReads } from './reads.ts';
import type { Evidence } from './reason.ts';
import { UnknownCalls } from './unknown-calls.ts';

/** Functions of a driver that are run at most, changes and steps each of them may take. */
const MOST_FUNCTIONS = 12;
const MOST_EVENTS = 200;
const MOST_STEPS = 20_000_000;

interface Outcome {
  machine: Machine;
  /** Pins that each of several calls in a row turned round. */
  turned: Set<string>;
  /** Changes and outputs there were before the function itself began. */
  eventsBefore: number;
  outputsBefore: Set<string>;
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

/** Runs the file's own set-up and then one function of it, with these arguments. */
function runOne(reading: Reading, setUps: string[], name: string, args: number[], presumed: Pin[]): Outcome {
  const machine = new Machine(reading.chip, {
    inputs: [],
    interrupts: [],
    gateClocks: false,
    presumed,
    resting: [],
    handlers: new Map(),
    unknownCall: new UnknownCalls(reading.symbols, reading.byNumber).answer,
    maxEvents: MOST_EVENTS,
    maxSteps: MOST_STEPS,
  });
  const outcome: Outcome = { machine, turned: new Set(), eventsBefore: 0, outputsBefore: new Set() };
  const before = (): void => {
    outcome.eventsBefore = machine.events.length;
    outcome.outputsBefore = new Set(machine.madeOutput.keys());
  };
  try {
    const run = reading.program.instantiate(machine);
    machine.run = run;
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
    const count = parameters(name).length;
    // What a function does with 1 and with 0; more parameters may be anything.
    for (const args of count === 1 ? [[1], [0]] : [[]]) {
      const alone = runOne(reading, sets, name, args, []);
      const driven = [...alone.machine.driven.values()].map(({ pin }) => pin);
      const { machine, eventsBefore, turned } = runOne(reading, sets, name, args, sets.length > 0 ? [] : driven);
      const levels = new Map<string, { level: 0 | 1; times: number }>();
      for (const { changes } of machine.events.slice(eventsBefore))
        for (const { port, bit, level } of changes) {
          const key = `${port}:${bit}`;
          levels.set(key, { level, times: (levels.get(key)?.times ?? 0) + 1 });
        }
      const shown = (key: string): string => naming.name(pinOfKey(key)).pin;
      deeds.push({
        name,
        line: lineOf(line),
        arg: count === 1 ? args[0]! : null,
        // What others must have made an output was taken as one in the second run only.
        makes: [
          ...new Set([...alone.machine.madeOutput.keys()].filter((key) => !alone.outputsBefore.has(key)).map(shown)),
        ],
        sets: [...levels].map(([key, each]) => ({ pin: shown(key), ...each, toggles: turned.has(key) })),
        reads: [
          ...new Set(
            reads.filter((each) => each.line >= line && each.line <= endLine).map(({ pin }) => naming.name(pin).pin),
          ),
        ],
      });
    }
  }
  return deeds.filter((deed) => deed.makes.length + deed.sets.length + deed.reads.length > 0);
}
