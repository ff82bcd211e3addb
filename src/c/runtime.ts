/** One run of a compiled program: imports of the module, memory for the host, frames, hash, and why it ended. */
import {
  type Frame,
  type Host,
  type Program,
  type Run,
  type RunEnd,
  type RuntimeNote,
  StopRun,
  type Target,
  type TrapCode,
} from './api.ts';
import { BASE, CALLS_A_TICK, CODE_END, NULL_PAGE, type OutsideCall, SLICE, WAITING } from './emit/abi.ts';
import type { EmittedFunction, EmittedModule } from './emit/emitted.ts';
import { NOTE } from './emit/notes.ts';
import { type NativeContext, natives, readText } from './library/natives.ts';
import { Streams } from './library/streams.ts';
import type { OpenCall } from './recursion.ts';

/** Fuel given to the module at once. */
const FUEL_CHUNK = 0x4000_0000;
/** Bytes a program may print. */
const OUTPUT_LIMIT = 4 << 20;
const NOTE_LIMIT = 200;
/** Open calls that are looked at. */
const PATH_LIMIT = 20_000;
/** Bytes one call may copy to or from the host's addresses. */
const HOST_BYTES = 1 << 20;
/** Calls of natives, and bytes copied in large pieces, between two looks of the host at the clock. */
const NATIVES_A_TICK = 64;
const BYTES_A_TICK = 32 << 20;
/** What these, and so many calls, take at least. */
const NATIVES_TICK_US = 60;
const LARGE_TICK_US = 2000;
const CALLS_TICK_US = 1500;
/** Bytes of argv, below the stack. */
const COMMAND_LINE_LIMIT = 4096;

class Trap extends Error {
  readonly code: TrapCode;
  readonly line: number;
  constructor(code: TrapCode, message: string, line: number) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

class Exit extends Error {
  readonly value: number;
  constructor(value: number) {
    super('exit');
    this.value = value;
  }
}

class OutOfFuel extends Error {
  readonly line: number;
  constructor(line: number) {
    super('out of fuel');
    this.line = line;
  }
}

interface Exports {
  memory: WebAssembly.Memory;
  sp: WebAssembly.Global;
  fuel: WebAssembly.Global;
  heads: WebAssembly.Global;
  calls: WebAssembly.Global;
  heapEnd: WebAssembly.Global;
  waiting: WebAssembly.Global;
  saved: WebAssembly.Global;
  bound: WebAssembly.Global;
  boundLine: WebAssembly.Global;
  [name: string]: unknown;
}

/** A line of execution of its own. */
interface Coroutine {
  /** The exported function it runs. */
  name: string;
  /** Its variables that wait end here, and its stack while it waits or is left for another. */
  saved: number;
  sp: number;
  state: 'new' | 'waits' | 'runs' | 'over';
}

/** One run of a compiled program. */
export class ProgramRun implements Run {
  readonly #host: Host;
  readonly #emitted: EmittedModule;
  readonly #target: Target;
  readonly #exports: Exports;
  readonly #notes: RuntimeNote[] = [];
  readonly #noteKeys = new Set<string>();
  #given = 0;
  #reserve = 0;
  #printed = 0;
  #worked = 0;
  #moved = 0;
  #pending: number[] = [];
  #bytes: Uint8Array;
  readonly #streams: Streams;
  #ended = false;
  readonly #coroutines: Coroutine[] = [{ name: '', saved: SLICE.bytes, sp: 0, state: 'runs' }];
  /** The coroutine that runs. */
  #running = 0;

  constructor(module: WebAssembly.Module, emitted: EmittedModule, host: Host, target: Target, _program: Program) {
    this.#host = host;
    this.#emitted = emitted;
    this.#target = target;
    this.#streams = new Streams((bytes) => this.#output(bytes), host.input ?? '');
    const outside: Record<string, (...args: never[]) => unknown> = {};
    emitted.outside.forEach((call, i) => {
      outside[i] = call.native ? this.#native(call) : this.#hostCall(call);
    });
    const instance = new WebAssembly.Instance(module, {
      r: {
        read: (address: number, width: number, line: number) => this.#read(address >>> 0, width as 1, line),
        write: (address: number, width: number, value: number, line: number) =>
          this.#write(address >>> 0, width as 1, value, line),
        fuel: (line: number) => this.#refuel(line),
        trap: (message: number, line: number) => this.#trap(message, line),
        note: (kind: number, a: number, b: number, line: number) => this.#note(kind, a, b, line),
        large: (n: number) => this.#large(n),
        calls: () => this.#called(),
        head: (loop: number, line: number) => host.loopHead?.(loop, line),
        copy: (to: number, from: number, n: number, line: number) => this.#copy(to >>> 0, from >>> 0, n >>> 0, line),
        fill: (to: number, value: number, n: number, line: number) => this.#fill(to >>> 0, value, n >>> 0, line),
      },
      o: outside,
    });
    this.#exports = instance.exports as unknown as Exports;
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#exports.heads.value = host.loopHead ? 1 : 0;
  }

  get #memory(): Uint8Array {
    const { buffer } = this.#exports.memory;
    if (this.#bytes.buffer !== buffer) this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }

  // What the program calls

  #checkPointer(address: number, line: number, verb: string): void {
    const isNull =
      this.#target.pointerBytes === 2 ? address === 0 && !this.#target.zeroIsRegister : address < NULL_PAGE;
    if (isNull) throw new Trap('null-pointer', `a null pointer is ${verb}`, line);
    if (address >= BASE && address < CODE_END) {
      throw new Trap('wild-pointer', `a pointer outside of every object (0x${address.toString(16)}) is ${verb}`, line);
    }
  }

  #read(address: number, width: 1 | 2 | 4, line: number): number {
    this.#checkPointer(address, line, 'read through');
    return this.#host.read(address, width, line) | 0;
  }

  #write(address: number, width: 1 | 2 | 4, value: number, line: number): void {
    this.#checkPointer(address, line, 'written through');
    this.#host.write(address, width, width === 4 ? value >>> 0 : value & (width === 2 ? 0xffff : 0xff), line);
  }

  #refuel(line: number): void {
    if (this.#reserve > 0) {
      this.#load(this.#reserve);
      return;
    }
    const more = this.#host.outOfFuel(this.steps(), line);
    if (!(more > 0)) throw new OutOfFuel(line);
    this.#given += more;
    this.#load(more);
  }

  #load(fuel: number): void {
    const now = Math.min(fuel, FUEL_CHUNK);
    this.#reserve = fuel - now;
    this.#exports.fuel.value = now;
  }

  #trap(message: number, line: number): never {
    const text = this.#emitted.texts[message] ?? 'abort:stopped';
    const at = text.indexOf(':');
    throw new Trap(text.slice(0, at) as TrapCode, text.slice(at + 1), line);
  }

  #note(kind: number, a: number, b: number, line: number): void {
    const key = `${kind}:${line}`;
    if (this.#noteKeys.has(key) || this.#notes.length >= NOTE_LIMIT) return;
    this.#noteKeys.add(key);
    const words: Record<number, [TrapCode, string]> = {
      [NOTE.bounds]: ['array-bounds', `index ${a} of an array with ${b} element${b === 1 ? '' : 's'}`],
      [NOTE.shift]: ['shift-width', `a value of ${b} bits is shifted by ${a}`],
      [NOTE.uninitialised]: [
        'uninitialised',
        `${this.#emitted.notes[a] ?? 'a variable'} is read before it has a value`,
      ],
      [NOTE.overflow]: ['signed-overflow', `the counter ${this.#emitted.notes[a] ?? ''} runs over the end of its type`],
    };
    const [code, message] = words[kind] ?? ['abort', ''];
    this.#notes.push({ code, message, line });
  }

  /** What the library does outside of the module, or in one instruction, costs no fuel: the host looks at the clock. */
  #large(n: number): void {
    this.#moved += n >>> 0;
    if (this.#moved < BYTES_A_TICK) return;
    this.#moved = 0;
    this.#host.tick?.(LARGE_TICK_US);
  }

  #called(): void {
    this.#exports.calls.value = CALLS_A_TICK;
    this.#host.tick?.(CALLS_TICK_US);
  }

  #copy(to: number, from: number, n: number, line: number): void {
    this.#checkSize(n, line);
    for (let i = 0; i < n; ) {
      const width = n - i >= 4 ? 4 : 1;
      this.#put(to + i, width, this.#get(from + i, width, line), line);
      i += width;
    }
  }

  #fill(to: number, value: number, n: number, line: number): void {
    this.#checkSize(n, line);
    for (let i = 0; i < n; i++) this.#put(to + i, 1, value & 255, line);
  }

  #checkSize(n: number, line: number): void {
    if (n <= HOST_BYTES) return;
    throw new Trap('wild-pointer', `${n} bytes are copied or filled outside of every object`, line);
  }

  #get(address: number, width: 1 | 4, line: number): number {
    const raw = address - BASE;
    if (raw >= 0 && raw + width <= this.#memory.length) return this.load(address, width);
    return this.#read(address, width, line);
  }

  #put(address: number, width: 1 | 4, value: number, line: number): void {
    const raw = address - BASE;
    if (raw >= 0 && raw + width <= this.#memory.length) this.store(address, width, value);
    else this.#write(address, width, value, line);
  }

  #hostCall(call: OutsideCall): (...args: (number | bigint)[]) => number | bigint | undefined {
    const { name, kinds, words, result } = call;
    return (...raw) => {
      const line = raw.pop() as number;
      const args = raw.map((value, i) => (kinds[i] === 'u32' ? (value as number) >>> 0 : Number(value)));
      const value = this.#host.call(name, args, line, words) ?? 0;
      if (result === 'i64' || result === 'u64') return BigInt(Math.trunc(Number.isFinite(value) ? value : 0));
      return result === '' ? undefined : result === 'f32' || result === 'f64' ? value : value | 0;
    };
  }

  #native(call: OutsideCall): (...args: (number | bigint)[]) => number | bigint | undefined {
    const native = natives[call.name];
    if (!native) throw new Error(`the library's ${call.name} is missing`);
    const context: NativeContext = {
      memory: () => this.#memory,
      own: (address, bytes) => this.#own(address >>> 0, bytes),
      streams: this.#streams,
      exit: (value) => {
        throw new Exit(value);
      },
      abort: (message) => {
        throw new Trap('abort', message, this.#lineHere());
      },
      steps: () => this.steps(),
      intBytes: this.#target.intBits / 8,
      longBytes: this.#target.longBits / 8,
      pointerBytes: this.#target.pointerBytes,
    };
    return (...raw) => {
      if (++this.#worked % NATIVES_A_TICK === 0) this.#host.tick?.(NATIVES_TICK_US);
      raw.pop();
      return native(context, ...(raw as never[]));
    };
  }

  #own(address: number, bytes: number): number {
    const raw = address - BASE;
    if (raw >= 0 && raw + bytes <= this.#memory.length) return raw;
    const line = this.#lineHere();
    if (address < NULL_PAGE)
      throw new Trap('null-pointer', 'a null pointer is given to a function of the library', line);
    throw new Trap(
      'wild-pointer',
      `a pointer outside of every object (0x${address.toString(16)}) is given to a function of the library`,
      line,
    );
  }

  #output(bytes: number[]): void {
    if (this.#printed > OUTPUT_LIMIT) return;
    this.#printed += bytes.length;
    if (this.#printed > OUTPUT_LIMIT) {
      this.#host.output?.('\n[more output than can be shown]\n');
      this.#host.outputFull?.();
      return;
    }
    // A character may come in pieces (putchar): incomplete UTF-8 waits for the rest.
    const all = this.#pending.length > 0 ? [...this.#pending, ...bytes] : bytes;
    const whole = completeUtf8(all);
    this.#pending = all.slice(whole);
    if (whole > 0) this.#host.output?.(Buffer.from(all.slice(0, whole)).toString('utf8'));
  }

  // Run

  start(options: { fuel: number; entry?: string; args?: number[]; commandLine?: string[] }): RunEnd {
    if (this.#ended) throw new Error('this run has ended; instantiate the program again');
    this.#given = options.fuel;
    this.#load(options.fuel);
    const entry = options.entry ?? (this.#emitted.exported.has('main') ? 'main' : 'app_main');
    const exported = this.#emitted.exported.get(entry);
    const end = this.#guard(() => {
      if (!exported) throw new Trap('unavailable-function', `there is no function ${entry}`, 0);
      (this.#exports[this.#emitted.exported.get('.init')!] as () => void)();
      const main = this.#exports[exported] as (...args: number[]) => number | undefined;
      const args = options.args ?? this.#commandLine(options.commandLine ?? []);
      this.#coroutines[0]!.name = exported;
      const value = main(...new Array(main.length).fill(0).map((_, i) => args[i] ?? 0));
      const waits = this.#left(0);
      if (waits || this.#coroutines.length > 1) this.#host.parked?.(waits);
      const atExit = this.#emitted.exported.get('__run_atexit');
      if (atExit) (this.#exports[atExit] as () => void)();
      return { reason: 'returned', value: value ?? 0 };
    });
    if (this.#pending.length > 0) this.#host.output?.(Buffer.from(this.#pending.splice(0)).toString('utf8'));
    this.#ended = true;
    return end;
  }

  /** argc and argv; the texts lie below the stack's lowest address, where nothing else is. */
  #commandLine(words: readonly string[]): number[] {
    if (words.length === 0) return [];
    const memory = this.#memory;
    const pointer = this.#target.pointerBytes === 8 ? 8 : 4;
    let at = (words.length + 1) * pointer;
    if (at > COMMAND_LINE_LIMIT) return [];
    let count = 0;
    for (const word of words) {
      const bytes = Buffer.from(`${word}\0`);
      if (at + bytes.length > COMMAND_LINE_LIMIT) break;
      memory.set(bytes, at);
      this.store(BASE + count * pointer, 4, BASE + at);
      at += bytes.length;
      count++;
    }
    return [count, BASE];
  }

  #guard(work: () => RunEnd): RunEnd {
    try {
      return work();
    } catch (error) {
      if (error instanceof Exit) return { reason: 'exit', value: error.value };
      if (error instanceof OutOfFuel) return { reason: 'out-of-fuel', line: error.line };
      if (error instanceof Trap) {
        const { code, message } = error;
        // Inside a library's function: the line that called it.
        return { reason: 'trap', code, message, line: error.line > 0 ? error.line : this.#lineOf(error) };
      }
      if (error instanceof StopRun) return { reason: 'stopped', line: this.#lineOf(error) };
      return this.#engineTrap(error);
    }
  }

  /** What WebAssembly itself refuses. */
  #engineTrap(error: unknown): RunEnd {
    const line = this.#lineOf(error as Error);
    const trap = (code: TrapCode, message: string): RunEnd => ({ reason: 'trap', code, message, line });
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      return trap('stack-overflow', 'the calls nest so deeply that the stack is full');
    }
    if (error instanceof WebAssembly.Exception)
      return trap('wild-pointer', 'longjmp leads to a call that has returned, or to no setjmp at all');
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    const { message } = error;
    if (/divide by zero|remainder by zero/.test(message)) return trap('division-by-zero', 'division by zero');
    if (/unrepresentable/.test(message)) return trap('signed-overflow', 'the smallest integer is divided by -1');
    if (/table index|null function|signature mismatch|indirect call/.test(message)) {
      return trap(
        'wild-pointer',
        /mismatch/.test(message)
          ? 'a function is called through a pointer of another type'
          : 'the pointer called here is null or no function',
      );
    }
    if (/out of bounds/.test(message)) return trap('wild-pointer', 'a pointer leads outside of the memory');
    return trap('abort', message);
  }

  /** Whether the host hears of loop heads from now on (it does from the start where it has a method for them). */
  watchLoops(on: boolean): void {
    this.#exports.heads.value = on ? 1 : 0;
  }

  /** Bytes a hash of the state reads. */
  stateBytes(): number {
    const heap = (this.#exports.heapEnd.value as number) - this.#emitted.heapBase;
    return this.#emitted.dataEnd - (this.#exports.sp.value as number) + heap;
  }

  /** Whether anything but the state decides what the program does: the clock. */
  get readsClock(): boolean {
    return this.#emitted.outside.some((call) => call.name === '__clock');
  }

  bound(): { value: number; line: number } | null {
    const line = this.#exports.boundLine.value as number;
    return line === 0 ? null : { value: (this.#exports.bound.value as number) >>> 0, line };
  }

  interrupt(functionName: string, args: readonly number[] = []): void {
    const exported = this.#emitted.exported.get(functionName);
    if (!exported) throw new Error(`there is no function ${functionName}`);
    const { waiting } = this.#exports;
    const before = waiting.value as number;
    waiting.value = WAITING.no;
    (this.#exports[exported] as (...values: number[]) => void)(...args);
    waiting.value = before;
  }

  // Coroutines

  #bottom(coroutine: number): number {
    return SLICE.bytes * (coroutine + 1);
  }

  #top(coroutine: number): number {
    return coroutine === 0 ? this.#emitted.stackEnd : this.#bottom(coroutine) + SLICE.bytes;
  }

  spawn(functionName: string): number {
    const name = this.#emitted.exported.get(functionName);
    if (!name) throw new Error(`there is no function ${functionName}`);
    const number = this.#coroutines.length;
    // Half of the stack at most is theirs.
    if (this.#top(number) > this.#emitted.stackEnd / 2) throw new Error('there are too many tasks');
    this.#coroutines.push({ name, saved: this.#bottom(number), sp: this.#top(number), state: 'new' });
    return number;
  }

  suspend(): void {
    this.#exports.waiting.value = WAITING.leaving;
    this.#coroutines[this.#running]!.sp = this.#exports.sp.value as number;
  }

  woken(): boolean {
    const { waiting, sp } = this.#exports;
    if (waiting.value !== WAITING.entering) return false;
    waiting.value = WAITING.no;
    sp.value = this.#coroutines[this.#running]!.sp;
    return true;
  }

  /** After a coroutine's function returned: whether it only went to wait. */
  #left(coroutine: number): boolean {
    const { waiting, saved } = this.#exports;
    const own = this.#coroutines[coroutine]!;
    own.state = waiting.value === WAITING.leaving ? 'waits' : 'over';
    waiting.value = WAITING.no;
    own.saved = saved.value as number;
    return own.state === 'waits';
  }

  resume(coroutine: number): boolean {
    const own = this.#coroutines[coroutine]!;
    const { waiting, saved, sp } = this.#exports;
    const outer = this.#running;
    const before = { sp: sp.value as number, saved: saved.value as number };
    this.#coroutines[outer]!.sp = this.#coroutines[outer]!.state === 'runs' ? before.sp : this.#coroutines[outer]!.sp;
    if (own.state === 'over') return false;
    waiting.value = own.state === 'waits' ? WAITING.entering : WAITING.no;
    saved.value = own.saved;
    sp.value = this.#top(coroutine);
    own.state = 'runs';
    this.#running = coroutine;
    (this.#exports[own.name] as () => void)();
    const waits = this.#left(coroutine);
    this.#running = outer;
    sp.value = before.sp;
    saved.value = before.saved;
    return waits;
  }

  steps(): number {
    return this.#given - this.#reserve - (this.#exports.fuel.value as number);
  }

  frames(): Frame[] {
    return this.#framesOf(stackOf(() => new Error('frames')));
  }

  /** The calls that are open, outermost first: each function, and where in it the call stands. */
  callPath(): OpenCall[] {
    const stack = stackOf(() => new Error('frames'), PATH_LIMIT);
    const places = [...stack.matchAll(/wasm-function\[(\d+)\]:0x([0-9a-f]+)/g)].map((match) => ({
      index: Number(match[1]),
      offset: Number.parseInt(match[2]!, 16),
    }));
    const open = new Set(places.map(({ index }) => index));
    return places.reverse().flatMap(({ index, offset }) => {
      const fn = this.#emitted.functions[index - this.#emitted.importCount];
      if (!fn) return [];
      const at = offset - fn.offset;
      const later = fn.calls.some((to, i) => i % 2 === 1 && open.has(to) && fn.calls[i - 1]! > at + 1);
      return [{ name: fn.name, at, line: lineAt(fn, offset), later }];
    });
  }

  #framesOf(stack: string): Frame[] {
    const frames: Frame[] = [];
    for (const match of stack.matchAll(/wasm-function\[(\d+)\]:0x([0-9a-f]+)/g)) {
      const fn = this.#emitted.functions[Number(match[1]) - this.#emitted.importCount];
      if (!fn) continue;
      const offset = Number.parseInt(match[2]!, 16);
      let line = lineAt(fn, offset);
      for (let i = fn.regions.length - 1; i >= 0; i--) {
        const region = fn.regions[i]!;
        if (offset - fn.offset < region.start || offset - fn.offset >= region.end) continue;
        const { name, fromPrelude } = region.definition;
        frames.push({ function: name, line: fromPrelude ? 0 : line });
        line = region.line;
      }
      if (!fn.name.startsWith('.')) frames.push({ function: fn.name, line: fn.definition?.fromPrelude ? 0 : line });
    }
    return frames;
  }

  /** The innermost line of the paste. */
  #lineHere(): number {
    return this.frames().find((frame) => frame.line > 0)?.line ?? 0;
  }

  #lineOf(error: Error): number {
    const frames = this.#framesOf(stackOf(() => error));
    return frames.find((frame) => frame.line > 0)?.line ?? 0;
  }

  stateHash(): string {
    const [a, b, sp] = this.#mixed(0);
    return `${(a >>> 0).toString(16).padStart(8, '0')}${(b >>> 0).toString(16).padStart(8, '0')}:${sp}`;
  }

  /** The hash as a number of 53 bits, with the place it is taken at. */
  stateKey(place: number): number {
    const [a, b, sp] = this.#mixed(Math.imul(place, 0x9e3779b1));
    return ((b ^ sp) & 0x1f_ffff) * 0x1_0000_0000 + (a >>> 0);
  }

  #mixed(seed: number): [number, number, number] {
    const memory = this.#memory;
    const words = new Int32Array(memory.buffer);
    let a = (0x9e3779b9 ^ seed) | 0;
    let b = 0x85ebca6b | 0;
    const mix = (from: number, to: number): void => {
      for (let i = from >> 2; i < to >> 2; i++) {
        const word = words[i]!;
        a = Math.imul(a ^ word, 0x01000193);
        a = (a << 13) | (a >>> 19);
        b = Math.imul(b + word, 0x5bd1e995) ^ (b >>> 15);
      }
    };
    const sp = this.#exports.sp.value as number;
    if (this.#coroutines.length === 1) mix(sp, this.#emitted.stackEnd);
    else
      for (const [number, own] of this.#coroutines.entries()) {
        if (own.state === 'over' || own.state === 'new') continue;
        if (own.state === 'waits') mix(this.#bottom(number), own.saved);
        mix(number === this.#running ? sp : own.sp, this.#top(number));
      }
    mix(this.#emitted.stackEnd, (this.#emitted.dataEnd + 3) & ~3);
    const heapEnd = this.#exports.heapEnd.value as number;
    if (heapEnd > this.#emitted.heapBase) mix(this.#emitted.heapBase, (heapEnd + 3) & ~3);
    return [a, b, sp];
  }

  load(address: number, width: 1 | 2 | 4): number {
    const at = this.#own(address >>> 0, width);
    const memory = this.#memory;
    if (width === 1) return memory[at]!;
    if (width === 2) return memory[at]! | (memory[at + 1]! << 8);
    return (memory[at]! | (memory[at + 1]! << 8) | (memory[at + 2]! << 16) | (memory[at + 3]! << 24)) >>> 0;
  }

  store(address: number, width: 1 | 2 | 4, value: number): void {
    const at = this.#own(address >>> 0, width);
    const memory = this.#memory;
    for (let i = 0; i < width; i++) memory[at + i] = (value >>> (8 * i)) & 255;
  }

  loadString(address: number, limit = 4096): string {
    const raw = (address >>> 0) - BASE;
    if (raw < 0 || raw >= this.#memory.length) return '';
    const context = { memory: () => this.#memory, own: () => raw } as unknown as NativeContext;
    return Buffer.from(readText(context, address, limit)).toString('utf8');
  }

  notes(): RuntimeNote[] {
    return this.#notes;
  }
}

/**
 * The WebAssembly frames of a stack trace, as V8 writes them, whatever the process has set for its own traces. The engine's
 * frames are left out before they are written: that takes more time than all the rest.
 */
function stackOf(make: () => Error, frames = 64): string {
  const prepare = Error.prepareStackTrace;
  const limit = Error.stackTraceLimit;
  Error.prepareStackTrace = (_, sites) =>
    sites.map((site) => (site.getScriptNameOrSourceURL()?.startsWith('wasm:') ? `${site}\n` : '')).join('');
  Error.stackTraceLimit = frames;
  try {
    return make().stack ?? '';
  } finally {
    if (prepare) Error.prepareStackTrace = prepare;
    else delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    Error.stackTraceLimit = limit;
  }
}

function lineAt(fn: EmittedFunction, offset: number): number {
  const at = offset - fn.offset;
  const { marks } = fn;
  let low = 0;
  let high = marks.length / 2 - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (marks[mid * 2]! <= at) low = mid;
    else high = mid - 1;
  }
  return marks[low * 2 + 1] ?? fn.line;
}

/** How many of the bytes are whole UTF-8 characters. */
function completeUtf8(bytes: number[]): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return need > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
