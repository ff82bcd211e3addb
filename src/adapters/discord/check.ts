import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type GuildBasedChannel, PermissionFlagsBits, type PermissionsString, Routes } from 'discord.js';
import { pino } from 'pino';
import type { Config } from '../../config.ts';
import { openStore } from '../../store/store.ts';
import { commandDefinitions } from './commands.ts';
import { connect } from './connect.ts';
import { applicationId, restClient } from './deploy.ts';
import { Settings } from './settings.ts';

interface Checked {
  name: string;
  state: 'ok' | 'off' | 'bad';
  text: string;
}

const CONNECT_TIMEOUT_MS = 20_000;
const LIMIT_CHANNELS = 50;

/** What the bot needs where it answers, by the names Discord's settings show, and what fails without it. */
const NEEDED: [PermissionsString, string, string][] = [
  ['ViewChannel', 'View Channel', 'it sees nothing there'],
  ['SendMessages', 'Send Messages', 'it cannot answer there'],
  ['ReadMessageHistory', 'Read Message History', 'it cannot reply to a message or find what it missed'],
  ['AttachFiles', 'Attach Files', 'pictures and whole answers are left out'],
  ['EmbedLinks', 'Embed Links', 'answers lose their colour where embeds are used'],
];

/** Asks Discord about the token, the commands, the intents and what the bot may do in the channels that were chosen. */
export async function checkDiscord(config: Config): Promise<Checked[]> {
  const rest = restClient(config);
  const findings: Checked[] = [];
  try {
    const self = (await rest.get(Routes.user())) as { username?: string };
    findings.push({ name: 'discord token', state: 'ok', text: `is that of ${self.username ?? 'a bot'}` });
  } catch (error) {
    return [refusal(error as { status?: number; message: string })];
  }
  findings.push(await checkCommands(config));
  const late = new AbortController();
  try {
    const connected = connect(config, pino({ level: 'silent' }), null);
    const found = await Promise.race([connected, sleep(CONNECT_TIMEOUT_MS, null, { signal: late.signal })]);
    if (!found) throw new Error(`no answer within ${CONNECT_TIMEOUT_MS / 1000} seconds`);
    findings.push(contentFinding(found.seesContent), ...(await checkChannels(config, found.client)));
    await found.client.destroy();
  } catch (error) {
    const text = `cannot be used (${(error as Error).message}). Check the network, a proxy, and DISCORD_API_BASE.`;
    findings.push({ name: 'gateway', state: 'bad', text });
  } finally {
    late.abort();
  }
  return findings;
}

function refusal({ status, message }: { status?: number; message: string }): Checked {
  if (status === 401) {
    const text = 'Discord refuses it. Copy it again from the developer portal (Bot, Reset Token).';
    return { name: 'discord token', state: 'bad', text };
  }
  return {
    name: 'discord',
    state: 'bad',
    text: `cannot be reached (${message}). Check the network and DISCORD_API_BASE.`,
  };
}

async function checkCommands(config: Config): Promise<Checked> {
  const name = 'commands';
  try {
    const rest = restClient(config);
    const known = (await rest.get(Routes.applicationCommands(await applicationId(rest)))) as { name: string }[];
    const missing = commandDefinitions().filter((command) => !known.some((other) => other.name === command.name));
    if (missing.length === 0) return { name, state: 'ok', text: `${known.length} registered` };
    const which =
      known.length === 0 ? 'none is registered' : `${missing.map((command) => command.name).join(', ')} not registered`;
    return { name, state: 'bad', text: `${which}. Run: unpaste commands deploy` };
  } catch (error) {
    return {
      name,
      state: 'bad',
      text: `cannot be listed (${(error as Error).message}). Mentions and direct messages work.`,
    };
  }
}

function contentFinding(seesContent: boolean): Checked {
  if (seesContent) return { name: 'message content', state: 'ok', text: 'intent is on' };
  return {
    name: 'message content',
    state: 'off',
    text: 'intent is off: mentions, direct messages, commands and menus work; to answer plain pastes switch it on under Bot in the developer portal',
  };
}

/** What is missing in the channels that are answered without a mention; without any, in the servers as a whole. */
async function checkChannels(config: Config, client: Client<true>): Promise<Checked[]> {
  const store = await openStore(config.store);
  const settings = new Settings(store, { channels: config.discord.channels, language: config.language });
  const ids = await settings.channels().finally(() => store.close());
  if (client.guilds.cache.size === 0) {
    const text = 'the bot is on no server. Invite it: developer portal, Installation.';
    return [{ name: 'servers', state: 'off', text }];
  }
  const findings: Checked[] = [{ name: 'servers', state: 'ok', text: `the bot is on ${client.guilds.cache.size}` }];
  if (ids.length === 0) {
    const text = 'none is answered without a mention; choose some with /settings or DISCORD_CHANNELS';
    return [...findings, { name: 'channels', state: 'off', text }];
  }
  for (const id of ids.slice(0, LIMIT_CHANNELS)) {
    const channel = await client.channels.fetch(id).catch(() => null);
    if (!channel || channel.isDMBased()) {
      const text =
        'is not there or not visible. Give the bot View Channel, or take it out of /settings or DISCORD_CHANNELS.';
      findings.push({ name: `channel ${id}`, state: 'bad', text });
    } else findings.push(channelFinding(channel, client));
  }
  return findings;
}

function channelFinding(channel: GuildBasedChannel, client: Client<true>): Checked {
  const name = `channel #${channel.name}`;
  const own = channel.permissionsFor(client.user.id);
  if (!own) return { name, state: 'off', text: 'permissions are not known' };
  const missing = NEEDED.filter(([permission]) => {
    const inThreads = permission === 'SendMessages' && (channel.isThread() || channel.isThreadOnly());
    return !own.has(PermissionFlagsBits[inThreads ? 'SendMessagesInThreads' : permission]);
  });
  if (missing.length === 0) return { name, state: 'ok', text: 'has all permissions' };
  const each = missing.map(([, label, without]) => `${label} (without it ${without})`).join(', ');
  return { name, state: 'bad', text: `lacks ${each}. Grant it under Edit Channel, Permissions, for the bot's role.` };
}
