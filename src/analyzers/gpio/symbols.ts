import type { CompileInput, Program, Unknown } from '../../c/api.ts';
import type { Chip } from '../../machine/chip.ts';
import { BOARD_PORT, bitText, bitUse, boardPort, boardWord, isStatement, setsByArgument } from './board-words.ts';
import { isDelayName } from './delay-names.ts';
import { pinsOfHandlers } from './edge-lines.ts';
import { Occurrences } from './occurrences.ts';

/** A name the paste does not define and that must mean a port or a pin for the program to make sense. */
export interface Symbols {
  /** Name in the paste -> name of the symbolic port in the chip. */
  ports: Map<string, string>;
  /** Name in the paste -> bit it was given. */
  pins: Map<string, number>;
  /** Other undefined constants, which were given 0. */
  others: string[];
  /** True where an undefined constant stands for a clock. */
  clocks: boolean;
  /** Lengths of waits that the paste does not define. */
  times: Set<string>;
  /** What the paste does not define and a timer's period is made of. */
  rates: Set<string>;
  defines: NonNullable<CompileInput['defines']>;
  /** Names of the paste that speak of a pin on the board (LED1_ON, LED0): what they were taken for. */
  words: Map<string, 'on' | 'off' | 'toggle' | 'bit'>;
}

/** The bit of a pin by its name, given one where it has none yet. */
export function bitOfName(symbols: Symbols, name: string, chip: Chip): number {
  const known = symbols.pins.get(name);
  if (known !== undefined) return known;
  const used = new Set(symbols.pins.values());
  let bit = 0;
  while (used.has(bit) && bit < chip.gpio.pins - 1) bit += 1;
  symbols.pins.set(name, bit);
  return bit;
}

/** The bit of a pin that the paste names and that a call is given, as its number or its mask. */
export function bitOfArgument(
  { pins }: Symbols,
  byNumber: boolean,
  which: number | null | undefined,
): number | undefined {
  return [...pins.values()].find((each) => which === (byNumber ? each : 1 << each));
}

const PORT_NAME =
  /(?:^|_)(?:GPIO_?)?PORT(?:_?GROUP)?(?:_?[A-Z0-9]{1,2})?$|GPIO_?Port|(?:^|_)GPIOx?$|_GPIO_?PORT|^PORT_|_PORT_|Port$/;
/** What a pointer to a port's registers is called where it says no PORT. */
const PORT_WORDS = /gpio|port|led|key|btn|button|relay|beep|buzz|motor|row|col|seg|digit/i;
/** PORT_PCR_MUX_MASK, KEY_MODE_GPIO: a field of some register, a way of setting up. */
const NO_PORT = /_(?:MASK|SHIFT|BITS?|Msk|Pos|WIDTH|IRQn?|Type)$|_MODE_/;
const PIN_NAME =
  /(?:^|_)(?:GPIO_?)?PINS?(?:_?\d{1,2})?$|_Pin$|Pin$|^PIN_|_PIN_|_pin$|^(?:LED|Led|led|RELAY|BEEP|BUZZER|KEY|BTN|BUTTON|SW|MOTOR|IN|EN)_?[A-Z]*\d*$|_LED_?\d*$|_KEY_?\d*$|_BTN_?\d*$|_BUTTON_?\d*$/;
/** LED_ON, KEY_PRESSED, LED_COUNT: a state or a number, no pin. */
const STATE_NAME =
  /_(?:ON|OFF|HIGH|LOW|UP|DOWN|STATE|COUNT|NUM|NUMBER|MAX|MIN|PRESSED|RELEASED|PRESS|NONE|MODE|TIME|DELAY|PERIOD|INTERVAL|ACTIVE|INACTIVE|LEVEL|SET|RESET|ENABLE|DISABLE|TOGGLE|OFFSET|SHIFT|ms|MS)$/;
const ON_NAME = /_(?:ON|HIGH|SET|ENABLE)$/;
const CLOCK_NAME = /CLK|CLOCK|RCC|RCU|_PERIPH|PERIPH_/i;
const FLAG_NAME = /^[A-Z]\w*_(?:\w*RDY|\w*READY|FLAG_?\w*|\w*EOC|TXE|RXNE|TC|\w*IFG?|\w*DONE|\w*LOCK)$/;
/** Where symbolic ports live: an address no chip uses. */
const SYMBOLIC_BASE = 0x5f00_0000;

function takenBits(source: string): Set<number> {
  const taken = new Set<number>();
  for (const match of source.matchAll(/\b(?:GPIO_?)?(?:PIN|Pin|pin)_?(\d{1,2})\b/g)) taken.add(Number(match[1]));
  // wiringPi's byte is on pins 0 to 7.
  if (/\bdigitalWriteByte\s*\(/.test(source)) for (let pin = 0; pin < 8; pin++) taken.add(pin);
  return taken;
}

/** What is asked of a program that was read and not yet compiled. */
type Unknowns = Pick<Program, 'unknowns' | 'parameterNames'>;

/** Which of a program's undefined values are ports, pins and clocks, and macros that let it run with them. */
export function findSymbols(program: Unknowns, chip: Chip, source: string, byNumber: boolean): Symbols {
  const symbols: Symbols = {
    ports: new Map(),
    pins: new Map(),
    others: [],
    clocks: false,
    times: new Set(),
    rates: new Set(),
    defines: {},
    words: new Map(),
  };
  const values = program.unknowns.filter((unknown) => unknown.kind === 'value');
  const ofHandlers = pinsOfHandlers(source);
  const taken = new Set([...takenBits(source), ...ofHandlers.values()]);
  const text = new Occurrences(source);
  const toClock = clockSwitch(chip);
  const members = program.unknowns.some((each) => each.kind === 'member' && each.of !== undefined);
  let nextBit = 0;
  const freeBit = (): number => {
    while (taken.has(nextBit) && nextBit < 15) nextBit += 1;
    return Math.min(nextBit++, chip.gpio.pins - 1);
  };
  const words = program.unknowns.some(
    (each) => each.kind === 'function' && (boardWord(each.name) !== null || setsByArgument(each.name)),
  );
  const used = pinsByUse(values, program, source, chip);
  for (const unknown of values) {
    // CubeMX's handles stand in a part that is often left out.
    if (/^htim\d+$/.test(unknown.name)) {
      symbols.others.push(unknown.name);
      symbols.defines[unknown.name] = `(*__hal_handle(${unknown.name.slice(4)}))`;
      continue;
    }
    // Whatever header they come from.
    if (/^(?:TRUE|FALSE)$/.test(unknown.name) && !isWritten(unknown.name, text)) {
      symbols.defines[unknown.name] = unknown.name === 'TRUE' ? '1u' : '0u';
      continue;
    }
    const known = portOfPin(unknown.name, source, chip);
    if (known !== null) {
      symbols.defines[unknown.name] = known;
      continue;
    }
    const rate = timerRate(unknown.name, text, chip);
    if (rate !== null) {
      symbols.rates.add(unknown.name);
      symbols.defines[unknown.name] = `${rate}u`;
      continue;
    }
    if (unknown.passedTo === undefined && asBoardWord(unknown.name, symbols, text, chip)) continue;
    if (isTime(unknown, program, text)) {
      symbols.times.add(unknown.name);
      symbols.defines[unknown.name] = `${UNKNOWN_TIME}`;
    } else if (
      !used.has(unknown.name) &&
      isPort(unknown, program, text, members) &&
      (!(byNumber && isPin(unknown, program)) || /_PORT$/.test(unknown.name))
    ) {
      const base = SYMBOLIC_BASE + symbols.ports.size * 0x1_0000;
      symbols.ports.set(unknown.name, unknown.name);
      symbols.defines[unknown.name] =
        chip.gpio.pointer && chip.gpio.type && !chip.gpio.pointer.startsWith('__')
          ? `((${chip.gpio.type} *)0x${base.toString(16)}u)`
          : `0x${base.toString(16)}u`;
    } else if (
      !used.has(unknown.name) &&
      (CLOCK_NAME.test(unknown.name) || (toClock && text.behind(unknown.name, toClock, 260)))
    ) {
      symbols.clocks = true;
      // A variable of that name (core_clock_hz = ...) stays one.
      if (!isWritten(unknown.name, text)) symbols.defines[unknown.name] = '0u';
    } else if (used.has(unknown.name) || isPin(unknown, program) || isNumberOfPort(unknown.name, values)) {
      const bit = ofHandlers.get(unknown.name) ?? freeBit();
      symbols.pins.set(unknown.name, bit);
      const numbered = byNumber || isShift(unknown.name, text);
      symbols.defines[unknown.name] = numbered ? `${bit}` : `0x${(1 << bit).toString(16)}u`;
    } else {
      symbols.others.push(unknown.name);
      // LED_ON and LED_OFF must differ; a mask of 0 would make a program wait for ever for a flag that the hardware sets.
      if (FLAG_NAME.test(unknown.name) || ON_NAME.test(unknown.name)) symbols.defines[unknown.name] = '1u';
    }
  }
  linesOfPins(symbols, byNumber);
  tellCasesApart(symbols, text);
  if (words || symbols.words.size > 0) symbols.ports.set(BOARD_PORT, BOARD_PORT);
  return symbols;
}

/** KEY_EXTI_LINE beside KEY_PIN: the line has the number of the pin, and is written as a mask. */
function linesOfPins(symbols: Symbols, byNumber: boolean): void {
  for (const name of byNumber ? [] : symbols.others) {
    const stem = /^(\w+)_EXTI_?LINE$/i.exec(name)?.[1];
    const bit = [...symbols.pins].find(
      ([pin]) => stem !== undefined && pin.replace(/_(?:GPIO_)?PIN$/i, '') === stem,
    )?.[1];
    if (bit !== undefined) symbols.defines[name] ??= `0x${(1 << bit).toString(16)}u`;
  }
}

/** Names of cases (`case RED:`) that the paste leaves open: the labels of a switch differ, so each gets a number of its own. */
function tellCasesApart(symbols: Symbols, text: Occurrences): void {
  const labels = symbols.others.filter(
    (name) => symbols.defines[name] === undefined && text.behind(name, /\bcase\s+\(?\s*$/),
  );
  if (labels.length < 2) return;
  labels.forEach((name, i) => {
    symbols.defines[name] = `${i}u`;
  });
}

/** CubeMX sets pins up by their port and names it after the pin elsewhere: LED_GPIO_Port is the GPIOD that LED_Pin is written on. */
function portOfPin(name: string, source: string, chip: Chip): string | null {
  const stem = /^(\w+)_GPIO_Port$/.exec(name)?.[1];
  if (stem === undefined || chip.gpio.pointer !== 'GPIO{P}') return null;
  const written = new RegExp(`\\bHAL_GPIO_WritePin\\s*\\(\\s*(\\w+)\\s*,[^;,]{0,400}\\b${stem}_Pin\\b`, 'g');
  const setUp = new RegExp(`\\.Pin\\s*=[^;]{0,400}\\b${stem}_Pin\\b[^]{0,600}?\\bHAL_GPIO_Init\\s*\\(\\s*(\\w+)`, 'g');
  const found = new Set(
    [...source.matchAll(written), ...source.matchAll(setUp)].flatMap(
      ([, port]) => /^GPIO([A-K])$/.exec(port!)?.[1] ?? [],
    ),
  );
  const [port] = found;
  return found.size === 1 && chip.ports[port!] ? `GPIO${port}` : null;
}

/** LED_NUM beside LED_PORT: the pin's number on that port. */
const isNumberOfPort = (name: string, values: readonly Unknown[]): boolean =>
  name.endsWith('_NUM') && values.some((each) => each.name === name.replace(/_NUM$/, '_PORT'));

/** `1 << LED_PIN`, `_BV(LED_PIN)`, `LED_PIN * 2`: the pin's number, not its mask. */
export const isShift = (name: string, text: Occurrences): boolean =>
  text.behind(name, /(?:<<|\b(?:_BV|BIT|bit)\b)\s*\(*\s*$/) || text.before(name, /^\s*(?:\*\s*[24]|<<\s*[12])\b/);

/** The program changes it, so it is a variable that is declared elsewhere. */
const isWritten = (name: string, text: Occurrences): boolean =>
  text.before(name, /^\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?:[^=]|$)|\+\+|--)/) || text.behind(name, /(?:\+\+|--)\s*$/);

/** `RCC->AHB2ENR |=`: what precedes a name that is put into a register that switches a port's clock on; null where there is none. */
function clockSwitch(chip: Chip): RegExp | null {
  const registers = new Set(Object.values(chip.ports).flatMap(({ clock }) => /\.(\w+)/.exec(clock ?? '')?.[1] ?? []));
  return registers.size === 0
    ? null
    : new RegExp(String.raw`(?:->|_|\.)\s*(?:${[...registers].join('|')})\s*\|?=[^;{}=]{0,200}$`);
}

/** A bit of the board that the text reads or writes by name, or a macro that switches one. */
function asBoardWord(name: string, symbols: Symbols, text: Occurrences, chip: Chip): boolean {
  const use = bitUse(name, text);
  if (use !== null) {
    symbols.words.set(name, 'bit');
    symbols.defines[name] = bitText(chip, bitOfName(symbols, name, chip), use);
    return true;
  }
  const word = boardWord(name);
  if (word === null || !isStatement(name, text)) return false;
  symbols.words.set(name, word.action);
  symbols.defines[name] =
    `__host_board(${bitOfName(symbols, word.pin, chip)}, ${['off', 'on', 'toggle'].indexOf(word.action)})`;
  return true;
}

/** Parameters of the paste's and the libraries' functions that take a port or a pin, by the parameter's name and type. */
function parameterIs(unknown: Unknown, program: Unknowns, wanted: RegExp): boolean {
  return (unknown.passedTo ?? []).some(({ callee, index }) => {
    const name = program.parameterNames(callee)[index];
    return name !== undefined && wanted.test(name);
  });
}

/** What a wait of unknown length is taken for, in the unit of the function that waits. */
export const UNKNOWN_TIME = 500;
const CAST = String.raw`\s*=\s*\(?(?:\(?uint\d+_t\)?)?\s*$`;
const RELOAD = new RegExp(String.raw`(?:\bAutoReload|\bAutoreload|\b\w*Period|\b\w*period|\bARR|\bAR|\bCAR)${CAST}`);
const PRESCALE = new RegExp(String.raw`(?:\b\w*[Pp]rescaler|\bPSC)${CAST}`);
const NO_CALL = /^\s*(?:[^\s(]|$)/;

/** A timer's divider or reload value that stands elsewhere: together they give the usual half second. */
function timerRate(name: string, text: Occurrences, chip: Chip): number | null {
  if (text.between(name, RELOAD, NO_CALL, 60)) return 4999;
  return text.between(name, PRESCALE, NO_CALL, 60)
    ? Math.min(0xffff, Math.max(1, Math.round(chip.clockHz / 10_000)) - 1)
    : null;
}

const TIME_NAME = /DELAY|PERIOD|INTERVAL|BLINK|TIME(?:OUT)?$|_MS$|_ms$/i;
const TIME_PARAMETER = /^(?:x?n?ms|n?time|delay\w*|wait|milli\w*|period|interval|sec\w*|us|timeout)$/i;

/** `vTaskDelay(PERIOD / portTICK_PERIOD_MS)`: part of what a wait is given. */
const inWait = (name: string, text: Occurrences): boolean =>
  text.behind(name, /(?:[Dd]elay|DELAY|[Ss]leep|[Ww]ait)\w*\s*\([^;{}]{0,80}$/, 120);

function isTime(unknown: Unknown, program: Unknowns, text: Occurrences): boolean {
  if (!TIME_NAME.test(unknown.name) || unknown.address !== undefined || PIN_NAME.test(unknown.name)) return false;
  return (
    inWait(unknown.name, text) ||
    parameterIs(unknown, program, TIME_PARAMETER) ||
    (unknown.passedTo ?? []).some(({ callee, index }) => index === 0 && isDelayName(callee))
  );
}

function isPort(unknown: Unknown, program: Unknowns, text: Occurrences, members: boolean): boolean {
  if (unknown.address !== undefined) {
    // `PORTC = digits[i]` takes from a table that stands elsewhere.
    if (text.before(unknown.name, /^\s*\[/) && !PORT_NAME.test(unknown.name)) return false;
    return PORT_NAME.test(unknown.name) || !members || PORT_WORDS.test(unknown.name);
  }
  if (NO_PORT.test(unknown.name) || (PIN_NAME.test(unknown.name) && !/port/i.test(unknown.name))) return false;
  return PORT_NAME.test(unknown.name) || parameterIs(unknown, program, /^(?:p|port|gpio_?x?|gpio_?port|gpio_periph)$/i);
}

function isPin(unknown: Unknown, program: Unknowns): boolean {
  if (STATE_NAME.test(unknown.name)) return false;
  return PIN_NAME.test(unknown.name) || parameterIs(unknown, program, /pin|mask|^(?:gpio|led)s?(?:_?num|_?no)?$/i);
}

/** Registers of a port to which nothing but pins is written. */
const PIN_KINDS = new Set(['set-reset', 'set', 'clear', 'toggle']);

/**
 * Names that stand where only pins do: `io.Pin = GREEN | CLK`, `GPIOC->BSRR = GREEN`, `PORT->ODR ^= GREEN`; and what is joined to
 * a pin by `|` in a table.
 */
function pinsByUse(values: readonly Unknown[], program: Unknowns, source: string, chip: Chip): Set<string> {
  const { registers, latch } = chip.gpio;
  const written = registers.flatMap(({ name, kind }) => (PIN_KINDS.has(kind ?? '') ? [name] : []));
  const places = [
    String.raw`(?:->|\.)\s*\w*[Pp]ins?\s*\|?=`,
    ...(written.length > 0 ? [String.raw`\b(?:${written.join('|')})\s*\|?=`] : []),
    String.raw`\b${latch}\s*[|&^]=`,
  ].map((place) => place.replaceAll('{P}', '[A-Z0-9]{1,2}'));
  const pins = new Set<string>();
  for (const [, names] of source.matchAll(new RegExp(String.raw`(?:${places.join('|')})([^;={}[\]?"]{1,400});`, 'g')))
    for (const [name] of names!.matchAll(/\b[A-Za-z_]\w*\b(?!\s*\()/g)) pins.add(name);
  const names = new Set(values.map(({ name }) => name));
  const joinedTo = new Map<string, string[]>();
  for (const [, a, b] of source.matchAll(/\b([A-Za-z_]\w*)\s*\|\s*(?=([A-Za-z_]\w*)\b(?!\s*\())/g)) {
    for (const [one, other] of [
      [a!, b!],
      [b!, a!],
    ] as const) {
      const known = joinedTo.get(one);
      if (known) known.push(other);
      else joinedTo.set(one, [other]);
    }
  }
  const reached = [...pins, ...values.filter((each) => isPin(each, program)).map(({ name }) => name)];
  // Grows while it is walked: what is joined to a pin is one, and so is what is joined to that.
  for (const name of reached)
    for (const other of joinedTo.get(name) ?? [])
      if (names.has(other) && !pins.has(other)) {
        pins.add(other);
        reached.push(other);
      }
  return new Set([...pins].filter((name) => names.has(name)));
}

/** The chip with a port more for each symbolic one. */
export function withSymbolicPorts(chip: Chip, symbols: Symbols): Chip {
  if (symbols.ports.size === 0) return chip;
  const ports = { ...chip.ports };
  for (const name of symbols.ports.keys())
    ports[name] =
      name === BOARD_PORT
        ? boardPort()
        : { base: Number.parseInt(/0x([0-9a-f]+)u/.exec(symbols.defines[name]!)![1]!, 16) };
  return { ...chip, ports };
}
