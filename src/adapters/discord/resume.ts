import { type Message, SnowflakeUtil } from 'discord.js';
import { answerDelivery, changeDelivery } from './answer.ts';
import type { Bot } from './bot-parts.ts';
import type { Listener } from './listen.ts';
import type { Delivery } from './records.ts';
import { findAnswers, persistently } from './send.ts';
import { isOnShards } from './shards.ts';

/** How far back messages are looked for that came while the bot was away. */
const CATCH_UP_MS = 15 * 60 * 1000;
const PAGE = 100;
const LIMIT_PAGES = 50;
/** Channels looked through merely because somebody wrote there. */
const LIMIT_LIVELY = 50;

/** Answers what was accepted and not answered, after looking whether the answer is out already: once a channel. */
export async function resumeOpen(bot: Bot, track: (work: Promise<void>) => void): Promise<void> {
  // What is under way, or waits to be tried again, needs no second attempt.
  // Those of other shards are another process's: this one does not even know their channels.
  const { shards, shardCount = 1 } = bot.client.options;
  const own = Array.isArray(shards) ? shards : [0];
  const open = (await bot.records.open()).filter(
    ({ id, server }) => !bot.isBusy(id) && isOnShards(server, own, Math.max(shardCount, own.length)),
  );
  if (open.length > 0) bot.log.info({ open: open.length }, 'resuming what was not answered');
  const byChannel = new Map<string, Delivery[]>();
  for (const delivery of open) byChannel.set(delivery.channel, [...(byChannel.get(delivery.channel) ?? []), delivery]);
  for (const [channel, deliveries] of byChannel) track(resumeIn(bot, channel, deliveries, track));
}

async function resumeIn(
  bot: Bot,
  channel: string,
  deliveries: Delivery[],
  track: (work: Promise<void>) => void,
): Promise<void> {
  const found = persistently(() => findAnswers(bot.client, channel, deliveries), bot.stopping);
  for (const delivery of deliveries) {
    track(
      bot.inTurn(delivery.id, async () => {
        const out = (await found).get(delivery.id) ?? null;
        if (delivery.kind === 'change') await changeDelivery(bot, delivery);
        else if (await bot.records.isOpen(delivery)) await answerDelivery(bot, delivery, { out });
      }),
    );
  }
}

/**
 * Looks through the channels for what happened while nobody listened (a new session begins without it): messages that
 * came, pastes that were edited or deleted. Looked through are the channels that are watched, those the bot has answered
 * in, and others with recent messages, which may mention it.
 */
export async function catchUp(bot: Bot, listener: Listener, track: (work: Promise<void>) => void): Promise<void> {
  const since = SnowflakeUtil.generate({ timestamp: Date.now() - CATCH_UP_MS });
  const channels = new Set([...(await bot.settings.channels()), ...(await bot.records.places())]);
  const lively = bot.client.channels.cache.filter(
    (channel) => 'lastMessageId' in channel && channel.lastMessageId && BigInt(channel.lastMessageId) > since,
  );
  for (const id of [...lively.keys()].slice(0, LIMIT_LIVELY)) channels.add(id);
  for (const id of channels) {
    if (bot.stopping.aborted) return;
    const known = bot.client.channels.cache.get(id);
    const last = known && 'lastMessageId' in known ? known.lastMessageId : null;
    if (last && BigInt(last) <= since) continue;
    try {
      await persistently(() => catchUpIn(bot, id, since.toString(), listener, track), bot.stopping);
    } catch (error) {
      const { name, code } = error as { name?: string; code?: unknown };
      bot.log.debug({ channel: id, error: name, code }, 'could not look for missed messages');
    }
  }
}

async function catchUpIn(
  bot: Bot,
  id: string,
  since: string,
  listener: Listener,
  track: (work: Promise<void>) => void,
): Promise<void> {
  const channel = await bot.client.channels.fetch(id);
  if (!channel?.isTextBased()) return;
  const self = bot.client.user.id;
  const messages: Message[] = [];
  for (let page = 0, after = since; page < LIMIT_PAGES; page += 1) {
    const found = await channel.messages.fetch({ after, limit: PAGE });
    messages.push(...[...found.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)));
    if (found.size < PAGE) break;
    after = messages.at(-1)!.id;
  }
  // What already has a reply of ours is answered, even where the store was lost.
  const replies = messages.filter((message) => message.author.id === self);
  const answered = new Set(replies.map((reply) => reply.reference?.messageId));
  const there = new Set(messages.map((message) => message.id));
  for (const message of messages) {
    if (message.author.bot) continue;
    if (message.editedTimestamp && (await bot.records.find(message.id))) track(listener.updated(message));
    else if (!answered.has(message.id)) track(listener.created(message));
  }
  for (const paste of answered)
    if (paste && BigInt(paste) > BigInt(since) && !there.has(paste)) track(listener.deleted(paste));
}
