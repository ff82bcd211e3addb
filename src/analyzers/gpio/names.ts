import type { Frame } from '../../c/api.ts';
import { children, type Expression, type VariableDeclaration, walk } from '../../c/ast.ts';
import type { Board } from '../../knowledge/board.ts';
import { type Pin, pinNames, pinOfName } from '../../machine/chip.ts';
import { findBoard } from './board.ts';
import type { NamedPin } from './facts.ts';
import { Occurrences } from './occurrences.ts';
import type { Reading } from './read.ts';
import { isShift } from './symbols.ts';

/** A pin as the key of a map. */
export const pinKey = (pin: Pin): string => `${pin.port}:${pin.bit}`;

/** A constant name of the paste and the number it stands for. */
interface Constant {
  name: string;
  value: number;
  /** It counts pins (PB3, 1 << LED), it is no mask of them. */
  counts?: boolean;
}

const NOT_A_PIN =
  /delay|time|period|count|num|size|len|max|min|freq|baud|^N$|speed|_MS$|_US$|^F_CPU$|step|level|state|interval|duration|threshold|_mode(?:_|$)|(?:^|_)mode$/i;
/** `stepPin` and `MAX_CS_PIN` say what they are. */
const SAYS_PIN = /(?:^|_)(?:pin|PIN|Pin)s?(?:_|\d*$)|[a-z]Pins?\d*$/;
const isOther = (name: string): boolean => NOT_A_PIN.test(name) && !SAYS_PIN.test(name);
const PIN_LIKE =
  /led|pin|key|btn|button|sw|beep|buzz|relay|motor|light|lamp|red|green|yellow|blue|clk|data|cs|rst|trig|echo|_r$|_g$|_b$/i;

/** Names that Arduino has for pins of a board. */
const BOARD_PIN = /^(?:A\d{1,2}|LED_BUILTIN)$/;

/** PB3, PORTB3, PIN3: a pin's number in its port, in avr-libc. */
const NUMBERED_PIN = /^\s*\(?\s*P(?:ORT|IN|D)?[A-L]?\d\s*\)?\s*$/;

/** Macros, enumerators, and constants with a single value, of the paste itself. */
function constantsOf(reading: Reading): { constants: Constant[]; elements: Constant[] } {
  const { program } = reading;
  const constants: Constant[] = [];
  const elements: Constant[] = [];
  const text = new Occurrences(reading.code);
  for (const macro of program.tree.macros) {
    if (macro.body.trim() === '') continue;
    const value = program.constant(macro.name);
    const counts = NUMBERED_PIN.test(macro.body) || isShift(macro.name, text);
    if (value !== null) constants.push({ name: macro.name, value, counts });
  }
  for (const declaration of program.tree.variables) {
    const { symbol } = declaration;
    if (symbol.fromPrelude) continue;
    const value = constantOf(declaration.initializer);
    if (value !== null && (symbol.writes ?? 0) === 0) constants.push({ name: symbol.name, value });
    elements.push(...elementsOf(declaration));
  }
  for (const definition of program.tree.functions) {
    if (definition.fromPrelude) continue;
    walk(definition.body, (node) => {
      if (node.kind === 'variable') {
        const value = constantOf(node.initializer);
        if (value !== null && (node.symbol.writes ?? 0) === 0) constants.push({ name: node.symbol.name, value });
        elements.push(...elementsOf(node));
      }
    });
  }
  return { constants, elements };
}

function constantOf(expression: Expression | null): number | null {
  return expression?.constant === undefined ? null : Number(expression.constant);
}

/** Members that hold a pin. */
const PIN_MEMBER = /^(?!task_pin$).*pin|^(?:bit|io|gpio)$/i;

/** The number of the pin in a struct that describes one. */
function pinMember({ symbol, initializer }: VariableDeclaration): Constant[] {
  if (symbol.type.kind !== 'struct' || initializer?.kind !== 'initializer-list') return [];
  const { fields } = symbol.type.definition;
  return initializer.items.flatMap(({ designators, value }, i) => {
    const constant = designators.length === 0 && PIN_MEMBER.test(fields[i]?.name ?? '') ? constantOf(value) : null;
    return constant === null ? [] : [{ name: symbol.name, value: constant }];
  });
}

/** `leds[2]` for each constant in a table; in a table of structs every member's number counts for its row. */
function elementsOf(declaration: VariableDeclaration): Constant[] {
  const list = declaration.initializer;
  if (list?.kind !== 'initializer-list') return [];
  if (declaration.symbol.type.kind === 'struct') return pinMember(declaration);
  const found: Constant[] = [];
  for (const [index, item] of list.items.slice(0, 64).entries()) {
    const name = `${declaration.symbol.name}[${index}]`;
    const values: Expression[] =
      item.value.kind === 'initializer-list' ? (children(item.value) as Expression[]) : [item.value];
    for (const value of values) {
      const constant = constantOf(value);
      if (constant !== null) found.push({ name, value: constant });
    }
  }
  return found;
}

/** GPIOA, PORTA, PTA, GPIO_PORTA_BASE: the port that a line speaks of. */
const PORT_OF_LINE = /\b(?:F?GPIO_?(?:PORT)?|PORT|F?PT)([A-K])(?![a-z])/g;

/** Gives pins the names the paste has for them. */
export class Naming {
  private readonly reading: Reading;
  private readonly lines: string[];
  private readonly constants: Constant[];
  private readonly elements: Constant[];
  private readonly evidence = new Map<string, Set<string>>();
  private readonly pins = new Map<string, Pin>();
  private readonly bits = new Map<string, string[]>();
  private readonly known = new Map<string, NamedPin>();
  readonly board: Board | null;

  constructor(reading: Reading) {
    this.reading = reading;
    this.lines = reading.code.split('\n');
    const { constants, elements } = constantsOf(reading);
    this.constants = constants;
    this.elements = elements;
    this.findBits();
    this.board = findBoard(reading);
  }

  /** The lines that have to do with a pin: the words on them can be its names. */
  witness(pin: Pin, frames: Frame[]): void {
    const key = pinKey(pin);
    this.pins.set(key, pin);
    let words = this.evidence.get(key);
    if (!words) {
      words = new Set();
      this.evidence.set(key, words);
    }
    for (const frame of frames) {
      for (const word of this.lines[frame.line - 1]?.match(/[A-Za-z_]\w*/g) ?? []) words.add(word);
    }
  }

  /** Names that are a bit of a port by their declaration (sbit), or a macro for one. */
  private findBits(): void {
    const { chip, code } = this.reading;
    for (const match of code.matchAll(
      /\b(?:sbit|__sbit)\s+(?:__at\s*\(?\s*(0x[0-9a-fA-F]+)\s*\)?\s*)?(\w+)\s*(?:=\s*(P\d)\s*\^\s*([0-7])|=\s*(0x[0-9a-fA-F]+))?/g,
    )) {
      const address = match[1] ?? match[5];
      const pin = match[3]
        ? pinOfName(chip, `${match[3]}.${match[4]}`)
        : address
          ? this.pinOfBitAddress(Number(address))
          : null;
      if (pin) this.bits.set(pinKey(pin), [...(this.bits.get(pinKey(pin)) ?? []), match[2]!]);
    }
    for (const match of code.matchAll(
      /#\s*define\s+(\w+)\s+\(?\s*P([0-5A-K])(?:out|in|_OUT|OUT|IN)?\s*[(_.^]\s*(\d{1,2})\s*\)?/g,
    )) {
      const pin = pinOfName(chip, `P${match[2]}${match[3]}`) ?? pinOfName(chip, `P${match[2]}.${match[3]}`);
      if (pin) this.bits.set(pinKey(pin), [...(this.bits.get(pinKey(pin)) ?? []), match[1]!]);
    }
  }

  private pinOfBitAddress(address: number): Pin | null {
    for (const [port, place] of Object.entries(this.reading.chip.ports)) {
      if (place.base === (address & ~7)) return { port, bit: address & 7 };
    }
    return null;
  }

  private meansBit({ value, counts = false }: Constant, pin: Pin): boolean {
    const first = this.reading.chip.ports[pin.port]?.first;
    if (this.reading.byNumber) {
      const board = this.reading.chip.pinNumbers[String(value)];
      if (board && this.usesBoardNumbers()) {
        const named = pinOfName(this.reading.chip, board);
        return named !== null && pinKey(named) === pinKey(pin);
      }
      if (first !== undefined && value === first + pin.bit) return true;
      if (first !== undefined) return value === (1 << pin.bit) >>> 0 && value > 40;
      return value === pin.bit || (!counts && value === 1 << pin.bit);
    }
    return value >>> 0 === (1 << pin.bit) >>> 0;
  }

  usesBoardNumbers(): boolean {
    return (
      this.reading.chip.family === 'linux-gpio' ||
      this.reading.family.libraries.some((library) => library.id === 'arduino')
    );
  }

  /** All names of a pin; the first is the one answers use. */
  name(pin: Pin): NamedPin {
    const key = pinKey(pin);
    const known = this.known.get(key);
    if (known) return known;
    const named = this.findName(pin);
    this.known.set(key, named);
    return named;
  }

  private findName(pin: Pin): NamedPin {
    const { chip, symbols } = this.reading;
    const own = this.ownNames(pin);
    const symbolic = [...symbols.pins]
      .filter(([name, value]) => this.isSymbolOf(value, pin) && this.belongs(name, pin))
      .map(([name]) => name);
    if (symbols.ports.has(pin.port)) {
      const name = symbolic[0] ?? own[0] ?? `${pin.port}.${pin.bit}`;
      return { pin: name, aliases: unique([...symbolic, ...own, ...this.boardNames(symbolic)], name) };
    }
    if (symbolic.length > 0)
      return { pin: symbolic[0]!, aliases: unique([...symbolic, ...own, ...this.boardNames(symbolic)], symbolic[0]!) };
    const names = pinNames(chip, pin);
    if (this.usesBoardNumbers() && chip.family === 'avr') {
      const number = Object.entries(chip.pinNumbers).find(
        ([, name]) => pinKey(pinOfName(chip, name)!) === key(pin),
      )?.[0];
      if (number !== undefined) names.unshift(`D${number}`, number);
      // No board is named: on an ESP board the same number is a GPIO.
      if (number !== undefined && this.reading.family.title !== chip.title) names.push(`GPIO${number}`);
    }
    return { pin: names[0]!, aliases: unique([...own, ...names], names[0]!) };
  }

  /** Whether the number that an open name was given is this pin's. */
  private isSymbolOf(value: number, pin: Pin): boolean {
    const numbered = this.reading.byNumber && this.reading.chip.pinNumbers[String(value)] !== undefined;
    return numbered ? this.meansBit({ name: '', value, counts: true }, pin) : value === pin.bit;
  }

  /** Ports that stand on the lines of a name. */
  private portsBeside(name: string): Set<string> {
    const word = new RegExp(`\\b${name}\\b`);
    return new Set(
      this.lines
        .filter((line) => word.test(line))
        .flatMap((line) => [...line.matchAll(PORT_OF_LINE)].map(([, port]) => port!)),
    );
  }

  /** A symbolic name stands for this port's pin where the name occurs on this pin's lines, or nowhere else. */
  private belongs(name: string, pin: Pin): boolean {
    if (this.evidence.get(pinKey(pin))?.has(name)) return true;
    const beside = this.portsBeside(name);
    if (beside.size > 0 && /^[A-K]$/.test(pin.port) && !beside.has(pin.port)) return false;
    return ![...this.evidence].some(([key, words]) => words.has(name) && this.pins.get(key)!.bit === pin.bit);
  }

  private ownNames(pin: Pin): string[] {
    const key = pinKey(pin);
    const words = this.evidence.get(key) ?? new Set<string>();
    const rivals = [...this.pins].filter(([other, each]) => other !== key && each.bit === pin.bit);
    const found = [...(this.bits.get(key) ?? [])];
    const guessed: string[] = [];
    for (const constant of this.constants) {
      const { name } = constant;
      if (!this.meansBit(constant, pin) || isOther(name)) continue;
      const elsewhere = rivals.some(([other]) => this.evidence.get(other)?.has(name));
      if (words.has(name)) found.push(name);
      else if (PIN_LIKE.test(name) && !elsewhere && (rivals.length === 0 || this.wordMentions(name, pin)))
        guessed.push(name);
    }
    // A mask of segments may have the pin's number by chance: what stands on the pin's own lines is its name.
    if (found.length === 0) found.push(...guessed);
    for (const element of this.elements) {
      const { name } = element;
      const table = name.split('[')[0]!;
      const pins = PIN_LIKE.test(table) && !isOther(table);
      if (this.meansBit(element, pin) && (words.has(table) || (pins && rivals.length === 0))) found.push(name);
    }
    return [...new Set([...found, ...this.boardPinNames(pin)])];
  }

  /** What a board's library calls this pin, where the pin's lines do so too: A0, LED_BUILTIN. */
  private boardPinNames(pin: Pin): string[] {
    if (!this.reading.byNumber || !this.usesBoardNumbers()) return [];
    const words = [...(this.evidence.get(pinKey(pin)) ?? [])].filter((word) => BOARD_PIN.test(word));
    return words.filter((name) => {
      const value = this.reading.program.constant(name);
      return value !== null && this.meansBit({ name, value, counts: true }, pin);
    });
  }

  /** LED_PORT beside LED_PIN: a sister macro that names the port. */
  private wordMentions(name: string, pin: Pin): boolean {
    const stem = name.replace(/_?(?:PIN|Pin|pin)$/, '');
    const pattern = new RegExp(
      `#\\s*define\\s+${stem}_?(?:GPIO_?)?(?:PORT|Port|port|GPIO)\\w*\\s+\\(?(?:GPIO|PORT)_?(\\w)\\b`,
    );
    return pattern.exec(this.reading.code)?.[1] === pin.port;
  }

  private boardNames(names: string[]): string[] {
    const { board } = this;
    return board ? names.map((name) => board.pins[name]).filter((name) => name !== undefined) : [];
  }
}

const key = pinKey;
const unique = (names: string[], without: string): string[] => [...new Set(names)].filter((name) => name !== without);
