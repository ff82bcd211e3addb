import { describe, expect, it } from 'vitest';
import { journal } from '../../../src/analyzers/journal/index.ts';

const LOOP = `Mar 03 09:14:02 w2 systemd[1]: Started depot.service - Depot.
Mar 03 09:14:05 w2 depot[4411]: listening on :8080
Mar 03 09:31:47 w2 depot[4411]: panic: runtime error: invalid memory address or nil pointer dereference
Mar 03 09:31:47 w2 systemd[1]: depot.service: Main process exited, code=exited, status=2/INVALIDARGUMENT
Mar 03 09:31:47 w2 systemd[1]: depot.service: Failed with result 'exit-code'.
Mar 03 09:31:52 w2 systemd[1]: depot.service: Scheduled restart job, restart counter is at 1.
Mar 03 09:31:55 w2 depot[4502]: open /var/lib/depot/stock.db: permission denied
Mar 03 09:31:55 w2 systemd[1]: depot.service: Main process exited, code=exited, status=1/FAILURE
Mar 03 09:32:00 w2 systemd[1]: depot.service: Scheduled restart job, restart counter is at 2.
Mar 03 09:32:03 w2 depot[4519]: open /var/lib/depot/stock.db: permission denied
Mar 03 09:32:03 w2 systemd[1]: depot.service: Main process exited, code=exited, status=1/FAILURE
Mar 03 09:32:03 w2 systemd[1]: depot.service: Start request repeated too quickly.
Mar 03 09:32:03 w2 systemd[1]: Failed to start depot.service - Depot.`;

const EVENTS = `Events:
  Type     Reason            Age   From               Message
  Warning  FailedScheduling  5m    default-scheduler  0/4 nodes are available: 1 node(s) had untolerated taint {dedicated: gpu}, 3 Insufficient memory.`;

const facts = await journal.analyze(LOOP, { lineOffset: 0 });
const ask = (question: string, language: 'zh' | 'en' = 'en') => journal.ask(question, facts, language);

describe('questions about a restart loop', () => {
  it.each([
    ['how many times did it restart', 'en', /\b2 times\b/],
    ['重启了几次', 'zh', /重启了 2 次/],
    ['did it fail for the same reason every time?', 'en', /^No.*panic.*permission denied/s],
    ['is systemd still trying to restart it?', 'en', /^No/],
    ['when did it start failing', 'en', /09:31:47/],
    ['which line says permission denied', 'en', /stock\.db: permission denied/],
    ['is it a permission problem?', 'en', /^Yes/],
    ['is it DNS?', 'en', /^No/],
    ['哪个服务挂了', 'zh', /depot\.service/],
    ['what was the exit code', 'en', /status=2/],
    ['怎么解决', 'zh', /stock\.db|回滚|代码/],
  ] as const)('%s', (question, language, answer) => {
    const reply = ask(question, language);
    expect(reply?.answer).toMatch(answer);
    expect(reply?.declined).toBe(false);
  });

  it('quotes lines word for word, with their place', () => {
    const reply = ask('which line says permission denied')!;
    for (const quote of reply.quotes) {
      expect(LOOP.split('\n')[quote.lines![0] - 1]).toBe(quote.text);
    }
  });

  it('says so where no line mentions it', () => {
    expect(ask('which line says segmentation violation')?.declined).toBe(true);
  });

  it('leaves questions about something else to others', () => {
    expect(ask('what is the capital of France')).toBeNull();
  });
});

it('counts from a line where it holds the number', async () => {
  const pods = await journal.analyze(EVENTS, { lineOffset: 0 });
  expect(journal.ask('how many nodes are short of memory', pods, 'en')?.answer).toMatch(/^3/);
});

it('explains a message that a question quotes', async () => {
  const text = 'what does "failed to mount overlay: invalid argument" mean in the dockerd log';
  expect(journal.detect(text).score).toBeGreaterThanOrEqual(0.5);
  const quoted = await journal.analyze(text, { lineOffset: 0 });
  expect(quoted.entries).toBe(1);
  expect(quoted.causes).toEqual([]);
  expect(journal.say(quoted, 'en').text).toContain('overlay');
});
