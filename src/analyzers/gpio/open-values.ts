import {
  type AnyNode,
  type Call,
  type Expression,
  type FunctionDefinition,
  type Symbol as Named,
  walk,
} from '../../c/ast.ts';
import type { Pin } from '../../machine/chip.ts';
import { BOARD_PORT, boardWord } from './board-words.ts';
import { bare, constantOf, ownFunctions, pinOfBit, registerOf } from './mistakes/tree.ts';
import { numberedPin, portOfAddress } from './reads.ts';
import type { Evidence } from './reason.ts';

/** A variable or a table that the paste uses and does not contain, and the pins whose levels are made of it. */
export interface OpenValue {
  name: string;
  pins: Pin[];
}

/** Values by where they come from. */
type Sources = Map<Named, Set<string>>;

const NONE: ReadonlySet<string> = new Set();

/** The variable at the bottom of an lvalue: `table` of `table[i].code`. */
function rootOf(node: Expression): Named | null {
  let at = bare(node);
  for (;;) {
    if (at.kind === 'index') at = bare(at.array);
    else if (at.kind === 'member') at = bare(at.object);
    else if (at.kind === 'unary' && /^[*&]$/.test(at.operator)) at = bare(at.operand);
    else if (at.kind === 'binary') at = bare(at.left);
    else break;
  }
  return at.kind === 'identifier' ? at.symbol : null;
}

/** Variables of which the run had nothing but zeros, because what puts anything else into them stands elsewhere. */
function openVariables(evidence: Evidence): Map<Named, string> {
  const { symbols, program, counters } = evidence.reading;
  const moved = new Set(counters.map(({ name }) => name));
  const others = new Set(symbols.others.filter((name) => symbols.defines[name] === undefined));
  const candidates = new Map<Named, string>();
  const filled = new Set<Named>();
  for (const { symbol } of program.tree.variables)
    if (symbol.storage === 'extern' && symbol.address === undefined && !symbol.fromPrelude)
      candidates.set(symbol, symbol.name);
  for (const definition of ownFunctions(evidence))
    walk(definition.body, (node) => {
      if (node.kind === 'identifier' && node.symbol.unknown && others.has(node.name))
        candidates.set(node.symbol, node.name);
      const target = node.kind === 'assignment' ? node.target : isStep(node) ? node.operand : null;
      const symbol = target && rootOf(target);
      // Something that is only ever cleared here is set elsewhere.
      if (symbol && !(node.kind === 'assignment' && node.operator === '=' && constantOf(node.value) === 0))
        filled.add(symbol);
    });
  return new Map(
    [...candidates].filter(([symbol]) => !filled.has(symbol) && !moved.has(symbol.name) && symbol.kind === 'variable'),
  );
}

const isStep = (node: AnyNode): node is Extract<AnyNode, { kind: 'postfix' | 'unary' }> =>
  node.kind === 'postfix' || (node.kind === 'unary' && /^(?:\+\+|--)$/.test(node.operator));

/** What values, functions' results and whole functions depend on. */
class Flow {
  readonly #values: Sources;
  readonly #functions = new Map<string, Set<string>>();
  readonly #own: Map<string, FunctionDefinition>;
  readonly #calls: ReadonlySet<string>;
  #grew = true;

  /** @param calls functions whose results are open, by their names. */
  constructor(own: readonly FunctionDefinition[], open: Map<Named, string>, calls: ReadonlySet<string> = NONE) {
    this.#calls = calls;
    this.#own = new Map(own.map((each) => [each.name, each]));
    this.#values = new Map([...open].map(([symbol, name]) => [symbol, new Set([name])]));
    while (this.#grew) {
      this.#grew = false;
      for (const definition of own) this.#follow(definition);
    }
  }

  /** What an expression is made of. */
  of(node: AnyNode | null): Set<string> {
    const found = new Set<string>();
    if (node)
      walk(node, (each) => {
        if (each.kind === 'identifier') for (const name of this.#values.get(each.symbol) ?? NONE) found.add(name);
        if (each.kind === 'call' && each.name !== null && this.#calls.has(each.name)) found.add(each.name);
      });
    return found;
  }

  /** What decides whether a place is come to: the conditions around it, and what decides whether its function is called. */
  ways(parents: readonly AnyNode[], inside: FunctionDefinition): Set<string> {
    const found = new Set(this.#functions.get(inside.name) ?? NONE);
    for (const [i, each] of parents.entries()) {
      const decided =
        each.kind === 'if' || each.kind === 'conditional' ? each.condition : each.kind === 'switch' ? each.value : null;
      if (decided && parents[i + 1] !== decided) for (const name of this.of(decided)) found.add(name);
    }
    return found;
  }

  #follow(inside: FunctionDefinition): void {
    walk(inside.body, (node, parents) => {
      if (node.kind === 'variable') this.#add(node.symbol, this.of(node.initializer));
      if (node.kind === 'assignment') {
        const symbol = rootOf(node.target);
        if (symbol?.address === undefined) this.#add(symbol, this.of(node.value));
      }
      const callee = node.kind === 'call' && node.name !== null ? this.#own.get(node.name) : undefined;
      if (node.kind !== 'call' || !callee) return;
      for (const [i, argument] of node.args.entries()) this.#add(callee.parameters[i] ?? null, this.of(argument));
      const known = this.#functions.get(callee.name) ?? new Set<string>();
      this.#functions.set(callee.name, this.#joined(known, this.ways([...parents, node], inside)));
    });
  }

  #add(symbol: Named | null, names: ReadonlySet<string>): void {
    if (!symbol || names.size === 0) return;
    this.#values.set(symbol, this.#joined(this.#values.get(symbol) ?? new Set(), names));
  }

  #joined(known: Set<string>, names: ReadonlySet<string>): Set<string> {
    for (const name of names)
      if (!known.has(name)) {
        known.add(name);
        this.#grew = true;
      }
    return known;
  }
}

/** Calls that give all pins of a port a level each. */
const WHOLE_PORT = /_Write$|port_write|WriteOutputPort|WritePort|write_port|_set_value$/i;

/** The output pins that a call of a library is given, with its port or by their number; null where it names none. */
function pinsOfCall(evidence: Evidence, { args, name }: Call): Pin[] | null {
  const port = portOfAddress(evidence, constantOf(args[0]));
  if (port !== null) {
    const whole = args.length < 3 && WHOLE_PORT.test(name ?? '');
    return outputsOf(evidence, port, whole ? null : maskOf(evidence, constantOf(args[1])));
  }
  const pin = evidence.reading.byNumber && args.length > 1 ? numberedPin(evidence, constantOf(args[0])) : null;
  return pin && [pin];
}

const maskOf = ({ reading }: Evidence, value: number | null): number | null =>
  value !== null && reading.byNumber ? 1 << value : value;

function outputsOf({ simulation: { machine } }: Evidence, name: string, mask: number | null): Pin[] {
  const port = machine.ports.get(name);
  if (!port) return [];
  const all = machine.chip.gpio.alwaysOutput ? 0xff : port.everOutput | port.presumedOutput;
  // Pins that are named one by one may be set up elsewhere.
  const bits = mask ?? all;
  return Array.from({ length: port.pins }, (_, bit) => ({ port: name, bit })).filter(({ bit }) => (bits >>> bit) & 1);
}

/** The pin of the board that a call names: `LED_SetHigh()`, what `LED1_ON` stands for. */
function pinByWord({ reading: { symbols } }: Evidence, { name, args }: Call): Pin | null {
  const word = name === null ? null : boardWord(name);
  const bit =
    name === '__host_board' ? constantOf(args[0]) : word && args.length === 0 ? symbols.pins.get(word.pin) : null;
  return bit == null ? null : { port: BOARD_PORT, bit };
}

/** The output pins that a statement writes, and what their levels are made of. */
function writtenBy(evidence: Evidence, node: AnyNode): { pins: Pin[]; made: AnyNode[] } | null {
  const light = node.kind === 'call' ? pinByWord(evidence, node) : null;
  if (light && node.kind === 'call') return { pins: [light], made: node.args };
  if (node.kind === 'call' && node.name !== null && !/Init|Mode|mode|[Cc]onfig/.test(node.name)) {
    const pins = pinsOfCall(evidence, node);
    return pins && { pins, made: node.args.slice(1) };
  }
  if (node.kind !== 'assignment') return null;
  const pin = pinOfBit(evidence, node.target);
  if (pin) return { pins: [pin], made: [node.value] };
  const register = registerOf(evidence, node.target);
  if (!register?.drives || register.port === null) return null;
  if (!register.latch && !/^(?:set-reset|set|clear|toggle|quasi|input-toggle)$/.test(register.kind)) return null;
  const value = constantOf(node.value);
  const mask = value !== null && /^[|^&]=$/.test(node.operator) ? (node.operator === '&=' ? ~value : value) : null;
  return { pins: outputsOf(evidence, register.port, mask), made: [node.value] };
}

/**
 * What the run took for 0 because it is not in the paste, and the pins whose levels follow from it, by value or by the way
 * that is taken: what they do cannot be told.
 */
export function openValues(evidence: Evidence): OpenValue[] {
  const open = openVariables(evidence);
  if (open.size === 0) return [];
  const own = ownFunctions(evidence);
  return [...pinsMadeOf(evidence, new Flow(own, open))].flatMap(([name, pins]) =>
    pins.size === 0 ? [] : [{ name, pins: [...pins.values()] }],
  );
}

/** A function that says something, rather than whether it could do what it was called for. */
const TELLS = /get|read|is_?[A-Z]|has|state|value|level|detect|press|scan|key|button|btn|receiv|available|check|poll/i;
const DOES = /init|config|start|open|enable|set|write|send|transmit|create|register|mount|^HAL_(?!GPIO)/i;

/** Functions that are not in the paste and whose answer, taken for 0, decides what output pins do. */
export function openAnswers(evidence: Evidence): string[] {
  const { seen } = evidence.simulation.calls;
  const names = [...seen.values()].flatMap(({ name, kind }) =>
    kind === 'other' && TELLS.test(name) && !DOES.test(name) ? [name] : [],
  );
  if (names.length === 0) return [];
  const flow = new Flow(ownFunctions(evidence), new Map(), new Set(names));
  return [...pinsMadeOf(evidence, flow)].flatMap(([name, pins]) => (pins.size === 0 ? [] : [name]));
}

/** By what it is made of, the output pins whose levels follow from it. */
function pinsMadeOf(evidence: Evidence, flow: Flow): Map<string, Map<string, Pin>> {
  const found = new Map<string, Map<string, Pin>>();
  const own = ownFunctions(evidence);
  for (const definition of own)
    walk(definition.body, (node, parents) => {
      const written = writtenBy(evidence, node);
      if (!written) return;
      const names = [
        ...written.made.flatMap((each) => [...flow.of(each)]),
        ...flow.ways([...parents, node], definition),
      ];
      for (const name of names) {
        const pins = found.get(name) ?? new Map<string, Pin>();
        for (const pin of written.pins) pins.set(`${pin.port}:${pin.bit}`, pin);
        found.set(name, pins);
      }
    });
  return found;
}
