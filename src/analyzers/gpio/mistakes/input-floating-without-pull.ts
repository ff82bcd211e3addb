import { commentsOf } from '../code.ts';
import { inputReads } from '../reads.ts';
import type { Detected, Detector } from './detector.ts';
import { setupLine } from './tree.ts';

const SWITCH = /key|btn|button|switch|\bsw\d*\b|touch|按键|按钮|开关|_SW\b|press/i;
const STATED_PULL =
  /外部|外接|上拉|下拉|external|pull-?(?:up|down)|resistor|电阻|driven by|push-pull|sensor|传感|\b\d+(?:\.\d+)?\s*k(?:\b|Ω|ohm|欧)|接[^，。]{0,6}VCC.{0,4}电阻/i;

/** A switch input with neither an internal nor a stated external resistor. */
export const inputFloatingWithoutPull: Detector = (evidence) => {
  const { machine, clocksGated } = evidence.simulation;
  const { chip } = evidence.reading;
  // The pins of a Linux board come up with pulls that its device tree chose.
  if (chip.id === 'linux-gpio') return [];
  if (chip.gpio.alwaysOutput || (!clocksGated && chip.ports[Object.keys(chip.ports)[0]!]!.clock)) return [];
  if (
    evidence.simulation.calls.seen.size > 0 &&
    [...evidence.simulation.calls.seen.values()].some((each) => each.kind === 'setup')
  )
    return [];
  const comments = commentsOf(evidence.reading.source);
  if (comments.some((comment) => STATED_PULL.test(comment.text))) return [];
  const found: Detected[] = [];
  const done = new Set<string>();
  for (const { pin, line } of inputReads(evidence)) {
    const key = `${pin.port}:${pin.bit}`;
    const port = machine.ports.get(pin.port);
    if (!port || done.has(key) || evidence.reading.symbols.ports.has(pin.port)) continue;
    done.add(key);
    const { direction, pull } = port.mode(pin.bit);
    if (direction !== 'input' || pull !== 'none' || (port.everOutput >>> pin.bit) & 1) continue;
    const named = evidence.naming.name(pin);
    const words = [named.pin, ...named.aliases, evidence.codeLines[line - 1] ?? ''].join(' ');
    if (!SWITCH.test(words) && !comments.some((comment) => SWITCH.test(comment.text))) continue;
    found.push({ line: configurationLine(evidence, pin, line), names: { pin: named.pin } });
  }
  return found;
};

/** Where the pin was set up as it is, else the read. */
function configurationLine(
  evidence: Parameters<Detector>[0],
  pin: { port: string; bit: number },
  read: number,
): number {
  const names = [evidence.naming.name(pin).pin, ...evidence.naming.name(pin).aliases];
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
