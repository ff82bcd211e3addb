import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Records } from '../../src/adapters/discord/records.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { buildDist } from '../support/dist.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = () => temporaryFolder('store');
const open: Store[] = [];
const openAt = async (address: string) => {
  const store = await openStore(address);
  open.push(store);
  return store;
};
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

describe('store in a SQLite file', () => {
  it('still has them after it was closed and opened again', async () => {
    const file = join(folder(), 'store.sqlite');
    const before = await openStore(file);
    await before.shelf<string>('s').set('k', 'v');
    await before.close();
    expect(await (await openAt(file)).shelf<string>('s').get('k')).toBe('v');
  });

  it('sets a damaged file aside, keeps its bytes and begins a fresh one', async () => {
    const place = folder();
    const file = join(place, 'store.sqlite');
    writeFileSync(file, 'this was a database once, and is none any more'.repeat(50));
    const store = await openAt(file);
    expect(store.recovery?.setAside).toContain('store.sqlite.damaged-');
    expect(readFileSync(store.recovery!.setAside, 'utf8')).toContain('was a database once');
    await store.shelf<string>('s').set('k', 'v');
    expect(readdirSync(place).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });

  it('loses no acknowledged write to kill -9', async () => {
    const file = join(folder(), 'store.sqlite');
    const writer = fileURLToPath(new URL('./endless-writer.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      const last = chunk.toString().trim().split('\n').at(-1);
      acknowledged = Math.max(acknowledged, Number(last));
      if (acknowledged >= 200) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.on('exit', resolve));
    const shelf = (await openAt(file)).shelf<number>('w');
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    for (let key = 1; key <= acknowledged; key += 1) expect(await shelf.get(String(key))).toBe(key);
  });

  it('names a file that another program keeps locked, and leaves it as it is', async () => {
    const file = join(folder(), 'store.sqlite');
    const other = new Database(file);
    other.exec('CREATE TABLE theirs (k)');
    other.exec('BEGIN EXCLUSIVE');
    await expect(openStore(file)).rejects.toThrow(/store\.sqlite cannot be opened .*locked.*UNPASTE_STORE/);
    other.exec('ROLLBACK');
    other.close();
    expect(readdirSync(dirname(file)).filter((name) => name.includes('damaged'))).toEqual([]);
    const store = await openAt(file);
    await store.shelf<string>('s').set('k', 'v');
    expect(await store.shelf<string>('s').get('k')).toBe('v');
  });

  it('finds damage in the middle of a file too', async () => {
    const file = join(folder(), 'store.sqlite');
    const before = await openStore(file);
    const shelf = before.shelf<string>('s');
    for (let key = 0; key < 300; key += 1) await shelf.set(String(key), 'v'.repeat(200));
    await before.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096 * 3, 4096 * 6);
    writeFileSync(file, bytes);
    const store = await openAt(file);
    expect(store.recovery?.reason).toMatch(/malformed/);
    expect(readFileSync(store.recovery!.setAside).equals(bytes)).toBe(true);
  });
});

describe('unpaste store', () => {
  const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'src', 'adapters', 'cli', 'main.js');
  const unpaste = (args: string[], address: string, input = '') =>
    spawnSync(process.execPath, [MAIN, 'store', ...args], {
      encoding: 'utf8',
      cwd: folder(),
      input,
      env: { ...process.env, UNPASTE_STORE: address },
    });
  beforeAll(buildDist);

  it('moves what is kept to another store, and forgets a person there', async () => {
    const [from, to, lines] = [join(folder(), 'a.sqlite'), join(folder(), 'b.sqlite'), join(folder(), 'out.jsonl')];
    const store = await openStore(from);
    await store.shelf('answers', 60_000).set('1', { author: '800000000000000001', parts: [] });
    await store.shelf('settings').set('7', { language: 'zh' });
    await store.close();
    expect(unpaste(['export', lines], from)).toMatchObject({ status: 0, stderr: '2 entries exported.\n' });
    expect(statSync(lines).mode & 0o077).toBe(0);
    expect(unpaste(['export'], from).stdout).toBe(readFileSync(lines, 'utf8'));
    expect(unpaste(['import', lines], to)).toMatchObject({ status: 0, stderr: '2 entries imported.\n' });
    const forgotten = unpaste(['forget', '800000000000000001'], to);
    expect(forgotten.stdout).toBe('1 entries of 800000000000000001 deleted.\n');
    const left = unpaste(['export'], to).stdout;
    expect(left).toContain('"language":"zh"');
    expect(left).not.toContain('800000000000000001');
  });

  it('says what is wrong with a file that is no export, and writes nothing of it', async () => {
    const to = join(folder(), 'b.sqlite');
    for (const [input, said] of [
      ['', 'there is nothing in it'],
      ['not json\n', 'line 1 is not the beginning of an exported store'],
      ['{"unpaste":"store","version":99}\n', 'the export is of version 99, this store of 1'],
      [
        '{"unpaste":"store","version":1}\n{"shelf":"s","key":"k","value":1,"expires":null}\n{"shelf":1}\n',
        'line 3 is no entry',
      ],
    ] as const) {
      const { status, stderr } = unpaste(['import', '-'], to, input);
      expect(stderr).toContain(said);
      expect(status).toBe(1);
    }
    expect(unpaste(['import', '/does/not/exist'], to)).toMatchObject({ status: 1 });
    expect(unpaste(['export'], to).stdout.trim().split('\n')).toHaveLength(1);
    expect(unpaste(['forget', 'mei'], to)).toMatchObject({ status: 2 });
  });
});

describe('what the bot keeps of a command until it is answered', () => {
  it('holds no secret', async () => {
    const store = await openAt(':memory:');
    const records = new Records(store, 30);
    const token = ['ghp_', 'a8Fk2Lq9Zx7Vb3Nm5Qw1Er6Ty4Ui8Op0As2D'].join('');
    const command = {
      token: 't',
      application: 'a',
      locale: 'en' as const,
      target: null,
      text: `use ${token}`,
      files: [],
      ask: false,
    };
    const delivery = {
      id: '1',
      kind: 'command' as const,
      channel: 'c',
      server: null,
      author: 'p',
      messages: [],
      acceptedAt: 1,
      command,
    };
    await records.accept(delivery);
    const rows = [];
    for await (const row of store.rows()) rows.push(row);
    expect(JSON.stringify(rows)).toContain('use ••••');
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('settings that cannot be used', () => {
  it('are all said at once, each with its line in .env, without their values', () => {
    const cwd = folder();
    writeFileSync(join(cwd, '.env'), '# mine\nREDIS_URL=hx82jKq0@cache\n\nDISCORD_SHARDS=3/3\n');
    const main = join(import.meta.dirname, '..', '..', 'dist', 'src', 'adapters', 'cli', 'main.js');
    const { stderr, status } = spawnSync(process.execPath, [main, 'start'], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, UNPASTE_LANG: 'xx' },
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(/REDIS_URL: .*\.env line 2/);
    expect(stderr).toMatch(/DISCORD_SHARDS: .*\.env line 4/);
    expect(stderr).toMatch(/UNPASTE_LANG: .*environment/);
    expect(stderr).not.toContain('hx82jKq0');
  });
});
