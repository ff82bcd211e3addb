import type { Pin } from '../../../machine/chip.ts';
import { sideOf } from '../claims/function-names.ts';
import { placeOf } from '../place.ts';
import { portOfAddress } from '../reads.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import type { Detected, Detector } from './detector.ts';
import { undriven } from './undriven.ts';

/** A pin number set up on one port and written through another. */
export const wrongPortForPin: Detector = (evidence) => {
  const found = undriven(evidence).flatMap(({ pin, frames, twin }) => {
    const place = placeOf(frames, evidence.lastLine);
    return place && twin ? [detected(evidence, place.line, pin, twin)] : [];
  });
  const all = [...found, ...unlikePairs(evidence), ...mixedNames(evidence), ...idleTwins(evidence)].filter(
    (each, i, list) => list.findIndex((other) => other.line === each.line) === i,
  );
  return all.length > 0 ? all : silentWrites(evidence);
};

/**
 * A level written to a pin that is no output, where the pin of the same number on another port is one and is only ever
 * written the opposite level: set here, cleared there.
 */
function silentWrites(evidence: Evidence): Detected[] {
  const { machine } = evidence.simulation;
  if (machine.chip.gpio.alwaysOutput || evidence.reading.symbols.ports.size > 0 || !evidence.reading.whole) return [];
  const isOutput = ({ port, bit }: Pin): boolean => Boolean(((machine.ports.get(port)?.everOutput ?? 0) >>> bit) & 1);
  const writes = levelWrites(evidence).filter(({ pins }) => pins.length === 1);
  const at = (pin: Pin) => writes.filter(({ pins: [each] }) => each!.port === pin.port && each!.bit === pin.bit);
  return writes.flatMap(({ pins: [pin], level, line }): Detected[] => {
    if (isOutput(pin!) || (machine.portsRead.has(pin!.port) && level === 1) || at(pin!).length !== 1) return [];
    const twins = [...machine.ports.keys()]
      .filter((port) => port !== pin!.port && isOutput({ port, bit: pin!.bit }))
      .map((port): Pin => ({ port, bit: pin!.bit }));
    const [twin] = twins;
    if (!twin || twins.length !== 1) return [];
    const everywhere = at(twin);
    // What a set-up wrote first says nothing about the write that is missing in the loop.
    const repeatedly = everywhere.filter((each) => each.parents.some((parent) => parent.kind === 'loop'));
    const theirs = repeatedly.length > 0 ? repeatedly : everywhere;
    return theirs.length > 0 && theirs.every((each) => each.level !== level)
      ? [detected(evidence, line, pin!, twin)]
      : [];
  });
}

const detected = ({ naming }: Evidence, line: number, pin: Pin, meant: Pin): Detected => ({
  line,
  names: { pin: naming.name(pin).pin, meant: naming.name(meant).pin },
});

/** `LED_ON` and `LED_OFF` that write the same bit of two ports, of which only one was made an output there. */
function unlikePairs(evidence: Evidence): Detected[] {
  const { machine } = evidence.simulation;
  if (machine.chip.gpio.alwaysOutput) return [];
  const isOutput = ({ port, bit }: Pin): boolean => Boolean(((machine.ports.get(port)?.everOutput ?? 0) >>> bit) & 1);
  const { macros } = evidence.reading.program.tree;
  const sides = new Map<string, Map<boolean, { pin: Pin; line: number }>>();
  for (const { node, inside, pins, line } of levelWrites(evidence)) {
    const side = sideOf(node.macro ?? inside.name);
    if (!side || pins.length !== 1) continue;
    const defined = macros.find((each) => each.name === node.macro)?.line;
    const known = sides.get(side.pair) ?? new Map<boolean, { pin: Pin; line: number }>();
    known.set(side.on, { pin: pins[0]!, line: defined ?? line });
    sides.set(side.pair, known);
  }
  return [...sides.values()].flatMap((pair): Detected[] => {
    const [on, off] = [pair.get(true), pair.get(false)];
    if (!on || !off || on.pin.bit !== off.pin.bit || on.pin.port === off.pin.port) return [];
    const [wrong, right] = isOutput(on.pin) ? [off, on] : [on, off];
    return isOutput(right.pin) && !isOutput(wrong.pin) ? [detected(evidence, wrong.line, wrong.pin, right.pin)] : [];
  });
}

/** `LED1_PORT` and `LED1_PIN`: the word they share. */
const PORT_OF = /^(\w+?)_?(?:GPIO_?PORT|PORT_?GPIO|GPIO|PORT|Port|port)$/;
const PIN_OF = /^(\w+?)_?(?:GPIO_?PIN|PIN_?NUM|PIN|Pin|pin|BIT|MASK)$/;

/** A call that takes the port of one thing and the pin of another, though that other has a port of its own. */
function mixedNames(evidence: Evidence): Detected[] {
  const { macros } = evidence.reading.program.tree;
  const ports = new Map<string, string>();
  for (const { name } of macros) {
    const stem = PORT_OF.exec(name)?.[1];
    if (stem) ports.set(stem.toLowerCase(), name);
  }
  return levelWrites(evidence).flatMap(({ node, pins, line }): Detected[] => {
    const [pin] = pins;
    if (node.kind !== 'call' || node.args.length < 2 || !pin) return [];
    const port = PORT_OF.exec(node.args[0]!.macro ?? '')?.[1]?.toLowerCase();
    const own = PIN_OF.exec(node.args[1]!.macro ?? '')?.[1]?.toLowerCase();
    if (port === undefined || own === undefined || port === own) return [];
    const meant = ports.get(own);
    if (meant === undefined || !ports.has(port)) return [];
    const there = portOfAddress(evidence, evidence.reading.program.constant(meant));
    if (there === null || there === pin.port) return [];
    return [detected(evidence, line, pin, { port: there, bit: pin.bit })];
  });
}

/**
 * In the main loop one pin is only ever set (or cleared), and the write that would undo it goes to the pin of the same
 * number on another port, which is an output too and has that level already whenever the write comes.
 */
function idleTwins(evidence: Evidence): Detected[] {
  const { machine } = evidence.simulation;
  if (machine.chip.gpio.alwaysOutput || evidence.reading.symbols.ports.size > 0 || !evidence.repeat) return [];
  const isOutput = ({ port, bit }: Pin): boolean => Boolean(((machine.ports.get(port)?.everOutput ?? 0) >>> bit) & 1);
  const keyOf = ({ port, bit }: Pin): string => `${port}:${bit}`;
  const writes = levelWrites(evidence).filter(({ pins }) => pins.length === 1 && isOutput(pins[0]!));
  const looped = writes.filter(
    ({ parents, inside }) => inside.name === 'loop' || parents.some((each) => each.kind === 'loop'),
  );
  const moves = new Set(
    machine.events.flatMap(({ frames, changes }) =>
      frames.flatMap(({ line }) => changes.map((change) => `${line}|${keyOf(change)}`)),
    ),
  );
  const { macros } = evidence.reading.program.tree;
  return looped.flatMap(({ pins: [pin], level, line, node }): Detected[] => {
    if (moves.has(`${line}|${keyOf(pin!)}`)) return [];
    const works = looped.some(
      (each) =>
        keyOf(each.pins[0]!) === keyOf(pin!) && each.level === level && moves.has(`${each.line}|${keyOf(pin!)}`),
    );
    const twins = [
      ...new Set(
        looped
          .map((each) => each.pins[0]!)
          .filter((each) => each.bit === pin!.bit && each.port !== pin!.port)
          .map(keyOf),
      ),
    ];
    if (!works || twins.length !== 1) return [];
    const theirs = writes.filter((each) => keyOf(each.pins[0]!) === twins[0]);
    if (theirs.some((each) => each.level === level)) return [];
    const defined = macros.find((each) => each.name === node.macro && each.line > 0)?.line;
    return [detected(evidence, defined ?? line, pin!, theirs[0]!.pins[0]!)];
  });
}
