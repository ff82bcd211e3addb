import { type Frame, type Host, type Run, StopRun } from '../c/api.ts';
import { type Chip, type Pin, pinOfName } from './chip.ts';
import { VirtualClock } from './clock.ts';
import { connectClockPrescaler, type Prescaled } from './clock-prescaler.ts';
import { type ChipClocks, connectClockTree, otherThan } from './clock-tree.ts';
import { touched } from './driven.ts';
import { connectEdges } from './edges.ts';
import type { IgnoredWrite, MachineOptions, PinChange, PinEvent, Source, StopReason } from './events.ts';
import { connectGpioteTasks } from './gpiote-tasks.ts';
import { intrinsicNamed, pinHolds } from './intrinsics.ts';
import type { PinMode } from './modes.ts';
import { ACCESS_LIMIT, GLANCES, look, onlyLooks, remember, stir, WATCHING, watch } from './polling.ts';
import { Port, type PortSurroundings } from './port.ts';
import { connectPpi } from './ppi.ts';
import { keep, notePrint, type Print } from './prints.ts';
import { type Cell, RegisterFile } from './registers.ts';
import { observeRepeat, RepeatFinder } from './repeat.ts';
import { connectSamClocks } from './sam-clocks.ts';
import type { Scheduler } from './scheduler.ts';
import { chosen, clocked, connectHeld, findAddress, mountBlocks } from './set-up.ts';
import {
  catchUp,
  fire,
  MAX_NESTING,
  nextInputUs,
  nextSource,
  nextSourceUs,
  skipToInput,
  skipToNext,
  skipTurns,
} from './sources.ts';
import { connectTimers } from './timers/index.ts';
import { WATCH_CALL, Watch } from './watch.ts';

/** Looks at inputs that are kept with their time. */
export const LOOKS_KEPT = 200;
/** Visits of the main loop after which it has seen what an input came to. */
const VISITS_AFTER_INPUT = 3;

const SLICE = 200_000;
/** Steps until a loop that only looks is asked again: one turn of it, mostly. */
const TURN = 8;

/** A counter further away than this from what a loop waits for has wrapped round. */
const MOST_AHEAD = 0x7fff_ffff;

/** Reads of one register in a row that are no set-up. */
const UNIT_READS = 20;
/** A repetition that is only seen, not proven, must have gone on for this long before the run is ended for it. */
const SHORTEST_PROOF_US = 100_000;
/** How many times as many changes are recorded of a program that has not come to the end of its first pass. */
const PATIENCE = 8;
/** Passes of endless loops that are noted. */
const PASSES_KEPT = 400;

/** States of registers and ports that are known by a number; of one that was forgotten it is never said that it came back. */
const SNAPSHOTS_KEPT = 20_000;
/** Work that is neither loops nor accesses, as `Host.tick` counts it. */
const WORK_US = 500_000;

/** A chip around a running program: answers its memory accesses, keeps time, fires interrupts, logs its pins. */
export class Machine implements Host {
  readonly chip: Chip;
  readonly file: RegisterFile;
  readonly ports = new Map<string, Port>();
  readonly clock: VirtualClock;
  readonly events: PinEvent[] = [];
  readonly ignored: IgnoredWrite[] = [];
  readonly sources: Source[] = [];
  readonly repeat: RepeatFinder;
  readonly options: MachineOptions;
  /**
   * Pins whose latch the program changed, with the frames of the first change, how often it rose and
   * fell, and how often a write changed no output beside it.
   */
  readonly driven = new Map<string, { pin: Pin; frames: Frame[]; rises: number; falls: number; alone: number }>();
  /** Pins set up as outputs while another unit held them, with the frames of that set-up. */
  readonly heldConfigured = new Map<string, { pin: Pin; frames: Frame[] }>();
  /** Ports whose input register was read, with the frames of the first read. */
  readonly portsRead = new Map<string, Frame[]>();
  readonly lastLatch = new Map<string, number>();
  /** Inputs that had a pull-up chosen by the latch until a write of the latch took it from them, with the frames of that write. */
  readonly lostPulls = new Map<string, { pin: Pin; frames: Frame[] }>();
  /** Pins that a library call handed to a timer. */
  readonly lentByCall = new Map<string, Pin>();
  /** Pins that a call dims (analogWrite), with the values given, first to last without repetitions in a row. */
  readonly dimmed = new Map<string, { pin: Pin; values: number[]; full: number }>();
  /** Where an analog input was read first, and what full scale is. */
  analogRead: { frames: Frame[]; full: number } | null = null;
  /** Pins whose edges can run one of the program's handlers, and whether they do now. */
  readonly watchedPins: {
    pin: Pin;
    armed: () => boolean;
    unserved: () => boolean;
    vectors: readonly string[];
    handler: () => string | null;
    shutBy: () => string | null;
    heldBy: () => string | null;
    trigger: () => 'falling' | 'rising' | 'both' | 'low';
  }[] = [];
  /** Pin numbers the program used that the board does not have. */
  readonly lostPins = new Set<number>();
  /** Frames of the write that made each pin an output. */
  readonly madeOutput = new Map<string, Frame[]>();
  /** Frames of each mode-register write that reached a port. */
  readonly configured: { port: string; register: string; frames: Frame[] }[] = [];
  /** Writes that set pins up another way, their pulls included: which pins, what they are now, and from where. */
  readonly setUps: { port: string; pins: { bit: number; mode: PinMode }[]; frames: Frame[] }[] = [];
  readonly lastSetUps = new Map<string, PinMode[]>();
  /** Writes that gave pins another mode: which pins, which mode, and from where. */
  readonly modeChanges: { port: string; pins: { bit: number; mode: PinMode }[]; frames: Frame[] }[] = [];
  /** The modes of each port's pins when they were looked at last. */
  readonly lastModes = new Map<string, PinMode[]>();
  /** Clock bits of ports that the program switched on. */
  readonly clocksOn = new Set<string>();
  /** Delay calls in order: where, how long, and how many changes had been before. */
  readonly delays: { frames: Frame[]; us: number; exact: boolean; events: number; clocks?: boolean }[] = [];
  /** The values of variables that somebody asks for. */
  readonly watch: Watch | null;
  /** Visits to the heads of endless loops: how many changes and delays had been before. */
  readonly passes: { loop: number; events: number; delays: number }[] = [];
  /** How the visits to the heads of endless loops follow one another. */
  readonly pace = { count: 0, lastUs: 0, longestUs: 0 };
  /** The tasks of an operating system, once the program has made one. */
  scheduler: Scheduler | null = null;
  /** The function that made the tasks is over; they go on. */
  mainOver = false;
  /** Time that was taken for waits of unknown length. */
  unknownUs = 0;
  /** The clock the program has set, where that is another one than the chip's. */
  clockSetHz: number | null = null;
  /** The chip's clocks by its registers, where those tell them from reset on. */
  clocks: ChipClocks | null = null;
  /** The clock that a library call set. */
  private setByCall: number | null = null;
  /** SysTick was given a count that it cannot hold. */
  refusedTicks = false;
  /** What the program's clock prescaler was set to last. */
  prescaled: Prescaled | null = null;
  /** The program waited for a number of the processor's clocks: how long that is depends on the clock. */
  countsClocks = false;
  /** The run ended in a wait for something that is no pin and that nothing in the run gives. */
  starved = false;
  /** Where a task waited for another one. */
  awaited: Frame[] | null = null;
  stdout = '';
  /** What was printed, each with its time. */
  readonly prints: Print[] = [];
  /** The first looks at ports' inputs: when and from where. */
  readonly looks: { port: string; atUs: number; frames: Frame[] }[] = [];
  stopped: StopReason = null;
  interruptsOn: boolean;
  /** Counts things that matter to the outside; a loop that raises it is not idle. */
  activity = 0;
  run: Run | null = null;
  readonly heldBits: { pins: Map<string, number>; cell: () => number; mask: number; free: number[] }[] = [];
  handlerDepth = 0;
  /** The handler that runs now. */
  firing: string | null = null;
  /** A handler that is called again and again, since nothing clears its flag. */
  neverLeft: string | null = null;
  /** Calls of functions that nobody defines. */
  unknownCalls = 0;
  /** In the handler of a unit that is not modelled: the registers it has looked at. */
  raised: Set<number> | null = null;
  accesses = 0;
  private workedUs = 0;
  /** Turns of delay loops that were not run because they are not in the paste. */
  private extraSteps = 0;
  readonly outsideBy = new Map<string, { atUs: number; level: 0 | 1 }[]>();
  readonly restingBy = new Map<string, 0 | 1>();
  /** Of each port the pins that stand in one of them. */
  private readonly wired = new Map<string, number>();
  readonly touchedPorts = new Set<Port>();
  /** Where the clock bits are that were asked for. */
  private readonly addresses = new Map<string, number>();
  readonly clockBits = new Map<string, { cell: Cell; bit: number }>();

  constructor(chip: Chip, options: MachineOptions) {
    this.chip = chip;
    this.options = options;
    this.watch = options.horizon ? new Watch(options.horizon) : null;
    this.clock = new VirtualClock((chip.cyclesPerStep / chip.clockHz) * 1e6);
    this.file = new RegisterFile(chip.unitBytes, chip.bitBand);
    this.interruptsOn =
      (!chip.interruptsMasked || options.interruptsLet === true) &&
      !chip.timers.some(
        (timer) => timer.driver.startsWith('avr') || timer.driver === 'c51' || timer.driver === 'msp430',
      );
    mountBlocks(this);
    const surroundings: PortSurroundings = {
      wired: (port) => this.wired.get(port) ?? 0,
      outside: (port, bit) => this.outside(port, bit),
      clocked: (port) => !options.gateClocks || clocked(this, port),
      chosen: (bit, register) => chosen(this, bit, register),
      heldMask: (port) => this.heldMask(port),
      ignored: (port, register, pins) => {
        if (this.ignored.length < 200) this.ignored.push({ port: port.name, register, pins, frames: this.frames() });
      },
      touched: (port, register, kind) => touched(this, port, register, kind),
      sampled: (port) => {
        if (!this.portsRead.has(port.name)) this.portsRead.set(port.name, this.frames());
        if (this.looks.length < LOOKS_KEPT)
          this.looks.push({ port: port.name, atUs: this.clock.nowUs, frames: this.frames() });
      },
    };
    for (const name of Object.keys(chip.ports)) this.ports.set(name, new Port(chip, name, this.file, surroundings));
    for (const { port, bit } of options.presumed) {
      const target = this.ports.get(port);
      if (target) target.presumedOutput = (target.presumedOutput | (1 << bit)) >>> 0;
    }
    connectHeld(this);
    for (const input of options.inputs) {
      const key = `${input.pin.port}:${input.pin.bit}`;
      this.outsideBy.set(key, [...(this.outsideBy.get(key) ?? []), { atUs: input.atUs, level: input.level }]);
    }
    for (const { pin, level } of options.resting) this.restingBy.set(`${pin.port}:${pin.bit}`, level);
    for (const { pin } of [...options.inputs, ...options.resting])
      this.wired.set(pin.port, ((this.wired.get(pin.port) ?? 0) | (1 << pin.bit)) >>> 0);
    connectTimers(this);
    connectEdges(this);
    connectGpioteTasks(this);
    connectPpi(this);
    connectSamClocks(this);
    connectClockTree(this);
    connectClockPrescaler(this);
    this.repeat = new RepeatFinder();
    for (const port of this.ports.values()) {
      port.settle();
      this.lastModes.set(port.name, port.modes());
      this.lastSetUps.set(port.name, port.modes());
    }
    for (const port of this.ports.values()) if (!chip.gpio.alwaysOutput) port.everOutput = 0;
    this.lentAtReset = new Set(this.alternates().map(({ port, bit }) => `${port}:${bit}`));
  }

  /** Pins of other units after reset: those of the debugger. */
  private readonly lentAtReset: ReadonlySet<string>;

  private alternates(): Pin[] {
    return [...this.ports].flatMap(([port, each]) =>
      Array.from({ length: each.pins }, (_, bit) => ({ port, bit })).filter(
        ({ bit }) => each.mode(bit).direction === 'alternate',
      ),
    );
  }

  /** Pins that the program has handed to a unit of the chip (timer, UART, SPI ...). */
  lent(): Pin[] {
    const own = this.alternates().filter(({ port, bit }) => !this.lentAtReset.has(`${port}:${bit}`));
    return [...own, ...this.lentByCall.values(), ...this.withWaveform()];
  }

  /** Outputs that a timer's compare unit drives at the end of the run. */
  private withWaveform(): Pin[] {
    return this.chip.waveforms.flatMap(({ register, mask, pin: name }) => {
      const pin = pinOfName(this.chip, name);
      const port = pin && this.ports.get(pin.port);
      if (!pin || !port || !((port.everOutput >>> pin.bit) & 1)) return [];
      return this.file.stored(this.addressOf(register), 1) & mask ? [pin] : [];
    });
  }

  /** Counters that count a pin's edges at the end of the run. */
  countedPins(): { counter: string; register: string; pin: Pin }[] {
    return this.chip.countsFrom.flatMap(({ register, mask, values, counter, pin: name }) => {
      const pin = pinOfName(this.chip, name);
      return pin && values.includes(this.file.stored(this.addressOf(register), 1) & mask)
        ? [{ counter, register, pin }]
        : [];
    });
  }

  /** Address of `BLOCK.REGISTER` or `BLOCK.REGISTER[n]`. */
  addressOf(path: string): number {
    let address = this.addresses.get(path);
    if (address === undefined) {
      address = findAddress(this, path);
      this.addresses.set(path, address);
    }
    return address;
  }

  /** Pins of a port that another unit keeps for itself now. */
  heldMask(port: string): number {
    let mask = 0;
    for (const held of this.heldBits) {
      if (!held.free.includes((held.cell() & held.mask) >>> 0)) mask |= held.pins.get(port) ?? 0;
    }
    return mask >>> 0;
  }

  outside(port: string, bit: number): 0 | 1 | null {
    const key = `${port}:${bit}`;
    const changes = this.outsideBy.get(key);
    let level: 0 | 1 | null = this.restingBy.get(key) ?? null;
    if (changes) {
      this.keepTime();
      for (const change of changes) if (change.atUs <= this.clock.nowUs) level = change.level;
    }
    return level;
  }

  /** Clocks that the mode it sleeps in has stopped, by name. */
  readonly stoppedClocks = new Set<string>();
  /** Timers that stood still for that, and the clock each of them counts. */
  readonly stoppedTimers = new Map<string, string>();
  /** Called when clocks stop or go on. */
  readonly onClocks: (() => void)[] = [];

  /** Registers that only work with a bit that nothing in the program writes: it is taken to be set elsewhere. */
  readonly takenAsChosen = new Map<string, { register: string; bit: number; value: number }>();

  /** Where the program is, up to the handler or the task that runs: what either of them interrupted did not call it. */
  frames(): Frame[] {
    if (this.options.rehearsal || !this.run) return [];
    const all = this.run.frames();
    const root = this.firing ?? this.scheduler?.rootFunction ?? null;
    const at = root === null ? -1 : all.findIndex((frame) => frame.function === root);
    return at < 0 ? all : all.slice(0, at + 1);
  }

  /** Books the time the program has spent since the last look. */
  keepTime(): void {
    if (this.run) this.clock.spend(this.run.steps());
  }

  /** When the next source is due at the earliest; -Infinity where that has to be asked anew. */
  dueUs = Number.NEGATIVE_INFINITY;

  watched = { address: -1, activity: -1, reads: 0 };
  /** What pins gave that were read: the same until something happens, or until so many steps are done. */
  readonly seen = new Map<number, number>();
  seenUntil = 0;
  /** Reads of nothing but pins since something happened last. */
  glances = 0;
  unasked = 0;
  askEvery = GLANCES;
  /** Whether anything but reads of pins came since fuel was given last. */
  othersSinceFuel = true;
  /** The run ended in a wait for a variable that nothing in the run changes. */
  waitsForVariable = false;

  /** What was read last, over and over, is a register of a unit that is not modelled. */
  get looksAtUnit(): boolean {
    const { address, reads } = this.watched;
    return address >= 0 && reads > UNIT_READS && this.file.isStorage(address);
  }

  private readLine = 0;

  /** How far a counter with this value is from the one that the loop which reads it waits for; 0 where that is not known. */
  ahead(value: number): number {
    const bound = this.run?.bound() ?? null;
    if (!bound || !this.run) return 0;
    const distance = (bound.value - value) >>> 0;
    if (distance > MOST_AHEAD) return 0;
    const here = this.readLine === bound.line || this.run.frames().some(({ line }) => line === bound.line);
    return here ? distance : 0;
  }

  /** Every way out of the program passes here: books the time, and ends a run that goes on for too long. */
  enter(): void {
    this.keepTime();
    this.accesses += 1;
    if (this.accesses > ACCESS_LIMIT) this.stop('out-of-steps');
  }

  read(address: number, width: 1 | 2 | 4, line: number): number {
    const known = look(this, address * 8 + width, line);
    if (known !== null) return known;
    this.enter();
    this.readLine = line;
    const flagged = watch(this, address);
    const value = this.file.read(address, width);
    if (this.file.isSteady(address)) remember(this, address * 8 + width, value);
    else stir(this);
    if (value === 0 && this.raised?.has(address) === false && this.file.isStorage(address)) {
      this.raised.add(address);
      return width === 4 ? 0xffffffff : width === 2 ? 0xffff : 0xff;
    }
    if (!flagged) return value;
    return width === 4 ? ~value >>> 0 : ~value & (width === 2 ? 0xffff : 0xff);
  }

  write(address: number, width: 1 | 2 | 4, value: number, _line: number): void {
    this.enter();
    // The same again into a place that only keeps it (a watchdog's key) is nothing that happens.
    if (this.file.isStorage(address) && this.file.read(address, width) === value >>> 0) {
      this.watched.address = -1;
      this.file.cell(address).written = true;
      return;
    }
    stir(this);
    this.file.write(address, width, value >>> 0);
    this.activity += 1;
    this.dueUs = Number.NEGATIVE_INFINITY;
    this.settle();
    catchUp(this);
  }

  /** Compares all touched ports with what they showed and logs the change as one event. */
  settle(): void {
    if (this.touchedPorts.size === 0) return;
    const changes: PinChange[] = [];
    for (const port of this.touchedPorts) {
      const { changed, newOutputs } = port.settle();
      if (newOutputs) {
        const frames = this.frames();
        for (let bit = 0; bit < port.pins; bit++)
          if ((newOutputs >>> bit) & 1) this.madeOutput.set(`${port.name}:${bit}`, frames);
      }
      for (let bit = 0; bit < port.pins && changed; bit++) {
        if ((changed >>> bit) & 1) changes.push({ port: port.name, bit, level: ((port.shown >>> bit) & 1) as 0 | 1 });
      }
    }
    this.touchedPorts.clear();
    if (changes.length === 0) return;
    if (this.clockSetHz !== null && this.events.length > 0) this.stop('out-of-steps');
    if (this.firing !== null) this.byHandlers += 1;
    this.events.push({
      changes,
      frames: this.frames(),
      exactUs: this.clock.exactUs,
      estimatedUs: this.clock.estimatedUs,
      steps: (this.run?.steps() ?? 0) + this.extraSteps,
    });
    this.watch?.sample(this, true);
    const seen = this.events.length;
    if (seen >= this.options.maxEvents && (this.cameRoundSince(-1) || seen >= PATIENCE * this.options.maxEvents))
      this.stop('enough-events');
    // A program that counts time never comes back to the same state; its pins are watched instead.
    if (seen % 64 === 0 && seen <= 512 && !this.repeat.found && !this.goesOn() && this.cameRoundSinceInput()) {
      const seenRepeat = observeRepeat(this.events.slice(this.eventsBeforeInput), true, 8, true);
      const start = this.eventsBeforeInput + (seenRepeat?.start ?? 0);
      // Quick edges are bits on a wire, and what is sent next may differ.
      if (seenRepeat && this.lasting(start) >= SHORTEST_PROOF_US && this.cameRoundSince(start))
        this.stop('enough-events');
    }
  }

  /** Changes that an interrupt's handler made. */
  private byHandlers = 0;

  /** Changes that all fall into one pass of the main loop are a loop inside of it, which comes to an end. */
  cameRoundSince(event: number): boolean {
    if (this.scheduler !== null) return this.scheduler.allWokeSince(event);
    // A handler has no pass; what main itself does belongs to one, whatever timers tick beside it.
    if (this.firing !== null || this.byHandlers > 0) return true;
    return this.passes.length >= PASSES_KEPT || (this.passes.at(-1)?.events ?? -1) > event;
  }

  /** What is asked lies further than this. */
  private goesOn(): boolean {
    return this.watch !== null && !this.watch.isFar(this);
  }

  private lasting(fromEvent: number): number {
    const first = this.events[fromEvent]!;
    const last = this.events.at(-1)!;
    return last.exactUs + last.estimatedUs - first.exactUs - first.estimatedUs;
  }

  stop(reason: StopReason): never {
    this.stopped = reason;
    throw new StopRun(reason ?? 'stopped');
  }

  /** How many changes there were before the last scripted input, and visits of the main loop since. */
  private eventsBeforeInput = 0;
  private visitsSinceInput = 0;

  /** No input is still to come, and the program has had the time to look at what the last one left. */
  private cameRoundSinceInput(): boolean {
    const last = this.options.inputs.at(-1)?.atUs ?? Number.NEGATIVE_INFINITY;
    if (nextInputUs(this) !== Number.POSITIVE_INFINITY) return false;
    if (last === Number.NEGATIVE_INFINITY) return true;
    const from = this.events.findIndex((event) => event.exactUs + event.estimatedUs >= last);
    this.eventsBeforeInput = from < 0 ? this.events.length : from;
    return this.pace.count === 0 || this.visitsSinceInput >= VISITS_AFTER_INPUT;
  }

  call(name: string, args: number[], line: number, types: readonly string[] = []): number | undefined {
    if (name === WATCH_CALL) {
      this.watch?.register(args);
      return undefined;
    }
    // Pins by their number on the board are no addresses.
    const pinRead = name === '__host_pin_read' ? -1 - args[0]! : 0;
    const known = pinRead < 0 ? look(this, pinRead, line) : null;
    if (known !== null) return known;
    this.enter();
    // The level a pin has already: nothing happens.
    if (name === '__host_pin_write' && pinHolds(this, args)) return undefined;
    if (pinRead === 0) stir(this);
    this.dueUs = Number.NEGATIVE_INFINITY;
    const own = intrinsicNamed(name);
    if (!own) {
      notePrint(this, name, args, types, line);
      if (this.options.startsTimers?.has(name)) for (const source of this.sources) source.startElsewhere?.();
      this.unknownCalls += 1;
    }
    const result = own ? own(this, args) : this.options.unknownCall(name, args, line, this);
    this.settle();
    catchUp(this);
    if (pinRead < 0 && result !== undefined) remember(this, pinRead, result);
    return result;
  }

  outOfFuel(steps: number, line: number): number {
    this.keepTime();
    const next = this.nextDueUs();
    if (steps >= this.options.maxSteps) this.stop('out-of-steps');
    if (next === Number.POSITIVE_INFINITY && !this.othersSinceFuel && onlyLooks(this, line) && !skipToInput(this)) {
      this.waitsForVariable = this.glances === 0;
      this.stop('settled');
    }
    const waits = next !== Number.POSITIVE_INFINITY && onlyLooks(this, line);
    // One turn has seen what the last handler did, and the loop goes on: nothing changes until the next one.
    if (waits && !this.othersSinceFuel) skipToNext(this);
    this.othersSinceFuel = false;
    if (waits) return TURN;
    return next === Number.POSITIVE_INFINITY ? SLICE : Math.min(SLICE, this.clock.stepsUntil(next));
  }

  /**
   * Lets happen what is due, and says when the next event of a source comes. Asking every source costs more than a turn of
   * most loops; only writes, calls and handlers change it.
   */
  private nextDueUs(): number {
    if (this.clock.nowUs >= this.dueUs) {
      catchUp(this);
      this.dueUs = nextSourceUs(this);
    }
    return this.dueUs;
  }

  /** Work without loops is bounded too: calls that branch into calls, the library. */
  tick(us: number): void {
    this.workedUs += us;
    if (this.workedUs > WORK_US) this.stop('out-of-steps');
  }

  loopHead(loop: number, _line: number): void {
    if (this.handlerDepth > 0 || !this.run) return;
    this.keepTime();
    this.nextDueUs();
    this.pace.longestUs = Math.max(this.pace.longestUs, this.pace.count > 0 ? this.clock.nowUs - this.pace.lastUs : 0);
    this.pace.lastUs = this.clock.nowUs;
    this.pace.count += 1;
    if (nextInputUs(this) === Number.POSITIVE_INFINITY) this.visitsSinceInput += 1;
    if (this.passes.length < PASSES_KEPT && this.scheduler === null)
      this.passes.push({ loop, events: this.events.length, delays: this.delays.length });
    const found = this.repeat.visit(loop, this, () => this.run!.stateHash());
    this.watch?.passEnded(this, loop);
    if (this.watch?.horizon.stops && this.watch.isFar(this)) this.stop('enough-events');
    if (found === 'repeats' && !this.goesOn()) this.stop('repeats');
    if (found === 'idle' && this.scheduler?.canPause) {
      this.idleInTask(this.scheduler);
      return;
    }
    // Nothing changes by itself any more: on to the next thing that happens from outside, or the end.
    if (
      found === 'idle' &&
      !skipTurns(this, this.repeat.turnUs) &&
      !this.sources.some((source) => source.getAwaited?.(this.repeat.turnUs) === true)
    )
      this.stop('settled');
    if (found === 'silent' && !skipToInput(this)) this.stop('settled');
  }

  private idleTurns = { moves: -1, turns: 0 };

  /** A task's loop that changes nothing: what it waits for comes from the others, as long as it lets them. */
  private idleInTask(scheduler: Scheduler): void {
    const { moves } = scheduler;
    if (moves !== this.idleTurns.moves) this.idleTurns = { moves, turns: 0 };
    this.idleTurns.turns += 1;
    if (this.idleTurns.turns > WATCHING) this.stop('settled');
  }

  /** The program's own function was set aside, or is over: its tasks go on. */
  parked(waits: boolean): void {
    const { scheduler } = this;
    if (!scheduler) return;
    if (!waits) {
      scheduler.leave();
      this.mainOver = true;
      // With a process its threads end.
      if (this.chip.family === 'linux-gpio') return;
    }
    scheduler.run();
  }

  output(text: string): void {
    if (this.stdout.length < 20_000) this.stdout += text;
    if (text !== '') keep(this, text, this.frames().find(({ line }) => line > 0)?.line ?? 0);
  }

  /** Lets exactly known time pass, with everything that happens meanwhile. */
  delay(us: number): void {
    if (this.clockSetHz !== null) this.stop('out-of-steps');
    const lasts = us * this.slow;
    if (lasts >= 20) this.noteDelay(lasts, true);
    this.watch?.sample(this, false);
    this.passTime(lasts);
  }

  /** How many times longer the processor's clock is than the one the program's waits are computed for. */
  get slow(): number {
    return this.clock.slow;
  }

  set slow(times: number) {
    this.keepTime();
    this.clock.slow = times;
  }

  /** A library call has set the processor's clock. */
  coreSet(hz: number): void {
    this.setByCall = hz > 0 ? hz : null;
    if (this.options.followsClock) this.clockSetHz = otherThan(this.chip.clockHz, hz);
  }

  /** The processor's clock now. */
  get coreHz(): number {
    return this.setByCall ?? this.clocks?.core() ?? this.chip.clockHz / this.slow;
  }

  /** Waits for so many of the processor's clocks. */
  delayClocks(count: number): void {
    const noted = this.delays.length;
    this.delay((count * 1e6) / this.coreHz);
    const note = this.delays[noted];
    if (!note) return;
    note.clocks = true;
    this.countsClocks = true;
  }

  /** The same without being a wait of the program. */
  passTime(us: number): void {
    this.keepTime();
    const until = this.clock.nowUs + Math.max(0, us);
    stir(this);
    this.activity += 1;
    this.dueUs = Number.NEGATIVE_INFINITY;
    while (this.handlerDepth < MAX_NESTING) {
      const source = nextSource(this);
      const at = source?.nextUs() ?? Number.POSITIVE_INFINITY;
      if (!source || at > until) break;
      this.clock.pass(at - this.clock.nowUs);
      fire(this, source);
      this.keepTime();
    }
    this.clock.pass(until - this.clock.nowUs);
  }

  /** A wait of the program, for those who tell of it. */
  noteDelay(us: number, exact: boolean): void {
    if (this.delays.length < 400) this.delays.push({ frames: this.frames(), us, exact, events: this.events.length });
  }

  /** A wait of unknown length: some time passes, and none of it is told as exact. */
  unknownDelay(us: number, guessed = true): void {
    if (guessed) this.unknownUs += us;
    const exact = this.clock.exactUs;
    const noted = this.delays.length;
    this.delay(us);
    this.clock.estimatedUs += this.clock.exactUs - exact;
    this.clock.exactUs = exact;
    const note = this.delays[noted];
    if (note) note.exact = false;
  }

  /** A counted delay whose loop is not in the paste: its time is an estimate. */
  estimatedDelay(turns: number): void {
    this.unknownDelay(turns * (this.chip.cyclesPerStep / this.chip.clockHz) * 1e6, false);
    this.extraSteps += turns;
  }

  /** The program's function for the first of these vectors that has one. */
  handler(...names: string[]): string | null {
    return this.handlerOf(names);
  }

  /** The same for a list that stays as it is: sources ask for theirs at every turn of a loop. */
  handlerOf(names: readonly string[]): string | null {
    let found = this.handlersFound.get(names);
    if (found === undefined) {
      const { handlers } = this.options;
      const name = names.find((each) => handlers.get(each));
      found = name === undefined ? null : handlers.get(name)!;
      this.handlersFound.set(names, found);
    }
    return found;
  }

  private readonly handlersFound = new WeakMap<readonly string[], string | null>();

  get inHandler(): boolean {
    return this.handlerDepth > 0;
  }

  /** Registers, ports and switches: everything outside the program that decides what happens next, except when. */
  fixedSnapshot(): string {
    let versions = this.interruptsOn ? 1 : 0;
    for (const port of this.ports.values()) versions += 2 * port.version;
    const registers = this.file.snapshot();
    const taken = this.taken;
    if (taken.versions === versions && taken.registers === registers) return taken.number;
    let text = registers;
    for (const port of this.ports.values()) text += port.snapshot();
    text += `|${this.interruptsOn}`;
    // A number of its own for each, since it is compared far more often than it changes.
    let number = this.numbered.get(text);
    if (number === undefined) {
      if (this.numbered.size >= SNAPSHOTS_KEPT) this.numbered.clear();
      number = (this.nextNumber++).toString(36);
      this.numbered.set(text, number);
    }
    this.taken = { versions, registers, number };
    return number;
  }

  private readonly numbered = new Map<string, string>();
  private nextNumber = 0;
  private taken = { versions: -1, registers: '', number: '' };

  /**
   * Nothing has changed for so long that nothing will: much longer than ever before, and a minute at least; a quarter where
   * the program reacted to inputs and the last of them is over.
   */
  quietForLong(): boolean {
    const last = this.events.at(-1);
    const since = this.clock.nowUs - (last ? last.exactUs + last.estimatedUs : 0);
    let longest = 0;
    for (const [i, event] of this.events.entries()) {
      const before = this.events[i - 1];
      longest = Math.max(
        longest,
        event.exactUs + event.estimatedUs - (before ? before.exactUs + before.estimatedUs : 0),
      );
    }
    const reactive =
      this.outsideBy.size > 0 && this.events.length > 2 && nextInputUs(this) === Number.POSITIVE_INFINITY;
    return since > Math.max(reactive ? 15e6 : 60e6, 50 * longest);
  }

  /** How far away the things are that happen by themselves. */
  phases(): string {
    const now = this.clock.nowUs;
    return this.sources.map((source) => source.snapshot(now)).join('') + (this.scheduler?.snapshot(now) ?? '');
  }
}
