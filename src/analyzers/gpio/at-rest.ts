import { type AnyNode, type Expression, type Symbol as Named, type Statement, walk } from '../../c/ast.ts';
import type { Board } from '../../knowledge/board.ts';
import type { Pin } from '../../machine/chip.ts';
import { buttonAtRest } from './board.ts';
import { BOARD_PORT } from './board-words.ts';
import { valueAt } from './claims/pressed.ts';
import { commentsOf } from './code.ts';
import type { GpioFacts } from './facts.ts';
import { SWITCH } from './mistakes/input-floating-without-pull.ts';
import { bare, type OwnCode, visitOwn } from './mistakes/tree.ts';
import { buttonToldIn, pullToldIn } from './pull-words.ts';
import { type InputRead, inputReads } from './reads.ts';
import type { Evidence } from './reason.ts';
import { findPin } from './run.ts';

/** The level that an input has while nobody touches it, where something outside the chip decides it. */
export interface Rest {
  pin: Pin;
  level: 0 | 1;
  /** What shows it: the comments, the level that sets something off, the edge that is waited for. */
  by: 'comment' | 'asked' | 'edge';
}

/**
 * Inputs that nothing in the chip pulls and that the program shows to be pulled outside. A key whose low level or falling edge alone sets
 * something off rests high: somebody who wired it so has a resistor to the supply.
 */
export function restsOutside(evidence: Evidence): Rest[] {
  const { reading, simulation, naming } = evidence;
  const { machine } = simulation;
  if (machine.chip.gpio.alwaysOutput) return [];
  const reads = inputReads(evidence);
  for (const { pin, line } of reads) naming.witness(pin, [{ function: '', line }]);
  const armed = machine.watchedPins.filter((each) => each.armed());
  const pins = new Map([...reads, ...armed].map(({ pin }) => [`${pin.port}:${pin.bit}`, pin]));
  const floating = [...pins.values()].filter((pin) => {
    const port = machine.ports.get(pin.port);
    if (!port || (port.everOutput >>> pin.bit) & 1) return false;
    const { direction, pull } = port.mode(pin.bit);
    return direction === 'input' && pull === 'none' && !machine.options.inputs.some((each) => same(each.pin, pin));
  });
  return floating.flatMap((pin): Rest[] => {
    const named = naming.name(pin);
    const names = [named.pin, ...named.aliases];
    const told = pullTold(evidence, names, floating.length === 1);
    if (told !== null) return [{ pin, level: told, by: 'comment' }];
    const known = !reading.symbols.ports.has(pin.port);
    if (known && names.some((name) => SWITCH.test(name)) && asksOnly(asksOf(evidence, reads, pin), 0))
      return [{ pin, level: 1, by: 'asked' }];
    const waitsForFall = armed.some((each) => same(each.pin, pin) && /^(?:falling|low)$/.test(each.trigger()));
    return waitsForFall ? [{ pin, level: 1, by: 'edge' }] : [];
  });
}

/**
 * What an input that code elsewhere sets up reads at rest: a likely board's button says it, else it is pulled up, unless only high is
 * asked for.
 */
export function restSetElsewhere(own: OwnCode, board: Board | null): (pin: Pin) => 0 | 1 {
  const reads = inputReads(own);
  return (pin) => {
    const names = [...own.reading.symbols.pins].filter(([, bit]) => bit === pin.bit).map(([name]) => name);
    const known = names.map((name) => buttonAtRest(board, name)).find((level) => level !== null);
    if (known != null) return known;
    const asks = asksOf(own, reads, pin);
    // `Button_IsPressed(BTN)` is about the press itself, unless it is asked for 0.
    const byCall = reads.some(({ pin: each, node }) => same(each, pin) && node.kind === 'call');
    if (byCall && pin.port === BOARD_PORT) return asks[0]?.level === 0 ? 1 : 0;
    return !names.some((name) => NUCLEO_BUTTON.test(name)) && asksOnly(asks, 1) ? 0 : 1;
  };
}

/** The blue button of a Nucleo, as CubeMX names it: low while pressed, whatever is done at which level. */
const NUCLEO_BUTTON = /^B1(?:_Pin)?$/;

/** The level an input had in the plain run. */
export function levelAtRest({ reading, simulation }: Evidence, input: GpioFacts['inputs'][number]): 0 | 1 {
  const pin = findPin(reading, [input.pin, ...input.aliases]);
  const resting = pin && simulation.machine.options.resting.find((each) => same(each.pin, pin));
  return resting?.level ?? (input.mode === 'pull-up' || input.mode === 'quasi-bidirectional' ? 1 : 0);
}

/** A floating pin has no level of its own; where the program asks whether it is low, high is hardly the pressed level. */
export function driftsAtRest(evidence: Evidence, input: GpioFacts['inputs'][number]): boolean {
  if (input.mode !== 'floating' || levelAtRest(evidence, input) !== 0) return false;
  const pin = findPin(evidence.reading, [input.pin, ...input.aliases]);
  const asks = pin ? asksOf(evidence, inputReads(evidence), pin).filter(({ place }) => place === 'if') : [];
  return asks.length > 0 && asks.every(({ level }) => level === 0);
}

/** One place that asks for a level of a pin. */
interface Asked {
  level: 0 | 1;
  /** Where: the condition of an if, or a value that is kept or handed on. */
  place: 'if' | 'value';
  /** What is done then is more than keeping a value. */
  acts: boolean;
  /** Something is done at the other level, too. */
  otherwise: boolean;
}

/** Nothing is done unless the pin has this level; getting ready for the next press is not counted. */
function asksOnly(asks: readonly Asked[], level: 0 | 1): boolean {
  const acting = asks.filter(({ acts }) => acts);
  const counted = acting.length > 0 ? acting : asks;
  return counted.length > 0 && counted.every((each) => each.level === level && !each.otherwise);
}

/** Which levels of a pin the program asks for; what is only waited for, or read without being asked, is left out. */
function asksOf(own: OwnCode, all: readonly InputRead[], pin: Pin): Asked[] {
  const reads = new Set<AnyNode>(all.flatMap((read) => (same(read.pin, pin) ? [read.node] : [])));
  if (reads.size === 0) return [];
  const kept = keepersOf(own, reads);
  const found: Asked[] = [];
  visitOwn(own, (node, parents) => {
    const parent = parents.at(-1);
    const read = reads.has(node) || (node.kind === 'identifier' && kept.has(node.symbol) && !isTarget(node, parent));
    const asked = read ? askedAt(node as Expression, parents, pin.bit) : null;
    if (asked) found.push(asked);
  });
  return found;
}

/** Variables that nothing but these reads is put into: `state = digitalRead(BUTTON)`. */
function keepersOf(own: OwnCode, reads: ReadonlySet<AnyNode>): Set<Named> {
  const [kept, others] = [new Set<Named>(), new Set<Named>()];
  visitOwn(own, (node) => {
    if (node.kind === 'variable' && node.initializer)
      (reads.has(bare(node.initializer)) ? kept : others).add(node.symbol);
    if (node.kind === 'assignment' && node.target.kind === 'identifier')
      (node.operator === '=' && reads.has(bare(node.value)) ? kept : others).add(node.target.symbol);
  });
  return new Set([...kept].filter((symbol) => !others.has(symbol) && !symbol.addressTaken));
}

const isTarget = (node: AnyNode, parent: AnyNode | undefined): boolean =>
  parent?.kind === 'assignment' && parent.target === node;

function askedAt(read: Expression, parents: readonly AnyNode[], bit: number): Asked | null {
  let at = parents.length - 1;
  let question = read;
  while (at >= 0 && valueAt(parents[at] as Expression, read, bit, 0) !== null) question = parents[at--] as Expression;
  const [low, high] = ([0, 1] as const).map((level) => valueAt(question, read, bit, level) !== 0);
  if (low === high) return null;
  const level = high ? 1 : 0;
  while (at >= 0 && isPart(parents[at]!)) at -= 1;
  const around = parents[at];
  if (around?.kind === 'loop') return null;
  if (around?.kind === 'if') {
    const otherwise = around.otherwise !== null && around.otherwise.kind !== 'if';
    return { level, place: 'if', acts: doesMore(around.then), otherwise };
  }
  // The level itself, kept or handed on, is no question.
  return question === read ? null : { level, place: 'value', acts: true, otherwise: true };
}

/** More than values put into variables. */
function doesMore(body: Statement): boolean {
  let more = false;
  walk(body, (node) => {
    if (node.kind === 'call' || (node.kind === 'assignment' && node.target.kind !== 'identifier')) more = true;
    if (node.kind === 'identifier' && node.symbol.kind === 'bit') more = true;
  });
  return more;
}

/** What joins conditions. */
const isPart = (node: AnyNode): boolean => node.kind === 'binary' && /^(?:&&|\|\|)$/.test(node.operator);

const PIN_NAME = /(?<![\w.])(?:P[A-K]_?\d{1,2}|P\d\.\d|R[A-G]\d|GPIO_?\d{1,2}|D\d{1,2}|pin \d{1,2})(?!\w)/i;

/** "external 10k pull-up", "button RA0 to ground" of a comment that names the pin, stands in a line that does, or can mean no other. */
function pullTold(evidence: Evidence, names: readonly string[], alone: boolean): 0 | 1 | null {
  const spoken = names.filter((name) => name.length > 1).map((name) => name.replace(/[^\w]/g, '\\$&'));
  const naming = new RegExp(`(?<!\\w)(?:${spoken.join('|')})(?!\\w)`, 'i');
  // Elsewhere a switch to ground without the chip's own pull-up is a mistake, and its pin floats.
  const bySwitch = evidence.reading.chip.gpio.mode.kind === 'tris';
  const levels = commentsOf(evidence.reading.source).flatMap(({ text, line }) => {
    const here = alone || naming.test(evidence.codeLines[line - 1] ?? '');
    const pulled = pullToldIn(text);
    let ours = here;
    const wired = text.split(/[,;，；。]/).flatMap((clause) => {
      // What is said behind a name is said of it, up to the next one.
      ours = naming.test(clause) || (!PIN_NAME.test(clause) && (ours || here));
      return ours && bySwitch ? (buttonToldIn(clause) ?? []) : [];
    });
    return pulled !== null && (here || naming.test(text)) ? [pulled] : wired;
  });
  return levels.length > 0 && levels.every((level) => level === levels[0]) ? levels[0]! : null;
}

const same = (one: Pin, other: Pin): boolean => one.port === other.port && one.bit === other.bit;
