import { SnowflakeUtil } from 'discord.js';
import { answerDelivery } from './answer.ts';
import type { Bot } from './bot-parts.ts';
import type { Listener } from './listen.ts';

/** How far back messages are looked for that came while the bot was away. */
const CATCH_UP_MS = 15 * 60 * 1000;
const PAGE = 100;
const LIMIT_PAGES = 10;

/** Answers what was accepted and not answered, after looking whether the answer is out already. */
export async function resumeOpen(bot: Bot, track: (work: Promise<void>) => void): Promise<void> {
  const open = await bot.records.open();
  if (open.length > 0) bot.log.info({ open: open.length }, 'resuming what was not answered');
  for (const delivery of open) {
    track(
      bot.inTurn(delivery.id, async () => {
        if (await bot.records.isOpen(delivery.id)) await answerDelivery(bot, delivery, { resumed: true });
      }),
    );
  }
}

/**
 * Looks through the channels for messages that came while nobody listened (a new session begins without them): the
 * watched ones, and those in which the bot has answered before.
 */
export async function catchUp(bot: Bot, listener: Listener, track: (work: Promise<void>) => void): Promise<void> {
  const channels = new Set([...(await bot.settings.channels()), ...(await bot.records.places())]);
  for (const id of channels) {
    try {
      await catchUpIn(bot, id, listener, track);
    } catch (error) {
      bot.log.warn({ channel: id, error: (error as Error).message }, 'could not look for missed messages');
    }
  }
}

async function catchUpIn(
  bot: Bot,
  id: string,
  listener: Listener,
  track: (work: Promise<void>) => void,
): Promise<void> {
  const channel = await bot.client.channels.fetch(id);
  if (!channel?.isTextBased()) return;
  let after = SnowflakeUtil.generate({ timestamp: Date.now() - CATCH_UP_MS }).toString();
  for (let page = 0; page < LIMIT_PAGES; page += 1) {
    const found = await channel.messages.fetch({ after, limit: PAGE });
    const inOrder = [...found.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    // What already has a reply of ours is answered, even where the store was lost.
    const answered = new Set(
      inOrder.filter((message) => message.author.id === bot.client.user.id).map((own) => own.reference?.messageId),
    );
    for (const message of inOrder) if (!answered.has(message.id)) track(listener.created(message));
    if (found.size < PAGE) return;
    after = inOrder.at(-1)!.id;
  }
}
