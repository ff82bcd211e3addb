import { z } from 'zod';
import { BothLanguages, EntryId, Sources } from './words.ts';

const CName = z.string().regex(/^[A-Za-z_]\w*$/, 'a C identifier');
/** A C identifier in which {P} stands for the port's name. */
const PortName = z.string().regex(/^(?:[A-Za-z_]|\{P\})(?:\w|\{P\})*$/, 'a C identifier, {P} for the port');
const Address = z.int().nonnegative();

/** A weighted sign in a paste that it was written for this chip or library; the expression is searched in code, not in comments. */
export const Signature = z
  .object({
    match: z.string().min(2),
    /** 10: nobody else writes this; 3: likely; 1: fits. Negative: speaks against it. */
    weight: z.int().min(-20).max(20),
    /** For a library that runs on several chips: the chip this sign speaks for. */
    chip: z.string().optional(),
    /** Several chips of the library have it: it is a sign of the likeliest, and none that says which one it is. */
    shared: z.literal(true).optional(),
    /** Its weight in a comment, where the code speaks for the chip at all. */
    said: z.int().min(1).max(20).optional(),
  })
  .strict();
export type Signature = z.infer<typeof Signature>;

/**
 * What a write does and a read gives:
 * plain storage; input: reads the pins; set, clear, toggle: a 1 acts on `of`, a 0 does nothing; set-reset: the low half
 * sets, the high half clears, set wins; reset-set: the same, clear wins; input-toggle: reads the pins, a 1 toggles `of` (AVR PINx);
 * quasi: port latch that reads back the pins (8051); constant: reads its reset value, ignores writes; whole: no register
 * of its own but the name of a word that the narrower registers at its place make up. clear-set: the low half clears, the high half sets;
 * set-toggle: the low half sets, the high half clears, both together toggle (XMC OMR).
 */
export const RegisterKind = z.enum([
  'plain',
  'input',
  'set',
  'clear',
  'toggle',
  'set-reset',
  'reset-set',
  'clear-set',
  'set-toggle',
  'input-toggle',
  'quasi',
  'constant',
  'whole',
]);
export type RegisterKind = z.infer<typeof RegisterKind>;

export const Register = z
  .object({
    name: CName,
    /** Bytes from the base of the port or block. */
    offset: Address,
    /** Its width where that is not the chip's `unitBytes`; narrower registers share a word with their neighbours. */
    bytes: z.union([z.literal(1), z.literal(2), z.literal(4)]).optional(),
    /** More than one: an array in the struct. */
    count: z.int().min(2).max(256).optional(),
    /** Bytes from one of them to the next, where others lie between. */
    step: z.int().positive().optional(),
    reset: z.int().nonnegative().optional(),
    kind: RegisterKind.default('plain'),
    /** The storage register that set, clear and toggle act on. */
    of: CName.optional(),
    /** set, clear and toggle: reads as 0 and not as what it acts on. */
    writeOnly: z.literal(true).optional(),
    /** A bit elsewhere that has to have this value for a write to reach the port: `BLOCK.REGISTER:0=1`, {P} the port. */
    when: z
      .string()
      .regex(/^\w+\.\w+:(?:\d+|\{P\})=[01]$/)
      .optional(),
    /**
     * The register is at every word from the port's base up to its own offset; the place, in words, is the mask of the pins
     * that an access reaches (Arm PL061). The name of that array in the struct.
     */
    masked: CName.optional(),
    /** The port's register whose 1 bits keep reads and writes of this one away from a pin. */
    maskedBy: PortName.optional(),
    /** One register a pin: bits of it that are the pin's bit in another register of the port (bit -> register). */
    mirrors: z.record(z.string().regex(/^\d+$/), PortName).optional(),
    /** It belongs to another unit than the port and takes writes while the port has no clock. */
    ungated: z.literal(true).optional(),
    /** A 1 written to this bit loads registers with what others hold (bit -> to, from). */
    loads: z.record(z.string().regex(/^\d+$/), z.array(z.tuple([z.string(), z.string()])).min(1)).optional(),
    /** Status bits that follow control bits ("oscillator on" -> "oscillator ready"): bit -> bit that reads the same. */
    follows: z.record(z.string().regex(/^\d+$/), z.int().min(0).max(31)).optional(),
    /** Other member names for the same place; `Name@2` lies two bytes further and is half as wide, `Name@3:1` is one byte. */
    aka: z.array(z.string().regex(/^[A-Za-z_]\w*(?:@\d+(?::1)?)?$/)).default([]),
  })
  .strict();
export type Register = z.infer<typeof Register>;

/** How a pin's direction is found in the port's registers; the decoder of that name is in src/machine/modes.ts. */
export const ModeEncoding = z
  .object({
    kind: z.enum([
      'crl-crh',
      'moder',
      'direction',
      'tris',
      'quasi',
      'funcsel',
      'pin-cnf',
      'stc-mode',
      'pcr',
      'efm',
      'sam',
      'pin-control',
      'fsel',
      'stm8',
      'two-bits',
      'iocr',
      'drive-mode',
    ]),
    /** Names of the registers the decoder reads, by the role they play there. */
    registers: z.record(z.string(), PortName),
    /** Value of the function select that means "plain GPIO". */
    gpioFunction: z.int().optional(),
    /** pin-control: bits of a pin's control register by what they do. */
    bits: z
      .object({
        pullUp: z.int().min(0).max(31),
        pullDown: z.int().min(0).max(31),
        openDrain: z.int().min(0).max(31),
        alternate: z.int().min(0).max(31),
      })
      .partial()
      .strict()
      .optional(),
    /** pin-control: the lowest bits of this many in the register `function` are 0 (or `gpioFunction`) where the pin is plain GPIO. */
    functionBits: z.int().min(1).max(32).optional(),
  })
  .strict();

const Port = z
  .object({
    base: Address,
    /** Clock bit: `RCC.APB2ENR:2`; absent where the port needs none. */
    clock: z
      .string()
      .regex(/^\w+\.\w+(\[\d+\])?:\d+$/)
      .optional(),
    /** Reset values that differ from the register's own. */
    reset: z.record(z.string(), z.int().nonnegative()).optional(),
    /** Registers that do not lie at base + offset, by absolute address. */
    at: z.record(z.string(), Address).optional(),
    /** Registers this port does not have. */
    without: z.array(z.string()).optional(),
    /** Number of its pin 0 where pins are numbered through. */
    first: z.int().nonnegative().optional(),
    pins: z.int().min(1).max(32).optional(),
    /** Pin by pin the number of its word in a register of one word a pin, where they lie in another order; -1: no such pin. */
    words: z.array(z.int().min(-1)).max(32).optional(),
    /** Names of its groups of eight pins, where these are ports of their own outside: {G} in `pinNames`, {g} the pin in its group. */
    groups: z.array(z.string()).max(4).optional(),
    /** Pins that can only read. */
    inputOnly: z.array(z.int()).optional(),
  })
  .strict();
export type PortPlace = z.infer<typeof Port>;

const Block = z
  .object({
    /** Struct type in C; absent: each register is a macro of its own. */
    type: CName.optional(),
    /** The struct has structs inside: it stands in the prelude. */
    declared: z.literal(true).optional(),
    base: Address,
    clock: z.string().optional(),
    /** None: those that the file it stands on gives the block of this name, which lies elsewhere here. */
    registers: z.array(Register).default([]),
    /** More instances of the same block: name -> base. */
    also: z.record(z.string(), Address).optional(),
  })
  .strict();
export type Block = z.infer<typeof Block>;

/** One bit, or a field, of a timer's register: byte offset from its base, lowest bit, width. */
const TimerField = z
  .object({
    offset: Address.default(0),
    /** The register of another unit that has it, instead of an offset. */
    register: z
      .string()
      .regex(/^\w+\.\w+$/, 'BLOCK.REGISTER')
      .optional(),
    bit: z.int().min(0).max(31).default(0),
    bits: z.int().min(1).max(32).default(1),
    /** The statement with which a program opens it, where its lack keeps the interrupt from ever coming; ` | ` before the same in another library's words. */
    said: z.string().optional(),
  })
  .strict();
/** A field, and the values with which it says so; absent: every one but 0. */
const TimerChoice = TimerField.extend({ at: z.array(z.int().nonnegative()).min(1).optional() });

/** A field of a clock register; its value is the number in it and `plus`, or the entry of the table it chooses. */
const ClockField = z
  .object({
    register: z.string().regex(/^\w+\.\w+$/, 'BLOCK.REGISTER'),
    bit: z.int().min(0).max(31).default(0),
    bits: z.int().min(1).max(10).default(1),
    /** The highest bit of the number, where it lies apart from the others. */
    highBit: z.int().min(0).max(31).optional(),
    plus: z.int().default(0),
    table: z.array(z.number().nonnegative()).optional(),
  })
  .strict();
export type ClockField = z.infer<typeof ClockField>;

/** A timer that comes round every so many ticks, by where its manual puts the few fields that decide that. */
const PlainTimer = z
  .object({
    /** Fields that must all be non-zero for it to run, and those that must be zero. */
    on: z.array(TimerChoice).default([]),
    off: z.array(TimerChoice).default([]),
    interrupt: z.array(TimerField).default([]),
    /** Fields that must be zero for its interrupt to come. */
    masked: z.array(TimerField).default([]),
    /** Bits that taking the interrupt sets and that hold the next ones off until the program clears them. */
    locks: z.array(TimerField).default([]),
    /** `settings`: the flag stands among bits that are written. */
    flag: TimerField.extend({ settings: z.literal(true).optional() }),
    /** How the program takes the flag back; taken: running the handler does. */
    clear: z.enum(['one', 'zero', 'one-elsewhere', 'zero-elsewhere', 'taken']),
    /** one-elsewhere, zero-elsewhere: the place a 1 or a 0 is written to. */
    clearAt: TimerField.optional(),
    /** zero: nothing but flags stands in its register, and a 1 written there leaves one alone. */
    flagsOnly: z.boolean().default(false),
    /** A field that chooses the vector among `handlers`, by their order; | stands between names of one vector. */
    vector: TimerField.optional(),
    /** Writing a 1 here begins the round anew; it reads as 0 again. */
    restart: TimerField.optional(),
    /**
     * Ticks of a round: the field plus one, or with `toEnd` from the field to its overflow; without a reload value up to the
     * overflow of `counter`, counted from what the program puts there; without either one tick.
     */
    reload: TimerField.extend({ plus: z.int().default(1), toEnd: z.boolean().default(false) }).optional(),
    counter: TimerField.optional(),
    /** Where a program reads how many ticks of the round are over, for a timer with a reload value. */
    elapsed: TimerField.optional(),
    /** A tick lasts (field + plus) clocks, or the clocks of a table that the field chooses. */
    prescaler: TimerField.extend({
      plus: z.int().default(1),
      table: z.array(z.number().positive()).optional(),
    }).optional(),
    /** A second divider, which the prescaler counts the ticks of. */
    divider: TimerField.extend({
      plus: z.int().default(1),
      table: z.array(z.number().positive()).optional(),
    }).optional(),
    /** It comes at every so many rounds only. */
    every: TimerField.optional(),
    /** One of several clocks: the one this field chooses is the core's divided by an entry of its own table. */
    choice: TimerField.extend({
      of: z.array(TimerField.extend({ table: z.array(z.number().positive()) })),
    }).optional(),
    /** It counts up and down again where this field has this value: a round has twice the reload value's ticks. */
    swings: TimerField.extend({ value: z.int() }).optional(),
    /** It stands still where this field has this value. */
    still: TimerField.extend({ value: z.int() }).optional(),
    /** The clock it counts: hertz by the field's value, 0 where it is the core's (which `bus` divides), -1 where it is a pin's. */
    source: TimerField.extend({ table: z.array(z.number().min(-1)) }).optional(),
    /** The prescaler counts only where this bit is 0 (PIC: PSA). */
    bypass: TimerField.optional(),
    /** Divides the core's clock for the bus the timer is on, instead of a fixed divider. */
    bus: ClockField.optional(),
    /** Of a field of several bytes the first is the highest (STM8). */
    highFirst: z.boolean().default(false),
    /** Its flag asks for as long as it stands: a handler that leaves it is called again at once. */
    insists: z.boolean().default(false),
    /** Without a reload value it counts on to the end of `elapsed`. */
    free: z.boolean().default(false),
    /** Coming round stops it where this bit is set: what makes it run goes to 0. */
    stops: TimerChoice.optional(),
  })
  .strict();

/** A frequency made of another one: times one field, over others. */
const MadeClock = z
  .object({
    /** Chooses among `inputs`; absent: there is one. */
    input: ClockField.optional(),
    /** Hertz by the value of `input`, or another one's name; 8 MHz where it is a crystal. */
    inputs: z.array(z.union([z.number().nonnegative(), z.string()])),
    times: ClockField.optional(),
    over: z.array(ClockField).default([]),
    /** From this value of the first divider on the crystal has 25 MHz. */
    crystal25From: z.int().optional(),
    /** Made anew from what it comes to: hertz that a field's range reaches at least and at most; elsewhere it cannot be told. */
    within: z
      .object({ field: ClockField, low: z.array(z.number()), high: z.array(z.number()) })
      .strict()
      .optional(),
    /** An oscillator that differs much from chip to chip, or a crystal of unknown frequency: no more than about this. */
    rough: z.boolean().default(false),
  })
  .strict();
export type MadeClock = z.infer<typeof MadeClock>;

/** One clock of a chip: what it is taken from, and what divides it. */
const ChosenClock = z
  .object({
    select: ClockField,
    /** Hertz, the name of a clock in `made`, `pll`, or 0 where it cannot be told. */
    sources: z.array(z.union([z.number().nonnegative(), z.string()])).min(1),
    over: z.array(ClockField).default([]),
  })
  .strict();
export type ChosenClock = z.infer<typeof ChosenClock>;

/** How the processor's clock follows from the registers a program writes. */
const ClockTree = ChosenClock.extend({
  pll: MadeClock.optional(),
  made: z.record(CName, MadeClock).default({}),
  /** Clocks beside the processor's, for its timers. */
  beside: z.record(CName, ChosenClock).default({}),
  /** No start-up code touches the clock: it is what the registers say from reset on, and not only once `select` is written. */
  fromReset: z.boolean().default(false),
});
export type ClockTree = z.infer<typeof ClockTree>;

const Timer = z
  .object({
    name: z.string(),
    driver: z.enum([
      'systick',
      'stm32',
      'avr8',
      'avr16',
      'avr-classic',
      'avr-tiny',
      'c51',
      'msp430',
      'msp430-watchdog',
      'plain',
      'nrf',
      'sam',
    ]),
    plain: PlainTimer.optional(),
    /** What the driver needs to know: base address, register names, vector names. */
    base: Address.optional(),
    number: z.int().optional(),
    /** Address of the register that tells which cause is pending. */
    vector: Address.optional(),
    /** Core clocks to one clock of the timer, where its bus runs slower. */
    clockDivider: z.int().positive().optional(),
    /** The timer's own clock, where it is not the core's. */
    hz: z.int().positive().optional(),
    /** systick: the clock it counts where it does not count the core's; hertz by the field's value, less than 0 the core's over so many. */
    reference: TimerField.extend({ table: z.array(z.number()) }).optional(),
    handlers: z.record(z.string(), z.string()).default({}),
  })
  .strict();
export type TimerPlace = z.infer<typeof Timer>;

/**
 * One bit, or a field, on the way of a pin's interrupt, by its address at the first pin of the first port; how far it lies on
 * from one pin of a port to the next, and from one port to the next.
 */
const LineField = z
  .object({
    at: Address,
    bit: z.int().min(0).max(31).default(0),
    bits: z.int().min(1).max(32).default(1),
    pinBits: z.int().min(0).default(0),
    pinBytes: z.int().min(0).default(0),
    portBits: z.int().min(0).default(0),
    portBytes: z.int().min(0).default(0),
    /** What its value counts from. */
    plus: z.int().default(0),
    said: z.string().optional(),
  })
  .strict();
export type LineField = z.infer<typeof LineField>;

/** A line over which changes of pins reach the program. */
const PinLine = z
  .object({
    name: z.string(),
    /** The pins it may watch, each where the fields let it; absent: all. */
    pins: z.array(z.string()).min(1).optional(),
    /** What chooses its pin by the number counted through: of several the first that the program has written. */
    chosen: z.array(LineField).default([]),
    /** Fields that must all be non-zero for an edge to be seen, and those that must be zero. */
    on: z.array(LineField).default([]),
    off: z.array(LineField).default([]),
    /** Which edges: by the value of a field, or a bit for each. */
    edges: LineField.extend({ table: z.array(z.enum(['none', 'falling', 'rising', 'both', 'low'])) }).optional(),
    falling: LineField.optional(),
    rising: LineField.optional(),
    /** Fields that must be non-zero, and those that must be zero, for the interrupt to come; see PlainTimer. */
    interrupt: z.array(LineField).default([]),
    masked: z.array(LineField).default([]),
    locks: z.array(LineField).default([]),
    flag: LineField.optional(),
    /** How the flag goes; see PlainTimer. */
    clear: z.enum(['one', 'zero', 'taken']).default('taken'),
    /** Names of its vector; {P} is the port. */
    handlers: z.record(z.string(), z.string()),
  })
  .strict();
export type PinLine = z.infer<typeof PinLine>;

/** How programs of this chip name the function for an interrupt: a pattern with the groups `vector` and `handler`. */
const Vectors = z
  .object({
    match: z.string(),
    /** For a pattern without these groups: the vector, and the function of the prelude that serves it. */
    vector: z.string().optional(),
    handler: z.string().optional(),
    /** The vector stands where `object` is initialised: a pattern with $1 for its name, whose group `vector` it is. */
    through: z.string().optional(),
  })
  .strict();

/**
 * A bit, or a field, of each pin of a port, in a register of the port (`FALLIE`) or of another unit (`EXTI.CFGR`): that of pin n
 * begins at bit + n * step; where one register holds fewer pins than a port has (`each`), the next one goes on.
 */
const PinField = z
  .object({
    register: z.string().regex(/^(?:\w+\.)?\w+$/, 'REGISTER or BLOCK.REGISTER'),
    bit: z.int().min(0).max(31).default(0),
    bits: z.int().min(1).max(8).default(1),
    step: z.int().min(0).max(31).default(1),
    each: z.int().min(1).max(32).optional(),
  })
  .strict();
export type PinField = z.infer<typeof PinField>;

/** What a pin has to do for its interrupt. */
const Trigger = z.enum(['none', 'falling', 'rising', 'both', 'low', 'high']);

/** A unit (event request unit) between pins and the interrupt controller: one of several pins is chosen, and which of several vectors its edge asks for. */
const EventLine = z
  .object({
    /** Chooses the pin; its name ("B:14") by the field's value. */
    select: TimerField,
    inputs: z.record(z.string().regex(/^\d+$/), z.string().regex(/^\w+:\d+$/)),
    /** Values with which the pin is looked at as it is, and those with which it is turned over. */
    path: TimerField.extend({ at: z.array(z.int()), inverted: z.array(z.int()).default([]) }).optional(),
    rising: TimerField,
    falling: TimerField,
    /** Has to be 1 for the edge to be passed on. */
    enable: TimerField.optional(),
    /** Chooses among the vectors. */
    out: TimerField,
    /** The same field of one register a vector, one word further each: says whether the vector is asked for. */
    gate: TimerChoice.optional(),
    /** Names of the handler by the value of `out`. */
    vectors: z.array(z.array(z.string()).min(1)).min(1),
  })
  .strict();
export type EventLine = z.infer<typeof EventLine>;

/** Interrupts of pins, by where the manual puts the few fields that decide them. */
const PinInterrupts = z
  .object({
    lines: z.array(EventLine).default([]),
    /** A 1 lets this edge or level ask. */
    falling: PinField.optional(),
    rising: PinField.optional(),
    low: PinField.optional(),
    high: PinField.optional(),
    /** A 1 makes levels of what the edges' bits say. */
    level: PinField.optional(),
    /** Instead: the trigger by the value of one field. */
    sense: PinField.extend({ table: z.array(Trigger).min(2) }).optional(),
    /** Has to be 1 for the pin to ask. */
    enable: PinField.optional(),
    /** Which port's pin a line listens to: the port's place among the chip's ports. */
    source: PinField.optional(),
    flag: PinField.optional(),
    /** How the program takes the flag back, and where, if it is another register. */
    clear: z.enum(['one', 'zero']).default('one'),
    clearAt: PinField.optional(),
    /**
     * Names of the handler, {P} for the port and {n} for the pin; the first entry whose `pins` fit is taken: names of ports, of
     * pins ("B:14"), or of pins of every port (":0").
     */
    vectors: z
      .array(z.object({ pins: z.array(z.string()).optional(), names: z.array(z.string()).min(1) }).strict())
      .default([]),
  })
  .strict();
export type PinInterrupts = z.infer<typeof PinInterrupts>;

/** A chip family: `knowledge/chips/<id>.yaml`. A file may stand on another one and say only what differs. */
export const ChipFile = z
  .object({
    id: EntryId,
    extends: EntryId.optional(),
    /** True for a file that others stand on and that is no chip itself. */
    abstract: z.boolean().default(false),
    /** The id that answers carry. */
    family: EntryId.optional(),
    title: BothLanguages.optional(),
    target: z
      .object({
        intBits: z.union([z.literal(16), z.literal(32)]).optional(),
        pointerBytes: z.union([z.literal(2), z.literal(4)]).optional(),
        charSigned: z.boolean().optional(),
        /** A register has address 0. */
        zeroIsRegister: z.boolean().optional(),
        doubleBits: z.union([z.literal(32), z.literal(64)]).optional(),
      })
      .strict()
      .optional(),
    /** Clock after reset or as the usual start-up code sets it, for estimates of counted loops. */
    clockHz: z.int().positive().optional(),
    /** Clocks of members of the family that the code names, the first that fits. */
    clocks: z
      .array(
        z
          .object({
            match: z.string(),
            unless: z.string().optional(),
            hz: z.int().positive(),
            by: z.enum(['reset', 'start-up']).optional(),
          })
          .strict(),
      )
      .optional(),
    clockTree: ClockTree.optional(),
    /** No interrupt comes until the program lets them (sei, rim). */
    interruptsMasked: z.boolean().optional(),
    /** What sets `clockHz` where the program does not: the reset values, or start-up code of the vendor's. */
    clockBy: z.enum(['reset', 'start-up']).optional(),
    /** Clock cycles one turn of a counted loop is taken to cost. */
    cyclesPerStep: z.number().positive().optional(),
    /** Bytes of one register; accesses of other widths are split or merged. */
    unitBytes: z.union([z.literal(1), z.literal(4)]).optional(),
    /** Cortex-M bit-band alias of the peripheral region at 0x42000000. */
    bitBand: z.boolean().optional(),
    /** Names of a pin: {P} port, {n} pin in the port, {N} number counted through; the first is the one answers use. */
    pinNames: z.array(z.string()).optional(),
    gpio: z
      .object({
        type: CName.optional(),
        typeAlso: z.array(CName).optional(),
        /** The struct has structs inside: it stands in the prelude. */
        declared: z.literal(true).optional(),
        /** Name of the macro that points at a port, with {P}. Absent: each register is a macro, its name with {P}. */
        pointer: z.string().optional(),
        /** How code writes a register of a port where it is not `pointer->{R}`: {R} the register, {P} the port. */
        spelling: z.string().optional(),
        pins: z.int().min(1).max(32),
        latch: PortName,
        input: PortName,
        /** Level of every pin at reset. */
        resetLevel: z.union([z.literal(0), z.literal(1)]).default(0),
        /** Every pin is an output from reset on (8051). */
        alwaysOutput: z.boolean().default(false),
        mode: ModeEncoding,
        /** Halves and bytes of the port's words are addressed from the high end (Renesas). */
        highFirst: z.boolean().default(false),
        /** Names of flat registers carry {P}. */
        registers: z.array(
          Register.extend({ name: PortName, of: PortName.optional(), aka: z.array(z.string()).default([]) }),
        ),
      })
      .strict()
      .optional(),
    /** Registers of the port block it stands on that this chip's manual does not have; code that uses them still runs. */
    lacks: z.array(z.string()).optional(),
    ports: z.record(z.string(), Port).optional(),
    blocks: z.record(z.string(), Block).optional(),
    /** Pins that another unit holds after reset, and the register field that lets them go. */
    held: z
      .array(
        z
          .object({
            pins: z.array(z.string()).min(1),
            by: BothLanguages,
            register: z.string(),
            mask: z.int(),
            /** Values of the masked field with which the pins are free. */
            free: z.array(z.int()).min(1),
            /** A lock on all pins, which start-up code takes off once: where that is not shown it is taken to be off. */
            lock: z.literal(true).optional(),
          })
          .strict(),
      )
      .optional(),
    /** Outputs of timers: pins that carry a timer's signal, whatever the port says, while the field of a register is not 0. */
    waveforms: z
      .array(z.object({ register: z.string(), mask: z.int().positive(), pin: z.string() }).strict())
      .optional(),
    /** Pins whose edges a counter counts instead of a clock, while the field of a register has one of the values. */
    countsFrom: z
      .array(
        z
          .object({
            register: z.string(),
            mask: z.int().positive(),
            values: z.array(z.int()),
            counter: z.string(),
            pin: z.string(),
          })
          .strict(),
      )
      .optional(),
    timers: z.array(Timer).optional(),
    pinLines: z.array(PinLine).optional(),
    vectors: z.array(Vectors).optional(),
    pinInterrupts: PinInterrupts.optional(),
    /** Pin numbers of a board's API (Arduino D0 ...): number -> pin name. */
    pinNumbers: z.record(z.string(), z.string()).optional(),
    /** Patterns of macro names -> C expression; $1 is a group, #1 its letter's place in the alphabet from 0. */
    macros: z.record(z.string(), z.string()).default({}),
    /** C of our own: types, functions and bodiless host calls. */
    prelude: z.string().default(''),
    signatures: z.array(Signature).default([]),
    sources: Sources,
    samples: z.array(z.lazy(() => Sample)).default([]),
  })
  .strict();
export type ChipFile = z.infer<typeof ChipFile>;

/** A small program and the pin changes it must give: `PB5=1`, changes of one write joined by `+`. */
export const Sample = z
  .object({
    code: z.string().min(10),
    events: z.array(z.string()),
    loop: z.tuple([z.int(), z.int()]).nullable(),
  })
  .strict();
export type Sample = z.infer<typeof Sample>;
