import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDist } from '../../support/dist.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SEEDS = join(ROOT, 'examples', 'seeds');
const place = temporaryFolder('cli');
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(place, name), content);
  return join(place, name);
};

function unpaste(args: string[], options: { input?: string; env?: Record<string, string> } = {}) {
  const { DISCORD_TOKEN: _token, ...environment } = process.env;
  const result = spawnSync(process.execPath, [join(ROOT, 'dist/src/adapters/cli/unpaste.cjs'), ...args], {
    cwd: place,
    encoding: 'utf8',
    input: options.input ?? '',
    env: { ...environment, LANG: 'C.UTF-8', LC_ALL: '', ...options.env },
    maxBuffer: 1 << 28,
  });
  const json = () =>
    result.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { exit: result.status, out: result.stdout, err: result.stderr, json };
}

beforeAll(buildDist);

describe('unpaste explain', () => {
  it('prints the answer to a paste, in the language asked for', () => {
    const zh = unpaste(['explain', join(SEEDS, 'journal-docker.one-line.txt'), '--lang', 'zh']);
    expect(zh.exit).toBe(0);
    expect(zh.out).toContain('iptables');
    expect(zh.out).toMatch(/\p{Script=Han}/u);
    const en = unpaste(['explain', join(SEEDS, 'journal-docker.one-line.txt'), '--lang', 'en']);
    expect(en.out.replace(/`[^`]*`|```[\s\S]*?```/g, '')).not.toMatch(/\p{Script=Han}/u);
  });

  it('everything at once: four parts in order, the two logs tied together', () => {
    const [report] = unpaste(['explain', '--json', join(SEEDS, 'all.txt')]).json();
    expect(report.parts.map((part: { analyzer: string }) => part.analyzer)).toEqual([
      'pod',
      'gpio',
      'journal',
      'journal',
    ]);
    expect(report.language).toBe('zh');
    expect(report.reply).toBe(true);
    expect(report.incidents).toHaveLength(1);
    expect(report.incidents[0]).toMatchObject({ parts: [2, 3], root: 3 });
  });

  it('reads standard input', () => {
    const { exit, json } = unpaste(['explain', '--json', '-'], { input: 'GPIOA->BSRR = 1 << 5;' });
    expect(exit).toBe(0);
    expect(json()[0]).toMatchObject({ path: '-', parts: [{ analyzer: 'gpio' }] });
  });

  it('several paths: one JSON line each, a bad one does not stop the rest', () => {
    const good = file(
      'good.txt',
      'Mar 04 10:00:01 h nginx[1]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)\n',
    );
    const { exit, err, json } = unpaste(['explain', join(place, 'missing.txt'), place, good]);
    expect(exit).toBe(1);
    const [missing, directory, report] = json();
    expect(missing).toEqual({ path: join(place, 'missing.txt'), error: expect.stringContaining('no such file') });
    expect(directory.error).toContain('is a directory');
    expect(report.parts[0].causes[0].causeId).toBe('port-in-use');
    expect(err).toContain('no such file');
    expect(err).not.toContain('    at ');
  });

  it('an empty file and a binary one get a sentence each', () => {
    const { exit, err } = unpaste([
      'explain',
      file('empty.txt', ''),
      file('core', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1])),
    ]);
    expect(exit).toBe(1);
    expect(err).toMatch(/empty\.txt: is empty/);
    expect(err).toMatch(/core: holds binary data/);
  });

  it('text in GB18030 is read as Chinese', () => {
    const code = Buffer.concat([
      Buffer.from('// '),
      Buffer.from([0xb5, 0xe3, 0xc1, 0xc1, 0xd2, 0xbb, 0xba, 0xc5, 0xb5, 0xc6]),
      Buffer.from('\n#include <reg52.h>\nsbit LED = P1^0;\nvoid main() { LED = 0; while (1); }\n'),
    ]);
    const [report] = unpaste(['explain', '--json', file('gb.c', code)]).json();
    expect(report.language).toBe('zh');
    expect(report.parts[0].analyzer).toBe('gpio');
  });

  it('bytes that are no UTF-8 cost nothing but themselves', () => {
    const log = Buffer.concat([
      Buffer.from(
        'Mar 04 10:00:01 h nginx[1]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use) ',
      ),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('\n'),
    ]);
    const [report] = unpaste(['explain', '--json', file('broken.log', log)]).json();
    expect(report.parts[0].analyzer).toBe('journal');
  });

  it('twenty megabytes are read', () => {
    const line = 'Mar 04 10:00:01 h CRON[77]: (root) CMD (run-parts /etc/cron.hourly)\n';
    const { exit, json } = unpaste([
      'explain',
      '--json',
      file('long.log', line.repeat(Math.ceil((20 << 20) / line.length))),
    ]);
    expect(exit).toBe(0);
    expect(json()[0].parts[0]).toMatchObject({ analyzer: 'journal', verdict: 'healthy' });
  });

  it('nothing to explain is no failure: it says what it can read', () => {
    const { exit, out } = unpaste(['explain'], { input: 'lol nice' });
    expect(exit).toBe(0);
    expect(out).toContain('nothing here that I can explain');
  });

  it('draws the pictures', () => {
    const folder = join(place, 'pictures');
    mkdirSync(folder);
    const [report] = unpaste(['explain', '--json', join(SEEDS, 'led-code.one-line.txt'), '--pictures', folder]).json();
    expect(report.pictures).toEqual(readdirSync(folder));
    expect(readFileSync(join(folder, report.pictures[0])).subarray(1, 4).toString()).toBe('PNG');
  });

  it('a batch: one report a line with its id, a broken row reported', () => {
    const batch = file(
      'batch.jsonl',
      `${JSON.stringify({ id: 'a', text: 'PORTB |= (1 << PB0);' })}\nnot json\n${JSON.stringify({ id: 'b', text: '谁在?' })}\n`,
    );
    const { exit, json } = unpaste(['explain', '--batch', batch, '--json']);
    expect(exit).toBe(1);
    const [first, broken, last] = json();
    expect(first).toMatchObject({ id: 'a', parts: [{ analyzer: 'gpio' }] });
    expect(broken.error).toContain('is not JSON');
    expect(last).toMatchObject({ id: 'b', reply: false, parts: [] });
  });
});

describe('unpaste ask', () => {
  it('answers from the notes, in the language of the question', () => {
    const [reply] = unpaste(['ask', '--json', 'pod 里两个容器能用同一个端口吗']).json();
    expect(reply).toMatchObject({ analyzer: 'pod', declined: false, language: 'zh' });
    expect(reply.sources.length).toBeGreaterThan(0);
  });

  it('says so when there is no note', () => {
    const [reply] = unpaste(['ask', '--json', 'how do I pair my AirPods with a Mac?']).json();
    expect(reply.declined).toBe(true);
  });

  it('answers about a paste, with the line', () => {
    const [reply] = unpaste([
      'ask',
      '--json',
      'which line says permission denied',
      '--about',
      join(SEEDS, 'journal-docker.one-line.txt'),
    ]).json();
    expect(reply.declined).toBe(false);
    expect(reply.quotes.some((quote: { text: string }) => quote.text.includes('Permission denied'))).toBe(true);
  });
});

describe('unpaste run', () => {
  const hello =
    '#include <stdio.h>\nint main(void) { for (int i = 0; i < 3; i++) printf("%d\\n", i * i); return 7; }\n';

  it('prints what the program prints and exits with its value', () => {
    const { exit, out } = unpaste(['run', file('squares.c', hello)]);
    expect(out).toBe('0\n1\n4\n');
    expect(exit).toBe(7);
  });

  it('as JSON', () => {
    expect(unpaste(['run', '--json', file('squares.c', hello)]).json()[0]).toMatchObject({
      exit: 7,
      stdout: '0\n1\n4\n',
      error: null,
    });
  });

  it('ends an endless program with 124', () => {
    expect(unpaste(['run', file('endless.c', 'int main(void) { while (1) ; }'), '--fuel', '100000']).exit).toBe(124);
  });

  it('says what went wrong in the language asked for, that of the program or the reader’s', () => {
    const crash = file('crash.c', 'int main(void) { int *p = 0; return *p; }');
    expect(unpaste(['run', crash, '--lang', 'zh']).err).toBe(`${crash}:1: 通过空指针读取\n`);
    expect(unpaste(['run', crash], { env: { LANG: 'zh_CN.UTF-8' } }).err).toContain('通过空指针读取');
    const zh = file('zh.c', '// 空指针\nint main(void) { int *p = 0; return *p; }');
    expect(unpaste(['run', zh]).err).toContain('通过空指针读取');
    expect(unpaste(['run', zh, '--lang', 'en']).err).toContain('a null pointer is read through');
    expect(unpaste(['run', crash, '--lang', 'fr']).exit).toBe(2);
  });

  it('takes no shortcuts where that is asked for', () => {
    const count = file(
      'count.c',
      'int main(void) { int n = 0; for (unsigned i = 0; i < 100000; i++) ; return n + 3; }',
    );
    expect(unpaste(['run', count, '--no-shortcuts'])).toMatchObject({ exit: 3, err: '' });
  });

  it('runs calls that nest deeper than the stack of its own thread', () => {
    const deep = 'int f(int n) { return n ? f(n - 1) + 1 : 0; } int main(void) { return f(100000) == 100000 ? 7 : 1; }';
    expect(unpaste(['run', file('deep.c', deep)])).toMatchObject({ exit: 7, err: '' });
  });

  it('says what is wrong with its words as every other command does', () => {
    expect(unpaste(['run', 'no-such.c'])).toMatchObject({ exit: 1, err: expect.stringContaining('no such file') });
    expect(unpaste(['run', file('squares.c', hello), '--fuel', 'much']).exit).toBe(2);
    expect(unpaste(['run']).exit).toBe(2);
  });
});

describe('usage and settings', () => {
  it.each([
    ['frobnicate'],
    ['explain', '--no-such-option'],
    ['ask'],
    ['explain', '--lang', 'fr', 'x'],
  ])('wrong usage exits with 2: %s', (...args) => {
    const { exit, err } = unpaste(args);
    expect(exit).toBe(2);
    expect(err).not.toContain('    at ');
  });

  it('--version says the version of the package', () => {
    const { exit, out } = unpaste(['--version']);
    expect(exit).toBe(0);
    expect(out.trim()).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  });

  it('the bot without a token says where to get one', () => {
    const { exit, err } = unpaste(['bot']);
    expect(exit).toBe(3);
    expect(err).toContain('DISCORD_TOKEN');
  });

  it('a refused setting is named, all of them at once', () => {
    const { exit, err } = unpaste(['explain', '-'], { env: { UNPASTE_PORT: 'many', UNPASTE_LANG: 'fr' }, input: 'x' });
    expect(exit).toBe(3);
    expect(err).toContain('UNPASTE_PORT');
    expect(err).toContain('UNPASTE_LANG');
  });

  it('the doctor looks at everything', () => {
    const { exit, out } = unpaste(['doctor']);
    expect(exit).toBe(0);
    expect(out).toContain('✓ analyzers');
    expect(out).toContain('– discord');
  });
});

describe('unpaste chat', () => {
  it('takes a paste and then a question', () => {
    const { exit, out } = unpaste(['chat', '--lang', 'en'], {
      input: readFileSync(join(SEEDS, 'journal-docker.one-line.txt'), 'utf8'),
    });
    expect(exit).toBe(0);
    expect(out).toContain('CAP_NET_ADMIN');
  });
});
