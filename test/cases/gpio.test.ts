import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ExplainOptions, explain } from '../../src/index.ts';

interface Case {
  id: string;
  family: string[];
  paste: string;
  inputs?: ExplainOptions['inputs'];
  interrupts?: ExplainOptions['interrupts'];
  events: string[];
  loop: [number, number] | null;
  findings?: string[];
}
interface Change {
  pin: string;
  aliases: string[];
  level: number;
}
interface Part {
  analyzer: string;
  family: string;
  events: Change[][];
  loop: { start: number; period: number } | null;
  findings: { kind: string; line: number }[];
}

const COMPARED_EVENTS = 24;
const folder = join(import.meta.dirname, 'gpio');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')) as Case[]);

/** Event number i of a sequence that may repeat; undefined past its end. */
function at<T>(events: T[], loop: [number, number] | null, index: number): T | undefined {
  if (index < events.length) return events[index];
  return loop ? events[loop[0] + ((index - loop[0]) % loop[1])] : undefined;
}

/** "PA0=1+PA1=0" as the set of its changes, each pin named as the case names it. */
function spell(changes: Change[] | undefined, wanted: string | undefined): string {
  const names = (wanted ?? '').split('+').map((change) => change.split('=')[0]!);
  const spelled = (changes ?? []).map((change) => {
    const known = [change.pin, ...change.aliases].map((name) => name.toUpperCase());
    return `${names.find((name) => known.includes(name.toUpperCase())) ?? change.pin}=${change.level}`;
  });
  return spelled.sort().join('+');
}

describe.each(cases)('$id', (expected) => {
  it(`does what it does on ${expected.family[0]}`, async () => {
    const { report } = await explain(expected.paste, { inputs: expected.inputs, interrupts: expected.interrupts });
    const part = report.parts.find((found) => found.analyzer === 'gpio') as unknown as Part;
    expect(expected.family).toContain(part?.family);
    const loop: [number, number] | null = part.loop ? [part.loop.start, part.loop.period] : null;
    const wanted: string[] = [];
    const got: string[] = [];
    for (let index = 0; index < COMPARED_EVENTS; index += 1) {
      const want = at(expected.events, expected.loop, index);
      wanted.push((want ?? '').split('+').sort().join('+'));
      got.push(spell(at(part.events, loop, index), want));
    }
    expect(got).toEqual(wanted);
    expect(part.loop !== null).toBe(expected.loop !== null);
    const told = part.findings.map((finding) => finding.kind);
    expect(told.sort()).toEqual((expected.findings ?? []).map((finding) => finding.split('@')[0]).sort());
    for (const finding of expected.findings ?? []) {
      const [kind, line] = finding.split('@');
      expect(Math.abs(part.findings.find((found) => found.kind === kind)!.line - Number(line))).toBeLessThanOrEqual(2);
    }
  });
});
