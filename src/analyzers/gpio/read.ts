import type { Program } from '../../c/api.ts';
import { walk } from '../../c/ast.ts';
import { compile, read } from '../../c/compile.ts';
import { type Mended, mendC } from '../../c/mend/mend.ts';
import type { VendorCalls } from '../../knowledge/vendor-call.ts';
import { allChips, allLibraries, type Chip, knownVectors } from '../../machine/chip.ts';
import { preludesFor } from '../../machine/prelude.ts';
import { SUSPENDING } from '../../machine/scheduler.ts';
import { boardWord } from './board-words.ts';
import { clearingHandlers } from './clearing-handlers.ts';
import { type Clock, clockOf, withConstants } from './clock.ts';
import { blankComments } from './code.ts';
import { type Family, findFamily } from './detect.ts';
import { lockedHandlers } from './nvic.ts';
import { type StatedRate, statedCounters } from './stated-rates.ts';
import { findSymbols, type Symbols, withSymbolicPorts } from './symbols.ts';

/** Units whose handlers the interrupt controller lets through only where the program opens their line. */
const INTERRUPT_UNITS = ['EXTI', 'NRF_GPIOTE', 'PORTA'];

/** A paste, restored, with its family, compiled. */
export interface Reading {
  /** The text as it was pasted. */
  paste: string;
  mended: Mended;
  source: string;
  /** The source without comments and the insides of strings. */
  code: string;
  family: Family;
  /** The family's chip, with a port for each port name that the paste does not define. */
  chip: Chip;
  program: Program;
  symbols: Symbols;
  /** The clock the run was made with. */
  clock: Clock;
  /** Handlers: function names and the vectors they are written for -> function. */
  handlers: Map<string, string>;
  /** Handlers that never run because the interrupt controller does not let them through, and the name of their line. */
  locked: ReadonlyMap<string, string>;
  /** Counters of time that the paste declares and something elsewhere moves on. */
  counters: StatedRate[];
  /** Function that starts the program; null where there is none. */
  entry: string | null;
  /** The paste has a main (or setup and loop, or app_main) of its own. */
  whole: boolean;
  /** Pins are numbers in this library, not masks. */
  byNumber: boolean;
}

const NUMBERED = new Set([
  'avr',
  'cc13xx-cc26xx',
  'c2000',
  'psoc',
  'esp32',
  'esp8266',
  'rp2040',
  'nrf52',
  'linux-gpio',
  'kinetis',
  'imxrt',
  'samd',
  'efm32',
  'hc32l',
]);

const C51_VECTORS: Record<string, number> = {
  IE0_VECTOR: 0,
  TF0_VECTOR: 1,
  IE1_VECTOR: 2,
  TF1_VECTOR: 3,
  SI0_VECTOR: 4,
  TF2_VECTOR: 5,
};

/** Vectors that functions are written for, by the ways compilers let one say so. */
/** Sources of an LPC21xx's interrupt controller (UM10139, table 85), by the names handlers have elsewhere. */
const VIC_SOURCES: Record<number, string> = { 4: 'TIMER0_IRQHandler', 5: 'TIMER1_IRQHandler' };

/** `VICVectAddr4 = (unsigned)T0_ISR; VICVectCntl4 = 0x20 | 4;`: what the slots of a vectored controller call. */
function vectoredHandlers(code: string): [string, string][] {
  const found: [string, string][] = [];
  for (const [, slot, name] of code.matchAll(/\bVICVectAddr(\d+)\s*=\s*(?:\([^()]{0,40}\)\s*)?&?(\w+)\s*;/g)) {
    const control = new RegExp(`\\bVICVectCntl${slot}\\s*=\\s*([^;]+);`).exec(code)?.[1];
    const numbers = control?.match(/0[xX][\da-fA-F]+|\d+/g)?.map(Number) ?? [];
    const source = numbers.reduce((sum, number) => sum | number, 0) & 31;
    const shifted = /<</.test(control ?? '') ? Number(/\|\s*(\d+)/.exec(control!)?.[1]) : source;
    const vector = VIC_SOURCES[shifted];
    if (vector !== undefined) found.push([vector, name!]);
  }
  return found;
}

/** Of the interrupt of a key's pin, by a macro of the board's header. */
const BOARD_HANDLER = /^\w*(?:BUTTON|KEY|BTN|EXTI)\w*_IRQ_?HANDLER$/;

/** Vectors that the program gives functions to, in the ways that the chip's file describes. */
function givenVectors(code: string, { vectors }: Chip): [string, string][] {
  return vectors.flatMap(({ match, through, ...fixed }) =>
    [...code.matchAll(new RegExp(match, 'g'))].flatMap(({ groups }): [string, string][] => {
      const { vector = fixed.vector, handler = fixed.handler, object } = groups ?? {};
      if (!handler) return [];
      if (vector !== undefined) return [[vector, handler]];
      const initialised = through && object ? new RegExp(through.replaceAll('$1', object)).exec(code) : null;
      return initialised?.groups?.['vector'] ? [[initialised.groups['vector'], handler]] : [];
    }),
  );
}

function findHandlers(code: string, program: Program, chip: Chip): Map<string, string> {
  const handlers = new Map<string, string>();
  for (const each of program.functions) handlers.set(each.name, each.name);
  for (const [vector, name] of givenVectors(code, chip)) handlers.set(vector, name);
  // A header's macro may have written the keyword.
  for (const { name, vector } of program.functions)
    if (vector !== undefined && /^\d+$/.test(vector)) handlers.set(`interrupt ${vector}`, name);
  for (const match of code.matchAll(/\b(\w+)\s*\([^(){};]*\)\s*_{0,2}interrupt\s*\(?\s*(\w+)/g)) {
    const number = /^\d+$/.test(match[2]!) ? Number(match[2]) : C51_VECTORS[match[2]!];
    if (number !== undefined) handlers.set(`interrupt ${number}`, match[1]!);
  }
  for (const match of code.matchAll(/#\s*pragma\s+vector\s*=\s*(\w+)[^{};]*?\bvoid\s+(\w+)/g))
    handlers.set(match[1]!, match[2]!);
  // The C18 compiler of PIC18s.
  for (const match of code.matchAll(/#\s*pragma\s+interrupt(?:low)?\s+(\w+)/g)) handlers.set('__pic_isr', match[1]!);
  // Renesas: `#pragma interrupt name(vect=28)`, `(name(vect=VECT(CMT0,CMI0)))`, older compilers `INTTM00 name`.
  for (const match of code.matchAll(
    /#\s*pragma\s+interrupt\s*\(?\s*(\w+)\s*\([^()\n]*\bvect\s*=\s*(\w+(?:\s*\([^()\n]*\))?)/g,
  )) {
    const vector = match[2]!.replace(/\s/g, '');
    handlers.set(/^\d+$/.test(vector) ? `interrupt ${vector}` : vector, match[1]!);
  }
  for (const match of code.matchAll(/#\s*pragma\s+interrupt\s+(INT\w+)\s+(\w+)/g)) handlers.set(match[1]!, match[2]!);
  for (const [vector, name] of clearingHandlers(code)) if (!handlers.has(vector)) handlers.set(vector, name);
  for (const [vector, name] of vectoredHandlers(code)) if (!handlers.has(vector)) handlers.set(vector, name);
  for (const match of code.matchAll(/interrupt\s*\(\s*(\w+_VECTOR)\s*\)\s*\)\s*\)?\s*(\w+)\s*\(/g))
    handlers.set(match[1]!, match[2]!);
  for (const match of code.matchAll(/void\s+__attribute__\s*\(\(\s*interrupt\s*\(\s*(\w+)\s*\)\s*\)\)\s*(\w+)\s*\(/g))
    handlers.set(match[1]!, match[2]!);
  for (const match of code.matchAll(
    /(?:\b|_)interrupt\s*(?:\(\s*(?:high_priority|low_priority)?\s*\))?\s+(?:void\s+)?(\w+)\s*\(\s*(?:void)?\s*\)\s*\{/g,
  ))
    if (!handlers.has('__pic_isr')) handlers.set('__pic_isr', match[1]!);
  const own = (name: string) => program.functions.some((each) => each.name === name && !each.fromPrelude);
  if (['PeriodElapsed', 'OC_DelayElapsed', 'PWM_PulseFinished'].some((what) => own(`HAL_TIM_${what}Callback`))) {
    for (let i = 1; i <= 14; i++) handlers.set(`__timer_TIM${i}`, '__hal_timers_due');
  }
  if (['', 'Rising_', 'Falling_'].some((edge) => own(`HAL_GPIO_EXTI_${edge}Callback`))) {
    for (let i = 0; i < 16; i++) handlers.set(`__exti_${i}`, '__hal_exti_due');
  }
  // A handler's name that the board's header makes of its own: USER_BUTTON_IRQHANDLER.
  const byBoard = program.functions.find(({ name, fromPrelude }) => !fromPrelude && BOARD_HANDLER.test(name))?.name;
  if (byBoard !== undefined && !program.functions.some(({ name }) => /^EXTI\w*_IRQHandler$/.test(name)))
    for (let i = 0; i < 16; i++) if (!handlers.has(`__exti_${i}`)) handlers.set(`__exti_${i}`, byBoard);
  // The handler that calls it stands in a file of its own, which nobody pastes.
  if (own('HAL_SYSTICK_Callback') && !own('SysTick_Handler')) handlers.set('SysTick_Handler', 'HAL_SYSTICK_Callback');
  for (let i = 0; i < 8; i++) handlers.set(`__slot_${i}`, `__slot_${i}`);
  return handlers;
}

function withoutLocked(handlers: Map<string, string>, locked: ReadonlyMap<string, string>): Map<string, string> {
  for (const name of locked.keys()) handlers.delete(name);
  return handlers;
}

/** A frame like Arduino's around a program of any chip. */
const SETUP = /\bvoid\s+setup\s*\(\s*(?:void)?\s*\)\s*\{/;
const LOOP = /\bvoid\s+loop\s*\(\s*(?:void)?\s*\)\s*\{/;

/** What a file's set-up is called: done before everything else, and no program by itself. */
export const ONLY_SETS_UP = /init|setup|config|cfg/i;

/**
 * Where a program without a main starts: a function that nobody calls and that never ends; else the one that all others
 * are there for, set-up included. Null where there is none.
 */
function findEntry(program: Program): string | null {
  const own = program.functions.filter((each) => !each.fromPrelude && each.available);
  for (const name of ['__start', 'main', 'app_main']) if (own.some((each) => each.name === name)) return name;
  const called = new Set(own.flatMap((each) => each.calls));
  const endless = new Set<string>();
  for (const definition of program.tree.functions) {
    if (definition.fromPrelude) continue;
    walk(definition.body, (node) => {
      if (node.kind === 'loop' && node.endless !== null) endless.add(definition.name);
    });
  }
  const candidates = own.filter((each) => !called.has(each.name) && !each.interrupt);
  const never = candidates.find((each) => endless.has(each.name))?.name;
  if (never !== undefined) return never;
  const [top, ...others] = own.filter((each) => !called.has(each.name));
  if (!top || others.length > 0 || top.interrupt || ONLY_SETS_UP.test(top.name)) return null;
  const setUpByItself = own.some((each) => top.calls.includes(each.name) && ONLY_SETS_UP.test(each.name));
  return setUpByItself && program.parameterNames(top.name).length === 0 ? top.name : null;
}

/** Words for pins on a board that need no chip: LED1_ON(), Relay_Off(). */
const MOST_WORDS = 2000;

/** A program that only speaks of things on a board runs the same on any chip. */
function unnamedFamily(code: string): Family | null {
  if (!/\bmain\s*\(/.test(code)) return null;
  const words = (code.match(/\b[A-Za-z_]\w*(?=\s*[;(])/g) ?? []).slice(0, MOST_WORDS);
  if (!words.some((word) => boardWord(word) !== null)) return null;
  const chip = allChips().get('stm32f1');
  if (!chip) return null;
  const libraries = [...allLibraries().values()].filter((library) => library.chips.includes('*'));
  return {
    chip,
    libraries,
    family: 'unknown',
    title: { zh: '未知芯片', en: 'an unknown chip' },
    score: 0,
    signs: [],
    alike: [],
  };
}

/**
 * The same program on a bigger board: a sketch that names no board and uses pin numbers the smallest has not. Null where
 * the board is known or none has them.
 */
export function onBiggerBoard(reading: Reading, numbers: Iterable<number>): Reading | null {
  if (reading.family.title === reading.family.chip.title) return null;
  const bigger = [...allChips().values()].find(
    (chip) =>
      reading.family.libraries.some((library) => library.family !== undefined && library.chips.includes(chip.id)) &&
      Object.keys(chip.pinNumbers).length > 0 &&
      [...numbers].every((number) => chip.pinNumbers[String(number)] !== undefined),
  );
  return bigger ? readPaste(reading.paste, bigger) : null;
}

/** The same program with the clock that it sets itself. */
export function atClock(reading: Reading, hz: number): Reading | null {
  const { chip, title } = reading.family;
  const board = title === chip.title ? undefined : (allChips().get(chip.id) ?? undefined);
  return readPaste(reading.paste, board, { hz, from: 'registers' });
}

/** Stack of a run: more than these chips have memory, and so little that many runs after one another cost nothing. */
const STACK_BYTES = 1 << 20;

/** Classes of the libraries that the paste uses and does not declare. */
function classCode(libraries: readonly VendorCalls[], code: string): string | undefined {
  const declares = (text: string) =>
    [...text.matchAll(/\b(?:class|namespace) (\w+)/g)].some(([, name]) =>
      new RegExp(`\\b(?:class|struct|namespace)\\s+${name}\\b`).test(code),
    );
  const texts = libraries.flatMap(({ classes }) =>
    classes.filter((each) => new RegExp(each.match).test(code) && !declares(each.code)).map((each) => each.code),
  );
  return texts.length === 0 ? undefined : texts.join('\n');
}

/** What libraries let a program say outside of functions and do before its main. */
function bootCode(libraries: readonly VendorCalls[], code: string): string {
  const statements = libraries.flatMap(({ boot }) =>
    boot
      ? [...code.matchAll(new RegExp(boot.match, 'g'))].map(([, name]) => boot.code.replaceAll('$1', name ?? ''))
      : [],
  );
  return statements.slice(0, 8).join(' ');
}

/** Calls and declarations that make tasks or threads. */
const MAKES_TASKS =
  /\b(?:xTaskCreate\w*|osThread(?:New|Create|Def)|rt_thread_(?:create|init)|OSTaskCreate\w*|k_thread_create|K_THREAD_DEFINE|pthread_create|piThreadCreate|gpioStartThread|tx_thread_create|thrd_create)\b|\bstd\s*::\s*j?thread\b|\bthread\s+\w+\s*[({]|\bThread\s+\w+/;
/** Whether a program has several lines of execution that take turns. */
export const makesTasks = (code: string): boolean => MAKES_TASKS.test(code);

/** Restores, recognises and compiles a paste. Null where nothing points to a chip. */
export function readPaste(paste: string, board?: Chip, set?: Clock): Reading | null {
  const mended = mendC(paste);
  const code = blankComments(mended.text);
  const likeliest = findFamily(mended.text) ?? unnamedFamily(code);
  if (!likeliest) return null;
  const told = set ?? clockOf(mended.text, code, board ?? likeliest.chip);
  const family = { ...likeliest, chip: { ...(board ?? likeliest.chip), clockHz: told.hz } };
  const byNumber = NUMBERED.has(family.chip.family) || NUMBERED.has(family.chip.id);
  const start = family.libraries
    .map((library) => library.start)
    .find((each) => each && new RegExp(`\\b${each.needs}\\s*\\(`).test(code));
  const hasMain = /\bmain\s*\(/.test(code.replace(/\bapp_main\b/g, ''));
  const source = mended.text;
  const boot = bootCode(family.libraries, code);
  const bootMain =
    boot !== '' && !hasMain
      ? `int main(void) { ${boot} __host_settle(); return 0; }`
      : `int __start(void) { ${boot} main(); return 0; }`;
  const sketch = !start && !hasMain && SETUP.test(code) && LOOP.test(code);
  const text = sketch
    ? `${source}\nint main(void) { setup(); for (;;) loop(); }`
    : start && start.code !== '' && !hasMain
      ? `${source}\n${start.code}`
      : boot !== ''
        ? `${source}\n${bootMain}`
        : source;
  const counters = statedCounters(source, code);
  const moved = counters.map(({ handler, name }) => `\nvoid ${handler}(void) { ${name}++; }`).join('');
  const classes = classCode(family.libraries, code);
  const own = classes === undefined ? {} : { classes };
  const preludes = preludesFor(family.chip, family.libraries, source);
  const suspends = makesTasks(code) ? SUSPENDING : [];
  const input = {
    source: `${text}${moved}`,
    preludes,
    target: family.chip.target,
    stackBytes: STACK_BYTES,
    suspends,
    ...own,
  };
  const draft = read(input);
  const symbols = findSymbols(draft, family.chip, code, byNumber);
  const known = Object.keys(symbols.defines).length === 0;
  const program = known ? draft.compile() : compile({ ...input, defines: symbols.defines });
  const clock = set ?? withConstants(told, program, code, family.chip);
  const vectors = knownVectors(family.chip);
  const locked =
    hasMain &&
    family.chip.unitBytes === 4 &&
    (vectors !== null || INTERRUPT_UNITS.some((unit) => family.chip.blocks[unit]))
      ? lockedHandlers(
          program.functions
            .filter((each) => !each.fromPrelude && each.available && vectors?.has(each.name) !== false)
            .map((each) => each.name),
          program.unknowns.filter((each) => each.kind === 'function').map((each) => each.name),
          code,
        )
      : new Map<string, string>();
  return {
    paste,
    mended,
    source,
    code,
    family,
    chip: withSymbolicPorts({ ...family.chip, clockHz: clock.hz }, symbols),
    program,
    symbols,
    clock,
    handlers: withoutLocked(findHandlers(code, program, family.chip), locked),
    locked,
    counters,
    entry: findEntry(program),
    whole: hasMain || start !== undefined,
    byNumber,
  };
}
