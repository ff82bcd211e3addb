import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDomain } from '../../src/knowledge/read.ts';
import { checkFiles, placeOf } from '../../src/workshop/check.ts';
import { patternFor } from '../../src/workshop/pattern.ts';
import { problemsIn } from '../../src/workshop/problems.ts';
import { editorSchemas } from '../../src/workshop/schemas.ts';

const KNOWLEDGE = join(import.meta.dirname, '../../knowledge');

const RULE = `role: cause
causeId: missing-file
programs: [frobd]
match:
  - "cannot open spool '(?<path>[^']*)'"
title: { zh: 找不到 {path}, en: '{path} is missing' }
why: { zh: 目录不存在, en: The folder does not exist. }
fix: { zh: 建好目录, en: Make the folder. }
sources: [https://example.org/frobd/manual]
samples:
  match:
    - "Mar 04 10:00:01 h frobd[7]: cannot open spool '/var/spool/frob'"
  noMatch:
    - "Mar 04 10:00:01 h frobd[7]: opened spool '/var/spool/frob'"
`.replace('{ zh: 找不到 {path},', "{ zh: '找不到 {path}',");
const file = (text: string) => ({ domain: 'journal-rules' as const, id: 'frobd/spool', text });

describe('what is wrong in a file is said by line', () => {
  const problems = (text: string) =>
    problemsIn('journal-rules', 'frobd/spool', text).map(({ line, text }) => `${line}: ${text}`);

  it('a sound file has no problem, with line ends of Windows too', () => {
    expect(problems(RULE)).toEqual([]);
    expect(problems(RULE.replaceAll('\n', '\r\n'))).toEqual([]);
  });

  it('a field of another type, one too many, one missing', () => {
    expect(problems(RULE.replace('role: cause', 'role: villain'))).toEqual([expect.stringMatching(/^1: role: /)]);
    expect(problems(RULE.replace('programs:', 'program:'))).toEqual(['3: program: is no field here']);
    expect(problems(RULE.replace(/^fix.*\n/m, ''))).toEqual([expect.stringMatching(/a cause needs a fix/)]);
    expect(problems(RULE.replace(', en: The folder does not exist.', ''))).toEqual([
      expect.stringMatching(/^7: why\.en: is missing/),
    ]);
    expect(problems(RULE.replace(/^sources.*\n/m, ''))).toEqual([expect.stringMatching(/sources: is missing/)]);
    expect(problems(RULE.replace('https://example.org/frobd/manual', 'the manual'))).toEqual([
      expect.stringMatching(/^9: sources/),
    ]);
    expect(problems(RULE.replace(/ {2}noMatch:\n.*\n/, ''))).toEqual([
      expect.stringMatching(/^10: samples\.noMatch: is missing/),
    ]);
  });

  it('text that is no YAML', () => {
    expect(problems(RULE.replace('programs: [frobd]', 'programs: [frobd'))[0]).toMatch(/^[34]: /);
  });

  it('Markdown counts its front matter, and its two languages', () => {
    const note = readFileSync(join(KNOWLEDGE, 'pod/notes/pause-container.md'), 'utf8');
    const found = (text: string) => problemsIn('pod-notes', 'pause-container', text);
    expect(found(note)).toEqual([]);
    expect(found(note.replace(/^related:/m, 'relatives:'))).toMatchObject([
      {
        line: note.split('\n').findIndex((line) => line.startsWith('related:')) + 1,
        text: 'relatives: is no field here',
      },
    ]);
    expect(found(note.replace(/^# en[\s\S]*/m, ''))).toMatchObject([
      { text: expect.stringMatching(/^text\.en: is missing/) },
    ]);
    expect(found('just text')).toMatchObject([{ line: 1 }]);
  });

  it('each file of the knowledge is found by its path and has no problem', () => {
    expect(placeOf('knowledge/journal/rules/nginx/x.yaml')).toEqual({ domain: 'journal-rules', id: 'nginx/x' });
    expect(placeOf('knowledge/journal/README.md')).toBeNull();
    expect(placeOf('src/index.ts')).toBeNull();
    for (const { id } of readDomain('mistakes').entries)
      expect(problemsIn('mistakes', id, readFileSync(join(KNOWLEDGE, 'mistakes', `${id}.yaml`), 'utf8'))).toEqual([]);
  });
});

describe('what samples give', () => {
  it('a rule and a log: what it matches, with the line', async () => {
    const log = ['Mar 04 10:00:00 h frobd[7]: hello', "Mar 04 10:00:01 h frobd[7]: cannot open spool '/x'"].join('\n');
    const [checked] = await checkFiles([file(RULE)], log);
    expect(checked!.trials).toMatchObject([
      { line: 12, good: true, found: expect.stringContaining('frobd/spool') },
      { line: 14, good: true },
    ]);
    expect(checked!.matches).toMatchObject([{ line: 2 }]);
  });

  it('a sample that is not matched, a word no pattern gives, a kind and a rule that do not exist', async () => {
    const wrong = RULE.replace('cannot open spool', 'can not open spool')
      .replace('{path} is missing', '{place} is missing')
      .replace('missing-file', 'missing-fail')
      .replace('samples:', 'explains: [frobd/nothing]\nsamples:');
    const [checked] = await checkFiles([file(wrong)]);
    expect(checked!.trials.filter(({ good }) => !good).map(({ line, found }) => [line, found])).toEqual([
      [6, 'no pattern has a group called place'],
      [2, expect.stringContaining('no such kind of cause')],
      [10, 'there is no such rule'],
      [13, expect.not.stringContaining('frobd/spool')],
    ]);
  });
});

describe('a pattern for a line', () => {
  it.each([
    ["Mar 04 10:00:01 h frobd[7]: open '/a/b' failed (errno 2)", "open '[^']*' failed \\(errno \\d+\\)"],
    ['Mar 04 10:00:01 h frobd[7]: bind 10.0.0.1:80 via /run/x.sock', 'bind [\\d.:]+ via /\\S+'],
  ])('%s', (line, pattern) => {
    expect(patternFor(line)).toBe(pattern);
    expect(line).toMatch(new RegExp(pattern));
  });
});

it('the schemas for editors are those of the code (npm run schemas)', () => {
  for (const [name, text] of Object.entries(editorSchemas()))
    expect(readFileSync(join(KNOWLEDGE, 'schemas', name), 'utf8'), name).toBe(text);
});
