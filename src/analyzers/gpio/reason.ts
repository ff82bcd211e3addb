import type { Frame, RuntimeNote } from '../../c/api.ts';
import { walk } from '../../c/ast.ts';
import { detectLanguage } from '../../language/language.ts';
import type { Pin } from '../../machine/chip.ts';
import type { PinEvent, Source } from '../../machine/events.ts';
import type { Machine } from '../../machine/machine.ts';
import type { PinMode } from '../../machine/modes.ts';
import { observeRepeat, type Repeat, tighten } from '../../machine/repeat.ts';
import type { AnalyzeOptions } from '../analyzer.ts';
import { assumptionsOf, calledBack, countedOutside, type NotRun, notRunIn, unknownPlaces } from './assumptions.ts';
import { restsOutside } from './at-rest.ts';
import { BOARD_PORT } from './board-words.ts';
import { deedsLeftOut, deedsOf } from './by-function.ts';
import { claimsOf } from './claims.ts';
import { commentsOf } from './code.ts';
import { EVENTS_KEPT, type Finding, type GpioFacts } from './facts.ts';
import { findMistakes } from './mistakes/index.ts';
import { withProvenFixes } from './mistakes/patches.ts';
import { functionsHanded } from './mistakes/tree.ts';
import { Naming } from './names.ts';
import { openAnswers, openValues } from './open-values.ts';
import { firstPassOf, passesOf } from './passes.ts';
import { placeOf } from './place.ts';
import { atClock, onBiggerBoard, type Reading, readPaste } from './read.ts';
import { inputReads, readOfLent } from './reads.ts';
import { findPin, missingFunctions, type RunOptions, type Simulation, simulate } from './run.ts';
import { analogOf, whatIfOf } from './what-if.ts';

/** Changes that go into the facts: enough to see any pattern, or the first pass and two rounds of the loop. */
const ROUND_KEPT = 1500;

/** Everything known after the run, for the reasoning that follows. */
export interface Evidence {
  reading: Reading;
  simulation: Simulation;
  naming: Naming;
  repeat: Repeat | null;
  options: RunOptions;
  /** Lines of the mended text, comments blanked out, and how many there are. */
  codeLines: string[];
  lastLine: number;
  /** Undefined behaviour the run met and survived. */
  notes: RuntimeNote[];
  /** Line of a report for a line of the mended text. */
  lineOf(line: number): number;
}

/** The paste and what the asker said around it; for hints in words, never as evidence of what the program does. */
export const everythingSaid = ({ options, reading }: Evidence): string => `${options.request ?? ''}\n${reading.paste}`;

function findRepeat({ machine, end }: Simulation): Repeat | null {
  const { events } = machine;
  const timed =
    machine.scheduler !== null || machine.sources.some((source) => source.nextUs() !== Number.POSITIVE_INFINITY);
  if (machine.repeat.found) return tighten(machine.repeat.found, events, timed);
  if (machine.stopped === 'settled' || end.reason === 'returned' || end.reason === 'exit' || end.reason === 'trap')
    return null;
  // A run whose inputs still changed at its end, or that fell silent long before, is no repetition.
  const last = events.at(-1);
  if (!last || events.length < 6) return null;
  const span = last.exactUs + last.estimatedUs;
  const silent = machine.clock.nowUs - span;
  const longest = Math.max(
    0,
    ...events
      .slice(1)
      .map((event, i) => event.exactUs + event.estimatedUs - events[i]!.exactUs - events[i]!.estimatedUs),
  );
  if (silent > 3 * longest + 1000) return null;
  const seen = observeRepeat(events, timed);
  // A loop inside one pass of the main loop mostly comes to an end; where a clock ticks beside it the run may just not have got there.
  const ticked = machine.sources.some((source) => source.everRan);
  return seen && ticked && !machine.cameRoundSince(seen.start) ? null : seen;
}

/** How an input is set up; one of a port that the paste does not define only where its pull shows it. */
function inputMode(machine: Machine, pin: Pin, symbolic: boolean): string {
  if (!symbolic) return modeText(machine, pin, false);
  const { pull } = machine.ports.get(pin.port)!.mode(pin.bit);
  return pull === 'none' ? 'input' : `pull-${pull}`;
}

function modeText(machine: Machine, pin: Pin, symbolic: boolean): string {
  const port = machine.ports.get(pin.port)!;
  if (symbolic || (port.presumedOutput >>> pin.bit) & 1) return 'output';
  return machine.chip.gpio.alwaysOutput ? 'quasi-bidirectional' : modeWord(port.mode(pin.bit));
}

function modeWord({ direction, openDrain, pull, quasi }: PinMode): string {
  if (quasi) return 'quasi-bidirectional';
  if (direction === 'output') return openDrain ? 'open-drain' : 'push-pull';
  if (direction === 'input') return pull === 'none' ? 'floating' : `pull-${pull}`;
  return direction;
}

/** Which line sets which pins up, and how; those of ports that the paste only names are not known. */
function setUpsOf(evidence: Evidence, lastLine: number): GpioFacts['setUps'] {
  const { simulation, reading, naming } = evidence;
  return simulation.machine.setUps.flatMap(({ port, pins, frames }) => {
    const place = linesOf(frames, evidence, lastLine);
    if (!place || reading.symbols.ports.has(port)) return [];
    return [
      { line: place[0], pins: pins.map(({ bit, mode }) => ({ ...naming.name({ port, bit }), mode: modeWord(mode) })) },
    ];
  });
}

function outputPins(machine: Machine): Pin[] {
  const pins: Pin[] = [];
  for (const port of machine.ports.values()) {
    let mask = port.everOutput;
    if (machine.chip.gpio.alwaysOutput) {
      mask = 0;
      for (const event of machine.events)
        for (const change of event.changes) if (change.port === port.name) mask |= 1 << change.bit;
    }
    for (let bit = 0; bit < port.pins; bit++) if ((mask >>> bit) & 1) pins.push({ port: port.name, bit });
  }
  return pins;
}

/** Ports the program looks at: their input register is read, or an edge of one of their pins calls a handler. */
const portsSeen = (machine: Machine): Set<string> =>
  new Set([...machine.portsRead.keys(), ...armedPins(machine).map((pin) => pin.port)]);

const armedPins = (machine: Machine): Pin[] => machine.watchedPins.filter(({ armed }) => armed()).map(({ pin }) => pin);

/** Pins the program reads: configured as inputs on a port that it looks at. */
function inputPins(evidence: Evidence): Pin[] {
  const { machine } = evidence.simulation;
  // Every pin of an 8051 is an output and an input at once; those the text reads and nothing drives are the inputs.
  if (machine.chip.gpio.alwaysOutput) {
    const read = new Map(inputReads(evidence).map(({ pin }) => [`${pin.port}:${pin.bit}`, pin]));
    const scripted = machine.options.inputs.map(({ pin }) => pin);
    const found = [...read].filter(([key]) => !machine.driven.has(key)).map(([, pin]) => pin);
    return [
      ...found,
      ...[...armedPins(machine), ...scripted].filter(
        (pin) => !found.some((each) => each.port === pin.port && each.bit === pin.bit),
      ),
    ];
  }
  const seen = portsSeen(machine);
  const pullsByLatch = machine.chip.gpio.mode.registers['latchPull'] !== undefined;
  const pins: Pin[] = [];
  const armed = new Set(armedPins(machine).map(({ port, bit }) => `${port}:${bit}`));
  const asked = inputReads(evidence).map(({ pin }) => pin);
  const read = new Set(asked.map(({ port, bit }) => `${port}:${bit}`));
  for (const [name, port] of machine.ports) {
    if (!seen.has(name)) continue;
    // Where every pin has its pull from reset it tells nothing; the text says which of them it asks for.
    const pullTells = !pulledFromReset(machine) || !asked.some((pin) => pin.port === name);
    for (let bit = 0; bit < port.pins; bit++) {
      if ((port.everOutput >>> bit) & 1 && !machine.chip.gpio.alwaysOutput) continue;
      const { direction, pull } = port.mode(bit);
      // A pin whose function was never chosen has its pull from reset, not from the program.
      if (port.isUntouched(bit) && !armed.has(`${name}:${bit}`) && !read.has(`${name}:${bit}`)) continue;
      // A floating pin is an input where the text asks for this very pin's level.
      const chosen =
        pull !== 'none' && pullTells
          ? pullsByLatch || machine.configured.some((each) => each.port === name)
          : read.has(`${name}:${bit}`);
      const set = direction === 'input' && chosen;
      const scripted = machine.options.inputs.some((input) => input.pin.port === name && input.pin.bit === bit);
      if (set || scripted || (armed.has(`${name}:${bit}`) && direction === 'input')) pins.push({ port: name, bit });
    }
  }
  return pins;
}

/** Whether the chip's pins have pull resistors before the program does anything. */
function pulledFromReset({ chip: { gpio } }: Machine): boolean {
  const pulls = gpio.registers.find(({ name }) => name === gpio.mode.registers['pullUp']);
  return (pulls?.reset ?? 0) !== 0;
}

/** A name that the paste leaves open is one pin, whichever of its ports has a bit of that number. */
function oneEach({ reading, naming }: Evidence, pins: Pin[]): Pin[] {
  const open = (pin: Pin): string | null => {
    const { pin: name } = naming.name(pin);
    return reading.symbols.pins.has(name) ? name : null;
  };
  return pins.filter((pin, i) => {
    const name = open(pin);
    const alike = name === null ? [] : pins.filter((other) => open(other) === name);
    if (alike.length < 2) return true;
    const meant = findPin(reading, [name!]);
    const kept = alike.find(({ port, bit }) => port === meant?.port && bit === meant.bit) ?? alike[0]!;
    return pins.indexOf(kept) === i;
  });
}

function linesOf(frames: Frame[] | undefined, evidence: Evidence, last: number): [number, number] | null {
  const place = frames && placeOf(frames, last);
  if (!place) return null;
  const line = Math.max(1, evidence.lineOf(place.line));
  return [line, line];
}

/** Runs a program and gathers what the run showed. */
export function evidenceOf(first: Reading, options: RunOptions): Evidence {
  const evidence = evidenceOfRun(first, options);
  const resting = options.resting ? [] : restsOutside(evidence);
  return resting.length === 0 ? evidence : evidenceOfRun(evidence.reading, { ...options, resting });
}

function evidenceOfRun(first: Reading, options: RunOptions): Evidence {
  let reading = first;
  let simulation = simulate(reading, options);
  const { clockSetHz } = simulation.machine;
  const timed = clockSetHz === null ? null : atClock(reading, clockSetHz);
  if (timed) {
    reading = timed;
    simulation = simulate(reading, options);
  }
  const { lostPins } = simulation.machine;
  const bigger = lostPins.size > 0 ? onBiggerBoard(reading, lostPins) : null;
  if (bigger) {
    reading = bigger;
    simulation = simulate(reading, options);
  }
  const { machine } = simulation;
  const naming = new Naming(reading);
  const lastLine = reading.source.split('\n').length;
  const lineOf = (line: number): number =>
    line <= 0 ? 0 : reading.mended.restored ? line : reading.mended.originalLine(line) + options.lineOffset;
  for (const { pin, frames } of machine.driven.values()) naming.witness(pin, frames);
  for (const event of machine.events.slice(0, 400))
    for (const { port, bit } of event.changes) naming.witness({ port, bit }, event.frames);
  for (const [key, frames] of machine.madeOutput) {
    const at = key.lastIndexOf(':');
    naming.witness({ port: key.slice(0, at), bit: Number(key.slice(at + 1)) }, frames);
  }
  const repeat = findRepeat(simulation);
  return {
    reading,
    simulation,
    naming,
    repeat,
    options,
    codeLines: reading.code.split('\n'),
    lastLine,
    notes: machine.run?.notes() ?? [],
    lineOf,
  };
}

/** The findings of a changed text of the same program; null where it does not run to a result. */
function findingsOf(source: string, options: AnalyzeOptions): Finding[] | null {
  const reading = readPaste(source);
  if (!reading || reading.program.functions.some((each) => !each.fromPrelude && !each.available)) return null;
  const evidence = evidenceOf(reading, options);
  return evidence.simulation.end.reason === 'trap' ? null : findMistakes(evidence).map((each) => each.finding);
}

/** Structure and a run, to facts. */
export function reason(first: Reading, options: AnalyzeOptions): GpioFacts {
  const evidence = evidenceOf(first, options);
  const { reading, simulation, naming, repeat, lastLine, lineOf } = evidence;
  const { machine, end } = simulation;
  const outputs = outputPins(machine);
  const kept = machine.events.slice(
    0,
    repeat
      ? Math.max(
          options.inputs ? EVENTS_KEPT : 60,
          Math.min(EVENTS_KEPT, repeat.start + 2 * repeat.period),
          // One whole round, so that nothing is counted short.
          repeat.start + repeat.period + 1 <= ROUND_KEPT ? repeat.start + repeat.period + 1 : 0,
        )
      : EVENTS_KEPT,
  );
  const returned = end.reason === 'returned' || end.reason === 'exit';
  const notRun = notRunIn(evidence);
  const handed = handedOutside(evidence);
  const open = openValues(evidence);
  const repeatTime = repeat ? timeOfPeriod(machine.events, repeat) : null;
  for (const { pin, line } of inputReads(evidence)) naming.witness(pin, [{ function: '', line }]);
  const inputs = oneEach(evidence, inputPins(evidence)).map((pin) => ({
    ...naming.name(pin),
    mode: inputMode(machine, pin, reading.symbols.ports.has(pin.port)),
    lines: linesOf(machine.portsRead.get(pin.port), evidence, lastLine),
  }));
  return {
    version: 1,
    lines: [options.lineOffset + 1, options.lineOffset + Math.max(1, reading.mended.restored ? 1 : lastLine)],
    family: reading.family.family,
    chip: reading.family.chip.id,
    title: reading.family.title,
    signs: reading.family.signs,
    restored: [],
    restoredText: reading.mended.restored ? reading.source : null,
    source: reading.source,
    firstLine: reading.mended.restored ? 1 : options.lineOffset + 1,
    outputs: outputs.map((pin) => ({
      ...naming.name(pin),
      mode: modeText(machine, pin, reading.symbols.ports.has(pin.port)),
      lines: linesOf(
        machine.madeOutput.get(`${pin.port}:${pin.bit}`) ?? machine.driven.get(`${pin.port}:${pin.bit}`)?.frames,
        evidence,
        lastLine,
      ),
    })),
    inputs,
    readsInputs: portsSeen(machine).size > 0,
    setUps: setUpsOf(evidence, lastLine),
    whatIf: whatIfOf(evidence, inputs, repeatTime),
    analog: analogOf(evidence, repeatTime),
    dimmed: [...machine.dimmed.values()].map(({ pin, values, full }) => ({ ...naming.name(pin), values, full })),
    events: kept.map((event) =>
      event.changes.map(({ port, bit, level }) => ({ ...naming.name({ port, bit }), level })),
    ),
    eventInfo: kept.map((event) => infoOf(event, evidence, lastLine)),
    loop: repeat ? { start: repeat.start, period: repeat.period } : null,
    loopBasis: repeat ? (repeat.proven ? 'proven' : 'seen') : null,
    loopSeconds: repeatTime,
    endless: isEndless(evidence),
    stuck: stuckOf(evidence),
    ended:
      reading.entry === null
        ? 'not-run'
        : returned
          ? 'returned'
          : end.reason === 'trap'
            ? 'trap'
            : (machine.stopped ?? 'out-of-steps'),
    ranSeconds: Math.max(0, machine.clock.nowUs / 1e6),
    trap: end.reason === 'trap' ? { line: lineOf(end.line), message: end.message } : refusedMain(evidence),
    findings: withProvenFixes(findMistakes(evidence), reading.source, machine.run?.steps() ?? 0, (source) =>
      findingsOf(source, options),
    ),
    // What a pin does that follows from something unknown speaks against no comment.
    claims: [...claimsOf(evidence)].filter(({ holds }) => holds || open.length === 0),
    assumptions: assumptionsOf(evidence, notRun, open),
    unmodelled: unknownPlaces(evidence),
    deeds: deedsOf(evidence),
    leftOut: reading.entry === null ? [] : deedsLeftOut(evidence, leftOutNames(evidence, notRun)),
    functions: reading.program.functions
      .filter((each) => !each.fromPrelude && each.line > 0 && each.line <= lastLine)
      .map((each) => ({
        name: each.name,
        line: lineOf(each.line),
        endLine: lineOf(each.endLine),
        calls: each.calls,
        interrupt: each.interrupt,
        handedTo: handed.get(each.name) ?? null,
      })),
    delays: machine.delays
      .filter((each) => each.events <= kept.length)
      .map((each) => ({
        line: lineOf(placeOf(each.frames, lastLine)?.line ?? 0),
        ms: each.us / 1000,
        exact: each.exact,
        events: each.events,
      })),
    passes: passesOf(machine).filter((each) => each.events <= kept.length),
    firstPass: firstPassOf(evidence, lastLine),
    triggers: machine.watchedPins
      .filter(({ armed }) => armed())
      .slice(0, 16)
      .map(({ pin, trigger }) => ({ ...naming.name(pin), on: trigger() })),
    interrupts: machine.sources
      .filter((source) => source.nextUs() !== Number.POSITIVE_INFINITY && source.everyUs !== undefined)
      .map((source) => ({ handler: handlerOf(source), everyMs: (source.everyUs?.() ?? 0) / 1000 }))
      .filter((each) => Number.isFinite(each.everyMs)),
    lent: machine.lent().map((pin) => naming.name(pin)),
    open: open.map(({ name, pins }) => ({ name, pins: pins.map((pin) => naming.name(pin)) })),
    byNameOnly: [
      ...new Set(
        machine.events
          .slice(0, kept.length)
          .flatMap(({ changes }) => changes.filter(({ port }) => port === BOARD_PORT))
          .map((pin) => naming.name(pin).pin),
      ),
    ],
    lentRead: [...readOfLent(evidence), ...countedOutside(evidence).map(({ pin }) => pin)].map((pin) =>
      naming.name(pin),
    ),
    classes: objectsOf(reading),
    elsewhere: [...simulation.calls.seen.values()]
      .filter(({ name, kind }) => (kind === 'setup' || kind === 'other') && !/^Serial\b|\./.test(name))
      .map(({ name }) => name),
    answered: openAnswers(evidence),
    cut: cutOf(reading, options),
    calledElsewhere: [
      ...[...notRun.calledElsewhere, ...notRun.handed, ...notRun.unmodelled, ...notRun.dormant].map(({ name }) => name),
      ...notRun.unserved,
      ...notRun.switching,
    ],
    stdout: machine.stdout.slice(0, 4000),
    prints: machine.prints.map(({ text, atUs, line }) => ({
      text: text.slice(0, 200),
      seconds: atUs / 1e6,
      line: line > 0 && line <= lastLine ? lineOf(line) : 0,
    })),
    looks: machine.looks.map(({ atUs, frames }) => ({
      seconds: atUs / 1e6,
      line: lineOf(placeOf(frames, lastLine)?.line ?? 0),
    })),
    language: detectLanguage(
      commentsOf(reading.source)
        .map((comment) => comment.text)
        .join('\n'),
    ),
  };
}

/** Classes of a library whose objects the program makes: `LedControl lc(12, 10, 11)`. */
function objectsOf({ program, code }: Reading): string[] {
  const called = program.unknowns.flatMap(({ kind, name }) =>
    kind === 'function' && name.includes('.') ? [name] : [],
  );
  return program.unknowns.flatMap(({ kind, name }) => {
    if (kind !== 'type' || !/^[A-Z]\w*$/.test(name)) return [];
    const objects = [...code.matchAll(new RegExp(`\\b${name}\\s+([A-Za-z_]\\w*)\\s*[(={;]`, 'g'))].map(
      ([, object]) => object!,
    );
    return objects.some((object) => called.some((each) => each.startsWith(`${object}.`))) ? [name] : [];
  });
}

/** Cut lines as the paste numbers them. */
function cutOf({ mended }: Reading, { lineOffset }: AnalyzeOptions): GpioFacts['cut'] {
  if (!mended.cutLines) return null;
  const { lines, column } = mended.cutLines;
  return { lines: lines.map((line) => line + lineOffset), column };
}

/** The handler's name; the timer's where a library's own code calls the callback. */
function handlerOf(source: Source): string {
  const called = source.handler?.() ?? source.name;
  return called.startsWith('__') ? source.name : called;
}

/** What in `main` could not be made sense of, where that is why nothing ran. */
function refusedMain({ reading, lineOf, lastLine }: Evidence): GpioFacts['trap'] {
  const main = reading.program.functions.find((each) => each.name === 'main' && !each.fromPrelude && !each.available);
  if (reading.entry !== null || !main) return null;
  const why = reading.program.diagnostics.find(
    (each) => each.severity === 'error' && each.line >= main.line && each.line <= Math.min(main.endLine, lastLine),
  );
  return { line: lineOf(why?.line ?? main.line), message: why?.message ?? 'main' };
}

/** Seconds of one period; of the second one where it was recorded, since the first may begin with the way in. */
function timeOfPeriod(events: PinEvent[], { start, period }: Repeat): number | null {
  const from = events[start + 2 * period] ? start + period : start;
  const first = events[from];
  const second = events[from + period];
  if (!first || !second) return null;
  return (second.exactUs + second.estimatedUs - first.exactUs - first.estimatedUs) / 1e6;
}

function infoOf(event: PinEvent, evidence: Evidence, lastLine: number): GpioFacts['eventInfo'][number] {
  const place = placeOf(event.frames, lastLine);
  const own = event.frames.filter((frame) => frame.line > 0 && frame.line <= lastLine);
  return {
    line: place ? evidence.lineOf(place.line) : 0,
    function: place?.function ?? '',
    calls: own
      .slice(1)
      .reverse()
      .map((frame) => `${frame.function}:${evidence.lineOf(frame.line)}`),
    seconds: (event.exactUs + event.estimatedUs) / 1e6,
    exact:
      evidence.reading.symbols.times.size === 0 &&
      evidence.reading.symbols.rates.size === 0 &&
      !isVague(evidence) &&
      event.estimatedUs <= Math.max(100, 0.01 * event.exactUs),
  };
}

/** Whether the clock that waits are counted with is only known roughly, or not at all. */
function isVague({ simulation: { machine } }: Evidence): boolean {
  const { clocks } = machine;
  return clocks !== null && (clocks.rough || (machine.countsClocks && clocks.core() === null));
}

/** Whether the program never ends. A sketch's loop() is called again for ever, whatever became of this run. */
function isEndless({ reading, simulation }: Evidence): boolean {
  const own = (name: string) => reading.program.functions.some((each) => each.name === name && !each.fromPrelude);
  if (own('setup') && own('loop')) return true;
  const { end, machine } = simulation;
  const ended = end.reason === 'returned' || end.reason === 'exit' || end.reason === 'trap';
  return reading.entry !== null && !ended && !machine.mainOver;
}

/** A program that sleeps is woken by what it sleeps for. */
const SLEEPS = /\bLPM\d|SLP|[Ss]leep|\bWFI|\bWFE|SLEEP|HALT|\bPCON\b|IDL/;
/** A call that comes back with the next edge of a pin, or without one when its time is over. */
const AWAITS_EDGE = /\b\w*(?:[Ww]ait|[Pp]oll|[Ee]vent)\w*\s*\(/;
/** A call, in the head of a loop or a condition. */
const CALLS = /\b(?!(?:while|for|if|switch|return|sizeof)\b)[A-Za-z_]\w*\s*\(/;

/** A wait that nothing can end: the run went on without touching a pin, and not in the program's own endless loop. */
function stuckOf(evidence: Evidence): GpioFacts['stuck'] {
  const { simulation, reading, lineOf } = evidence;
  const { stopped, starved, waitsForVariable, scheduler } = simulation.machine;
  if ((stopped !== 'out-of-steps' && !starved && !waitsForVariable) || scheduler !== null) return null;
  const { end } = simulation;
  const line = end.reason === 'stopped' || end.reason === 'out-of-fuel' ? end.line : 0;
  const lastEvent = simulation.machine.events.at(-1);
  if (
    evidence.repeat ||
    line <= 0 ||
    (!starved &&
      !waitsForVariable &&
      lastEvent &&
      simulation.machine.clock.nowUs < 4 * (lastEvent.exactUs + lastEvent.estimatedUs) + 1e6)
  )
    return null;
  const text = waitAt(line, evidence);
  // It only counts: the main loop comes round at its usual pace.
  const { pace, clock } = simulation.machine;
  if (pace.count >= 3 && clock.nowUs - pace.lastUs <= 3 * pace.longestUs + 100_000) return null;
  // What it waits for may come from a function that something outside the paste calls back.
  if (isAwaitedElsewhere(text, evidence)) return null;
  if (SLEEPS.test(text) || (AWAITS_EDGE.test(text) && armedPins(simulation.machine).length > 0)) return null;
  const unknown =
    starved || simulation.machine.looksAtUnit || isAnswered(text, evidence) || (waitsForVariable && CALLS.test(text));
  return {
    line: lineOf(line),
    waitingFor: unknown
      ? { zh: `等的东西这里没有模拟：${text}`, en: `what it waits for is not simulated: ${text}` }
      : { zh: `一直停在这里：${text}`, en: `stays here: ${text}` },
    unknown,
  };
}

/** The head of the loop that a line is in, where it tests something, else the line: `while (seen == count)` of its `delay(10)`. */
function waitAt(line: number, { reading }: Evidence): string {
  const lines = reading.source.split('\n');
  let head = line;
  for (const definition of reading.program.tree.functions)
    if (!definition.fromPrelude)
      walk(definition.body, (node) => {
        if (node.kind !== 'loop' || node.condition === null || node.condition.constant !== undefined) return;
        let inside = node.line === line;
        walk(node.body, (each) => {
          if ('line' in each && each.line === line) inside = true;
        });
        if (inside) head = node.condition.line > 0 ? node.condition.line : head;
      });
  return lines[head - 1]?.trim() ?? '';
}

/** Functions of the paste that only something outside it calls. */
const leftOutNames = (evidence: Evidence, notRun: NotRun): string[] => [
  ...[...notRun.calledElsewhere, ...notRun.handed, ...notRun.unmodelled, ...notRun.dormant].map(({ name }) => name),
  ...calledBack(evidence),
];

/** Whether the line waits for what a function said that is not in the paste. */
function isAnswered(text: string, { reading, simulation }: Evidence): boolean {
  const { seen } = simulation.calls;
  const answers = [...reading.code.matchAll(/\b([A-Za-z_]\w*)\s*=\s*(?:\([\w\s*]+\)\s*)?([A-Za-z_]\w*)\s*\(/g)]
    .filter(([, , callee]) => seen.has(callee!))
    .map(([, name]) => name);
  const words = text.match(/[A-Za-z_]\w*/g) ?? [];
  return words.some((word) => seen.has(word) || answers.includes(word));
}

/** Whether a function that never ran here writes a variable the line waits for. */
function isAwaitedElsewhere(text: string, { reading, lastLine }: Evidence): boolean {
  const lines = reading.source.split('\n');
  const awaited = new Set(text.match(/[A-Za-z_]\w*/g) ?? []);
  const handed = new Set(functionsHanded({ reading, lastLine }).map(({ name }) => name));
  const called = new Set(reading.program.functions.flatMap((each) => each.calls).filter((name) => !handed.has(name)));
  return reading.program.functions.some(
    (each) =>
      !each.fromPrelude &&
      !called.has(each.name) &&
      each.name !== reading.entry &&
      each.name !== 'main' &&
      lines
        .slice(each.line - 1, each.endLine)
        .some((line) =>
          [...line.matchAll(/([A-Za-z_]\w*)\s*(?:[-+|&^]?=(?!=)|\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g)].some(
            ([, before, after]) => awaited.has((before ?? after)!),
          ),
        ),
  );
}

/** By a function's name, the function that the paste does not contain and that is given it. */
function handedOutside({ reading, lastLine }: Evidence): Map<string, string> {
  const missing = missingFunctions(reading);
  const handed = functionsHanded({ reading, lastLine }).filter(({ to }) => missing.has(to));
  return new Map(handed.reverse().map(({ name, to }) => [name, to]));
}
