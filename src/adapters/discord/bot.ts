import { setMaxListeners } from 'node:events';
import { type Client, Events, type Interaction, type Message } from 'discord.js';
import { pino } from 'pino';
import type { Config } from '../../config.ts';
import { FairQueue } from '../../jobs/fair-queue.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import { RedisRunner, SHARED_LIMITS } from '../../jobs/redis-queue.ts';
import { SplitQueue } from '../../jobs/split-queue.ts';
import { THREAD_MEMORY_MB, Threads } from '../../jobs/threads.ts';
import { openStore } from '../../store/store.ts';
import { Plainer } from '../plainer.ts';
import type { Analysis, AnalysisJob } from './analysis.ts';
import type { Bot } from './bot-parts.ts';
import { connect } from './connect.ts';
import { fileHosts } from './intake.ts';
import { answerInteraction } from './interactions.ts';
import { Leases } from './leases.ts';
import { Pace } from './limits.ts';
import { Listener } from './listen.ts';
import { Metrics } from './metrics.ts';
import { surviveOddPackets } from './odd-packets.ts';
import { type FetchOnce, PasteLinks } from './paste-links.ts';
import { Records } from './records.ts';
import { catchUp, resumeOpen } from './resume.ts';
import { Settings } from './settings.ts';
import { onStopSignal } from './stop-signal.ts';

const SERVER_PACE = 5;
/** Deliveries that are worked on at once; a server whose channel is full must not hold up the others. */
const DELIVERIES = 128;
const DELIVERY_LIMITS = {
  waiting: 100_000,
  waitingOfServer: 20_000,
  waitingOfPerson: 5_000,
  runningOfServer: 48,
  runningOfPerson: 16,
  // Waiting for Discord is not slow work.
  slowAfterMs: 2 ** 31 - 1,
};
const SWEEP_OPEN_EVERY_MS = 60_000;
/** How long running work may take after SIGTERM; what is not done by then stays open for the next start. */
const DRAIN_MS = 25_000;

interface RawPacket {
  t?: string;
  d: { id: string; channel_id: string; guild_id?: string | null; channel_type?: number };
}

/**
 * Whether discord.js drops this message: a direct one whose channel is new to it, from a compatible server that does not
 * say which kind of channel it is.
 */
function isStrayDirect(client: Client<true>, { t, d }: RawPacket): boolean {
  if (t !== 'MESSAGE_CREATE' || typeof d.guild_id === 'string' || d.channel_type !== undefined) return false;
  return !client.channels.cache.has(d.channel_id);
}

async function fetchStray(client: Client<true>, { channel_id, id }: RawPacket['d']): Promise<Message> {
  const channel = await client.channels.fetch(channel_id);
  if (!channel?.isTextBased()) throw new Error('a message in no text channel');
  return channel.messages.fetch(id);
}

/** A running bot; `stop` finishes what is under way and leaves. */
export interface RunningBot {
  client: Client<true>;
  /** Port of /health and /metrics, where they are served. */
  metricsPort: number | null;
  stop(): Promise<void>;
}

/** What tests put in the place of the usual. */
export interface BotOptions {
  /** The module analyses run in. */
  worker?: URL;
  /** How paste sites are reached. */
  fetchOnce?: FetchOnce;
}

/**
 * Analyses on the workers. Without a key whoever reads Redis reads along: secrets in words are masked by then, those in
 * files are not, so that jobs with files stay here.
 */
function overRedis(
  remote: RedisRunner<AnalysisJob, Analysis>,
  local: () => FairQueue<AnalysisJob, Analysis>,
  sealed: boolean,
): JobQueue<AnalysisJob, Analysis> {
  const away = new FairQueue(remote, SHARED_LIMITS);
  return sealed ? away : new SplitQueue(away, local(), holdsFiles);
}

function holdsFiles(job: AnalysisJob): boolean {
  if (!('pasted' in job)) return false;
  const quoted = 'quoted' in job ? job.quoted : null;
  return [job.pasted, quoted].some((pasted) => pasted !== null && pasted.files.length > 0);
}

/** The module analyses run in: TypeScript in development, JavaScript once built. */
function analysisWorker(): URL {
  const built = import.meta.url.endsWith('.js');
  return new URL(built ? './analysis-worker.js' : './analysis-worker.ts', import.meta.url);
}

/**
 * Connects to Discord and answers until stopped. What was accepted before and not answered is answered first.
 * @throws Error with what to do where the token is refused or the store cannot be opened.
 */
export async function startBot(
  config: Config,
  { worker = analysisWorker(), fetchOnce }: BotOptions = {},
): Promise<RunningBot> {
  const log = pino({ level: config.logLevel });
  const store = await openStore(config.store);
  if (store.recovery) log.warn({ setAside: store.recovery.setAside }, 'the store was damaged and has been set aside');
  const { threads, deadlineMs, pastesAMinute } = config.work;
  const remote = config.redis ? new RedisRunner<AnalysisJob, Analysis>(config.redis, config.queueKey) : null;
  const local = () =>
    new FairQueue(new Threads<AnalysisJob, Analysis>(worker, { threads, deadlineMs, memoryMb: THREAD_MEMORY_MB }));
  const queue = remote ? overRedis(remote, local, config.queueKey !== '') : local();
  if (remote && (await remote.workers()) === 0)
    log.warn('no worker with the same key is connected to REDIS_URL: start `unpaste worker`');
  if (remote && config.queueKey === '')
    log.warn(
      'whoever reads Redis can read what is being analysed, so files stay in this process: set UNPASTE_QUEUE_KEY, the same for all processes',
    );
  // A thread that has read its knowledge answers the first paste as fast as the next.
  for (let thread = 0; thread < (remote ? 0 : threads); thread += 1)
    queue.run({ kind: 'questions', language: 'en' }, { person: `warm-up ${thread}`, server: 'bot' }).catch(() => {});
  const { client, seesContent, early } = await connect(config, log, store).catch(async (error: unknown) => {
    await queue.close();
    await store.close();
    throw error;
  });
  const letPacketsFail = surviveOddPackets(log);
  const stopping = new AbortController();
  // Every answer that waits to be tried again listens.
  setMaxListeners(0, stopping.signal);
  const turns = new Map<string, Promise<void>>();
  const leases = new Leases(store);
  const bot: Bot = {
    client,
    config,
    records: new Records(store, config.retentionDays),
    settings: new Settings(store, { channels: config.discord.channels, language: config.language }),
    queue,
    deliveries: new FairQueue(
      { concurrency: DELIVERIES, run: (work: () => Promise<void>) => work(), close: async () => {} },
      DELIVERY_LIMITS,
    ),
    personPace: new Pace(pastesAMinute),
    serverPace: new Pace(pastesAMinute * SERVER_PACE),
    hosts: fileHosts(config.discord),
    links: config.discord.pasteSites.length > 0 ? new PasteLinks(config.discord.pasteSites, fetchOnce) : null,
    plainer: config.anthropicKey ? new Plainer(store, config.anthropicKey, config.model, config.retentionDays) : null,
    metrics: new Metrics(
      () => queue.depth,
      () => client.isReady(),
    ),
    log,
    stopping: stopping.signal,
    seesContent,
    inTurn(id, work) {
      const turn = (turns.get(id) ?? Promise.resolve()).catch(() => {}).then(() => leases.hold(id, work));
      turns.set(id, turn);
      return turn.finally(() => {
        if (turns.get(id) === turn) turns.delete(id);
      });
    },
    isBusy: (id) => turns.has(id),
  };
  const underWay = new Set<Promise<void>>();
  const track = (work: Promise<void>): void => {
    const settled = work
      .catch((error: unknown) => {
        const { name, code, status, stack } = error as {
          name?: string;
          code?: unknown;
          status?: unknown;
          stack?: string;
        };
        // Where, not what: an error's words may be the paste's.
        const at = (stack ?? '').split('\n').find((line) => /^\s+at /.test(line));
        log.error({ error: name, code, status, at: at?.trim() }, 'an event could not be answered');
      })
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  };
  const listener = new Listener(bot);
  client.on(Events.MessageCreate, (message) => track(listener.created(message)));
  client.on(Events.Raw, (packet: RawPacket) => {
    if (isStrayDirect(client, packet)) track(fetchStray(client, packet.d).then((message) => listener.created(message)));
  });
  client.on(Events.MessageUpdate, (_, message) => track(listener.updated(message)));
  client.on(Events.MessageDelete, (message) => track(listener.deleted(message.id)));
  client.on(Events.MessageBulkDelete, (messages) => {
    for (const id of messages.keys()) track(listener.deleted(id));
  });
  client.on(Events.InteractionCreate, (interaction: Interaction) => track(answerInteraction(bot, interaction)));
  for (const interaction of early()) track(answerInteraction(bot, interaction));
  client.on(Events.Error, (error) => log.error({ error: error.message }, 'gateway error'));
  // A new session begins without what came before it; a resumed one replays.
  client.on(Events.ShardReady, () => track(catchUp(bot, listener, track)));
  const sweep = setInterval(() => track(resumeOpen(bot, track)), SWEEP_OPEN_EVERY_MS).unref();
  const server = config.metricsPort === undefined ? null : await bot.metrics.serve(config.metricsPort);
  log.info({ user: client.user.tag, guilds: client.guilds.cache.size, seesContent }, 'connected');
  track(resumeOpen(bot, track).then(() => catchUp(bot, listener, track)));

  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      clearInterval(sweep);
      forgetSignals();
      for (const event of [Events.MessageCreate, Events.MessageUpdate, Events.InteractionCreate] as const)
        client.removeAllListeners(event);
      const late = setTimeout(() => stopping.abort(), DRAIN_MS);
      while (underWay.size > 0) await Promise.all(underWay);
      clearTimeout(late);
      stopping.abort();
      await queue.close();
      server?.close();
      await client.destroy();
      letPacketsFail();
      await store.close();
    })();
    return stopped;
  };
  const forgetSignals = onStopSignal(() => void stop());
  const address = server?.address();
  return { client, metricsPort: typeof address === 'object' && address ? address.port : null, stop };
}
