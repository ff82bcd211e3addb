import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientOptions, REST, Routes } from 'discord.js';
import type { Config } from '../../config.ts';
import type { Store } from '../../store/store.ts';

/** Discord lets each of `max_concurrency` groups of shards identify once within this. */
const IDENTIFY_EVERY_MS = 5_000;
const ASK_AGAIN_MS = 200;

interface GatewayInformation {
  shards: number;
  session_start_limit: { max_concurrency: number };
}

/**
 * The shards of this process: as many as Discord recommends, all of them or every n-th. Where processes share a store
 * they also take turns identifying, as Discord asks.
 */
export async function shardOptions(
  { discord }: Config,
  store: Store | null,
): Promise<Pick<ClientOptions, 'shards' | 'shardCount'> & { throttled: NonNullable<ClientOptions['ws']> }> {
  const throttled = store?.shared ? { buildIdentifyThrottler: () => throttler(discord, store) } : {};
  if (!discord.process) return { shards: 'auto', throttled };
  const { at, of } = discord.process;
  const { shards } = await gatewayInformation(discord);
  const shardCount = Math.max(shards, of);
  return { shards: shardsOf(at, of, shardCount), shardCount, throttled };
}

/** Every n-th shard, beginning with the process's own number. */
export function shardsOf(at: number, of: number, count: number): number[] {
  return Array.from({ length: count }, (_, shard) => shard).filter((shard) => shard % of === at);
}

/** Whether a server's events come to one of these shards; direct messages come to the first. */
export function isOnShards(server: string | null, shards: number[], count: number): boolean {
  const shard = server === null ? 0 : Number((BigInt(server) >> 22n) % BigInt(count));
  return shards.includes(shard);
}

async function gatewayInformation(discord: Config['discord']): Promise<GatewayInformation> {
  const rest = new REST({ version: discord.apiVersion, ...(discord.apiBase ? { api: discord.apiBase } : {}) });
  return (await rest.setToken(discord.token!).get(Routes.gatewayBot())) as GatewayInformation;
}

async function throttler(discord: Config['discord'], store: Store) {
  const { session_start_limit } = await gatewayInformation(discord);
  const groups = session_start_limit?.max_concurrency || 1;
  return {
    async waitForIdentify(shard: number, signal: AbortSignal): Promise<void> {
      // Nobody gives this back: the time itself is what is taken.
      while (!(await store.claim(`identify ${shard % groups}`, randomUUID(), IDENTIFY_EVERY_MS)))
        await sleep(ASK_AGAIN_MS, undefined, { signal });
    },
  };
}
