import { setTimeout as sleep } from 'node:timers/promises';
import { type BotOptions, type RunningBot, startBot } from '../../../src/adapters/discord/bot.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import { buildDist } from '../../support/dist.ts';
import { CHANNEL, DiscordDouble, type DoubleMessage } from './double.ts';

const PATIENCE_MS = 30_000;
/** The built worker starts in a fraction of the time. */
const WORKER = new URL('../../../dist/src/adapters/discord/analysis-worker.js', import.meta.url);

/** A Discord on loopback with the bot in it. */
export interface Scene {
  discord: DiscordDouble;
  config: Config;
  bot: RunningBot;
  /** The bot's reply to a message, once it is there. */
  replyTo(message: DoubleMessage): Promise<DoubleMessage>;
  /** All of the bot's replies to a message. */
  repliesTo(message: DoubleMessage): DoubleMessage[];
  /** Shows that the bot stayed silent: a question asked afterwards in a direct message is answered, this one is not. */
  staysSilentOn(message: DoubleMessage): Promise<boolean>;
  close(): Promise<void>;
}

export async function until<T>(
  look: () => T | undefined | null | false,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  for (const since = Date.now(); ; await sleep(20)) {
    const found = look();
    if (found) return found;
    if (Date.now() - since > patienceMs) throw new Error(`never seen: ${what}`);
  }
}

export async function openScene(
  environment: Record<string, string> = {},
  discord?: DiscordDouble,
  options: BotOptions = {},
): Promise<Scene> {
  const double = discord ?? (await DiscordDouble.open());
  const config = readConfig({
    DISCORD_TOKEN: 'a-token-for-the-double-only',
    DISCORD_API_BASE: double.apiBase,
    DISCORD_CHANNELS: CHANNEL,
    UNPASTE_STORE: ':memory:',
    UNPASTE_LOG_LEVEL: 'silent',
    UNPASTE_WORKERS: '1',
    UNPASTE_PASTES_A_MINUTE: '10000',
    ...environment,
  });
  buildDist();
  const bot = await startBot(config, { worker: WORKER, ...options });
  const repliesTo = (message: DoubleMessage) =>
    [...double.messages.values()].filter(
      (other) =>
        (other['message_reference'] as { message_id?: string } | undefined)?.message_id === message.id &&
        other.author.id === '900000000000000001',
    );
  const replyTo = (message: DoubleMessage) =>
    until(() => repliesTo(message)[0], `an answer to "${message.content.slice(0, 80)}"`);
  return {
    discord: double,
    config,
    bot,
    repliesTo,
    replyTo,
    async staysSilentOn(message) {
      await replyTo(double.say('what is a pod?', { guild_id: undefined, channel_id: CHANNEL }));
      return repliesTo(message).length === 0;
    },
    async close() {
      await bot.stop();
      await double.close();
      if (double.violations.length > 0)
        throw new Error(`rules of Discord's interface were broken:\n${double.violations.join('\n')}`);
    },
  };
}
