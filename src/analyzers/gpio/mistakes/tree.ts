import { BIT_SPACE } from '../../../c/api.ts';
import {
  type AnyNode,
  type Expression,
  type FunctionDefinition,
  type Symbol as Named,
  type Statement,
  walk,
} from '../../../c/ast.ts';
import { DEFAULT_TARGET } from '../../../c/compile.ts';
import { type IntType, sizeOf, type Type } from '../../../c/types.ts';
import type { RegisterKind } from '../../../knowledge/chip.ts';
import { type Pin, portAddress, portRegisters } from '../../../machine/chip.ts';
import { isDelayName } from '../delay-names.ts';
import type { Evidence } from '../reason.ts';

/** The paste's own code: what it is read from, and where its text ends. */
export type OwnCode = Pick<Evidence, 'reading' | 'lastLine'>;

/** Functions of the paste itself. */
export function ownFunctions(own: OwnCode): FunctionDefinition[] {
  const last = own.lastLine;
  return own.reading.program.tree.functions.filter((each) => !each.fromPrelude && each.line > 0 && each.line <= last);
}

export type Visit = (node: AnyNode, parents: readonly AnyNode[], inside: FunctionDefinition) => void;

/** Visits every node of the paste's functions. */
export function visitOwn(own: OwnCode, visit: Visit): void {
  for (const definition of ownFunctions(own))
    walk(definition.body, (node, parents) => visit(node, parents, definition));
}

/** The value of a constant expression, or of a variable that is set once, where it is declared. */
export function constantOf(node: Expression | null | undefined): number | null {
  if (!node) return null;
  if (node.constant !== undefined) return Number(node.constant);
  const at = bare(node);
  if (at.constant !== undefined) return Number(at.constant);
  const variable =
    at.kind === 'identifier' && (at.symbol.writes ?? 0) === 0 && !at.symbol.addressTaken
      ? at.symbol.variable
      : undefined;
  return variable?.initializer?.constant === undefined ? null : Number(variable.initializer.constant);
}

export const isInteger = (type: Type): type is IntType => type.kind === 'int';

/** Strips casts. */
export function bare(node: Expression): Expression {
  let at = node;
  while (at.kind === 'cast') at = at.operand;
  return at;
}

export interface PortRegister {
  /** Bits between the register's lowest and that of the part of it that is named (FIOSET3: 24). */
  shift: number;
  kind: RegisterKind;
  name: string;
  latch: boolean;
  /** What it sets, clears or toggles is the latch. */
  drives: boolean;
  input: boolean;
  port: string | null;
}

/** Registers that give what is on the pins, whatever they are called. */
const READS_PINS: ReadonlySet<RegisterKind> = new Set(['input', 'input-toggle', 'quasi']);

/** The port register an lvalue stands for: a struct member, a register macro, an address. */
export function registerOf(own: OwnCode, node: Expression): PortRegister | null {
  const { chip } = own.reading;
  const at = bare(node);
  const describe = (name: string, port: string | null): PortRegister | null => {
    const registers = portRegisters(chip, port ?? Object.keys(chip.ports)[0]!);
    const found = registers.find((each) => each.name === name || each.aka.some((aka) => aka.split('@')[0] === name));
    if (!found) return null;
    const letter = port ?? Object.keys(chip.ports)[0]!;
    const latch = chip.gpio.latch.replaceAll('{P}', letter);
    const place = found.aka.find((aka) => aka.startsWith(`${name}@`))?.split('@')[1];
    return {
      shift: place === undefined ? 0 : 8 * Number.parseInt(place, 10),
      kind: found.kind,
      name: found.name,
      latch: found.name === latch || (found.kind === 'quasi' && found.of === latch),
      drives: found.of === undefined || found.of === latch,
      input: found.name === chip.gpio.input.replaceAll('{P}', letter) || READS_PINS.has(found.kind),
      port,
    };
  };
  if (at.kind === 'member') {
    // `PORT->Group[0].OUT.reg`: the register is the union, and its whole value a member of it.
    if (/^(?:reg|R|WORD|W)$/.test(at.member) && bare(at.object).kind === 'member') return registerOf(own, at.object);
    const address = addressOf(at.object);
    const port = address === null ? null : portAt(own, address);
    if (port !== null) return describe(at.member, port);
    const place = placeOfLvalue(own, at);
    return place === null ? describe(at.member, null) : atAddress(own, place, describe);
  }
  if (at.kind === 'unary' && at.operator === '*') {
    const address = constantOf(at.operand);
    if (address === null) {
      const name = at.macro?.replace(/^(?:GPIO_|__[A-Z0-9]+_)/, '');
      return name ? describe(name, null) : null;
    }
    const found = atAddress(own, address, describe);
    if (found) return found;
  }
  if (at.kind === 'identifier' && at.symbol.address !== undefined) return atAddress(own, at.symbol.address, describe);
  return null;
}

function atAddress(
  { reading: { chip } }: OwnCode,
  address: number,
  describe: (name: string, port: string) => PortRegister | null,
): PortRegister | null {
  for (const port of Object.keys(chip.ports))
    for (const register of chip.gpio.registers)
      if (portAddress(chip, port, register.name) === address >>> 0)
        return describe(register.name.replaceAll('{P}', port), port);
  return null;
}

/** The pin of a port's bit: a bit of the host's bit space, or a one-bit field of a register. */
export function pinOfBit(own: OwnCode, node: Expression, asked?: 'input'): Pin | null {
  const at = bare(node);
  if (at.kind === 'identifier' && at.symbol.kind === 'bit') {
    const { address } = at.symbol;
    if (address === undefined || address < BIT_SPACE) return null;
    return pinAt(own, (address - BIT_SPACE) >>> 3, (address - BIT_SPACE) & 7, asked);
  }
  // `P3_2` of a header is its address written out.
  if (at.kind === 'unary' && at.operator === '*') {
    const address = constantOf(at.operand);
    if (address === null || address >>> 0 < BIT_SPACE || address >>> 0 >= BIT_SPACE + 0x8_0000) return null;
    return pinAt(own, ((address >>> 0) - BIT_SPACE) >>> 3, (address - BIT_SPACE) & 7, asked);
  }
  const field = at.kind === 'member' ? at.path.at(-1) : undefined;
  if (at.kind !== 'member' || field?.bits !== 1) return null;
  const object = at.arrow ? constantOf(at.object) : placeOfLvalue(own, at.object);
  if (object === null) return null;
  const bits = at.path.reduce((sum, each) => sum + each.offset * 8, 0) + (field.bit ?? 0);
  return pinAt(own, object + (bits >>> 3), bits & 7, asked);
}

function pinAt({ reading: { chip } }: OwnCode, byte: number, bit: number, asked?: 'input'): Pin | null {
  const { latch, input, registers, pins } = chip.gpio;
  for (const port of Object.keys(chip.ports))
    for (const { name } of registers) {
      if (name !== input && (asked || name !== latch)) continue;
      const at = byte - portAddress(chip, port, name);
      if (at >= 0 && at * 8 + bit < pins) return { port, bit: at * 8 + bit };
    }
  return null;
}

/** Where an lvalue lies that is reached from a constant address through members and constant indices. */
function placeOfLvalue(own: OwnCode, node: Expression): number | null {
  const at = bare(node);
  if (at.kind === 'unary' && at.operator === '*') return constantOf(at.operand);
  if (at.kind === 'member') {
    const object = at.arrow ? constantOf(at.object) : placeOfLvalue(own, at.object);
    return object === null ? null : object + at.path.reduce((sum, field) => sum + field.offset, 0);
  }
  if (at.kind === 'index') {
    const [array, index] = [placeOfLvalue(own, at.array), constantOf(at.index)];
    return array === null || index === null || bare(at.array).type.kind !== 'array'
      ? null
      : array + index * sizeOf(at.type, { ...DEFAULT_TARGET, ...own.reading.chip.target });
  }
  return at.kind === 'identifier' ? (at.symbol.address ?? null) : null;
}

function addressOf(node: Expression): number | null {
  const at = bare(node);
  if (at.kind === 'unary' && at.operator === '*') return addressOf(at.operand);
  return constantOf(at) ?? constantOf(node);
}

function portAt(own: OwnCode, address: number): string | null {
  for (const [port, place] of Object.entries(own.reading.chip.ports)) if (place.base === address >>> 0) return port;
  return null;
}

/** The column of the first character of an expression. */
export function startOf(node: Expression): { line: number; column: number } {
  let at: AnyNode = node;
  for (;;) {
    if (at.kind === 'binary' || at.kind === 'comma') at = at.left;
    else if (at.kind === 'assignment') at = at.target;
    else if (at.kind === 'member') at = at.object;
    else if (at.kind === 'index') at = at.array;
    else if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'postfix') at = at.operand;
    else if (at.kind === 'conditional') at = at.condition;
    else return { line: at.line, column: at.column };
  }
}

/** True where an opening parenthesis stands right before an expression. */
export function inParentheses(evidence: Evidence, node: Expression): boolean {
  const { line, column } = startOf(node);
  const text = evidence.codeLines[line - 1] ?? '';
  let at = column - 2;
  while (at >= 0 && /[\s!~*&+-]/.test(text[at]!)) at -= 1;
  return text[at] === '(';
}

/** Names of all functions called below a node. */
export function callsBelow(node: AnyNode): string[] {
  const names: string[] = [];
  walk(node, (each) => {
    if (each.kind === 'call' && each.name !== null) names.push(each.name);
  });
  return names;
}

/** Functions of the paste that let time pass, directly or by calling one that does. */
export function waits(evidence: Evidence, node: AnyNode, keys: ReadonlySet<AnyNode> = new Set(), depth = 0): boolean {
  let found = false;
  walk(node, (each) => {
    if (found) return false;
    if (each.kind === 'loop' && isCountingLoop(each) && !asksFor(each.condition, keys)) found = true;
    if (each.kind === 'call' && each.name !== null) {
      if (isDelayName(each.name) || /sleep|delay|wait|millis|micros|GetTick|TickCount|ticks?\b/i.test(each.name))
        found = true;
      else if (depth < 3) {
        const callee = ownFunctions(evidence).find((definition) => definition.name === each.name);
        if (callee && waits(evidence, callee.body, keys, depth + 1)) found = true;
      }
    }
    return undefined;
  });
  return found;
}

/** Waiting for a key to be let go takes no time of its own. */
function asksFor(condition: Expression | null, keys: ReadonlySet<AnyNode>): boolean {
  let asks = false;
  if (condition) walk(condition, (each) => void (keys.has(each) && (asks = true)));
  return asks;
}

/** True for `;`, and for braces with nothing else between them. */
export function isEmptyStatement(node: Statement): boolean {
  return node.kind === 'empty' || (node.kind === 'compound' && node.items.every(isEmptyStatement));
}

/** A loop that only counts: nothing in its body. */
export function isCountingLoop(node: AnyNode): boolean {
  if (node.kind !== 'loop' || node.endless !== null) return false;
  const body = node.body;
  const inner = body.kind === 'compound' && body.items.length === 1 ? body.items[0]! : body;
  return (
    isEmptyStatement(body) ||
    inner.kind === 'assembly' ||
    (inner.kind === 'loop' && isCountingLoop(inner)) ||
    (node.step === null && stepsCounter(inner, node.condition))
  );
}

/** `while (n != 0) n--;`: the body only moves the variable the condition asks for. */
function stepsCounter(body: Statement, condition: Expression | null): boolean {
  if (body.kind !== 'expression' || !condition) return false;
  const step = body.expression;
  if (step.kind !== 'postfix' && !(step.kind === 'unary' && /\+\+|--/.test(step.operator))) return false;
  const counter = bare(step.operand);
  const asked = bare(condition);
  const tested = asked.kind === 'binary' && isFixed(asked.right) ? bare(asked.left) : asked;
  return (
    counter.kind === 'identifier' &&
    tested.kind === 'identifier' &&
    counter.symbol === tested.symbol &&
    counter.symbol.scope !== 'global'
  );
}

/** A constant, or a local that a loop which only counts cannot change. */
function isFixed(limit: Expression): boolean {
  const at = bare(limit);
  return constantOf(limit) !== null || (at.kind === 'identifier' && at.symbol.scope !== 'global');
}

/** A function of the paste, and the call that is given it as an argument: `handler`, `&handler`. */
export interface Handed {
  name: string;
  line: number;
  to: string;
}

/** Functions of the paste that are handed to calls, in the order of the text. */
export function functionsHanded(own: OwnCode): Handed[] {
  const found: Handed[] = [];
  visitOwn(own, (node) => {
    if (node.kind !== 'call' || node.name === null) return;
    for (const argument of node.args) {
      const at = bare(argument);
      const named = at.kind === 'unary' && at.operator === '&' ? bare(at.operand) : at;
      const symbol = named.kind === 'identifier' ? named.symbol : null;
      if (symbol?.definition && !symbol.fromPrelude)
        found.push({ name: symbol.name, line: symbol.line, to: node.name });
    }
  });
  return found;
}

/** Calls that make a function one of an interrupt's. */
const CALLS_BACK =
  /attachInterrupt|isr_handler_add|irq|timer|Ticker|MsTimer2|callback|gpiote_\w*init|IntRegister|register_isr|isr_register|::(?:rise|fall|attach)/i;

/** Functions that run as interrupt handlers: vectors, callbacks handed to a library, and all they call. */
export function handlerFunctions(evidence: Evidence): Set<string> {
  const own = ownFunctions(evidence);
  const names = new Set(own.map((each) => each.name));
  const handlers = new Set(
    own
      .filter(
        (each) =>
          each.interrupt ||
          /_(?:IRQ)?Handler$|_vect$|_isr$|_ISR$|IRQHandler|^sys_tick_handler$|^HAL_(?:TIM_PeriodElapsed|GPIO_EXTI|SYSTICK)\w*Callback$/.test(
            each.name,
          ),
      )
      .map((each) => each.name),
  );
  for (const [vector, name] of evidence.reading.handlers) if (vector !== name && names.has(name)) handlers.add(name);
  for (const { name, to } of functionsHanded(evidence)) if (CALLS_BACK.test(to)) handlers.add(name);
  for (let grown = true; grown; ) {
    grown = false;
    for (const definition of own) {
      if (!handlers.has(definition.name)) continue;
      for (const callee of callsBelow(definition.body)) {
        if (names.has(callee) && !handlers.has(callee)) {
          handlers.add(callee);
          grown = true;
        }
      }
    }
  }
  return handlers;
}

/** Functions that are called again and again: from a loop, or by one that is. */
export function repeatedFunctions(evidence: Evidence): Set<string> {
  const repeated = new Set(['loop']);
  const calls: [string, string, boolean][] = [];
  visitOwn(evidence, (node, parents, inside) => {
    if (node.kind === 'call' && node.name !== null)
      calls.push([inside.name, node.name, parents.some((each) => each.kind === 'loop')]);
  });
  const called = new Set(calls.map(([, callee]) => callee));
  // A function that nothing here calls is a task, a callback or called by code that is not shown.
  for (const { name } of ownFunctions(evidence))
    if (name !== 'main' && name !== 'setup' && !called.has(name)) repeated.add(name);
  for (let size = -1; size !== repeated.size; ) {
    size = repeated.size;
    for (const [caller, callee, looped] of calls) if (looped || repeated.has(caller)) repeated.add(callee);
  }
  return repeated;
}

/** The line that says which pin is meant, for a set-up call at `line`: the nearest assignment to the struct's pin above it. */
export function setupLine(evidence: Evidence, line: number): number {
  for (let at = line; at > Math.max(0, line - 9); at--) {
    if (/(?:\.|->)\s*(?:GPIO_)?[Pp]in(?:s|_bit_mask)?\s*=/.test(evidence.codeLines[at - 1] ?? '')) return at;
  }
  return line;
}

/** The global variable that a node itself sets or moves on; null for any other node. */
export function globalWritten(node: AnyNode): Named | null {
  const target =
    node.kind === 'assignment'
      ? node.target
      : node.kind === 'postfix' || (node.kind === 'unary' && /\+\+|--/.test(node.operator))
        ? node.operand
        : null;
  const at = target && bare(target);
  return at?.kind === 'identifier' && at.symbol.scope === 'global' ? at.symbol : null;
}
