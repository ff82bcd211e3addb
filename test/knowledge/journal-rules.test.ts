import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RE2JS } from 're2js';
import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/analyzers/journal/match/pattern.ts';
import { COMMON_PLACEHOLDERS, Matcher, placeholdersOf } from '../../src/analyzers/journal/match.ts';
import type { Entry } from '../../src/analyzers/journal/read/entry.ts';
import { readLine } from '../../src/analyzers/journal/read/line.ts';
import { CauseIds } from '../../src/knowledge/journal-causes.ts';
import { readDomain } from '../../src/knowledge/read.ts';

// Several times faster than the checker's JavaScript, and the same answers.
if (process.platform === 'linux' && process.arch === 'x64') process.env['RECHECK_BACKEND'] ??= 'native';

/**
 * Verdicts of the checker, which takes seconds for a new pattern: `safe`, `squared`, `unknown` (no answer in time), or
 * what is wrong.
 */
const CACHE = join(import.meta.dirname, 'pattern-safety.json');
const known: Record<string, string> = existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, 'utf8')) : {};

function safetyOf(source: string, ignoreCase: boolean): string {
  const key = ignoreCase ? `(?i)${source}` : source;
  const cached = known[key];
  if (cached) return cached;
  // A long bounded repeat is checked as an unbounded one: the stricter question, and much faster to answer.
  const open = source.replace(/\{(\d+),(\d*)\}/g, (whole, low, high) =>
    high === '' || Number(high) > 8 ? (low === '0' ? '*' : '+') : whole,
  );
  const result = checkSync(open, ignoreCase ? 'i' : '', { checker: 'automaton', timeout: 4_000 });
  let verdict: string = result.status;
  if (result.status === 'vulnerable') {
    const { type } = result.complexity;
    verdict = type === 'polynomial' && result.complexity.degree === 2 ? 'squared' : `${type}`;
  }
  known[key] = verdict;
  const others: Record<string, string> = existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, 'utf8')) : {};
  Object.assign(known, { ...others, ...known });
  writeFileSync(CACHE, `${JSON.stringify(Object.fromEntries(Object.entries(known).sort()), null, 1)}\n`);
  return verdict;
}

const { entries: rules } = readDomain('journal-rules');
const matcher = new Matcher(rules);
const found = (entry: Entry, around: Entry[]) =>
  [...matcher.match(entry, around), ...matcher.kindsOf(entry)].map((match) => match.rule.id);
const ids = new Set(rules.map((rule) => rule.id));

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (id, rule) => {
  it('has patterns that no input can make slow, without look-around or back-reference', () => {
    for (const source of [...rule.match, ...(rule.unless ?? []), ...rule.near]) {
      const pattern = compilePattern(source);
      expect(() => RE2JS.compile(source), source).not.toThrow();
      // An unbounded repeat is bounded when it is compiled, so squared on paper is linear in use; worse is refused.
      for (const part of pattern.partSources) {
        const verdict = safetyOf(part, source.startsWith('(?i)'));
        expect(['safe', 'squared', 'unknown'], `${source}: ${verdict} on a hostile line`).toContain(verdict);
      }
    }
  });

  it('matches its own lines', () => {
    for (const sample of rule.samples.match) {
      const entries = sample.split('\n').map((line, at) => readLine(line, [at + 1, at + 1]));
      const matched = entries.some((entry) => {
        const around = entries.filter((other) => other !== entry);
        return found(entry, around).includes(id);
      });
      expect(matched, `not matched: ${sample}`).toBe(true);
    }
  });

  it('leaves look-alikes alone', () => {
    for (const sample of rule.samples.noMatch) {
      const entries = sample.split('\n').map((line, at) => readLine(line, [at + 1, at + 1]));
      for (const entry of entries) {
        const around = entries.filter((other) => other !== entry);
        expect(found(entry, around), `matched: ${sample}`).not.toContain(id);
      }
    }
  });

  it('uses only words that it has', () => {
    const perPattern = rule.match.map((source) => compilePattern(source).groups);
    const near = rule.near.flatMap((source) => compilePattern(source).groups);
    const groups = new Set([...perPattern.flat(), ...near, ...COMMON_PLACEHOLDERS]);
    const texts = [rule.title, rule.why, rule.fix].flatMap((words) => (words ? [words.zh, words.en] : []));
    for (const text of [...texts, ...rule.next]) {
      for (const name of placeholdersOf(text)) expect([...groups], `{${name}} in: ${text}`).toContain(name);
    }
  });

  it('names a known kind of cause and known rules', () => {
    if (rule.causeId) expect(Object.keys(CauseIds)).toContain(rule.causeId);
    for (const other of [...rule.explains, ...rule.explainedBy]) {
      const found = other.endsWith('*')
        ? [...ids].some((candidate) => candidate.startsWith(other.slice(0, -1)))
        : ids.has(other);
      expect(found, `no rule ${other}`).toBe(true);
    }
  });
});

it('each cause names a command to run next', () => {
  expect(rules.filter(({ role, next }) => role === 'cause' && next.length === 0).map(({ id }) => id)).toEqual([]);
});

it('there are rules', () => {
  expect(rules.length).toBeGreaterThan(0);
});
