import { describe, expect, it } from 'vitest';
import { journal } from '../../../src/analyzers/journal/index.ts';
import { compileHead, headingOf } from '../../../src/analyzers/journal/read/header.ts';
import { readLine } from '../../../src/analyzers/journal/read/line.ts';
import { readLog } from '../../../src/analyzers/journal/read.ts';
import { readDomain } from '../../../src/knowledge/read.ts';

const { entries: formats } = readDomain('journal-formats');

describe.each(formats.map((format) => [format.id, format] as const))('format %s', (_, format) => {
  const head = compileHead(format);

  it.each(format.samples)('reads $line', ({ line, fields }) => {
    const heading = headingOf(line, head.outer, [head]);
    expect(heading, 'its own header').not.toBeNull();
    const { program, level } = heading!.groups;
    const groups = { ...heading!.groups, program: program ?? head.program, level: level ?? head.level };
    for (const [name, value] of Object.entries(fields)) {
      const found = name === 'message' ? line.slice(heading!.length) : groups[name as keyof typeof groups];
      expect(found ?? undefined, name).toBe(value);
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

const NOW = new Date('2026-06-01T00:00:00Z');
const read = (text: string) => readLog(text, NOW).entries;
const at = (text: string) => {
  const [entry] = read(text);
  return entry!.time === null ? null : entry!.sinceBoot ? entry!.time / 1000 : new Date(entry!.time).toISOString();
};

describe('times as instants', () => {
  it.each([
    ['Feb  3 07:15:02 m kernel: x', '2026-02-03T07:15:02.000Z'],
    ['2月 03 07:15:02 m sshd[1]: x', '2026-02-03T07:15:02.000Z'],
    ['2024-02-03T07:15:02+0100 m sshd[1]: x', '2024-02-03T06:15:02.000Z'],
    ['Sat 2024-02-03 07:15:02 CET m sshd[1]: x', '2024-02-03T06:15:02.000Z'],
    ['1706940902.123456 m sshd[1]: x', '2024-02-03T06:15:02.123Z'],
    ['[   12.345678] usb 1-1: x', 12.345678],
    ['[   12.345678] [  T812] usb 1-1: x', 12.345678],
    ['[Sat Feb  3 07:15:02 2024] usb 1-1: x', '2024-02-03T07:15:02.000Z'],
    ['[Feb03 07:15] usb 1-1: x', '2026-02-03T07:15:00.000Z'],
    ['[  +0.000012] usb 1-1: x', null],
    ['<133>Feb  3 07:15:02 haproxy[812]: x', '2026-02-03T07:15:02.000Z'],
    ['<165>1 2003-10-11T22:14:15.003Z m app 12 ID47 - x', '2003-10-11T22:14:15.003Z'],
    ['1:M 03 Feb 2024 07:15:02.123 # x', '2024-02-03T07:15:02.123Z'],
    ['{"level":50,"time":1706940902123,"msg":"x"}', '2024-02-03T06:15:02.123Z'],
    ['{"level":"error","ts":1706940902.5,"msg":"x"}', '2024-02-03T06:15:02.500Z'],
    ['{"instant":{"epochSecond":1706940902},"level":"ERROR","message":"x"}', '2024-02-03T06:15:02.000Z'],
    ['2024-02-03T07:15:02.123456789Z {"level":"error","msg":"x"}', '2024-02-03T07:15:02.123Z'],
  ])('%s', (line, instant) => {
    expect(at(line)).toBe(instant);
  });

  it('says what it had to assume', () => {
    expect(readLog('Feb  3 07:15:02 m kernel: x', NOW).assumed).toEqual(['year', 'zone']);
    expect(readLog('2024-02-03T07:15:02+0100 m sshd[1]: x', NOW).assumed).toEqual([]);
  });

  it('shows the clock of the log, not that of UTC', async () => {
    const facts = await journal.analyze(
      '2024-02-03T07:15:02+0800 m app[1]: panic: no\n2024-02-03T07:15:03+0800 m app[1]: exiting',
      { lineOffset: 0 },
    );
    expect(facts.from).toBe('2024-02-03T07:15:02+08:00');
    expect(facts.next.join(' ')).not.toContain('2024-02-02');
  });
});

describe('records of programs', () => {
  it.each([
    [
      'pino',
      '{"level":50,"time":1706940902123,"pid":81,"hostname":"m","err":{"message":"refused"},"msg":"db failed"}',
      'error',
      'db failed: refused',
    ],
    [
      'bunyan',
      '{"name":"app","hostname":"m","pid":8,"level":60,"msg":"boom","time":"2024-02-03T07:15:02Z","v":0}',
      'fatal',
      'boom',
    ],
    ['zap', '{"L":"ERROR","T":"2024-02-03T07:15:02.1+0800","C":"a.go:1","M":"boom"}', 'error', 'boom'],
    [
      'log4j 2',
      '{"instant":{"epochSecond":1706940902},"level":"ERROR","message":"no start","thrown":{"message":"in use"}}',
      'error',
      'no start: in use',
    ],
    ['python', '{"asctime":"2024-02-03 07:15:02,123","levelname":"ERROR","message":"db failed"}', 'error', 'db failed'],
    [
      'serilog',
      '{"@t":"2024-02-03T07:15:02Z","@mt":"Failed","@l":"Error","@x":"IOException"}',
      'error',
      'Failed: IOException',
    ],
    ['cloud logging', '{"severity":"ERROR","timestamp":"2024-02-03T07:15:02Z","textPayload":"boom"}', 'error', 'boom'],
    [
      'json-file of docker',
      '{"log":"{\\"level\\":\\"error\\",\\"msg\\":\\"x failed\\"}\\n","stream":"stdout","time":"2024-02-03T07:15:03.1Z"}',
      'error',
      'x failed',
    ],
    ['docker logs -t', '2024-02-03T07:15:02.123456789Z {"level":"error","msg":"x failed"}', 'error', 'x failed'],
    ['structlog', '2024-02-03 07:15:02 [error    ] db failed', 'error', 'db failed'],
    [
      'PostgreSQL with a prefix',
      '2024-02-03 07:15:02 UTC [812]: [3-1] user=app,db=x FATAL:  no entry',
      'fatal',
      'no entry',
    ],
    ['stern', 'web-5f7d9c6b4-x2lqz app 2024-02-03T07:15:02.1Z ERROR boom', 'error', 'boom'],
  ])('%s', (_, line, level, core) => {
    const [entry, ...more] = read(line);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ level, core });
  });

  it('of the journal, printed pretty', () => {
    const text = `{\n\t"__REALTIME_TIMESTAMP" : "1706940902123456",\n\t"_HOSTNAME" : "m",\n\t"SYSLOG_IDENTIFIER" : "nginx",\n\t"PRIORITY" : "3",\n\t"MESSAGE" : "bind() failed"\n}`;
    expect(read(text)).toMatchObject([
      { host: 'm', program: 'nginx', level: 'error', message: 'bind() failed', lines: [1, 7] },
    ]);
  });

  it('a status block in Chinese, with its wide colons', () => {
    const text = `● docker.service - Docker\n     已加载：loaded (/lib/systemd/system/docker.service; enabled)\n     活动：failed (Result: exit-code) since 六 2024-02-03 07:15:02 CST; 5min ago\n     主进程：812 (code=exited, status=1/FAILURE)`;
    expect(read(text)).toMatchObject([
      { unit: 'docker.service', fields: { name: 'Loaded' } },
      { unit: 'docker.service', fields: { name: 'Active' } },
      { unit: 'docker.service', fields: { name: 'Main PID' } },
    ]);
  });
});

describe('where an entry stands', () => {
  const two = `Feb 03 07:15:02 mail2 kernel: first\nFeb 03 07:15:02 mail2 relayd[7]: ${'a long message that an editor breaks '.repeat(5)}end\nFeb 03 07:15:03 mail2 kernel: last`;
  it('is every line of the paste that it took', () => {
    const wrapped = two.replace(/([^\n]{80})(?=[^\n])/g, '$1\n');
    expect(read(wrapped).map((entry) => entry.lines)).toEqual([
      [1, 1],
      [2, 4],
      [5, 5],
    ]);
  });
  it('is a line of the restored text, where breaks had to be put back', () => {
    const log = readLog(two.replaceAll('\n', ' '), NOW);
    expect(log.entries.map((entry) => entry.lines)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const restored = log.restoredText!.split('\n');
    for (const entry of log.entries) expect(restored[entry.lines[0] - 1]).toBe(entry.raw);
  });
});
