/** What a run is given and what it leaves: options, sources of events, changes of pins. */
import type { Frame } from '../c/api.ts';
import type { Pin } from './chip.ts';
import type { Machine } from './machine.ts';
import type { Horizon } from './watch.ts';

export interface PinChange {
  port: string;
  bit: number;
  level: 0 | 1;
}

/** One write that changed the level of at least one output pin. */
export interface PinEvent {
  changes: PinChange[];
  frames: Frame[];
  /** Virtual time: the part that is known exactly, and the part estimated from counted loops. */
  exactUs: number;
  estimatedUs: number;
  steps: number;
}

/** Something that happens on virtual time by itself. */
export interface Source {
  name: string;
  /** When it happens next; Infinity for never. */
  nextUs(): number;
  /** Lets it happen; the handler to run, or null. */
  fire(): string | null;
  /** Its flag stands and lets the handler be called again as soon as it is over. */
  asking?(): boolean;
  /** What asks is a level outside, which no handler can take back. */
  byLevel?(): boolean;
  /** Its phase, for comparing two moments. */
  snapshot(nowUs: number): string;
  /** How often it happens, while it does. */
  everyUs?(): number;
  /** See PeriodicTimer. */
  getAwaited?(turnUs: number): boolean;
  unserved?(): boolean;
  /** What the program never wrote, so that its interrupt is asked for and does not come; null where nothing is shut. */
  shutBy?(): string | null;
  /** What the program does not do, so that its interrupt came and never comes again. */
  heldBy?(): string | null;
  /** Names its handler may have, on one chip or another. */
  vectors?: readonly string[];
  running?: boolean;
  /** The program's function it runs, for a timer of the chip. */
  handler?(): string | null;
  /** Its unit is not modelled: what its handler reads first of a register nobody wrote counts as raised. */
  raisesFlags?: boolean;
  /** Counts a clock of its own, not the core's. */
  ownClock?: boolean;
  /** Hertz of that clock, where it is what the chip has after a reset and nothing in the program has chosen it. */
  assumedHz?(): number | null;
  /** A rate known from outside, instead of the registers'. */
  fixedUs?: number | null;
  /** Whether the program has ever started it. */
  everRan?: boolean;
  /** Starts it as code that is not in the paste would. */
  startElsewhere?(): void;
}

/** A write that the hardware ignored because the port had no clock. */
export interface IgnoredWrite {
  port: string;
  register: string;
  /** Bits of the pins a write to the levels meant; null where it was a write to anything else, such as the mode. */
  pins: number | null;
  frames: Frame[];
}

export interface MachineOptions {
  /** Level changes from outside, in order of time. */
  inputs: { pin: Pin; atUs: number; level: 0 | 1 }[];
  /** Handlers whose rate is known from outside. */
  interrupts: { handler: string; everyUs: number }[];
  /** True: ports without a clock ignore writes. */
  gateClocks: boolean;
  /** Code that is not shown lets interrupts through. */
  interruptsLet?: boolean;
  /** Code that is not shown has taken a lock off all pins. */
  unlocked?: boolean;
  /** Pins set up by code that is not in the paste. */
  presumed: Pin[];
  /** Levels that unset inputs rest at, where the program's own tests show it. */
  resting: { pin: Pin; level: 0 | 1 }[];
  /** Functions that can be run as handlers: their own names, and the vectors they are written for. */
  handlers: ReadonlyMap<string, string>;
  /** Answers a call to a function that nobody defines. */
  unknownCall(name: string, args: number[], line: number, machine: Machine): number | undefined;
  /** Functions that are not in the paste and start the timers whose rate is known from outside. */
  startsTimers?: ReadonlySet<string>;
  /** The program was compiled so that its tasks can take turns. */
  tasks?: boolean;
  /** The run ends where the program sets another clock than the chip's: it has to be made anew with that. */
  followsClock?: boolean;
  /** Lines of loops that only look at something, and so go on until something else happens. */
  waits?: ReadonlySet<number>;
  /** Analog inputs read full scale instead of 0. */
  analogFull?: boolean;
  /** The run only shows which pins it needs: nobody asks where in the program anything happened. */
  rehearsal?: boolean;
  /** Values of variables are kept as it runs, and it runs so far. */
  horizon?: Horizon | undefined;
  maxEvents: number;
  maxSteps: number;
}

export type StopReason = 'repeats' | 'settled' | 'enough-events' | 'out-of-steps' | null;
