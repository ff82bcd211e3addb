// What people deploy from: no container can be started here, so each file is read, and what it names is run or looked up.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { temporaryFolder } from '../support/temporary.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
/** Every setting there is, by .env.example. */
const SETTINGS = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
const COMMANDS = [...read('src/adapters/cli/program.ts').matchAll(/\.command\('([\w-]+)/g)].map(([, name]) => name!);

const Size = z.string().regex(/^\d+[mg]$/);
const Time = z.string().regex(/^\d+s$/);
/** The part of the Compose specification that our files use; a key that is misspelt is not in it. */
const Service = z.strictObject({
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  image: z
    .string()
    .regex(/^[\w./-]+:[\w.-]+$/, 'an image is pinned to a version')
    .optional(),
  command: z.array(z.string()).min(1).optional(),
  env_file: z.string().optional(),
  environment: z.partialRecord(z.enum(SETTINGS), z.string()).optional(),
  volumes: z.array(z.string().regex(/^[\w.-]+:\/[\w/]*$/)).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  stop_grace_period: Time.optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  mem_limit: Size,
  deploy: z.strictObject({ replicas: z.int().positive() }).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy']) })).optional(),
  healthcheck: z
    .strictObject({ test: z.array(z.string()).min(2), interval: Time, timeout: Time, retries: z.int().positive() })
    .optional(),
});
const Compose = z.strictObject({
  'x-unpaste': z.unknown().optional(),
  'x-key': z.string().optional(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});
const compose = (file: string) => Compose.parse(parse(read(`deploy/${file}`), { merge: true }));

describe.each(['compose.yaml', 'compose.many.yaml'])('deploy/%s', (file) => {
  it('is what the Compose specification takes; its files, volumes, services and settings are there', () => {
    const { services, volumes } = compose(file);
    for (const [name, service] of Object.entries(services)) {
      expect(Boolean(service.build) !== Boolean(service.image), `${name} is built or pulled`).toBe(true);
      if (service.build) {
        const context = normalize(join(ROOT, 'deploy', service.build.context));
        expect(existsSync(join(context, service.build.dockerfile))).toBe(true);
        expect(normalize(join(ROOT, 'deploy', service.env_file ?? ''))).toBe(join(ROOT, '.env'));
        // Running work has 25 seconds to finish, then Docker kills.
        expect(Number.parseInt(service.stop_grace_period ?? '10s', 10)).toBeGreaterThan(25);
        expect(service).toMatchObject({ read_only: true, init: true, cap_drop: ['ALL'] });
      }
      for (const volume of service.volumes ?? []) expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(Object.keys(services)).toContain(other);
        if (condition === 'service_healthy') expect(services[other]!.healthcheck).toBeDefined();
      }
      if (service.build && service.command) expect(COMMANDS).toContain(service.command.at(-1));
    }
  });
});

describe('deploy/compose.many.yaml', () => {
  it('shares the shards out to its gateways without a gap, and hands all of them one queue, one store and one key', () => {
    const { services } = compose('compose.many.yaml');
    const gateways = Object.entries(services).filter(([name]) => name.startsWith('gateway-'));
    expect(gateways.map(([, { environment }]) => environment?.DISCORD_SHARDS)).toEqual(['0/3', '1/3', '2/3']);
    const { redis, ...ours } = services;
    expect(redis!.command).toContain('noeviction');
    for (const [name, { environment }] of Object.entries(ours)) {
      expect(environment, name).toMatchObject({ REDIS_URL: 'redis://redis:6379', UNPASTE_STORE: '' });
      // `:?` is Compose's own refusal to start without a value.
      expect(environment?.UNPASTE_QUEUE_KEY, name).toMatch(/^\$\{UNPASTE_QUEUE_KEY:\?.*openssl rand -hex 32\}$/);
    }
    expect(ours['worker']!.deploy?.replicas).toBe(4);
  });
});

/** The lines of a Dockerfile, continued ones as one, comments left out. */
function instructions(): { name: string; rest: string; stage: number }[] {
  const lines = read('deploy/Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  let stage = -1;
  return lines.filter(Boolean).map((line) => {
    const [, name = '', rest = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    if (name === 'FROM') stage += 1;
    return { name, rest, stage };
  });
}

describe('deploy/Dockerfile', () => {
  const all = instructions();
  const ignored = read('.dockerignore').split('\n').filter(Boolean);
  /** What a stage has after its COPY lines; packages are those that are installed here. */
  const image = [0, 1].map(() => temporaryFolder('image'));
  const run = (command: string, args: string[], env: Record<string, string> = {}) =>
    spawnSync(command, args, {
      cwd: image[1]!,
      encoding: 'utf8',
      env: { PATH: process.env['PATH']!, HOME: image[1]!, ...env },
    });

  beforeAll(() => {
    for (const { name, rest, stage } of all) {
      if (name === 'COPY') copy(rest, stage);
      const script = name === 'RUN' ? /npm run (\w+)/.exec(rest)?.[1] : undefined;
      if (!script) continue;
      symlinkSync(join(ROOT, 'node_modules'), join(image[stage]!, 'node_modules'));
      const { status, stdout, stderr } = spawnSync('npm', ['run', script], { cwd: image[stage]!, encoding: 'utf8' });
      if (status !== 0) throw new Error(`npm run ${script} fails on what was copied:\n${stdout}${stderr}`);
    }
  });

  function copy(rest: string, stage: number): void {
    const words = rest.split(' ');
    const from = words[0]!.startsWith('--from=') ? image[0]! : ROOT;
    const paths = words.filter((word) => !word.startsWith('--'));
    const target = join(image[stage]!, paths.pop()!);
    for (const path of paths.flatMap((each) => expanded(each))) {
      const source = from === ROOT ? join(ROOT, path) : join(from, path.replace(/^\/app\//, ''));
      if (from === ROOT) expect(ignored, `${path} is kept out by .dockerignore`).not.toContain(path.split('/')[0]);
      const isFolder = rest.endsWith('/');
      const to = isFolder ? join(target, path.split('/').at(-1)!) : target;
      mkdirSync(dirname(to), { recursive: true });
      if (path.endsWith('node_modules')) symlinkSync(join(ROOT, 'node_modules'), to);
      else cpSync(source, to, { recursive: true });
    }
  }
  const expanded = (path: string): string[] =>
    path.includes('*')
      ? readdirSync(ROOT).filter((file) => new RegExp(`^${path.replaceAll('.', '\\.').replace('*', '.*')}$`).test(file))
      : [path];

  it('copies all that the program needs: it explains, answers and says what it is missing', () => {
    const [node, main] = JSON.parse(all.findLast(({ name }) => name === 'CMD')!.rest) as string[];
    expect(COMMANDS).toContain('bot');
    const explained = run(node!, [main!, 'explain', 'examples/seeds/journal-docker.one-line.txt', '--lang', 'en']);
    expect(explained).toMatchObject({ status: 0, stderr: '' });
    expect(explained.stdout).toContain('iptables');
    expect(run(node!, [main!, 'ask', 'what is a pod?']).stdout).toMatch(/Pod/);
    const bot = run(node!, [main!, 'bot']);
    expect(bot.status).toBe(3);
    expect(bot.stderr).toContain('DISCORD_TOKEN');
  });

  it('runs as nobody special, and its settings are ours', () => {
    expect(all.filter(({ name }) => name === 'USER').map(({ rest }) => rest)).toEqual(['node']);
    const names = all.flatMap(({ name, rest }) =>
      name === 'ENV' ? rest.split(' ').map((pair) => pair.split('=')[0]!) : [],
    );
    for (const name of names) expect([...SETTINGS, 'NODE_ENV']).toContain(name);
    expect(all.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0])).toEqual([
      'node:24-slim',
      'node:24-slim',
    ]);
  });

  it('has a health check that follows /health', async () => {
    const [node, ...args] = JSON.parse(
      /CMD (\[.*\])/.exec(all.find(({ name }) => name === 'HEALTHCHECK')!.rest)![1]!,
    ) as string[];
    let ready = true;
    const server = createServer((request, response) =>
      response.writeHead(request.url === '/health' && ready ? 200 : 503).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as { port: number }).port);
    const check = (environment: Record<string, string>) =>
      new Promise<number | null>((resolve) => {
        spawn(node!, args, { env: { PATH: process.env['PATH']!, ...environment } }).once('exit', resolve);
      });
    expect(await check({ UNPASTE_METRICS_PORT: port })).toBe(0);
    ready = false;
    expect(await check({ UNPASTE_METRICS_PORT: port })).toBe(1);
    expect(await check({})).toBe(0);
    await new Promise((resolve) => server.close(resolve));
    expect(await check({ UNPASTE_METRICS_PORT: port })).toBe(1);
  });
});

describe('deploy/unpaste.service', () => {
  const unit = read('deploy/unpaste.service');

  it('starts a command there is, and waits longer than running work may take', () => {
    const [, main, command] = /^ExecStart=\/usr\/bin\/node (\S+) (\w+)$/m.exec(unit) ?? [];
    expect(existsSync(join(ROOT, main!.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    expect(COMMANDS).toContain(command);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)![1])).toBeGreaterThan(25);
  });

  it.skipIf(spawnSync('sh', ['-c', 'command -v systemd-analyze']).status !== 0)('is taken by systemd', () => {
    const { stderr } = spawnSync('systemd-analyze', ['verify', join(ROOT, 'deploy/unpaste.service')], {
      encoding: 'utf8',
    });
    expect(
      stderr
        .split('\n')
        .filter(
          (line) => line.includes('unpaste.service') && !/not executable|Failed to (?:connect|prepare)/.test(line),
        ),
    ).toEqual([]);
  });
});
