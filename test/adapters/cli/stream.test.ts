import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeJournal } from '../../../bench/logs/journal.ts';
import { buildDist } from '../../support/dist.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MAIN = join(ROOT, 'dist/src/adapters/cli/unpaste.cjs');
const place = temporaryFolder('stream');
const environment = { ...process.env, LANG: 'C.UTF-8', LC_ALL: '' };

function unpaste(args: string[], input: string | Uint8Array = '') {
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: place,
    encoding: 'utf8',
    input,
    env: environment,
    maxBuffer: 1 << 28,
  });
  return { exit: result.status, out: result.stdout, err: result.stderr };
}

const log = join(place, 'journal.log');
let lines = 0;

beforeAll(async () => {
  await buildDist();
  lines = writeJournal(log, 3_000_000, 7);
});

describe('a log larger than any paste', () => {
  it('is explained from a file, with the line counted in the whole log', () => {
    const { exit, out, err } = unpaste(['explain', log, '--json', '--lang', 'en']);
    expect(err).toBe('');
    expect(exit).toBe(0);
    const [part] = JSON.parse(out).parts;
    expect(part).toMatchObject({ analyzer: 'journal', verdict: 'root-cause', entries: lines });
    const [cause] = part.causes;
    expect(cause.causeId).toBe('disk-full');
    expect(readFileSync(log, 'utf8').split('\n')[cause.at[0] - 1]).toBe(cause.lines[0]);
  });

  it('is explained from a pipe, in Chinese, and shows no count where nobody watches', () => {
    const { exit, out, err } = unpaste(['explain', '-', '--lang', 'zh'], readFileSync(log));
    expect([exit, err]).toEqual([0, '']);
    expect(out).toMatch(/^\*\*原因：.*磁盘/);
    expect(out).toContain(`共 ${lines} 行`);
  });

  it('is explained in UTF-16, as Windows saves it', () => {
    const wide = join(place, 'wide.log');
    writeFileSync(wide, Buffer.from(`\ufeff${readFileSync(log, 'utf8')}`, 'utf16le'));
    const { exit, out } = unpaste(['explain', wide, '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(out).parts[0].causes[0].causeId).toBe('disk-full');
  });

  it('is explained where it is larger than the limit of pastes', () => {
    const large = join(place, 'large.log');
    lines = writeJournal(large, 25 * 1024 * 1024);
    const { exit, out } = unpaste(['explain', large, '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(out).parts[0]).toMatchObject({ verdict: 'root-cause', entries: lines });
  });

  it('is refused with a sentence where it is no log', () => {
    const prose = join(place, 'prose.txt');
    writeFileSync(prose, 'once upon a time there was a file that nobody wanted to read. '.repeat(450_000));
    const { exit, err } = unpaste(['explain', prose]);
    expect(exit).toBe(1);
    expect(err).toMatch(/prose\.txt: is larger than 24 MiB and does not begin like a log/);
    expect(err).not.toContain('    at ');
  });
});

describe('--watch', () => {
  const stamp = 'Jun 04 09:00:0';
  it('tells of a cause once, when it appears, and ends with exit 0', async () => {
    const growing = join(place, 'growing.log');
    writeFileSync(growing, `${stamp}0 web5 systemd[1]: Started relay.service.\n`);
    const child = spawn(process.execPath, [MAIN, 'explain', '--watch', growing, '--lang', 'en'], { env: environment });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    const until = async (seen: () => boolean) => {
      while (!seen() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 25));
    };
    await until(() => err.includes('watching'));
    appendFileSync(growing, `${stamp}1 web5 relay[41]: cannot bind to 0.0.0.0:7071: Address already in use\n`);
    appendFileSync(
      growing,
      `${stamp}1 web5 systemd[1]: relay.service: Main process exited, code=exited, status=1/FAILURE\n`,
    );
    appendFileSync(growing, `${stamp}1 web5 systemd[1]: relay.service: Failed with result 'exit-code'.\n`);
    await until(() => out.includes('7071'));
    expect(out).toMatch(/^New cause \(line 2\): .*port/);
    appendFileSync(
      growing,
      `${stamp}2 web5 kernel: EXT4-fs error (device sda1): ext4_lookup:1602: inode #12: comm relay: bad header\n`,
    );
    await until(() => /sda1/.test(out));
    expect(out.match(/New cause/g)).toHaveLength(2);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('says so where the file is not there', () => {
    const { exit, err } = unpaste(['explain', '--watch', join(place, 'nowhere.log')]);
    expect(exit).toBe(1);
    expect(err).toContain('no such file');
  });
});
