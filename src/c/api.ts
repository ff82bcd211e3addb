/**
 * What the rest of the project sees of the C engine. It knows nothing of GPIO: chips come in as C text (`preludes`) and
 * as a `Host` that answers memory-mapped accesses.
 */

/** The integer model of the chip a program was written for. */
export interface Target {
  intBits: 16 | 32;
  /** 64 only on a desktop. */
  longBits: 32 | 64;
  /** What sizeof says of a pointer; addresses are 32 bits wide inside the engine whatever this is. */
  pointerBytes: 2 | 4 | 8;
  /** The place with address 0 is a register, and no sign of a pointer that points nowhere. */
  zeroIsRegister?: boolean | undefined;
  charSigned: boolean;
  /** 32 where double is float (avr-gcc, SDCC, Keil C51). */
  doubleBits: 32 | 64;
}

/** Where objects nobody declares live in the host's address space: 4 KB each, in the order of their first use. */
export const UNKNOWN_OBJECTS = 0xf000_0000;

/**
 * Single bits (8051 `sbit`, SDCC `__sbit __at`) are read and written with width 1 and value 0 or 1 at
 * BIT_SPACE + byte address * 8 + bit number: `sbit LED = P1^3` with P1 at 0x90 is BIT_SPACE + 0x483.
 */
export const BIT_SPACE = 0xb100_0000;

/** Text compiled before the paste: chip headers, library calls; what the paste defines itself wins over it. */
export interface Prelude {
  name: string;
  text: string;
}

export interface CompileInput {
  /** The paste, mended. */
  source: string;
  /**
   * Only what the paste refers to, directly or through other prelude declarations, is compiled; a name that the paste
   * declares too is taken from the paste. Prelude functions without a body are calls to the host.
   */
  preludes?: Prelude[];
  target?: Partial<Target>;
  /** Macros defined before everything else, as -D would. */
  defines?: Record<string, string>;
  /** C++ that stands before the paste and is none of it: classes of a library. */
  classes?: string;
  /** Texts for `#include "name"`; whatever else is included is known by its name or unknown. */
  files?: Record<string, string>;
  /**
   * Host calls in which the run may be set aside (`Run.suspend`) while other coroutines go on: tasks of an operating system.
   * Functions that can come to one of them keep their variables where they outlive the wait.
   */
  suspends?: readonly string[];
  /** Bytes of the stack; 8 MB unless given. Each run has a stack of its own, so a small chip's should be small. */
  stackBytes?: number;
  /** Loops that only count are run turn by turn, for whoever wants to know how fast that is. */
  everyTurn?: boolean;
  /** Nothing is at fixed addresses: what is read there is 0, and nobody hears of what is written. */
  deaf?: boolean;
}

/** A name the text uses and nobody declares. It gets a meaning from its use, so that the rest can run. */
export interface Unknown {
  name: string;
  kind: 'type' | 'value' | 'function' | 'member' | 'include';
  /** For a member: the struct's type name. */
  of?: string;
  /** Lines of its uses, in order. */
  lines: number[];
  /** For a function: argument counts seen. For a value: functions (and argument index) it was passed to. */
  argumentCounts?: number[];
  passedTo?: { callee: string; index: number }[];
  /** For a value used as a pointer or a struct: where the engine put it in the host's address space. */
  address?: number;
  /** What the engine took it for, in words for the programmer ("int function, returns 0"). */
  assumed: string;
}

/** Something about the text that a person should know: a mend, an ignored construct, an error that cost a function. */
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  /** Stable id for translation, e.g. "asm-ignored", "function-unavailable", "undeclared". */
  code: string;
  message: string;
  line: number;
}

/** A call-chain frame, innermost first: the function and the line in it that is running. */
export interface Frame {
  function: string;
  line: number;
}

/**
 * The world outside the program. Every method may re-enter the run (`Run.interrupt`) and may throw `StopRun`.
 * `line` is that of the paste (0 inside a prelude); `Run.frames()` tells the whole chain.
 */
export interface Host {
  /** A read of `width` bytes below the engine's own memory: fixed addresses, vendor structs, sbit/sfr. */
  read(address: number, width: 1 | 2 | 4, line: number): number;
  write(address: number, width: 1 | 2 | 4, value: number, line: number): void;
  /**
   * A function without a body: declared in a prelude, or unknown. Arguments as 32-bit integers (floats as numbers).
   * Returns the call's value; undefined means 0. A method of an undeclared object has the name "Serial.println".
   * `types` says of each argument what it is: "int", "char", "float", "text" (char *), "pointer", "struct".
   */
  call(name: string, args: number[], line: number, types: readonly string[]): number | undefined;
  /**
   * Called when the fuel given runs out. Returns the fuel to go on with (>0), or 0 to stop the run as "out of fuel".
   * Fires at loop back edges and calls only, so that a busy wait gives the host its turn.
   */
  outOfFuel(steps: number, line: number): number;
  /**
   * The head of a loop without an end condition (while(1), for(;;), an Arduino loop() call) is reached again.
   * `Run.stateHash()` is valid here.
   */
  loopHead?(loop: number, line: number): void;
  /**
   * Called now and then where the program works without spending fuel: calls in calls, the library. `us` is about what it
   * took since the last time, the same for every run. May throw `StopRun`.
   */
  tick?(us: number): void;
  /** printf and friends, as UTF-8 bytes already decoded. */
  output?(text: string): void;
  /** The program has printed as much as is kept; what follows is not. May throw `StopRun`. */
  outputFull?(): void;
  /** The entry function was set aside (`waits`) or is over, and there are coroutines: the host decides what goes on. */
  parked?(waits: boolean): void;
  /** What the program reads from stdin; nothing unless given. */
  readonly input?: string;
}

/** Why a run ended. */
export type RunEnd =
  | { reason: 'returned'; value: number }
  | { reason: 'exit'; value: number }
  | { reason: 'out-of-fuel'; line: number }
  | { reason: 'stopped'; line: number }
  /** Undefined behaviour that teaches something, or a limit of the sandbox. */
  | { reason: 'trap'; code: TrapCode; message: string; line: number };

export type TrapCode =
  | 'null-pointer'
  | 'wild-pointer'
  | 'array-bounds'
  | 'shift-width'
  | 'division-by-zero'
  | 'uninitialised'
  | 'signed-overflow'
  | 'stack-overflow'
  | 'out-of-memory'
  | 'unavailable-function'
  | 'abort';

/** Thrown by a host method to end the run in good order. */
export class StopRun extends Error {}

/** Undefined behaviour that was seen and survived (the run goes on with the usual machine's result). */
export interface RuntimeNote {
  code: TrapCode;
  message: string;
  line: number;
}

/** One instance of a compiled program. Not reusable after it ended. */
export interface Run {
  /** Runs a function (main unless named) until it ends; `fuel` counts back edges and calls. */
  start(options: { fuel: number; entry?: string; args?: number[]; commandLine?: string[] }): RunEnd;
  /** Called from inside a host method: runs a handler of the program to its end, then returns. */
  interrupt(functionName: string, args?: readonly number[]): void;
  /** Makes a coroutine of a function without parameters and returns its number; the entry function is number 0. */
  spawn(functionName: string): number;
  /** Runs a coroutine on from where it waits. True: it waits again; false: it is over. */
  resume(coroutine: number): boolean;
  /** From inside one of the host calls that `CompileInput.suspends` names: the coroutine is set aside when the call returns. */
  suspend(): void;
  /** From inside such a call: true where the coroutine was set aside in this very call and goes on now. */
  woken(): boolean;
  /** What the empty loop entered last waits for something read to reach (`while (TIM2->CNT < us);`), and its line. */
  bound(): { value: number; line: number } | null;
  /** Steps (fuel units) spent so far. */
  steps(): number;
  frames(): Frame[];
  /** Hash of globals and of all live stack memory; equal hashes at one loop head mean equal futures for equal inputs. */
  stateHash(): string;
  /** The engine's own memory, for hosts that get pointers as arguments (HAL_GPIO_Init(&init)). */
  load(address: number, width: 1 | 2 | 4): number;
  store(address: number, width: 1 | 2 | 4, value: number): void;
  loadString(address: number, limit?: number): string;
  notes(): RuntimeNote[];
}

export interface FunctionInfo {
  name: string;
  line: number;
  endLine: number;
  fromPrelude: boolean;
  /** False where its body could not be compiled; the diagnostic says why. */
  available: boolean;
  /** `interrupt 1`, ISR(TIMER1_OVF_vect), __attribute__((interrupt)), name ending in _IRQHandler or _Handler. */
  interrupt: boolean;
  /** The vector as the text gives it: "1" of `interrupt 1`, TIMER1_OVF_vect, TIMER0_A0_VECTOR. */
  vector?: string;
  calls: string[];
}

export interface Program {
  functions: FunctionInfo[];
  unknowns: Unknown[];
  diagnostics: Diagnostic[];
  /** The typed tree, for analyses of the text (mistakes); see ast.ts. */
  tree: import('./ast.ts').TranslationUnit;
  /** Names of a function's parameters, of the paste's functions and of the preludes'; empty where nobody defines it. */
  parameterNames(callee: string): string[];
  /** Value of a macro or constant expression in the paste's scope, null where it is not a constant. */
  constant(expression: string): number | null;
  instantiate(host: Host): Run;
}
