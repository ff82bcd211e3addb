import { EventEmitter } from 'node:events';
import type { KeyvStoreAdapter } from 'keyv';
import pg from 'pg';
import { type Driver, parted, withoutPassword } from './driver.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const PAGE = 500;
const TABLES = `
  CREATE TABLE IF NOT EXISTS unpaste_entries (key text COLLATE "C" PRIMARY KEY, value text NOT NULL, expires bigint);
  CREATE INDEX IF NOT EXISTS unpaste_entries_expires ON unpaste_entries (expires) WHERE expires IS NOT NULL;
  CREATE TABLE IF NOT EXISTS unpaste_claims (name text PRIMARY KEY, holder text NOT NULL, until bigint NOT NULL);
`;
const UPSERT =
  'INSERT INTO unpaste_entries VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires';
const DELETE = 'DELETE FROM unpaste_entries WHERE key = $1';
const CLAIM = `INSERT INTO unpaste_claims VALUES ($1, $2, $3)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
  WHERE unpaste_claims.holder = excluded.holder OR unpaste_claims.until <= $4`;

/**
 * Connects to PostgreSQL and makes the tables. What was written is as safe as the server's fsync makes it.
 * @throws Error with what to do where it cannot be reached.
 */
export async function openPostgres(address: string): Promise<Driver> {
  const pool = new pg.Pool({ connectionString: address, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, max: 10 });
  // A connection that breaks while it is idle is replaced at the next query.
  pool.on('error', () => {});
  try {
    // Two processes that create a table at the same moment would trip over each other.
    await pool.query(`BEGIN; SELECT pg_advisory_xact_lock(7214); ${TABLES} COMMIT`);
  } catch (cause) {
    await pool.end();
    throw new Error(
      `PostgreSQL at ${withoutPassword(address)} cannot be used (${(cause as Error).message}). Start it, or correct UNPASTE_STORE.`,
      { cause },
    );
  }
  return {
    recovery: null,
    shared: true,
    namespace: (shelf) => shelf,
    keyvStore: () => new PostgresKeyv(pool),
    async *rows() {
      for await (const [key, value] of pages(pool, '')) yield { ...parted(key), value };
    },
    async write(rows) {
      if (rows.length === 0) return;
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        for (const { shelf, key, value, expires } of rows) {
          if (value === null) await client.query(DELETE, [`${shelf}:${key}`]);
          else await client.query(UPSERT, [`${shelf}:${key}`, value, expires]);
        }
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    async claim(name, holder, forMs) {
      const now = Date.now();
      return (await pool.query(CLAIM, [name, holder, now + forMs, now])).rowCount === 1;
    },
    async release(name, holder) {
      await pool.query('DELETE FROM unpaste_claims WHERE name = $1 AND holder = $2', [name, holder]);
    },
    async sweep() {
      await pool.query('DELETE FROM unpaste_entries WHERE expires <= $1', [Date.now()]);
      await pool.query('DELETE FROM unpaste_claims WHERE until <= $1', [Date.now()]);
    },
    close: () => pool.end(),
  };
}

/** A Keyv store over the table; expired rows are as good as gone. */
class PostgresKeyv extends EventEmitter implements KeyvStoreAdapter {
  opts = { dialect: 'postgres', url: 'postgres://' };
  namespace: string | undefined;
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super();
    this.#pool = pool;
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const { rows } = await this.#pool.query<{ value: Value }>(
      'SELECT value FROM unpaste_entries WHERE key = $1 AND (expires IS NULL OR expires > $2)',
      [key, Date.now()],
    );
    return rows[0]?.value;
  }

  async set(key: string, value: unknown, ttlMs?: number): Promise<boolean> {
    await this.#pool.query(UPSERT, [key, value, ttlMs ? Date.now() + ttlMs : null]);
    return true;
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#pool.query(DELETE, [key])).rowCount === 1;
  }

  async clear(): Promise<void> {
    const prefix = `${this.namespace ?? ''}:`;
    await this.#pool.query('DELETE FROM unpaste_entries WHERE left(key, $1) = $2', [prefix.length, prefix]);
  }

  async *iterator<Value>(namespace?: string): AsyncGenerator<[string, Value], void> {
    yield* pages(this.#pool, `${namespace ?? this.namespace ?? ''}:`) as AsyncGenerator<[string, Value], void>;
  }
}

/** What has not expired under a prefix, page by page: a million rows never stand in memory. */
async function* pages(pool: pg.Pool, prefix: string): AsyncGenerator<[string, string], void> {
  for (let after = prefix; ; ) {
    const { rows } = await pool.query<{ key: string; value: string }>(
      `SELECT key, value FROM unpaste_entries
       WHERE key > $1 AND left(key, $2) = $3 AND (expires IS NULL OR expires > $4) ORDER BY key LIMIT ${PAGE}`,
      [after, prefix.length, prefix, Date.now()],
    );
    for (const { key, value } of rows) yield [key, value];
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.key;
  }
}
