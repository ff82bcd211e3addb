import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import { openSqlite, type Recovery, type Row, SqliteKeyv, TogetherWriter } from './sqlite.ts';

const SWEEP_EVERY_MS = 10 * 60 * 1000;

/** One named set of values with a time to live. */
export interface Shelf<Value> {
  get(key: string): Promise<Value | undefined>;
  /** Resolves when the value is safe on disk (SQLite) or taken by the server (Redis). */
  set(key: string, value: Value): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): AsyncIterable<[string, Value]>;
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
   * Makes changes together, in order; changes asked for at the same time share one write. On SQLite all or none of them
   * are there, and they survive the end of the process, however sudden; a power failure may take the last ones, which
   * `Shelf.set` does not lose.
   */
  write(changes: Change[]): Promise<void>;
  /** Set where a damaged file was found and put aside at opening. */
  recovery: Recovery | null;
  close(): Promise<void>;
}

/**
 * Opens the store: a SQLite file's path (":memory:" for none), or redis:// and rediss:// addresses.
 * @throws Error with what to do where it cannot be opened.
 */
export function openStore(address: string): Store {
  const isRedis = /^rediss?:\/\//.test(address);
  const keyvs: Keyv[] = [];
  const file = isRedis ? null : openSqlite(address);
  const sweeper = file ? new SqliteKeyv(file.connection) : null;
  const timer = sweeper ? setInterval(() => sweeper.sweep(), SWEEP_EVERY_MS).unref() : undefined;
  const known = new Map<unknown, { name: string; ttlMs: number | undefined; keyv: Keyv }>();
  const writer = file ? new TogetherWriter(file.connection) : null;
  return {
    recovery: file?.recovery ?? null,
    async write(changes) {
      const rows: Row[] = [];
      for (const { shelf, key, value } of changes) {
        const { name, ttlMs, keyv } = known.get(shelf)!;
        if (!writer) {
          if (value === undefined) await keyv.delete(key);
          else if (!(await keyv.set(key, value))) throw new Error(`The store did not take ${name}:${key}.`);
          continue;
        }
        const expires = ttlMs ? Date.now() + ttlMs : undefined;
        const text = value === undefined ? null : ((await keyv.serializeData({ value, expires })) as string);
        rows.push({ key: `${name}:${key}`, value: text, expires: expires ?? null });
      }
      await writer?.write(rows);
    },
    shelf<Value>(name: string, ttlMs?: number): Shelf<Value> {
      const store = file ? new SqliteKeyv(file.connection) : new KeyvRedis(address);
      const keyv = new Keyv<Value>({ store, namespace: name, throwOnErrors: true, ...(ttlMs ? { ttl: ttlMs } : {}) });
      // Without a listener an error event would end the process; the awaiting call throws it anyway.
      keyv.on('error', () => {});
      keyvs.push(keyv as Keyv);
      const shelf: Shelf<Value> = {
        get: (key) => keyv.get(key),
        set: async (key, value) => {
          if (!(await keyv.set(key, value))) throw new Error(`The store did not take ${name}:${key}.`);
        },
        delete: async (key) => {
          await keyv.delete(key);
        },
        entries: () => keyv.iterator!(name) as AsyncIterable<[string, Value]>,
      };
      known.set(shelf, { name, ttlMs, keyv: keyv as Keyv });
      return shelf;
    },
    async close() {
      clearInterval(timer);
      await writer?.write([]);
      for (const keyv of keyvs) await keyv.disconnect();
      file?.connection.close();
    },
  };
}
