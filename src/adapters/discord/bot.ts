import {
  type BaseMessageOptions,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  Partials,
} from 'discord.js';
import { type Logger, pino } from 'pino';
import type { Config } from '../../config.ts';
import { ask, explain } from '../../index.ts';
import { openStore, type Store } from '../../store/store.ts';
import { fileHosts, pasteOf } from './intake.ts';
import { answerInteraction } from './interactions.ts';
import { layReport, layText } from './layout.ts';
import { Threads } from './threads.ts';

/** What the bot's parts share. */
export interface Bot {
  client: Client;
  config: Config;
  threads: Threads;
  hosts: Set<string>;
  log: Logger;
}

/** A running bot; `stop` finishes what is under way and leaves. */
export interface RunningBot {
  client: Client<true>;
  stop(): Promise<void>;
}

/**
 * Connects to Discord and answers until stopped. Without the Message Content intent it still answers mentions, direct
 * messages, replies to it, commands and menus.
 * @throws Error with what to do where the token is refused.
 */
export async function startBot(config: Config): Promise<RunningBot> {
  const log = pino({ level: config.logLevel });
  const store = openStore(config.store);
  if (store.recovery) log.warn({ setAside: store.recovery.setAside }, 'the store was damaged and has been set aside');
  const client = await connect(config, log);
  const bot: Bot = {
    client,
    config,
    threads: new Threads(store, config.retentionDays),
    hosts: fileHosts(config.discord.apiBase),
    log,
  };
  const underWay = new Set<Promise<void>>();
  const track = (work: Promise<void>): void => {
    const settled = work
      .catch((error: unknown) => log.error({ error: String(error) }, 'an event could not be answered'))
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  };
  client.on(Events.MessageCreate, (message) => track(answerMessage(bot, message)));
  client.on(Events.InteractionCreate, (interaction: Interaction) => track(answerInteraction(bot, interaction)));
  client.on(Events.Error, (error) => log.error({ error: error.message }, 'gateway error'));
  log.info({ user: client.user?.tag, guilds: client.guilds.cache.size }, 'connected');
  const stop = () => stopBot(client, store, underWay);
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  return { client: client as Client<true>, stop };
}

async function stopBot(client: Client, store: Store, underWay: Set<Promise<void>>): Promise<void> {
  client.removeAllListeners(Events.MessageCreate);
  client.removeAllListeners(Events.InteractionCreate);
  await Promise.all(underWay);
  await client.destroy();
  await store.close();
}

async function connect(config: Config, log: Logger): Promise<Client> {
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];
  const options: ClientOptions = {
    intents: [...intents, GatewayIntentBits.MessageContent],
    partials: [Partials.Channel, Partials.Message],
    // No answer of ours ever pings anybody.
    allowedMentions: { parse: [], repliedUser: false },
    ...(config.discord.apiBase ? { rest: { api: config.discord.apiBase, version: config.discord.apiVersion } } : {}),
  };
  try {
    return await logIn(new Client(options), config);
  } catch (error) {
    if (/disallowed intent/i.test((error as Error).message)) {
      log.warn(
        'the Message Content intent is off: answering mentions, direct messages, replies, commands and menus only',
      );
      return logIn(new Client({ ...options, intents }), config);
    }
    if ((error as { code?: string }).code === 'TokenInvalid') {
      throw new Error(
        'Discord refuses DISCORD_TOKEN. Copy it again from https://discord.com/developers/applications (Bot, Reset Token).',
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}

async function logIn(client: Client, config: Config): Promise<Client> {
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(config.discord.token);
  await ready;
  return client;
}

/** Whether a message speaks to the bot: a mention, a direct message, a reply to it, or a channel it was given. */
function isAddressed(bot: Bot, message: Message): 'person' | 'channel' | null {
  if (message.author.bot || message.system) return null;
  const self = bot.client.user?.id;
  if (!message.inGuild() || (self && message.mentions.users.has(self)) || message.mentions.repliedUser?.id === self)
    return 'person';
  return bot.config.discord.channels.includes(message.channelId) ? 'channel' : null;
}

async function answerMessage(bot: Bot, message: Message): Promise<void> {
  const addressed = isAddressed(bot, message);
  if (!addressed) return;
  const own = (await pasteOf(message, bot.hosts)).replace(/<@!?\d+>/g, '').trim();
  const replied = message.reference?.messageId;
  const place = `${message.channelId}:${message.author.id}`;
  const earlier = await bot.threads.recall([replied, addressed === 'person' ? place : null]);
  const { report, memory, problems } = await explain(own);
  for (const problem of problems)
    bot.log.error({ error: problem.message, cause: String(problem.cause) }, 'an analyzer failed');
  const onlyWords = memory.every((part) => part.analyzer === 'pod');
  let laid: BaseMessageOptions;
  let parts = memory;
  if (onlyWords && earlier.length > 0 && own !== '') {
    const reply = await ask(own, earlier);
    laid = layText(reply.answer, reply.language);
    parts = [];
  } else if (onlyWords && replied && addressed === 'person' && earlier.length === 0) {
    // "@unpaste why?" under somebody's paste: the paste is what is asked about.
    const target = await message.channel.messages.fetch(replied);
    const explained = await explain(`${own}\n\n${await pasteOf(target, bot.hosts)}`.trim());
    laid = await layReport(explained);
    parts = explained.memory;
  } else {
    // In a channel, silence is the default: only a paste that is surely for us gets an answer.
    if (!report.reply && (addressed === 'channel' || own === '')) return;
    laid = await layReport({ report, memory, problems });
  }
  const answer = await message.reply({
    ...laid,
    failIfNotExists: false,
    nonce: message.id.slice(-25),
    enforceNonce: true,
  });
  await bot.threads.remember([message.id, answer.id, place], message.author.id, parts, earlier);
}
