import { type Call, type Expression, type FunctionDefinition, walk } from '../../../c/ast.ts';
import type { Pin } from '../../../machine/chip.ts';
import { placeOf } from '../place.ts';
import { inputReads } from '../reads.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, callsBelow, constantOf, ownFunctions, registerOf, visitOwn } from './tree.ts';

/** A plain write to a whole port that changes a pin it does not mean and that is otherwise driven on its own. */
export const portWriteClobbersPins: Detector = (evidence) => {
  const { machine } = evidence.simulation;
  const plain = new Map<number, number>();
  const repeated = new Set<number>();
  const computed = new Set<number>();
  const varied = new Set<number>();
  const wholePort = wholePortCalls(evidence);
  visitOwn(evidence, (node, parents, inside) => {
    if (node.kind !== 'assignment' && node.kind !== 'call') return;
    const once = /^(?:main|setup|app_main)$/.test(inside.name) && !parents.some((each) => each.kind === 'loop');
    if (!once) repeated.add(node.line);
    if (node.kind === 'assignment' && node.operator === '=' && registerOf(evidence, node.target)?.latch) {
      const value = constantOf(node.value);
      if (value !== null) plain.set(node.line, value);
      else if (shiftsOne(node.value)) computed.add(node.line);
      else if (!usesLatch(evidence, node.value)) varied.add(node.line);
    }
    const last = node.kind === 'call' ? wholePort(node) : null;
    if (last) {
      const value = constantOf(last);
      if (value !== null) plain.set(node.line, value);
      else if (shiftsOne(last)) computed.add(node.line);
      else if (!usesLatch(evidence, last)) varied.add(node.line);
    }
  });
  const running = [
    ...clobberedBy(evidence, computed, new Set([...plain.keys(), ...varied])),
    ...undoneForGood(evidence, plain, new Set([...computed, ...varied])),
  ];
  if (plain.size === 0) return running;
  const read = new Set(inputReads(evidence).map(({ pin }) => `${pin.port}:${pin.bit}`));
  for (const [key, { pin, frames }] of machine.lostPulls) {
    const line = placeOf(frames, evidence.lastLine)?.line ?? 0;
    const port = machine.ports.get(pin.port);
    if (
      !read.has(key) ||
      !plain.has(line) ||
      !port ||
      (port.everOutput >>> pin.bit) & 1 ||
      port.mode(pin.bit).pull === 'up'
    )
      continue;
    running.push({ line, names: { pin: evidence.naming.name(pin).pin } });
  }
  const width = machine.chip.gpio.pins;
  const all = width === 32 ? 0xffffffff : (1 << width) - 1;
  const meant = (value: number): number => {
    const ones = value & all;
    return countBits(ones) <= width / 2 ? ones : ~ones & all;
  };
  const byPlain = [...plain.values()].reduce((mask, value) => mask | meant(value), 0);
  const separately = new Set<string>();
  for (const event of machine.events) {
    const line = placeOf(event.frames, evidence.lastLine)?.line ?? 0;
    // Data put on a whole port moves its pins together.
    if (!plain.has(line) && !varied.has(line))
      for (const { port, bit } of event.changes) separately.add(`${port}:${bit}`);
  }
  const found = new Map<number, string>();
  // A whole-port write that comes first of all, and once, gives the pins their first levels.
  const given = new Set<string>();
  for (const event of machine.events) {
    const line = placeOf(event.frames, evidence.lastLine)?.line ?? 0;
    const value = plain.get(line);
    if (value === undefined) for (const { port, bit } of event.changes) given.add(`${port}:${bit}`);
    if (value === undefined || meant(value) === 0 || found.has(line)) continue;
    const hit = event.changes.find(
      ({ port, bit }) => !((byPlain >>> bit) & 1) && (repeated.has(line) ? separately : given).has(`${port}:${bit}`),
    );
    if (hit) found.set(line, evidence.naming.name(hit).pin);
  }
  const told = [...found].map(([line, pin]) => ({ line, names: { pin } }));
  return [...told, ...running.filter((each) => !found.has(each.line))];
};

/** What a library's call writes to a whole port: the argument that its body assigns to the latch as it is. */
function wholePortCalls(evidence: Evidence): (call: Call) => Expression | null {
  const places = new Map<FunctionDefinition, number | null>();
  const placeIn = (definition: FunctionDefinition): number | null => {
    let place: number | null = null;
    walk(definition.body, (node) => {
      if (node.kind !== 'assignment' || node.operator !== '=' || !registerOf(evidence, node.target)?.latch) return;
      const value = bare(node.value);
      const at = definition.parameters.findIndex((each) => value.kind === 'identifier' && each === value.symbol);
      if (at >= 0) place = at;
    });
    return place;
  };
  return ({ callee, args }) => {
    const at = bare(callee);
    const definition = at.kind === 'identifier' ? at.symbol.definition : undefined;
    if (!definition?.fromPrelude) return null;
    if (!places.has(definition)) places.set(definition, placeIn(definition));
    const place = places.get(definition) ?? null;
    return place === null ? null : (args[place] ?? null);
  };
}

/** Functions that the main loop calls, directly or through others. */
function calledInLoop(evidence: Evidence): Set<string> {
  const called = new Set<string>();
  const add = (names: string[]): void => {
    for (const name of names) {
      if (called.has(name)) continue;
      called.add(name);
      for (const each of ownFunctions(evidence)) if (each.name === name) add(callsBelow(each.body));
    }
  };
  visitOwn(evidence, (node, _, inside) => {
    if (node.kind === 'loop' && node.endless !== null) add(callsBelow(node.body));
    if (node.kind === 'call' && node.name !== null && inside.name === 'loop') add([node.name]);
  });
  return called;
}

/** `(P1 & 0xF0) | n`: keeps what it does not mean. */
function usesLatch(evidence: Evidence, value: Expression): boolean {
  let uses = false;
  walk(value, (node) => {
    if (node.kind === 'call') uses = true;
    if (node.kind === 'member' || node.kind === 'identifier' || node.kind === 'unary')
      uses ||= registerOf(evidence, node)?.latch === true;
  });
  return uses;
}

/** `1 << k` or `~(1 << k)`: one bit that walks over the port. */
function shiftsOne(value: Expression): boolean {
  let at = bare(value);
  while (at.kind === 'unary' && at.operator === '~') at = bare(at.operand);
  const moved = at.kind === 'binary' && at.operator === '<<' ? (constantOf(at.left) ?? 0) : 0;
  return moved > 0 && (moved & (moved - 1)) === 0;
}

/** A walking bit that takes a pin along which it never reaches, and which a line that means this pin always sets back. */
function clobberedBy(evidence: Evidence, lines: Set<number>, whole: ReadonlySet<number>): Detected[] {
  const levels = new Map<number, Map<string, { ups: number; downs: number; pin: Pin }>>();
  for (const event of evidence.simulation.machine.events) {
    const line = placeOf(event.frames, evidence.lastLine)?.line ?? 0;
    const own = levels.get(line) ?? new Map<string, { ups: number; downs: number; pin: Pin }>();
    levels.set(line, own);
    for (const { port, bit, level } of event.changes) {
      const known = own.get(`${port}:${bit}`) ?? { ups: 0, downs: 0, pin: { port, bit } };
      if (level) known.ups += 1;
      else known.downs += 1;
      own.set(`${port}:${bit}`, known);
    }
  }
  return [...lines].flatMap((line) => {
    const own = [...(levels.get(line) ?? [])];
    const walks = own.filter(([, { ups, downs }]) => ups > 0 && downs > 0).length;
    const hit = own.find(
      ([key, { ups, downs }]) =>
        ups + downs > 1 &&
        (ups === 0 || downs === 0) &&
        [...levels].some(([other, pins]) => {
          const back = pins.get(key);
          return !lines.has(other) && !whole.has(other) && back && (ups === 0 ? back.downs === 0 : back.ups === 0);
        }),
    );
    return walks > 1 && hit ? [{ line, names: { pin: evidence.naming.name(hit[1].pin).pin } }] : [];
  });
}

function countBits(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * A pin that is given its level once, before the main loop, and by name; a whole-port write in that loop takes it away and
 * nothing gives it back. An input whose pull resistor the output latch chooses loses that in the same way.
 */
function undoneForGood(
  evidence: Evidence,
  plain: ReadonlyMap<number, number>,
  computed: ReadonlySet<number>,
): Detected[] {
  const { machine } = evidence.simulation;
  const writes = levelWrites(evidence);
  const again = calledInLoop(evidence);
  const looped = new Map<number, { port: string | null; value: number | null }>();
  visitOwn(evidence, (node, parents, inside) => {
    if (node.kind !== 'assignment' && node.kind !== 'call') return;
    if (!plain.has(node.line) && !computed.has(node.line)) return;
    const inLoop = inside.name === 'loop' || parents.some((each) => each.kind === 'loop' && each.endless !== null);
    if (!inLoop && !again.has(inside.name)) return;
    if (node.kind === 'assignment')
      looped.set(node.line, {
        port: registerOf(evidence, node.target)?.port ?? null,
        value: plain.get(node.line) ?? null,
      });
    else looped.set(node.line, { port: null, value: plain.get(node.line) ?? null });
  });
  if (looped.size === 0) return [];
  const read = new Set(inputReads(evidence).map(({ pin }) => `${pin.port}:${pin.bit}`));
  const { kind, registers } = machine.chip.gpio.mode;
  const pullsByLatch =
    registers['latchPull'] !== undefined ||
    kind === 'crl-crh' ||
    (registers['pull'] !== undefined && registers['latch'] !== undefined);
  const found: Detected[] = [];
  for (const { pins, level, parents, inside } of writes) {
    const [pin] = pins;
    const alone = writes.filter((each) =>
      each.pins.some((other) => other.port === pin!.port && other.bit === pin!.bit),
    );
    if (pins.length !== 1 || alone.length !== 1 || inside.name === 'loop') continue;
    if (parents.some((each) => each.kind === 'loop')) continue;
    const name = evidence.naming.name(pin!).pin;
    const line = read.has(`${pin!.port}:${pin!.bit}`)
      ? pullsByLatch && level === 1
        ? lostPull(looped, pin!)
        : null
      : lostLevel(evidence, looped, pin!, level);
    if (line !== null) found.push({ line, names: { pin: name } });
  }
  return [...found, ...heldByFirstWrite(evidence, plain, looped)];
}

/** What stays as it was put for as long as a program runs: supplies, enables, selects. */
const HELD_THING =
  /(?:^|_)(?:EN|ENA|ENABLE|PWR|POWER|HOLD|RELAY|VALVE|PUMP|MOTOR|SUPPLY|VCC|VDD|CS|NSS|RST|RESET|WP)(?:_|\d*$)/i;
const STAYS = /\b(?:stays?|keeps?|holds?|remains?|always|never|must)\b|保持|一直|始终|不能动|不要动|不许|不能被/i;

/** The same where the first write of all went to the whole port and gave one pin its level: a pin that is said to keep it. */
function heldByFirstWrite(evidence: Evidence, plain: ReadonlyMap<number, number>, looped: Looped): Detected[] {
  const { machine } = evidence.simulation;
  const lines = evidence.reading.source.split('\n');
  const found: Detected[] = [];
  for (const { changes, frames } of machine.events.slice(0, 4)) {
    const line = placeOf(frames, evidence.lastLine)?.line ?? 0;
    const [change] = changes;
    if (!plain.has(line) || looped.has(line) || !change || changes.length !== 1) continue;
    const { pin, aliases } = evidence.naming.name(change);
    const names = [pin, ...aliases];
    const held = names.some((name) => HELD_THING.test(name));
    const said = lines.some((text) => STAYS.test(text) && names.some((name) => name.length > 2 && text.includes(name)));
    if (!held && !said) continue;
    const lost = lostLevel(evidence, looped, change, change.level);
    if (lost !== null) found.push({ line: lost, names: { pin } });
  }
  return found;
}

type Looped = ReadonlyMap<number, { port: string | null; value: number | null }>;

const lostPull = (looped: Looped, pin: Pin): number | null =>
  [...looped].find(([, { port, value }]) => port === pin.port && value !== null && !((value >>> pin.bit) & 1))?.[0] ??
  null;

/** The line in the loop that turns the pin round, where the run never saw it come back while others of its port went on. */
function lostLevel(evidence: Evidence, looped: Looped, pin: Pin, level: 0 | 1): number | null {
  const changes = evidence.simulation.machine.events.flatMap((event, index) =>
    event.changes
      .filter((change) => change.port === pin.port)
      .map((change) => ({ ...change, index, line: placeOf(event.frames, evidence.lastLine)?.line ?? 0 })),
  );
  const mine = changes.filter((change) => change.bit === pin.bit);
  const last = mine.at(-1);
  if (!last || last.level === level || !looped.has(last.line) || mine.length > 2) return null;
  const goesOn = changes.some((change) => change.index > last.index && change.bit !== pin.bit);
  return goesOn ? last.line : null;
}
