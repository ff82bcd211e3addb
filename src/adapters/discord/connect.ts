import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction, Options, Partials } from 'discord.js';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { Store } from '../../store/store.ts';
import { asDiscordAnswers, readAsDiscords } from './compatible.ts';
import { inOnePiece } from './multipart.ts';
import { shardOptions } from './shards.ts';

/** Connections closed within a minute before a word is said about it; one now and then is routine. */
const OFTEN = 5;
const MINUTE_MS = 60_000;

/** A client that is ready. */
export interface Connected {
  client: Client<true>;
  seesContent: boolean;
  /** Interactions that came before anybody listened, once; messages of that time are caught up with, these are not. */
  early(): Interaction[];
}

/**
 * Logs in; where the Message Content intent is not granted, without it (mentions, direct messages, commands and menus
 * still work).
 * @throws Error with what to do where the token is refused.
 */
export async function connect(config: Config, log: Logger, store: Store | null): Promise<Connected> {
  const { throttled, ...shards } = await shardOptions(config, store).catch((error: unknown) => {
    throw asRefused(error);
  });
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];
  const options: ClientOptions = {
    intents: [...intents, GatewayIntentBits.MessageContent],
    partials: [Partials.Channel, Partials.Message],
    // No answer of ours ever pings anybody.
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 50, ReactionManager: 0 }),
    sweepers: { ...Options.DefaultSweeperSettings, messages: { interval: 300, lifetime: 1800 } },
    rest: {
      version: config.discord.apiVersion,
      ...(config.discord.apiBase
        ? { api: config.discord.apiBase, makeRequest: asDiscordAnswers(inOnePiece) }
        : { makeRequest: inOnePiece }),
    },
    ws: { version: Number(config.discord.apiVersion), ...throttled },
    ...shards,
  };
  try {
    return { ...(await logIn(new Client(options), config, log)), seesContent: true };
  } catch (error) {
    if (/disallowed intent/i.test((error as Error).message)) {
      log.warn(
        'the Message Content intent is off: answering mentions, direct messages, replies, commands and menus only. To answer plain pastes switch it on under Bot in the developer portal',
      );
      return { ...(await logIn(new Client({ ...options, intents }), config, log)), seesContent: false };
    }
    throw asRefused(error);
  }
}

/** What to do about a token that Discord refuses; any other error as it is. */
function asRefused(error: unknown): unknown {
  const { code, status } = error as { code?: string; status?: number };
  if (code !== 'TokenInvalid' && status !== 401) return error;
  return new Error(
    'Discord refuses DISCORD_TOKEN. Copy it again from https://discord.com/developers/applications (Bot, Reset Token).',
    { cause: error },
  );
}

/** A connection that does not last is said, once a minute: discord.js goes on trying, and says nothing. */
function sayReconnects(client: Client, log: Logger): void {
  let recent: number[] = [];
  let saidAt = 0;
  client.on(Events.ShardReconnecting, (shard) => {
    const now = Date.now();
    recent = [...recent.filter((at) => now - at < MINUTE_MS), now];
    if (recent.length < OFTEN || now - saidAt < MINUTE_MS) return;
    log.warn({ shard, times: recent.length }, 'the gateway closes the connection again and again; still trying');
    saidAt = now;
  });
}

async function logIn(client: Client, config: Config, log: Logger): Promise<Omit<Connected, 'seesContent'>> {
  const waiting: Interaction[] = [];
  const keep = (interaction: Interaction): void => void waiting.push(interaction);
  client.on(Events.InteractionCreate, keep);
  sayReconnects(client, log);
  if (config.discord.apiBase) readAsDiscords(client);
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  try {
    await client.login(config.discord.token);
    await ready;
    const early = (): Interaction[] => {
      client.off(Events.InteractionCreate, keep);
      return waiting.splice(0);
    };
    return { client: client as Client<true>, early };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}
