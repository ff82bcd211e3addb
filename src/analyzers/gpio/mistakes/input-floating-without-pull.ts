import type { Expression } from '../../../c/ast.ts';
import { commentsOf } from '../code.ts';
import { speaksOfPull } from '../pull-words.ts';
import { inputReads } from '../reads.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, setupLine } from './tree.ts';

/** Words for a switch. */
export const SWITCH =
  /key|btn|button|switch|\bsw\d*\b|touch|按键|按钮|开关|_SW\b|press|\breed\b|contact|limit|end_?stop|micro_?sw|\bdip\b|jumper|tilt|干簧|门磁|限位|行程|微动|拨码|触点|跳线|浮球/i;
/** Wired as a switch is: the other end on ground or on the supply. */
const TO_A_RAIL =
  /(?:other|second|far)\s+(?:leg|end|side|pin|contact|wire)[^.;]{0,16}(?:gnd|ground|vcc|3\.?3 ?v|5 ?v)|(?:另一[端头脚]|一[端头脚])[^，。；]{0,6}(?:接|到)?\s*(?:地|GND|VCC|电源)|(?:接|短)到?地|(?:to|pulls? to) (?:gnd|ground)\b/i;
/** A switch input with neither an internal nor a stated external resistor. */
export const inputFloatingWithoutPull: Detector = (evidence) => {
  const { machine, clocksGated } = evidence.simulation;
  const { chip } = evidence.reading;
  // The pins of a Linux board come up with pulls that its device tree chose.
  if (chip.family === 'linux-gpio') return [];
  if (chip.gpio.alwaysOutput || (!clocksGated && chip.ports[Object.keys(chip.ports)[0]!]!.clock)) return [];
  if (
    evidence.simulation.calls.seen.size > 0 &&
    [...evidence.simulation.calls.seen.values()].some((each) => each.kind === 'setup')
  )
    return [];
  const request = `${evidence.options.request ?? ''}\n${wordsIn(evidence.reading.paste)}`;
  const comments = commentsOf(evidence.reading.source).map(({ text }) => text);
  if ([...comments, request].some(speaksOfPull)) return [];
  const reads = inputReads(evidence);
  const read = new Set(reads.map(({ pin }) => `${pin.port}:${pin.bit}`));
  const found: Detected[] = [];
  const done = new Set<string>();
  for (const { pin, line, node } of reads) {
    const key = `${pin.port}:${pin.bit}`;
    const port = machine.ports.get(pin.port);
    if (!port || done.has(key) || evidence.reading.symbols.ports.has(pin.port)) continue;
    done.add(key);
    const { direction, pull } = port.mode(pin.bit);
    if (direction !== 'input' || pull !== 'none' || (port.everOutput >>> pin.bit) & 1) continue;
    const named = evidence.naming.name(pin);
    const words = [named.pin, ...named.aliases, evidence.codeLines[line - 1] ?? ''].join(' ');
    // What was asked is about this pin where it names it, or where no other is read.
    const asked =
      read.size === 1 || [named.pin, ...named.aliases].some((name) => name.length > 1 && request.includes(name));
    const texts = [words, ...comments, ...(asked ? [request] : [])];
    if (!texts.some((text) => SWITCH.test(text) || TO_A_RAIL.test(text))) continue;
    found.push({
      line: configurationLine(evidence, [named.pin, ...named.aliases, ...namesIn(node)], line),
      names: { pin: named.pin },
    });
  }
  return found;
};

/** Lines of a paste that are words and no code: what was asked inside of the fence. */
const wordsIn = (paste: string): string =>
  paste
    .split('\n')
    .filter((line) => !/[;{}#=<>*/]|\w\(/.test(line))
    .join('\n');

/** Where the pin was set up as it is, else the read. */
function configurationLine(evidence: Parameters<Detector>[0], names: readonly string[], read: number): number {
  const pattern = /(?:Mode|MODE|mode|pinMode|INPUT|_IN\b|direction|cfg_input|DIR)/;
  for (const [i, text] of evidence.codeLines.entries()) {
    if (/^\s*#/.test(text) || !pattern.test(text)) continue;
    if (/IN_FLOATING|GPIO_NOPULL|PUPD_NONE|PuPd_NOPULL|PIN_NOPULL/.test(text)) return setupLine(evidence, i + 1);
    if (
      /pinMode|cfg_input|set_direction|set_dir|DIR/.test(text) &&
      names.some((name) => new RegExp(`\\b${name.replace(/[^\w]/g, '\\$&')}\\b`).test(text))
    )
      return i + 1;
  }
  return read;
}

/** What a read calls its pin: `digitalRead(reed)`. */
function namesIn(node: Expression): string[] {
  const args = node.kind === 'call' ? node.args.map(bare) : [];
  return args.flatMap((at) => (at.macro !== undefined ? [at.macro] : at.kind === 'identifier' ? [at.name] : []));
}
