import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import { openSqlite, type Recovery, SqliteKeyv } from './sqlite.ts';

const SWEEP_EVERY_MS = 10 * 60 * 1000;

/** One named set of values with a time to live. */
export interface Shelf<Value> {
  get(key: string): Promise<Value | undefined>;
  /** Resolves when the value is safe on disk (SQLite) or taken by the server (Redis). */
  set(key: string, value: Value): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): AsyncIterable<[string, Value]>;
}

export interface Store {
  shelf<Value>(name: string, ttlMs?: number): Shelf<Value>;
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
  return {
    recovery: file?.recovery ?? null,
    shelf<Value>(name: string, ttlMs?: number): Shelf<Value> {
      const store = file ? new SqliteKeyv(file.connection) : new KeyvRedis(address);
      const keyv = new Keyv<Value>({ store, namespace: name, throwOnErrors: true, ...(ttlMs ? { ttl: ttlMs } : {}) });
      // Without a listener an error event would end the process; the awaiting call throws it anyway.
      keyv.on('error', () => {});
      keyvs.push(keyv as Keyv);
      return {
        get: (key) => keyv.get(key),
        set: async (key, value) => {
          if (!(await keyv.set(key, value))) throw new Error(`The store did not take ${name}:${key}.`);
        },
        delete: async (key) => {
          await keyv.delete(key);
        },
        entries: () => keyv.iterator!(name) as AsyncIterable<[string, Value]>,
      };
    },
    async close() {
      clearInterval(timer);
      for (const keyv of keyvs) await keyv.disconnect();
      file?.connection.close();
    },
  };
}
