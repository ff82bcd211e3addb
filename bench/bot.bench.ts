import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchChild, CHANNEL_OF, DiscordBench } from './discord/server.ts';

/** Pastes for the latency figures, each sent when the one before is answered; the first are warm-up. */
const LATENCY_PASTES = 400;
const WARM_UP = 60;
/** Pastes in flight at once for the throughput, and how many. */
const AT_ONCE = 32;
const THROUGHPUT_PASTES = 1500;
const SERVERS = [1, 100, 1000];
const MEMORY_PASTES = Number(process.env['UNPASTE_BENCH_PASTES'] ?? 10_000);
/** What a request to Discord takes from a good host, about. */
const DISCORD_MS = 40;
const BOTS = ['unpaste', 'echo'] as const;

/** A paste of the seed journal; each from another host, so that nothing can be remembered. */
function seedJournal(): (serial: number) => string {
  const text = readFileSync(
    join(import.meta.dirname, '..', 'examples', 'seeds', 'journal-docker.one-line.txt'),
    'utf8',
  );
  return (serial) =>
    text.slice(0, 1990).replaceAll('pod-64788377f624725f6ea4b9e8', `pod-${String(serial).padStart(24, '0')}`);
}

function start(bot: (typeof BOTS)[number], discord: DiscordBench): Promise<BenchChild> {
  const folder = mkdtempSync(join(tmpdir(), 'unpaste-bench-'));
  const child = fork(join(import.meta.dirname, 'discord', `${bot}.js`), {
    cwd: folder,
    execArgv: ['--expose-gc'],
    env: {
      ...process.env,
      DISCORD_TOKEN: 'a-token-for-the-double-only',
      DISCORD_API_BASE: discord.apiBase,
      DISCORD_CHANNELS: '',
      UNPASTE_STORE: join(folder, 'store.sqlite'),
      UNPASTE_LOG_LEVEL: 'silent',
      UNPASTE_PASTES_A_MINUTE: '1000000',
    },
  });
  return discord.connected(child);
}

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

async function latency(discord: DiscordBench, pastes: number): Promise<{ p10: number; p50: number; p99: number }> {
  const paste = seedJournal();
  const tookMs: number[] = [];
  for (let serial = 0; serial < WARM_UP + pastes; serial += 1) {
    const ms = await discord.ask(paste(serial), CHANNEL_OF(0));
    if (serial >= WARM_UP) tookMs.push(ms);
  }
  tookMs.sort((a, b) => a - b);
  return { p10: at(tookMs, 0.1), p50: at(tookMs, 0.5), p99: at(tookMs, 0.99) };
}

async function throughput(discord: DiscordBench, pastes: number, servers: number): Promise<number> {
  const paste = seedJournal();
  const started = performance.now();
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < pastes) {
      const serial = next++;
      await discord.ask(paste(serial), CHANNEL_OF(serial % servers));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return (pastes * 1000) / (performance.now() - started);
}

/**
 * The bot beside a bare discord.js bot that echoes, each its own process over real sockets, in turn in one run. What is
 * measured is chosen with UNPASTE_BENCH, such as UNPASTE_BENCH=latency,memory.
 */
export async function run(): Promise<void> {
  const wanted = process.env['UNPASTE_BENCH']?.split(',') ?? Object.keys(MEASURES);
  for (const name of wanted) {
    const measure = MEASURES[name];
    if (!measure) throw new Error(`UNPASTE_BENCH: there are ${Object.keys(MEASURES).join(', ')}`);
    await measure();
  }
}

const MEASURES: Record<string, () => Promise<void>> = {
  latency: compareLatency,
  servers: compareServers,
  memory: watchMemory,
};

/** For the seed journal, with nothing in between and with requests as slow as Discord's. */
async function compareLatency(): Promise<void> {
  console.log(
    `seed journal, ${LATENCY_PASTES} pastes one after the other, ms from the gateway's event until the answer is taken`,
  );
  for (const requestMs of [0, DISCORD_MS]) {
    const p50s: number[] = [];
    for (const bot of BOTS) {
      const discord = await DiscordBench.open({ servers: 1, requestMs });
      const child = await start(bot, discord);
      const { p10, p50, p99 } = await latency(discord, requestMs > 0 ? LATENCY_PASTES / 4 : LATENCY_PASTES);
      p50s.push(p50);
      console.log(
        `  ${bot.padEnd(8)} requests take ${String(requestMs).padStart(2)} ms: p10 ${p10.toFixed(1)}  p50 ${p50.toFixed(1)}  p99 ${p99.toFixed(1)}`,
      );
      await discord.close(child);
    }
    console.log(`  ratio at p50: ${(p50s[0]! / p50s[1]!).toFixed(2)}`);
  }
}

/** Memory by servers, and pastes a second over a hundred of them. */
async function compareServers(): Promise<void> {
  console.log(`${AT_ONCE} at once, ${THROUGHPUT_PASTES} pastes over 100 servers; memory once all servers are known`);
  for (const servers of SERVERS) {
    for (const bot of BOTS) {
      const discord = await DiscordBench.open({ servers, requestMs: 0 });
      const child = await start(bot, discord);
      await sleep(500);
      const rssMb = await child.memoryMb();
      const rate = servers === 100 ? await throughput(discord, THROUGHPUT_PASTES, servers) : null;
      const speed = rate === null ? '' : `  ${rate.toFixed(0)} pastes/s`;
      console.log(
        `  ${bot.padEnd(8)} ${String(servers).padStart(4)} servers: ${rssMb.rss.toFixed(0)} MB (heap ${rssMb.heap.toFixed(0)})${speed}`,
      );
      await discord.close(child);
    }
  }
}

/** Over many pastes; a line each tenth, so that a run that is cut short shows what it saw. */
async function watchMemory(): Promise<void> {
  console.log(`memory over ${MEMORY_PASTES} pastes of unpaste, MB (heap after collection)`);
  const discord = await DiscordBench.open({ servers: 10, requestMs: 0 });
  const child = await start('unpaste', discord);
  for (let tenth = 1; tenth <= 10; tenth += 1) {
    const rate = await throughput(discord, MEMORY_PASTES / 10, 10);
    const { rss, heap } = await child.memoryMb();
    const pastes = (MEMORY_PASTES / 10) * tenth;
    console.log(
      `  after ${String(pastes).padStart(5)}: ${rss.toFixed(0)} (${heap.toFixed(0)}), ${rate.toFixed(0)} pastes/s`,
    );
  }
  await discord.close(child);
}
