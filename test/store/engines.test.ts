// One suite for all engines: whatever the bot keeps, it keeps the same way everywhere.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { exportLines, forgetPerson, importLines } from '../../src/store/transfer.ts';
import { hasPostgres, hasRedis, type OwnServer, startPostgres, startRedis } from '../support/servers.ts';
import { temporaryFolder } from '../support/temporary.ts';

const file = () => join(temporaryFolder('store'), 'store.sqlite');
const ENGINES: [string, boolean, (() => Promise<OwnServer>) | null][] = [
  ['sqlite', true, null],
  ['redis', hasRedis, startRedis],
  ['postgres', hasPostgres, startPostgres],
];

for (const [name, isThere, start] of ENGINES) {
  describe.skipIf(!isThere)(`store on ${name}`, () => {
    let server: OwnServer | null = null;
    let address = '';
    let store: Store;
    beforeAll(async () => {
      server = start ? await start() : null;
      address = server?.address ?? file();
      store = await openStore(address);
    });
    afterAll(async () => {
      await store.close();
      await server?.stop();
    });

    it('keeps values by name, shelves apart, and lists the entries of one with their own keys', async () => {
      const threads = store.shelf<{ parts: number }>('threads');
      const settings = store.shelf<string>('settings');
      await threads.set('1', { parts: 2 });
      await threads.set('1:2', { parts: 3 });
      await settings.set('1', ':zh');
      await store.shelf<number>('threads-old').set('9', 9);
      expect(await threads.get('1')).toEqual({ parts: 2 });
      expect(await settings.get('1')).toBe(':zh');
      const seen: [string, unknown][] = [];
      for await (const entry of threads.entries()) seen.push(entry);
      expect(seen.sort()).toEqual([
        ['1', { parts: 2 }],
        ['1:2', { parts: 3 }],
      ]);
      await threads.delete('1');
      expect(await threads.get('1')).toBeUndefined();
      expect(await settings.get('1')).toBe(':zh');
    });

    it('forgets a value after its time to live, written alone or together', async () => {
      const shelf = store.shelf<string>('short', 300);
      await shelf.set('alone', 'v');
      await store.write([{ shelf, key: 'together', value: 'v' }]);
      expect([await shelf.get('alone'), await shelf.get('together')]).toEqual(['v', 'v']);
      await sleep(350);
      expect([await shelf.get('alone'), await shelf.get('together')]).toEqual([undefined, undefined]);
      const left = [];
      for await (const row of store.rows()) if (row.shelf === 'short') left.push(row);
      expect(left).toEqual([]);
    });

    it('writes changes together, in order', async () => {
      const a = store.shelf<number>('a');
      const b = store.shelf<number>('b');
      await a.set('gone', 1);
      await store.write([
        { shelf: a, key: 'k', value: 1 },
        { shelf: b, key: 'k', value: 2 },
        { shelf: a, key: 'gone' },
        { shelf: a, key: 'k', value: 3 },
      ]);
      expect([await a.get('k'), await b.get('k'), await a.get('gone')]).toEqual([3, 2, undefined]);
    });

    it('of many who claim a name at once one gets it, until the time is over or it is given back', async () => {
      const wins = await Promise.all(Array.from({ length: 20 }, (_, n) => store.claim('turn', `holder ${n}`, 60_000)));
      expect(wins.filter(Boolean)).toHaveLength(1);
      const holder = `holder ${wins.indexOf(true)}`;
      expect(await store.claim('turn', holder, 60_000)).toBe(true);
      await store.release('turn', 'somebody else');
      expect(await store.claim('turn', 'next', 300)).toBe(false);
      await store.release('turn', holder);
      expect(await store.claim('turn', 'next', 300)).toBe(true);
      await sleep(350);
      expect(await store.claim('turn', 'after it died', 300)).toBe(true);
    });

    it('goes to another store and back with its times to live, and forgets one person there', async () => {
      const kept = store.shelf<{ author: string }>('answers', 60_000);
      await kept.set('m1', { author: '800000000000000001' });
      await kept.set('m2', { author: '800000000000000002' });
      await store.shelf<string>('leads').set('600:800000000000000001', 'm1');
      const other = await openStore(file());
      try {
        const before = await rowsOf(store);
        expect(await importLines(other, exportLines(store))).toBe(before.length);
        expect(await rowsOf(other)).toEqual(before);
        expect(await forgetPerson(other, '800000000000000001')).toBe(2);
        const left = await rowsOf(other);
        expect(JSON.stringify(left)).not.toContain('800000000000000001');
        expect(left).toHaveLength(before.length - 2);
      } finally {
        await other.close();
      }
    });

    it('is brought to a newer version once, and refused by an older program', async () => {
      const shelf = store.shelf<{ name: string; full?: string }>('people', 60_000);
      await shelf.set('1', { name: 'Mei' });
      const change = (value: unknown) => {
        const { name } = value as { name: string };
        return { name, full: `${name}!` };
      };
      const newer = await openStore(address, [{ version: 2, shelf: 'people', change }]);
      expect(await newer.shelf('people').get('1')).toEqual({ name: 'Mei', full: 'Mei!' });
      const [row] = (await rowsOf(newer)).filter((found) => found.shelf === 'people');
      expect(row?.expires).toBeGreaterThan(Date.now());
      await newer.close();
      await expect(openStore(address)).rejects.toThrow('written by a newer unpaste (version 2, this one knows 1)');
    });
  });
}

async function rowsOf(store: Store) {
  const rows = [];
  for await (const row of store.rows()) if (row.shelf !== 'meta') rows.push(row);
  return rows.sort((a, b) => (a.shelf + a.key < b.shelf + b.key ? -1 : 1));
}

describe('a store that is not there', () => {
  it.each([
    'redis://:hidden-word@127.0.0.1:1',
    'postgres://me:hidden-word@127.0.0.1:1/db',
  ])('%s is said at once, without its password', async (address) => {
    const error = await openStore(address).catch((reason: Error) => reason);
    expect((error as Error).message).toMatch(/cannot be (?:reached|used).*UNPASTE_STORE/);
    expect((error as Error).message).not.toContain('hidden-word');
  });
});

describe.skipIf(!hasRedis)('Redis that is killed', () => {
  it('has every acknowledged write when it is back, and the store goes on by itself', async () => {
    const server = await startRedis();
    const store = await openStore(server.address);
    const shelf = store.shelf<number>('w');
    for (let key = 0; key < 200; key += 1) await shelf.set(String(key), key);
    await server.crash();
    for (let key = 0; key < 200; key += 1) expect(await shelf.get(String(key))).toBe(key);
    await store.close();
    await server.stop();
  });

  it('takes what is under way while it dies, reads and writes alike', async () => {
    const server = await startRedis();
    const store = await openStore(server.address);
    const shelf = store.shelf<number>('w');
    await shelf.set('before', 7);
    for (let death = 0; death < 3; death += 1) {
      const underWay = Array.from({ length: 100 }, (_, key) => [
        shelf.set(`${death}-${key}`, key),
        store.write([{ shelf, key: `m${death}-${key}`, value: key }]),
        shelf.get('before').then((value) => expect(value).toBe(7)),
      ]).flat();
      await server.crash();
      await Promise.all(underWay);
      expect(await shelf.get(`${death}-99`)).toBe(99);
      expect(await shelf.get(`m${death}-99`)).toBe(99);
    }
    await store.close();
    await server.stop();
  });
});
