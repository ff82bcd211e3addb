import Keyv from 'keyv';
import type { Driver, Recovery, Row } from './driver.ts';
import { deserialize, serialize } from './json.ts';
import { migrate, type Step } from './migrate.ts';

const SWEEP_EVERY_MS = 10 * 60 * 1000;

/** One named set of values with a time to live. */
export interface Shelf<Value> {
  get(key: string): Promise<Value | undefined>;
  /** Resolves when the value is safe on disk (SQLite) or taken by the server (Redis, PostgreSQL). */
  set(key: string, value: Value): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): AsyncIterable<[string, Value]>;
}

/** One entry of any shelf. */
export interface StoredRow {
  shelf: string;
  key: string;
  value?: unknown;
  /** Milliseconds since the epoch; null: never. */
  expires: number | null;
}

/** One change to a shelf; without a value the key is deleted. */
export interface Change {
  shelf: Shelf<never> | Shelf<unknown>;
  key: string;
  value?: unknown;
}

export interface Store {
  shelf<Value>(name: string, ttlMs?: number): Shelf<Value>;
  /**
   * Makes changes together, in order, all or none of them; changes asked for at the same time share one write. On SQLite
   * they survive the end of the process, however sudden; a power failure may take the last ones, which `Shelf.set` does
   * not lose.
   */
  write(changes: Change[]): Promise<void>;
  /** Everything there is, with the time it expires. */
  rows(): AsyncIterable<StoredRow>;
  /** Writes rows as they are, all or none of them; a row without a value is deleted. */
  writeRows(rows: StoredRow[]): Promise<void>;
  /** Takes a name for a while, or longer where `holder` has it already; false where somebody else holds it. */
  claim(name: string, holder: string, forMs: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  /** Whether other processes may use the same store. */
  shared: boolean;
  /** Set where a damaged file was found and put aside at opening. */
  recovery: Recovery | null;
  close(): Promise<void>;
}

/**
 * Opens the store and brings what is in it to this program's version: a SQLite file's path (":memory:" for none), or a
 * redis://, rediss://, postgres:// or postgresql:// address.
 * @throws Error with what to do where it cannot be opened, or a newer program wrote it.
 */
export async function openStore(address: string, steps?: Step[]): Promise<Store> {
  const driver = await openDriver(address);
  const store = storeOn(driver);
  try {
    await migrate(store, steps);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Engines are loaded where they are used: a bot on SQLite needs neither client. */
async function openDriver(address: string): Promise<Driver> {
  if (/^rediss?:\/\//.test(address)) return (await import('./redis.ts')).openRedis(address);
  if (/^postgres(?:ql)?:\/\//.test(address)) return (await import('./postgres.ts')).openPostgres(address);
  return (await import('./sqlite.ts')).openSqlite(address);
}

function storeOn(driver: Driver): Store {
  const sweep = (): void => void driver.sweep?.().catch(() => {});
  const timer = driver.sweep ? setInterval(sweep, SWEEP_EVERY_MS).unref() : undefined;
  const plain = new Keyv({ serialize, deserialize });
  const known = new Map<unknown, { name: string; ttlMs: number | undefined; keyv: Keyv }>();
  return {
    recovery: driver.recovery,
    shared: driver.shared,
    claim: driver.claim,
    release: driver.release,
    async *rows() {
      for await (const { shelf, key, value } of driver.rows()) {
        const stored = await plain.deserializeData<unknown>(value);
        if (stored) yield { shelf, key, value: stored.value, expires: stored.expires ?? null };
      }
    },
    async writeRows(rows) {
      const raw: Row[] = [];
      for (const { shelf, key, value, expires } of rows) {
        const stored = { value, expires: expires ?? undefined };
        raw.push({
          shelf,
          key,
          expires,
          value: value === undefined ? null : String(await plain.serializeData(stored)),
        });
      }
      await driver.write(raw);
    },
    async write(changes) {
      const rows: Row[] = [];
      for (const { shelf, key, value } of changes) {
        const { name, ttlMs, keyv } = known.get(shelf)!;
        const expires = ttlMs ? Date.now() + ttlMs : undefined;
        const text = value === undefined ? null : ((await keyv.serializeData({ value, expires })) as string);
        rows.push({ shelf: name, key, value: text, expires: expires ?? null });
      }
      await driver.write(rows);
    },
    shelf<Value>(name: string, ttlMs?: number): Shelf<Value> {
      const namespace = driver.namespace(name);
      const store = driver.keyvStore();
      const keyv = new Keyv<Value>({
        store,
        namespace,
        serialize,
        deserialize,
        throwOnErrors: true,
        ...(ttlMs ? { ttl: ttlMs } : {}),
      });
      // Without a listener an error event would end the process; the awaiting call throws it anyway.
      keyv.on('error', () => {});
      const shelf: Shelf<Value> = {
        get: (key) => keyv.get(key),
        set: async (key, value) => {
          if (!(await keyv.set(key, value))) throw new Error(`The store did not take ${name}:${key}.`);
        },
        delete: async (key) => {
          await keyv.delete(key);
        },
        entries: () => keyv.iterator!(namespace) as AsyncIterable<[string, Value]>,
      };
      known.set(shelf, { name, ttlMs, keyv: keyv as Keyv });
      return shelf;
    },
    async close() {
      clearInterval(timer);
      await driver.close();
    },
  };
}
