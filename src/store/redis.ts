import { setTimeout as sleep } from 'node:timers/promises';
import KeyvRedis, { createClient } from '@keyv/redis';
import { CLAIMS, type Driver, parted, withoutPassword } from './driver.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** No colon: Keyv takes what stands before the first one for the namespace. */
const PREFIX = 'unpaste.';
/** Takes a name where it is free or one's own already. */
const CLAIM =
  "local held = redis.call('GET', KEYS[1]) if held and held ~= ARGV[1] then return 0 end redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 1";
const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

/** How a server is told that went away under a command, is not back yet, or reads its data. */
const PASSES = /^Socket closed|ECONNRESET|EPIPE|ECONNREFUSED|^LOADING/;
const TRIES = 10;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;

/**
 * Tries again what was under way when the server died: the client answers such commands with an error even though it
 * reconnects by itself. All of ours can be given twice.
 */
async function persistently<T>(command: () => Promise<T>): Promise<T> {
  for (let tries = 1, waitMs = FIRST_WAIT_MS; ; tries += 1, waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      return await command();
    } catch (error) {
      if (tries === TRIES || !PASSES.test((error as Error).message)) throw error;
      await sleep(waitMs);
    }
  }
}

class Shelves extends KeyvRedis<string> {
  override get<T = string>(key: string): Promise<T | undefined> {
    return persistently(() => super.get<T>(key));
  }
  override set(key: string, value: string, ttl?: number): Promise<void> {
    return persistently(() => super.set(key, value, ttl));
  }
  override delete(key: string): Promise<boolean> {
    return persistently(() => super.delete(key));
  }
}

/**
 * Connects to Redis or Valkey. Several changes go in one MULTI; how much a crash of the server itself may lose is what
 * its appendfsync says.
 * @throws Error with what to do where it cannot be reached.
 */
export async function openRedis(address: string): Promise<Driver> {
  let connected = false;
  const client = createClient({
    url: address,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      // At the start a wrong address is said at once; later the server may come back.
      reconnectStrategy: (retries) => (connected ? Math.min(50 * 2 ** retries, 2_000) : false),
    },
  });
  // Without a listener an error event would end the process; the awaiting call throws it anyway.
  client.on('error', () => {});
  // Every shelf listens.
  client.setMaxListeners(0);
  try {
    await client.connect();
    connected = true;
  } catch (cause) {
    throw new Error(
      `Redis at ${withoutPassword(address)} cannot be reached (${(cause as Error).message}). Start it, or correct UNPASTE_STORE or REDIS_URL.`,
      { cause },
    );
  }
  const namespace = (shelf: string): string => `${PREFIX}${shelf}`;
  // Keyv writes the namespace into the key, and @keyv/redis once more before it.
  const keyOf = (shelf: string, key: string): string => `${namespace(shelf)}::${namespace(shelf)}:${key}`;
  return {
    recovery: null,
    shared: true,
    namespace,
    keyvStore: () => new Shelves(client, { throwOnErrors: true }),
    async *rows() {
      for await (const names of client.scanIterator({ MATCH: `${PREFIX}*::*`, COUNT: 500 })) {
        const values = names.length > 0 ? await client.mGet(names) : [];
        for (const [index, name] of names.entries()) {
          const value = values[index];
          const own = name.slice(name.indexOf('::') + 2 + PREFIX.length);
          if (typeof value === 'string') yield { ...parted(own), value };
        }
      }
    },
    async write(rows) {
      if (rows.length === 0) return;
      const all = client.multi();
      for (const { shelf, key, value, expires } of rows) {
        const name = keyOf(shelf, key);
        if (value === null) all.del(name);
        else if (expires === null) all.set(name, value);
        else all.set(name, value, { PXAT: expires });
      }
      await persistently(() => all.exec());
    },
    async claim(name, holder, forMs) {
      const options = { keys: [`${PREFIX}${CLAIMS}:${name}`], arguments: [holder, String(forMs)] };
      return (await persistently(() => client.eval(CLAIM, options))) === 1;
    },
    async release(name, holder) {
      const options = { keys: [`${PREFIX}${CLAIMS}:${name}`], arguments: [holder] };
      await persistently(() => client.eval(RELEASE, options));
    },
    async close() {
      if (client.isOpen) await client.close();
    },
  };
}
