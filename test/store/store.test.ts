import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'unpaste-store-'));
const open: Store[] = [];
const openAt = (address: string) => {
  const store = openStore(address);
  open.push(store);
  return store;
};
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

describe('store in a SQLite file', () => {
  it('keeps values by name, and two shelves apart', async () => {
    const file = join(folder(), 'deep', 'store.sqlite');
    const store = openAt(file);
    const threads = store.shelf<{ parts: number }>('threads');
    const settings = store.shelf<string>('settings');
    await threads.set('1', { parts: 2 });
    await settings.set('1', 'zh');
    expect(await threads.get('1')).toEqual({ parts: 2 });
    expect(await settings.get('1')).toBe('zh');
    await threads.delete('1');
    expect(await threads.get('1')).toBeUndefined();
    expect(await settings.get('1')).toBe('zh');
  });

  it('lists the entries of one shelf with their own keys', async () => {
    const store = openAt(':memory:');
    const first = store.shelf<number>('a');
    await first.set('x', 1);
    await first.set('y', 2);
    await store.shelf<number>('ab').set('z', 3);
    const seen: [string, number][] = [];
    for await (const entry of first.entries()) seen.push(entry);
    expect(seen).toEqual([
      ['x', 1],
      ['y', 2],
    ]);
  });

  it('forgets a value after its time to live', async () => {
    const shelf = openAt(':memory:').shelf<string>('short', 40);
    await shelf.set('k', 'v');
    expect(await shelf.get('k')).toBe('v');
    await sleep(60);
    expect(await shelf.get('k')).toBeUndefined();
  });

  it('still has them after it was closed and opened again', async () => {
    const file = join(folder(), 'store.sqlite');
    const before = openStore(file);
    await before.shelf<string>('s').set('k', 'v');
    await before.close();
    expect(await openAt(file).shelf<string>('s').get('k')).toBe('v');
  });

  it('sets a damaged file aside, keeps its bytes and begins a fresh one', async () => {
    const place = folder();
    const file = join(place, 'store.sqlite');
    writeFileSync(file, 'this was a database once, and is none any more'.repeat(50));
    const store = openAt(file);
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
    const shelf = openAt(file).shelf<number>('w');
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    for (let key = 1; key <= acknowledged; key += 1) expect(await shelf.get(String(key))).toBe(key);
  });
});
