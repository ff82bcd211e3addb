import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KeyvStoreAdapter } from 'keyv';
import Database from 'libsql';
import { CLAIMS, type Driver, parted, type Recovery, type Row } from './driver.ts';

type Connection = InstanceType<typeof Database>;

interface Statement {
  run(...values: unknown[]): unknown;
  get(...values: unknown[]): unknown;
}

const BUSY_TIMEOUT_MS = 5_000;
const UPSERT =
  'INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires';

const CLAIM = `INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
  WHERE entries.value = excluded.value OR entries.expires <= ?`;

/**
 * The store in a SQLite file. One process writes at a time; that of a command beside the bot waits its turn.
 * @throws Error with what to do where the file cannot be opened at all (permissions, locked).
 */
export function openSqlite(path: string): Driver {
  const { connection, recovery } = connect(path);
  const writer = new TogetherWriter(connection);
  return {
    recovery,
    shared: false,
    namespace: (shelf) => shelf,
    keyvStore: () => new SqliteKeyv(connection),
    async *rows() {
      const all = connection
        .prepare('SELECT key, value FROM entries WHERE expires IS NULL OR expires > ? ORDER BY key')
        .all(Date.now()) as { key: string; value: string }[];
      for (const { key, value } of all) if (!key.startsWith(`${CLAIMS}:`)) yield { ...parted(key), value };
    },
    write: (rows) => writer.write(rows),
    async claim(name, holder, forMs) {
      const now = Date.now();
      return connection.prepare(CLAIM).run(`${CLAIMS}:${name}`, holder, now + forMs, now).changes === 1;
    },
    async release(name, holder) {
      connection.prepare('DELETE FROM entries WHERE key = ? AND value = ?').run(`${CLAIMS}:${name}`, holder);
    },
    async sweep() {
      connection.prepare('DELETE FROM entries WHERE expires <= ?').run(Date.now());
    },
    async close() {
      await writer.write([]);
      // One whole file to copy; where another process holds it, its log stays beside it and is as good.
      connection.exec('PRAGMA busy_timeout = 0');
      connection.pragma('wal_checkpoint(TRUNCATE)');
      connection.close();
    },
  };
}

/**
 * Opens the SQLite file, creating it and its folder. A write that returned outlives the process, however it ends (WAL). A file that is no database any more is set aside, never deleted,
 * and a fresh one begun.
 * @throws Error with what to do where the file cannot be opened at all (permissions, locked).
 */
function connect(path: string): { connection: Connection; recovery: Recovery | null } {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  try {
    return { connection: prepare(path), recovery: null };
  } catch (cause) {
    const reason = (cause as Error).message;
    if (!/malformed|not a database|corrupt/i.test(reason) || !existsSync(path)) {
      throw new Error(
        `The store ${path} cannot be opened (${reason}). Set UNPASTE_STORE to another file, or free this one.`,
        {
          cause,
        },
      );
    }
    const setAside = `${path}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    for (const ending of ['', '-wal', '-shm'])
      if (existsSync(path + ending)) renameSync(path + ending, setAside + ending);
    return { connection: prepare(path), recovery: { setAside, reason } };
  }
}

function prepare(path: string): Connection {
  const connection = new Database(path);
  try {
    connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA synchronous = NORMAL');
    const check = connection.prepare('PRAGMA quick_check(1)').get() as Record<string, string>;
    if (!Object.values(check).includes('ok'))
      throw new Error(`database is malformed: ${Object.values(check).join(' ')}`);
    connection.exec(
      'CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) WITHOUT ROWID',
    );
    connection.exec('CREATE INDEX IF NOT EXISTS entries_expires ON entries (expires) WHERE expires IS NOT NULL');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A Keyv store on an open connection; several may share one. Keyv writes its namespace into the object: one for each. */
class SqliteKeyv extends EventEmitter implements KeyvStoreAdapter {
  opts = { dialect: 'sqlite', url: 'sqlite://' };
  namespace: string | undefined;
  readonly #connection: Connection;
  #select: Statement | undefined;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    this.#select ??= this.#connection.prepare(
      'SELECT value FROM entries WHERE key = ? AND (expires IS NULL OR expires > ?)',
    );
    const row = this.#select.get(key, Date.now()) as { value: Value } | undefined;
    return row?.value;
  }

  async set(key: string, value: string, ttlMs?: number): Promise<boolean> {
    // Settings and the like are few: those are flushed to the disk and outlive a power failure, too.
    this.#connection.exec('PRAGMA synchronous = FULL');
    try {
      this.#connection.prepare(UPSERT).run(key, value, ttlMs ? Date.now() + ttlMs : null);
    } finally {
      this.#connection.exec('PRAGMA synchronous = NORMAL');
    }
    return true;
  }

  async delete(key: string): Promise<boolean> {
    return this.#connection.prepare('DELETE FROM entries WHERE key = ?').run(key).changes > 0;
  }

  async clear(): Promise<void> {
    this.#connection.prepare('DELETE FROM entries WHERE key GLOB ?').run(`${this.namespace ?? ''}:*`);
  }

  async *iterator<Value>(namespace?: string): AsyncGenerator<[string, Value], void> {
    const prefix = `${namespace ?? this.namespace ?? ''}:`;
    const rows = this.#connection
      .prepare(
        'SELECT key, value FROM entries WHERE substr(key, 1, ?) = ? AND (expires IS NULL OR expires > ?) ORDER BY key',
      )
      .all(prefix.length, prefix, Date.now()) as { key: string; value: Value }[];
    for (const row of rows) yield [row.key, row.value];
  }
}

/**
 * Writes rows in transactions, everything that is asked for within one turn of the event loop in one. Without a flush to
 * the disk: what was written outlives the process, not a power failure.
 */
class TogetherWriter {
  readonly #connection: Connection;
  readonly #upsert: Statement;
  readonly #delete: Statement;
  #rows: Row[] = [];
  #next: Promise<void> | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#upsert = connection.prepare(UPSERT);
    this.#delete = connection.prepare('DELETE FROM entries WHERE key = ?');
  }

  /** Resolves when the rows are written. */
  write(rows: Row[]): Promise<void> {
    this.#rows.push(...rows);
    this.#next ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        this.#next = null;
        try {
          this.#commit(this.#rows.splice(0));
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
    return this.#next;
  }

  #commit(rows: Row[]): void {
    if (rows.length === 0) return;
    try {
      this.#connection.exec('BEGIN IMMEDIATE');
      for (const { shelf, key, value, expires } of rows) {
        if (value === null) this.#delete.run(`${shelf}:${key}`);
        else this.#upsert.run(`${shelf}:${key}`, value, expires);
      }
      this.#connection.exec('COMMIT');
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }
}
