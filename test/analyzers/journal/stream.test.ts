import { describe, expect, it } from 'vitest';
import { journal, LogStream } from '../../../src/analyzers/journal/index.ts';
import { CASES } from './cases.ts';

const HEADER = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/;
/** Lines of a program that says nothing, at the time of the log around them. */
const dull = (stamp: string, lines: number) =>
  Array.from({ length: lines }, (_, index) => `${stamp} zz9 tick[${index % 7}]: beat ${index} at ${index * 3}`).join(
    '\n',
  );

/** Sifts a log as one that is too large to keep. */
function sift(text: string, pieceBytes = 1 << 16) {
  const stream = new LogStream(0);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) stream.write(bytes.subarray(at, at + pieceBytes));
  return stream.end();
}

const gist = (facts: Awaited<ReturnType<typeof journal.analyze>>) => ({
  verdict: facts.verdict,
  cause: facts.causes[0]?.causeId,
  line: facts.causes[0]?.lines[0],
});

const examples = CASES.filter(({ log }) => log.split('\n').length >= 3 && HEADER.test(log));

describe.each(examples.map((example) => [example.name, example.log] as const))('%s', (_, log) => {
  const stamp = HEADER.exec(log)![0];

  it('is judged the same in the middle of a large log', async () => {
    const whole = await journal.analyze(log, { lineOffset: 0 });
    expect(gist(sift(`${dull(stamp, 300)}\n${log}\n${dull(stamp, 300)}\n`))).toEqual(gist(whole));
  });

  it('is judged the same where another program talks between all its lines', async () => {
    const whole = await journal.analyze(log, { lineOffset: 0 });
    const between = log
      .split('\n')
      .map((line) => (HEADER.test(line) ? `${line}\n${dull(stamp, 9)}` : line))
      .join('\n');
    expect(gist(sift(`${dull(stamp, 300)}\n${between}\n${dull(stamp, 300)}\n`))).toEqual(gist(whole));
  });
});

describe('a log in pieces', () => {
  const failing = `Feb 11 06:41:10 box7 systemd[1]: Started pigeon.service.
Feb 11 06:41:10 box7 pigeond[900]: 监听失败: cannot bind to 0.0.0.0:7071: Address already in use
Feb 11 06:41:10 box7 systemd[1]: pigeon.service: Main process exited, code=exited, status=1/FAILURE
Feb 11 06:41:10 box7 systemd[1]: pigeon.service: Failed with result 'exit-code'.`;
  const log = `${dull('Feb 11 06:41:10', 2_000)}\n${failing}\n${dull('Feb 11 06:41:10', 2_000)}`;

  it('gives the same facts wherever the pieces end, inside a character as well', () => {
    const whole = sift(log);
    for (const bytes of [1_003, 4_099]) expect(sift(log, bytes)).toEqual(whole);
  });

  it('counts lines in the whole log', () => {
    const facts = sift(log);
    expect(facts.entries).toBe(4_004);
    expect(facts.causes[0]!.at).toEqual([2_002]);
    for (const entry of facts.quotable) expect(log.split('\n')[entry.lines[0] - 1]).toBe(entry.raw);
  });

  it('reads on behind a line of three megabytes', () => {
    const facts = sift(`${'x'.repeat(3_000_000)}\n${failing}\n`);
    expect(facts.causes[0]?.causeId).toBe('port-in-use');
    expect(facts.entries).toBe(5);
  });

  it('keeps the one kind of line that matters among thousands of others that look bad', () => {
    const noise = Array.from(
      { length: 30_000 },
      (_, index) => `Feb 11 06:41:10 box7 u${index.toString(36).replace(/\d/g, 'q')}d[1]: error: nothing in particular`,
    );
    const facts = sift([...noise, failing, ...noise].join('\n'));
    expect(facts.causes.map((cause) => cause.causeId)).toContain('port-in-use');
    expect(facts.labels.length).toBeLessThan(20_000);
  });
});
