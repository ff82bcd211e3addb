import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDist } from '../../support/dist.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MAIN = join(ROOT, 'dist/src/adapters/cli/unpaste.cjs');
const place = temporaryFolder('pty');
const environment = { PATH: process.env['PATH'], TERM: 'xterm-256color', LANG: 'C.UTF-8', COLUMNS: '80' };
/** util-linux's script gives a program a terminal of its own; other systems' take other options. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

const program = join(place, 'blink.c');
writeFileSync(
  program,
  '#include <avr/io.h>\n#include <util/delay.h>\nint main(void) {\n  DDRB = 1 << 5;\n\n  while (1) {\n    PORTB ^= 1 << 5;\n    _delay_ms(500);\n  }\n}\n',
);

beforeAll(buildDist);

describe.runIf(hasScript)('in a terminal', () => {
  const terminal = (args: string[], more: Record<string, string> = {}) =>
    spawn('script', ['-qfec', ['stty cols 80;', process.execPath, MAIN, ...args].join(' '), '/dev/null'], {
      cwd: place,
      env: { ...environment, ...more },
    });
  const output = async (args: string[], more: Record<string, string> = {}) => {
    const child = terminal(args, more);
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    await new Promise((resolve) => child.once('close', resolve));
    return out;
  };

  it('explain has colours and a waveform, and a pipe has neither', async () => {
    const shown = await output(['explain', program]);
    expect(shown).toContain('\x1b[1m');
    expect(shown).toContain('▔▔▔');
    const piped = spawnSync(process.execPath, [MAIN, 'explain', program], { env: environment, encoding: 'utf8' });
    expect(piped.stdout).not.toMatch(/\x1b|▔/);
    expect(piped.stdout).toContain('**');
  });

  it('NO_COLOR and --no-color leave the layout and take the colours', async () => {
    for (const shown of [
      await output(['explain', program], { NO_COLOR: '1' }),
      await output(['explain', program, '--no-color']),
    ]) {
      expect(shown).toContain('▔▔▔');
      expect(shown).not.toContain('\x1b[');
    }
  });

  it('chat takes a bracketed paste with blank lines as one, and a question after it', async () => {
    const child = terminal(['chat', '--no-color']);
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    const until = async (seen: () => boolean) => {
      while (!seen() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 25));
    };
    // The terminal is asked to mark pastes before the prompt stands there.
    await until(() => out.includes('\x1b[?2004h') && out.includes('> '));
    child.stdin.write(`\x1b[200~${readFileSync(program, 'utf8').replaceAll('\n', '\r')}\x1b[201~`);
    await until(() => out.includes('▔▔▔'));
    expect(out.match(/▔▔▔▔▁/g)?.length ?? 0).toBeLessThanOrEqual(2);
    child.stdin.write('which pins are outputs?\r');
    await until(() => (out.split('which pins are outputs?')[1] ?? '').includes('PB5'));
    child.stdin.write('/quit\r');
    await until(() => false);
    expect(child.exitCode).toBe(0);
    expect(out).toContain('\x1b[?2004l');
  });
});

describe('a reader that closes early', () => {
  it('ends the program quietly', () => {
    const { status, stderr, stdout } = spawnSync(
      'bash',
      [
        '--norc',
        '-c',
        `set -o pipefail; ${process.execPath} ${MAIN} explain ${Array(40).fill(program).join(' ')} | head -c 10`,
      ],
      { env: environment, encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toHaveLength(10);
  });
});

describe('line ends of Windows', () => {
  it('give the same answer', () => {
    const answer = (text: string) => {
      const { stdout } = spawnSync(process.execPath, [MAIN, 'explain', '-'], {
        env: environment,
        encoding: 'utf8',
        input: text,
      });
      return stdout;
    };
    const text = readFileSync(program, 'utf8');
    expect(answer(text.replaceAll('\n', '\r\n'))).toBe(answer(text));
  });
});

describe.runIf(hasScript)('unpaste new at a terminal', () => {
  it('asks for what is missing, again where an answer cannot be taken, and writes the rule', async () => {
    const child = spawn(
      'script',
      [
        '-qfec',
        `${process.execPath} ${MAIN} new rule --into ${place} --why-zh 没有目录 --why-en Missing.`,
        '/dev/null',
      ],
      { cwd: place, env: environment },
    );
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    let from = 0;
    const answer = async (question: string, ...lines: string[]) => {
      while (!out.slice(from).includes(question) && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 25));
      from = out.length;
      for (const line of lines) child.stdin.write(`${line}\r`);
    };
    const log = "Mar 04 10:00:01 h frobd[7]: cannot open spool '/var/spool/frob'";
    await answer('id: program/what-happened', 'frobd');
    await answer('write it as program/what-happened', 'frobd/asked');
    await answer('what the line is', 'cause');
    await answer('kind of cause', 'missing-file');
    await answer('whole lines', log, '');
    await answer('look alike', 'Mar 04 10:00:01 h frobd[7]: opened the spool', '');
    await answer('in Chinese', '缺目录');
    await answer('in English', 'A folder is missing');
    await answer('what to do, in Chinese', '建好它');
    await answer('what to do, in English', 'Make it.');
    await answer('commands to run next', '');
    await answer('sources', 'the manual', '');
    await answer('must be addresses', 'https://example.org/frobd/manual', '');
    while (child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(child.exitCode).toBe(0);
    const rule = readFileSync(join(place, 'knowledge/journal/rules/frobd/asked.yaml'), 'utf8');
    expect(rule).toContain(log);
    expect(rule).toContain('没有目录');
  });
});
