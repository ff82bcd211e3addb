import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type ExplainOptions, explain } from '../../src/index.ts';
import { lineIn, mangled, type Paste } from './mangle.ts';

/** A program and the truth about it; how each file's truth was obtained stands at its head. */
export interface GpioCase {
  file: string;
  id: string;
  family: string[];
  paste: string;
  /** Changes the program goes through before it is explained, and lines ("1-4") it loses. */
  spoil?: string[];
  cut?: string;
  /** Only an include names the chip: without it, an unknown family is right. */
  chipByInclude?: boolean;
  /** Names the paste uses for pins: LED1_PIN -> PB5. */
  names?: Record<string, string>;
  inputs?: ExplainOptions['inputs'];
  interrupts?: ExplainOptions['interrupts'];
  outputs?: string[];
  events: string[];
  loop: [number, number] | null;
  endless?: boolean;
  /** Polls inputs against a software clock: a run of many seconds, made with SLOW_CASES=1. */
  slow?: boolean;
  /** How many events are compared, where fewer are certain. */
  compare?: number;
  findings?: string[];
  tolerated?: string[];
  /** Milliseconds from the first change of the loop to the second, as the whole program says them. */
  everyMs?: number;
  /** Whether the answer names the clock that its times were counted with. */
  clockNamed?: boolean;
}

interface Change {
  pin: string;
  aliases: string[];
  level: number;
}
export interface GpioPart {
  analyzer: string;
  text: string;
  family: string;
  outputs: Change[];
  events: Change[][];
  loop: { start: number; period: number } | null;
  endless: boolean;
  findings: { kind: string; line: number }[];
  eventInfo: { seconds: number }[];
  assumptions: { name: string }[];
}

const FOLDER = join(import.meta.dirname, '../cases/gpio');
const COMPARED_EVENTS = 60;

/** All cases of the folder, or of one file. */
export function gpioCases(only?: string): GpioCase[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml') && (!only || name === only));
  return files.flatMap((file) =>
    ((parse(readFileSync(join(FOLDER, file), 'utf8')) ?? []) as GpioCase[]).map((found) => ({ ...found, file })),
  );
}

/** The case's paste after its own changes and `more`. */
export function pasteOf(expected: GpioCase, more: string[] = []): Paste {
  return mangled(expected.paste, [...(expected.spoil ?? []), ...more], expected.cut);
}

/** What the public door says about a paste's pins. */
export async function explainPins(text: string, expected: GpioCase): Promise<GpioPart | undefined> {
  const { report } = await explain(text, { inputs: expected.inputs, interrupts: expected.interrupts });
  return report.parts.find((found) => found.analyzer === 'gpio') as unknown as GpioPart | undefined;
}

/** An Uno's pins by their port names: D13 is PB5. */
function unoPort(pin: string): string {
  const number = /^D(\d+)$/.exec(pin) ? Number(pin.slice(1)) : -1;
  if (number < 0) return pin;
  return number < 8 ? `PD${number}` : number < 14 ? `PB${number - 8}` : `PC${number - 14}`;
}

function at<T>(events: T[], loop: [number, number] | null, index: number): T | undefined {
  if (index < events.length) return events[index];
  return loop ? events[loop[0] + ((index - loop[0]) % loop[1])] : undefined;
}

/** Differences by field between the truth and what was said; an empty object where all is right. */
export function differences(expected: GpioCase, part: GpioPart | undefined, paste?: Paste): Record<string, string> {
  if (!part) return { family: `no gpio part, wanted ${expected.family[0]}` };
  const wrong: Record<string, string> = {};
  const canonical = new Map<string, string>();
  for (const [name, pin] of Object.entries(expected.names ?? {})) canonical.set(name.toUpperCase(), pin);
  for (const pin of [
    ...(expected.outputs ?? []),
    ...expected.events.flatMap((event) => event.split('+').map((change) => change.split('=')[0]!)),
  ]) {
    canonical.set(pin.toUpperCase(), pin);
    if (expected.family.includes('arduino')) canonical.set(unoPort(pin), pin);
  }
  const named = (change: Change): string =>
    [change.pin, ...change.aliases].map((name) => canonical.get(name.toUpperCase())).find(Boolean) ?? change.pin;
  const spell = (changes: Change[] | undefined): string =>
    (changes ?? [])
      .map((change) => `${named(change)}=${change.level}`)
      .sort()
      .join('+');
  const inOrder = (event: string | undefined): string => (event ?? '').split('+').sort().join('+');

  if (!expected.family.includes(part.family)) wrong.family = `wanted ${expected.family.join('/')}, got ${part.family}`;
  if (expected.outputs) {
    const got = part.outputs.map(named).sort().join(' ');
    const want = [...expected.outputs].sort().join(' ');
    if (got !== want) wrong.outputs = `wanted ${want}, got ${got}`;
  }
  const loop: [number, number] | null = part.loop ? [part.loop.start, part.loop.period] : null;
  const count =
    expected.compare ??
    Math.max(
      COMPARED_EVENTS,
      expected.loop ? Math.min(part.events.length, 2 * (expected.loop[0] + expected.loop[1])) : 0,
    );
  for (let index = 0; index < count; index += 1) {
    const want = inOrder(
      at(
        expected.events,
        expected.events.length > (expected.loop ? expected.loop[0] + expected.loop[1] - 1 : 0) ? expected.loop : null,
        index,
      ),
    );
    if (want === '' && expected.loop && index >= expected.events.length) break; // the loop is longer than what was kept
    const got = spell(at(part.events, loop, index));
    if (got === want) continue;
    wrong.events = `event ${index}: wanted ${want || 'none'}, got ${got || 'none'}`;
    break;
  }
  if (expected.compare === undefined && (loop !== null) !== (expected.loop !== null))
    wrong.loop = `wanted ${JSON.stringify(expected.loop)}, got ${JSON.stringify(loop)}`;
  if (expected.endless !== undefined && part.endless !== expected.endless)
    wrong.endless = `wanted ${expected.endless}, got ${part.endless}`;
  const wantedKinds = (expected.findings ?? []).map((finding) => finding.split('@')[0]!);
  const missing = (expected.findings ?? []).filter(
    (finding) => !part.findings.some((found) => found.kind === finding.split('@')[0]),
  );
  const extra = part.findings.filter(
    (found) => !wantedKinds.includes(found.kind) && !expected.tolerated?.includes(found.kind),
  );
  if (missing.length > 0) wrong.missing = missing.join(' ');
  if (extra.length > 0) wrong.extra = extra.map((found) => `${found.kind}@${found.line}`).join(' ');
  for (const finding of paste ? (expected.findings ?? []) : []) {
    const [kind, number] = finding.split('@');
    const lines = number!
      .split('/')
      .map((text) => lineIn(paste!, Number(text)))
      .filter((line) => line !== null);
    const said = part.findings.filter((found) => found.kind === kind);
    const near = said.some((found) => lines.some((line) => Math.abs(found.line - line) <= 2));
    if (lines.length > 0 && said.length > 0 && !near)
      wrong.line = `${kind}: wanted line ${lines}, got ${said.map((found) => found.line)}`;
  }
  return wrong;
}

/** Differences in the times that are told. */
export function timeDifferences({ everyMs, clockNamed }: GpioCase, part: GpioPart): Record<string, string> {
  const wrong: Record<string, string> = {};
  const start = part.loop?.start ?? -1;
  const [first, second] = [part.eventInfo[start], part.eventInfo[start + 1]];
  const told = first && second ? (second.seconds - first.seconds) * 1000 : Number.NaN;
  if (everyMs !== undefined && !(Math.abs(told / everyMs - 1) < 0.01)) wrong.everyMs = `wanted ${everyMs}, got ${told}`;
  const named = part.assumptions.some(({ name }) => name === 'clock');
  if (clockNamed !== undefined && named !== clockNamed) wrong.clockNamed = `wanted ${clockNamed}, got ${named}`;
  return wrong;
}
