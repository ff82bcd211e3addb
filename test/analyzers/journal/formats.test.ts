import { describe, expect, it } from 'vitest';
import { compileHead, headingOf } from '../../../src/analyzers/journal/read/header.ts';
import { readLine } from '../../../src/analyzers/journal/read/line.ts';
import { readDomain } from '../../../src/knowledge/read.ts';

const { entries: formats } = readDomain('journal-formats');

describe.each(formats.map((format) => [format.id, format] as const))('format %s', (_, format) => {
  const head = compileHead(format);

  it.each(format.samples)('reads $line', ({ line, fields }) => {
    const heading = headingOf(line, head.outer, [head]);
    expect(heading, 'its own header').not.toBeNull();
    const groups = { ...heading!.groups, program: heading!.groups['program'] ?? head.program ?? undefined };
    for (const [name, value] of Object.entries(fields)) {
      const found = name === 'message' ? line.slice(heading!.length) : groups[name as keyof typeof groups];
      expect(found, name).toBe(value);
    }
  });

  it.each(format.not)('leaves %s alone', (line) => {
    expect(headingOf(line, head.outer, [head])).toBeNull();
  });
});

describe('one line', () => {
  it('keeps the program’s own words behind two headers', () => {
    const entry = readLine(
      'Feb 03 07:15:02 n1 kubelet[9]: E0203 07:15:02.100200    9 pod.go:7] "Failed" err="no route"',
      [1, 1],
    );
    expect(entry).toMatchObject({ program: 'kubelet', pid: '9', level: 'error' });
    expect(entry.core).toContain('"Failed" err="no route"');
  });

  it('undoes the quotes of logfmt', () => {
    const entry = readLine('time="2024-02-03T07:15:02Z" level=error msg="open \\"a b\\": denied" err="<nil>"', [1, 1]);
    expect(entry.core).toBe('open "a b": denied');
    expect(entry.level).toBe('error');
  });

  it('reads an event of kubectl with its count and source', () => {
    const entry = readLine(
      '  Warning  BackOff  8s (x14 over 5m)  kubelet  Back-off restarting failed container',
      [1, 1],
    );
    expect(entry).toMatchObject({
      kind: 'event',
      program: 'kubelet',
      count: 14,
      message: 'Back-off restarting failed container',
    });
  });
});
