import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journal } from '../../../src/analyzers/journal/index.ts';
import { ask as askAbout } from '../../../src/index.ts';
import { projectRoot } from '../../../src/knowledge/load.ts';

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
    ['which line shows it?', 'en', /stock\.db: permission denied/],
    ['哪一行说明的？', 'zh', /stock\.db: permission denied/],
    ['is it a permission problem?', 'en', /^Yes/],
    ['is it DNS?', 'en', /^No/],
    ['哪个服务挂了', 'zh', /depot\.service/],
    ['what was the exit code', 'en', /status=2/],
    ['怎么解决', 'zh', /stock\.db|回滚|代码/],
    ['how long was it up before the first crash?', 'en', /^17 min 4[25] s/],
    ['how long between the panic and the restart?', 'en', /^5 s/],
    ['what happened right after the panic?', 'en', /status=2/],
    ['permission denied 出现了几次', 'zh', /^2 次/],
    ['how many different pids did it have?', 'en', /^3: `4411`/],
    ['did systemd give up?', 'en', /^Yes/],
    ['第一次崩溃是什么原因', 'zh', /panic/],
    ['最后一条是什么', 'zh', /Failed to start/],
    ['日志是从几点到几点', 'zh', /09:14:02.*09:32:03/],
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

const RECOVERED = await journal.analyze(
  `${LOOP}
Mar 03 09:40:10 w2 systemd[1]: Started depot.service - Depot.
Mar 03 09:40:11 w2 depot[4600]: listening on :8080`,
  { lineOffset: 0 },
);
const DOCKER = await journal.analyze(
  readFileSync(join(projectRoot(), 'examples', 'seeds', 'journal-docker.one-line.txt'), 'utf8'),
  { lineOffset: 0 },
);
const CUT = await journal.analyze(
  readFileSync(join(projectRoot(), 'examples', 'seeds', 'journal-xe.truncated.txt'), 'utf8'),
  { lineOffset: 0 },
);
const HEALTHY = await journal.analyze(
  `Sep 08 07:12:01 mx1 postfix/smtpd[3312]: connect from mail-out.example.net[198.51.100.17]
Sep 08 07:12:02 mx1 postfix/local[3318]: 7F1C2A01B4: to=<mei@example.org>, relay=local, status=sent (delivered to mailbox)
Sep 08 07:12:02 mx1 postfix/smtpd[3312]: disconnect from mail-out.example.net[198.51.100.17]`,
  { lineOffset: 0 },
);
const language = (question: string) => (/\p{Script=Han}/u.test(question) ? 'zh' : 'en');

describe.each([
  ['a service that came back', RECOVERED],
  ['a daemon in a container', DOCKER],
  ['a log that a terminal cut', CUT],
  ['a log without a failure', HEALTHY],
] as const)('%s', (name, facts) => {
  const questions: Record<string, [string, RegExp][]> = {
    'a service that came back': [
      ['how long was it down', /^8 min 23 s.*09:31:47.*09:40:10/],
      ['停了多久', /^8 分 23 秒.*09:31:47/],
      ['多久才恢复', /^8 分 23 秒/],
      ['did it recover', /^It recovered.*Started depot/],
      ['恢复了吗', /^恢复了/],
      ['is it still down', /^It recovered/],
      ['现在还在跑吗', /^恢复了/],
      ['which line failed first', /first to go wrong is entry 3.*panic.*matters is entry 7/],
      ['哪一行先失败的', /最早出问题的是第 3 条.*panic/],
      ['what should I run', /namei -l/],
      ['跑什么命令', /namei -l/],
      ['how long is it between the restarts', /^8 s between/],
      ['隔多久重启一次', /8 秒/],
      ['when was the last success', /listening on :8080/],
      ['最后一次正常是什么时候', /listening on :8080/],
      ['what does exit code 2 mean', /status=2.*arguments/],
      ['退出码 1 是什么意思', /status=1.*程序自己/],
      ['how many errors are there', /^One failure: 2 entries say the cause/],
      ['有几条错误', /^1 个故障/],
      ['what was the pid', /^`4502`/],
      ['what happened before that', /restart counter is at 1/],
      ['can I ignore the panic', /not the cause itself/],
      ['permission denied 那行可以忽略吗', /^不能，这就是原因/],
    ],
    'a daemon in a container': [
      ['can I ignore the overlay error', /^Yes.*overlay.*falls back/],
      ['overlay 那行可以忽略吗', /^可以/],
      ['is it the overlay error?', /^No\..*Entry 4.*went on/],
      ['网络的问题吗?', /^不是网络的问题。.*NAT/],
      ['did it come back', /^Not in this log/],
      ['how long was it down', /did not come back before the log ends: it began|did not come back/],
      ['which line failed first', /entry 8.*NAT chain/],
      ['what happened before that', /xlock/],
    ],
    'a log that a terminal cut': [
      ['how long was it down', /did not come back.*00:48:29.*00:50:01.*1 min 32 s/],
      ['哪一行最先失败', /只是症状/],
      ['is it still running', /^Not in this log/],
      ['how often did it restart', /1 time, then systemd gave up/],
    ],
    'a log without a failure': [
      ['how long was it down', /^Nothing failed/],
      ['恢复了吗', /没有失败/],
      ['有几条错误', /没有失败/],
      ['is it fixed by a reboot', /^Nothing failed/],
    ],
  };
  it.each(questions[name]!)('%s', (question, answer) => {
    const reply = journal.ask(question, facts, language(question));
    expect(reply?.answer).toMatch(answer);
    expect(reply?.declined).toBe(false);
  });
});

describe('what a log does not say', () => {
  it.each([
    ['is it fixed by a reboot', DOCKER, /does not say whether/],
    ['重启能解决吗', DOCKER, /看不出来/],
    ['重启有用吗', CUT, /看不出来.*原因都不在/],
    ['what does exit code 203 mean', DOCKER, /no exit code 203/],
    ['how often did it restart', DOCKER, /nothing about restarts/],
    ['can I ignore the overlay error', CUT, /No entry says that/],
    ['which line says no space left', DOCKER, /No entry says/],
  ] as const)('%s: declined, with what it does say', (question, facts, answer) => {
    const reply = journal.ask(question, facts, language(question));
    expect(reply?.answer).toMatch(answer);
    expect(reply?.declined).toBe(true);
  });

  it.each([
    'which version of docker is this',
    '哪个端口',
    'will it happen again',
    'is it my fault',
    '谁改了配置',
  ])('%s: left to say that it is not in the paste', async (question) => {
    const reply = await askAbout(question, [{ analyzer: 'journal', facts: DOCKER }]);
    expect(reply.declined).toBe(true);
  });
});

it('quotes only lines that are there, word for word', () => {
  const restored = DOCKER.restoredText!.split('\n');
  for (const question of ['can I ignore the overlay error', 'which line failed first', 'what happened before that']) {
    const { quotes } = journal.ask(question, DOCKER, 'en')!;
    expect(quotes.length).toBeGreaterThan(0);
    for (const quote of quotes) expect(restored[quote.lines![0] - 1]).toBe(quote.text);
  }
});

describe('questions about what a timeout leaves open', () => {
  const TIMEOUT = `Mar 03 09:31:55 w2 depot[4502]: dial tcp 10.0.0.9:5432: i/o timeout
Mar 03 09:31:55 w2 systemd[1]: depot.service: Main process exited, code=exited, status=1/FAILURE`;
  it.each([
    ['is it a firewall problem?', 'en', /^I cannot tell.*i\/o timeout/],
    ['is the database down?', 'en', /^I cannot tell.*i\/o timeout/],
    ['是防火墙的问题吗？', 'zh', /^说不准.*i\/o timeout/],
    ['is the disk full?', 'en', /^No/],
  ] as const)('%s', async (question, language, answer) => {
    expect(journal.ask(question, await journal.analyze(TIMEOUT, { lineOffset: 0 }), language)?.answer).toMatch(answer);
  });
});
