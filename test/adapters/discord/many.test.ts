// Two gateways that hear the same messages and two workers on one Redis: every paste is answered, and once, whoever dies.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOnShards, shardOptions, shardsOf } from '../../../src/adapters/discord/shards.ts';
import { readConfig } from '../../../src/config.ts';
import { sealWith } from '../../../src/jobs/seal.ts';
import { openStore } from '../../../src/store/store.ts';
import { buildDist } from '../../support/dist.ts';
import { hasRedis, type OwnServer, startRedis } from '../../support/servers.ts';
import { attachment, BOT, CHANNEL, DiscordDouble, type DoubleMessage, textOf } from './double.ts';
import { BotProcess } from './process.ts';
import { until } from './scene.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'dist', 'src', 'adapters', 'cli', 'main.js');
const PASTE = (n: number) => `GPIOA->CRL = 0x33333333; GPIOA->BSRR = 1 << ${n % 16}; while (1);`;

describe('shards', () => {
  it('are shared out so that each belongs to one process', () => {
    const all = [0, 1, 2].flatMap((at) => shardsOf(at, 3, 8));
    expect(shardsOf(1, 3, 8)).toEqual([1, 4, 7]);
    expect(all.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('take the servers Discord sends them, and the first one the direct messages', () => {
    const server = String((5n << 22n) | 17n);
    expect([0, 1, 2, 3].filter((shard) => isOnShards(server, [shard], 4))).toEqual([1]);
    expect([0, 1].filter((shard) => isOnShards(null, [shard], 2))).toEqual([0]);
  });
});

describe.skipIf(!hasRedis)('gateways on one Redis identify in turns', () => {
  it('one after the other where Discord allows one, together where it allows more; one that gives up takes no turn', async () => {
    const redis = await startRedis();
    const discord = await DiscordDouble.open();
    discord.shards = 4;
    const stores = [await openStore(redis.address), await openStore(redis.address)];
    const throttlerOf = async (at: number) => {
      const config = readConfig({
        DISCORD_TOKEN: 'a-token-for-the-double-only',
        DISCORD_API_BASE: discord.apiBase,
        DISCORD_SHARDS: `${at}/2`,
      });
      const { shards, shardCount, throttled } = await shardOptions(config, stores[at]!);
      expect({ shards, shardCount }).toEqual({ shards: [at, at + 2], shardCount: 4 });
      return throttled.buildIdentifyThrottler!(null as never);
    };
    const never = new AbortController().signal;
    try {
      const [first, second] = [await throttlerOf(0), await throttlerOf(1)];
      await first!.waitForIdentify(0, never);
      const turns: string[] = ['shard 0'];
      const gaveUp = new AbortController();
      const left = expect(second!.waitForIdentify(3, gaveUp.signal)).rejects.toThrow(/abort/i);
      const waiting = second!.waitForIdentify(1, never).then(() => turns.push('shard 1'));
      await sleep(1_000);
      turns.push('a second later');
      gaveUp.abort();
      await left;
      await waiting;
      expect(turns).toEqual(['shard 0', 'a second later', 'shard 1']);
      // Two at once: even and odd shards are two queues.
      discord.maxConcurrency = 2;
      const [even, odd] = [await throttlerOf(0), await throttlerOf(1)];
      await odd!.waitForIdentify(3, never);
      expect(await stores[0]!.claim('identify 1', 'somebody', 1)).toBe(false);
      await Promise.race([
        even!.waitForIdentify(2, never),
        sleep(30_000).then(() => Promise.reject(new Error('late'))),
      ]);
    } finally {
      for (const store of stores) await store.close();
      await discord.close();
      await redis.stop();
    }
  });
});

describe.skipIf(!hasRedis)('gateways and workers on one Redis', () => {
  let redis: OwnServer;
  let discord: DiscordDouble;
  let gateways: BotProcess[];
  const workers: ChildProcess[] = [];
  const environment = () => ({ REDIS_URL: redis.address, UNPASTE_STORE: '' });
  const startWorker = (): void => {
    const child = spawn(process.execPath, [MAIN, 'worker'], {
      env: { ...process.env, ...environment(), UNPASTE_WORKERS: '1' },
      stdio: 'ignore',
    });
    workers.push(child);
  };
  const repliesTo = (message: DoubleMessage) =>
    [...discord.messages.values()].filter(
      (other) =>
        other.author.id === BOT.id &&
        (other['message_reference'] as { message_id?: string } | undefined)?.message_id === message.id,
    );

  beforeAll(async () => {
    buildDist();
    redis = await startRedis();
    discord = await DiscordDouble.open();
    startWorker();
    startWorker();
    gateways = [new BotProcess(discord), new BotProcess(discord)];
    for (const gateway of gateways) await gateway.start(environment());
  });
  afterAll(async () => {
    for (const gateway of gateways) await gateway.end('SIGKILL');
    for (const worker of workers) worker.kill('SIGKILL');
    await discord.close();
    await redis.stop();
  });

  it('a gateway, a worker and Redis are killed in turn; each paste has one answer', async () => {
    const pastes: DoubleMessage[] = [];
    const paste = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        pastes.push(discord.say(PASTE(pastes.length), { channel_id: CHANNEL }));
        await sleep(20);
      }
    };
    await paste(8);
    workers[0]!.kill('SIGKILL');
    startWorker();
    await paste(8);
    await gateways[0]!.end('SIGKILL');
    await paste(8);
    await redis.crash();
    await paste(8);
    await gateways[0]!.start(environment());
    const early = pastes.slice(0, 16);
    await until(() => early.every((message) => repliesTo(message).length > 0), 'an answer to the early pastes');
    await until(() => pastes.every((message) => repliesTo(message).length > 0), 'an answer to every paste');
    expect(pastes.map((message) => repliesTo(message).length)).toEqual(pastes.map(() => 1));
  });

  it('without a key no password goes over Redis: words are masked before, files stay with the gateway', async () => {
    const seen: string[] = [];
    const monitor = await new Redis(redis.address).monitor();
    monitor.on('monitor', (_, words: string[]) => seen.push(...words));
    const paste = (word: string) => `DB_PASSWORD=${word}\n${PASTE(3)}`;
    const inWords = discord.say(paste('hx82jKq0Zt'), { channel_id: CHANNEL });
    const inFile = discord.say('', { attachments: [attachment(discord, 'main.c', paste('Vw55mTr1Bc'))] });
    for (const message of [inWords, inFile]) {
      const [reply] = await until(() => repliesTo(message).length > 0 && repliesTo(message), 'an answer');
      expect(textOf(reply!)).toMatch(/a password|密码/);
    }
    monitor.disconnect();
    const jobs = seen.flatMap((word) => opened(word) ?? []);
    // The paste of the message went to a worker; whoever knows that there is no key can read it.
    expect(jobs.join()).toContain('GPIOA-');
    expect(seen.concat(jobs).join()).not.toMatch(/hx82jKq0Zt|Vw55mTr1Bc/);
    expect(jobs.join()).not.toContain('main.c');
  });

  // A connection to Redis that nobody closed kept gateways alive until they were killed.
  it('told to stop, gateways and workers leave of themselves', async () => {
    const left = workers
      .filter((worker) => worker.exitCode === null && worker.signalCode === null)
      .map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    expect(left).toHaveLength(2);
    for (const worker of workers) worker.kill('SIGTERM');
    for (const gateway of gateways) expect(await gateway.end('SIGTERM')).toBe(0);
    expect(await Promise.all(left)).toEqual([0, 0]);
  });
});

/** What lies in a job that was closed without a key. */
function opened(word: string): string | null {
  try {
    return sealWith('').open(/"job":"([^"]+)"/.exec(word)?.[1] ?? word);
  } catch {
    return null;
  }
}
