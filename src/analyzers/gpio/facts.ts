import { z } from 'zod';
import { PartBase } from '../analyzer.ts';

/** Changes of a run that are kept at most. */
export const EVENTS_KEPT = 600;

const Both = z.object({ zh: z.string(), en: z.string() });
const Level = z.union([z.literal(0), z.literal(1)]);
const Line = z.int().nonnegative();
const Lines = z.tuple([z.int().positive(), z.int().positive()]);

/** A pin by the name answers use and all names it goes by. */
const NamedPin = z.object({ pin: z.string(), aliases: z.array(z.string()) });
export type NamedPin = z.infer<typeof NamedPin>;
const PlacedPin = NamedPin.extend({ mode: z.string(), lines: Lines.nullable() });
const Change = NamedPin.extend({ level: Level });
export type Change = z.infer<typeof Change>;

const EventInfo = z.object({
  /** Where in the paste the write is that did it; 0 where no line of the paste did. */
  line: Line,
  function: z.string(),
  /** The way there, from the outside in: "main:40". */
  calls: z.array(z.string()),
  /** Time since start-up. */
  seconds: z.number().nonnegative(),
  /** True where that time comes from delay calls and timers alone, not from counted loops. */
  exact: z.boolean(),
});

const Loop = z.object({ start: z.int().nonnegative(), period: z.int().positive() });

const Finding = z.object({
  kind: z.string(),
  line: Line,
  severity: z.enum(['error', 'warning', 'note']),
  text: Both,
  why: Both,
  advice: Both,
  /** A line to put there instead, tried: with it the mistake is gone. */
  fix: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** Kinds that are told in the answer only: who reads the JSON counts on a closed list of kinds, and these are none of it. */
export const TOLD_ONLY: ReadonlySet<string> = new Set([
  'interrupt-not-enabled',
  'interrupt-shut-off',
  'interrupt-not-acknowledged',
  'interrupts-never-on',
  'pins-locked',
]);

const Claim = z.object({ line: Line, quote: z.string(), holds: z.boolean(), why: Both });
export type Claim = z.infer<typeof Claim>;

const Assumption = z.object({ name: z.string(), text: Both });
export type Assumption = z.infer<typeof Assumption>;

/** What the pins do while an input is, or is no longer, at another level. */
const Phase = z.object({
  what: z.enum(['press', 'release', 'press-again', 'release-again']),
  /** Whether the outputs do something else than in the run without a press. */
  differs: z.boolean(),
  /** Pins that toggle in even steps while it lasts. */
  paces: z.array(NamedPin.extend({ everyMs: z.number() })),
  changes: z.array(NamedPin.extend({ level: Level, line: Line })),
  more: z.boolean(),
  /** Where there are more: what each pin did, how often, where it was last put, whether it was still moving at the end, and whether it moved without waiting. */
  pins: z
    .array(NamedPin.extend({ times: z.int(), level: Level, line: Line, moving: z.boolean(), hurried: z.boolean() }))
    .default([]),
  /** After these changes the pins do what they always do. */
  resumes: z.boolean().default(false),
  /** After these changes nothing moves any more, though it would without the press. */
  stops: z.boolean().default(false),
  /** The program did not look at the input while it was pressed, because it was waiting for something else. */
  missed: z.boolean().default(false),
});

const FunctionDeed = z.object({
  name: z.string(),
  line: Line,
  arg: z.number().nullable(),
  /** What it was called with, as the paste writes it: `GPIO_PIN_4`, `htim->Instance == TIM3`; the parameter's name where it makes no difference. */
  given: z.string().nullable().default(null),
  /** Input pins that read this level meanwhile; null where their level makes no difference. */
  reading: z
    .object({ pins: z.array(z.string()), level: Level })
    .nullable()
    .default(null),
  /** Who calls it, for functions that a library calls. */
  called: Both.nullable().default(null),
  /** Pins it makes outputs, levels it leaves and how often they changed (whether each call turns them round), input pins it looks at. */
  makes: z.array(z.string()),
  /** Pins it makes inputs with a pull resistor. */
  pulls: z.array(z.object({ pin: z.string(), pull: z.enum(['up', 'down']) })).default([]),
  sets: z.array(z.object({ pin: z.string(), level: Level, times: z.int(), toggles: z.boolean().default(false) })),
  reads: z.array(z.string()),
});
export type FunctionDeed = z.infer<typeof FunctionDeed>;

/** Everything the GPIO analyzer establishes about a paste; texts are in both languages, so that it can be said in either. */
export const GpioFacts = z.object({
  /** Version of this shape, for facts that were stored. */
  version: z.literal(1),
  lines: Lines,
  family: z.string(),
  chip: z.string(),
  title: Both,
  /** What spoke for this family. */
  signs: z.array(z.string()),
  restored: z.array(Both),
  restoredText: z.string().nullable(),
  /** The text all lines count in, and the number of its first line. */
  source: z.string(),
  firstLine: z.int().positive(),
  outputs: z.array(PlacedPin),
  inputs: z.array(PlacedPin),
  events: z.array(z.array(Change)),
  eventInfo: z.array(EventInfo),
  loop: Loop.nullable(),
  /** proven: program and chip came back to a state they had been in; seen: the changes were watched to repeat. */
  loopBasis: z.enum(['proven', 'seen']).nullable(),
  loopSeconds: z.number().nullable(),
  endless: z.boolean(),
  /** A wait that never ends; `unknown`: for a unit that is not simulated, so that the chip may well go on. */
  stuck: z.object({ line: Line, waitingFor: Both, unknown: z.boolean().default(false) }).nullable(),
  /** Why the run ended, where it did not simply go on for ever. */
  ended: z.enum(['repeats', 'settled', 'enough-events', 'out-of-steps', 'returned', 'trap', 'not-run']),
  /** How far the run went. */
  ranSeconds: z.number().nonnegative().default(0),
  trap: z.object({ line: Line, message: z.string() }).nullable(),
  findings: z.array(Finding),
  claims: z.array(Claim),
  assumptions: z.array(Assumption),
  /** Outputs that only a name of the paste speaks of: which pins they are stands elsewhere. */
  byNameOnly: z.array(z.string()).default([]),
  /** Addresses the program writes that may act on pins and that the chip's file does not know. */
  unmodelled: z.array(z.string()).default([]),
  /** Functions of the paste: name, lines, and what they do to pins. */
  functions: z.array(
    z.object({
      name: z.string(),
      line: Line,
      endLine: Line,
      calls: z.array(z.string()),
      /** An interrupt runs it. */
      interrupt: z.boolean().default(false),
      /** The function, not in the paste, that it is handed to. */
      handedTo: z.string().nullable().default(null),
    }),
  ),
  /** Of a file without a main: what each function does to the pins when it is run alone, with the argument given. */
  deeds: z.array(FunctionDeed).default([]),
  /** The same of functions that the run left out, since only something outside the paste calls them. */
  leftOut: z.array(FunctionDeed).default([]),
  /** Waits in the order they were made: line, length, and how many changes had been before. */
  delays: z.array(z.object({ line: Line, ms: z.number(), exact: z.boolean(), events: z.int() })),
  /** Passes of the program's endless loop: how many changes and waits had been before each began. */
  passes: z.array(z.object({ events: z.int(), delays: z.int() })),
  /** Waits of the loop's first pass in which a pin shows another level than in all later passes. */
  firstPass: z.array(NamedPin.extend({ delay: z.int().positive(), line: Line, first: Level, later: Level })),
  /** The program looks at input pins at all. */
  readsInputs: z.boolean().default(true),
  /** A second run for each input with a known level at rest: pressed, let go, and both once more. */
  whatIf: z
    .array(
      NamedPin.extend({
        /** The pressed level. */
        level: Level,
        /** False where the pin floats: nothing tells which of its levels is the pressed one. */
        pressed: z.boolean().default(true),
        holdMs: z.number(),
        /** How long it is pressed in these phases where a press of `holdMs` does nothing and only a longer one does. */
        heldMs: z.number().nullable().default(null),
        /** A press sets off what goes on by itself: each phase is one short press with all that follows it. */
        tap: z.boolean().default(false),
        phases: z.array(Phase),
        /** The handler that the press calls for ever, since nothing clears its flag; then only the first phase counts. */
        neverLeft: z.string().nullable().default(null),
      }),
    )
    .default([]),
  /** Analog inputs are taken as 0; what the pins do differently where they read full scale. */
  analog: z.object({ line: Line, full: z.number(), phase: Phase }).nullable().default(null),
  /** Pins whose brightness a call sets (analogWrite): the values given, in turn. */
  dimmed: z.array(NamedPin.extend({ values: z.array(z.number()), full: z.number() })).default([]),
  /** Pins whose interrupt the program had switched on when the run ended, and what sets it off. */
  triggers: z.array(NamedPin.extend({ on: z.enum(['falling', 'rising', 'both', 'low']) })).default([]),
  interrupts: z.array(z.object({ handler: z.string(), everyMs: z.number() })),
  /** Pins the program hands to a unit of the chip (timer, UART, SPI ...): what that puts on them is not simulated. */
  lent: z.array(NamedPin).default([]),
  /** Of those, pins whose level the program reads: it was taken to be low. */
  lentRead: z.array(NamedPin).default([]),
  /** Writes and calls that set pins up, in their order: where in the paste, and what each pin is from then on. */
  setUps: z.array(z.object({ line: Line, pins: z.array(NamedPin.extend({ mode: z.string() })) })).default([]),
  /** Variables and tables that are not in the paste and were taken as 0, and the pins whose levels follow from them. */
  open: z.array(z.object({ name: z.string(), pins: z.array(NamedPin) })).default([]),
  /** Classes that the paste uses and does not hold: what their objects do to pins is not in the run. */
  classes: z.array(z.string()).default([]),
  /** Functions that were called and are not in the paste, waits left out. */
  elsewhere: z.array(z.string()).default([]),
  /** Functions that are not in the paste, taken to answer 0, where the answer decides what pins do. */
  answered: z.array(z.string()).default([]),
  /** Lines whose end was cut off at a column; what stood there may change everything that is told. */
  cut: z
    .object({ lines: z.array(z.number()), column: z.number() })
    .nullable()
    .default(null),
  /** Functions that may drive pins and that did not run: only something outside the paste calls them, or they are outside it. */
  calledElsewhere: z.array(z.string()).default([]),
  stdout: z.string(),
  /** What was printed, piece by piece with its time. */
  prints: z.array(z.object({ text: z.string(), seconds: z.number(), line: Line })).default([]),
  /** The first looks at input pins. */
  looks: z.array(z.object({ seconds: z.number(), line: Line })).default([]),
  language: z.enum(['zh', 'en']).nullable(),
});
export type GpioFacts = z.infer<typeof GpioFacts>;

/** The part of a Report. */
export const GpioPart = PartBase.extend({
  analyzer: z.literal('gpio'),
  family: z.string(),
  outputs: z.array(PlacedPin),
  inputs: z.array(PlacedPin),
  events: z.array(z.array(Change)),
  eventInfo: z.array(EventInfo),
  loop: Loop.nullable(),
  endless: z.boolean(),
  stuck: z.object({ line: Line, waitingFor: z.string() }).nullable(),
  findings: z.array(
    z.object({
      kind: z.string(),
      line: Line,
      severity: z.enum(['error', 'warning', 'note']),
      text: z.string(),
      fix: z.string().nullable(),
    }),
  ),
  claims: z.array(z.object({ line: Line, quote: z.string(), holds: z.boolean(), why: z.string() })),
  assumptions: z.array(z.object({ name: z.string(), text: z.string() })),
  stdout: z.string(),
});
export type GpioPart = z.infer<typeof GpioPart>;
