import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from './temporary.ts';

const PATIENCE_MS = 30_000;
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Servers from Debian's packages; tests that need one that is missing say so by being skipped by name. */
export const hasRedis = isThere('redis-server');
/** Debian keeps the server's own programs out of the path. */
const POSTGRES = '/usr/lib/postgresql';
const postgresBin = existsSync(POSTGRES)
  ? readdirSync(POSTGRES)
      .map((version) => join(POSTGRES, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))
  : undefined;
export const hasPostgres = postgresBin !== undefined || (isThere('initdb') && isThere('postgres'));

/** A server of one's own on loopback. */
export interface OwnServer {
  address: string;
  /** kill -9, and a new one on the same files. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(answers: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const since = Date.now(); !(await answers()); await sleep(50))
    if (Date.now() - since > PATIENCE_MS) throw new Error(`${what} does not answer`);
}

async function running(start: () => ChildProcess, answers: () => boolean, address: string): Promise<OwnServer> {
  let child = start();
  await until(answers, address);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await gone;
  };
  return {
    address,
    async crash() {
      await end('SIGKILL');
      child = start();
      await until(answers, address);
    },
    stop: () => end('SIGTERM'),
  };
}

/** Redis with every write on disk before it is acknowledged. */
export async function startRedis(): Promise<OwnServer> {
  const port = String(await freePort());
  const dir = temporaryFolder('redis');
  const options = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--save',
    '',
    '--appendonly',
    'yes',
    '--appendfsync',
    'always',
  ];
  const ping = () => spawnSync('redis-cli', ['-p', port, 'ping'], { encoding: 'utf8' }).stdout?.trim() === 'PONG';
  return running(() => spawn('redis-server', options, { stdio: 'ignore' }), ping, `redis://127.0.0.1:${port}`);
}

/** PostgreSQL, as another user where the tests run as root, which it refuses. */
export async function startPostgres(): Promise<OwnServer> {
  const port = String(await freePort());
  const dir = temporaryFolder('postgres');
  const isRoot = process.getuid?.() === 0;
  const as = (name: string, ...args: string[]): [string, string[]] => {
    const program = postgresBin ? join(postgresBin, name) : name;
    return isRoot
      ? ['setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', program, ...args]]
      : [program, args];
  };
  if (isRoot) spawnSync('chown', ['65534:65534', dir]);
  chmodSync(dir, 0o700);
  const [initdb, initdbArgs] = as('initdb', '-D', dir, '-U', 'unpaste', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  const made = spawnSync(initdb, initdbArgs, { encoding: 'utf8', env: { ...process.env, HOME: dir } });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const [server, args] = as('postgres', '-D', dir, '-p', port, '-h', '127.0.0.1', '-k', dir);
  const ready = () =>
    spawnSync(postgresBin ? join(postgresBin, 'pg_isready') : 'pg_isready', ['-h', '127.0.0.1', '-p', port]).status ===
    0;
  return running(
    () => spawn(server, args, { stdio: 'ignore' }),
    ready,
    `postgres://unpaste@127.0.0.1:${port}/postgres`,
  );
}
