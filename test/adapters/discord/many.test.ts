// Two gateways that hear the same messages and two workers on one Redis: every paste is answered, and once, whoever dies.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOnShards, shardsOf } from '../../../src/adapters/discord/shards.ts';
import { buildDist } from '../../support/dist.ts';
import { hasRedis, type OwnServer, startRedis } from '../../support/servers.ts';
import { BOT, CHANNEL, DiscordDouble, type DoubleMessage } from './double.ts';
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
});
