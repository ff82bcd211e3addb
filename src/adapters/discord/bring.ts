import { DiscordAPIError, type Message, MessageReferenceType } from 'discord.js';
import type { Bot } from './bot-parts.ts';
import { fetchFiles, type Pasted, pastedIn } from './intake.ts';
import { type Answered, type Delivery, placeOf, threadOf } from './records.ts';

/** A reply is followed this many messages up to a paste that is known. */
const LIMIT_STEPS = 4;
/** A paste by the same person this soon after one that nobody replied to may belong to it. */
const SAME_STORY_MS = 30 * 60 * 1000;

/** What a delivery is about, as it is now on Discord. */
export interface Brought {
  pasted: Pasted;
  quoted: Pasted | null;
  before: Answered | null;
  /** What was asked about that before, newest last: this may lean on it. */
  questionsBefore: string[];
  /** Whether the message replies to the answer or paste before. */
  pointed: boolean;
  addressed: boolean;
  /** Somebody asks about a message whose content the bot may not read. */
  unseen: boolean;
}

/** Reads a delivery's messages again from Discord (from its cache, while the process lives); null where they are gone. */
export async function bring(bot: Bot, delivery: Delivery, given?: Message): Promise<Brought | null> {
  const { command } = delivery;
  if (command) {
    const pasted = { text: command.text, secrets: command.secrets, ...(await fetchFiles(command.files, bot.hosts)) };
    const before = command.ask ? await latestIn(bot, delivery) : null;
    const questionsBefore = command.ask ? await askedLast(bot, delivery, before) : [];
    return {
      pasted: await withLinks(bot, pasted),
      quoted: null,
      before,
      questionsBefore,
      pointed: false,
      addressed: true,
      unseen: false,
    };
  }
  const messages = given ? [given] : await messagesOf(bot, delivery);
  const first = messages[0];
  if (!first) return null;
  const addressed = isAddressed(bot, first);
  const { about, target, questions } = await pointedAt(bot, first);
  const earlier = about ?? (await latestIn(bot, delivery, addressed));
  // An edited paste is not what came before itself.
  const before = earlier?.id === delivery.id ? null : earlier;
  const questionsBefore = questions ?? (addressed ? await askedLast(bot, delivery, before) : []);
  const quoted = addressed && target ? await pastedIn([target], bot.hosts) : null;
  const unseen = quoted?.text === '' && quoted.files.length === 0 && quoted.unread.length === 0 && !bot.seesContent;
  const pasted = await pastedIn(messages, bot.hosts);
  return {
    pasted: await withLinks(bot, {
      ...pasted,
      text: [titleOf(first), pasted.text].filter((line) => line).join('\n\n'),
    }),
    quoted: quoted && (await withLinks(bot, quoted)),
    before,
    questionsBefore,
    pointed: about !== null,
    addressed: addressed || delivery.asked === true,
    unseen,
  };
}

/** The messages of a paste that are still there, in order. */
export async function messagesOf(bot: Bot, { channel, messages }: Pick<Delivery, 'channel' | 'messages'>) {
  const found: Message[] = [];
  for (const id of messages) {
    const message = await messageIn(bot, channel, id);
    if (message) found.push(message);
  }
  return found;
}

interface PointedAt {
  about: Answered | null;
  target: Message | null;
  /** What was asked about it, where the reply is to an answer to a question. */
  questions: string[] | null;
}

/** What a reply points at: something answered, also some messages up the chain, or a message nothing is known of. */
async function pointedAt(bot: Bot, from: Message): Promise<PointedAt> {
  let target: Message | null = null;
  let next = repliedTo(from);
  for (let step = 0; next && step < LIMIT_STEPS; step += 1) {
    const known = await bot.records.find(next);
    if (known?.questions) {
      const about = await bot.records.find(known.before);
      return { about: about && about.parts.length > 0 ? about : null, target, questions: known.questions };
    }
    if (known && known.parts.length > 0) return { about: known, target, questions: null };
    const message = await messageIn(bot, from.channelId, next);
    if (!message) break;
    target ??= message;
    next = repliedTo(message);
  }
  return { about: null, target, questions: null };
}

const repliedTo = ({ reference }: Message): string | undefined =>
  reference && reference.type !== MessageReferenceType.Forward ? reference.messageId : undefined;

/** What was answered last in the thread, or for this person in this channel. A thread begun on a paste belongs to it. */
async function latestIn(bot: Bot, delivery: Delivery, addressed = true): Promise<Answered | null> {
  const { channel, author, thread } = delivery;
  const own = await bot.records.find(placeOf(channel, author));
  const found = thread
    ? ((await bot.records.find(threadOf(channel))) ?? own ?? (await bot.records.find(channel)))
    : own;
  if (addressed || !found) return found;
  return delivery.acceptedAt - found.answeredAt <= SAME_STORY_MS ? found : null;
}

/** The questions before in the thread, or of this person in this channel. */
async function askedLast({ records }: Bot, delivery: Delivery, about: Answered | null): Promise<string[]> {
  const { channel, author, thread } = delivery;
  const last =
    (thread && (await records.askedLast(threadOf(channel), about))) ||
    (await records.askedLast(placeOf(channel, author), about));
  return last && last.id !== delivery.id ? (last.questions ?? []) : [];
}

/** The title of a forum post, which its first message goes on from. */
function titleOf(message: Message): string {
  const { channel } = message;
  if (!channel.isThread() || message.id !== channel.id) return '';
  return channel.parent?.isThreadOnly() ? channel.name : '';
}

async function withLinks(bot: Bot, pasted: Pasted): Promise<Pasted> {
  const linked = await bot.links?.read(pasted.text);
  if (!linked) return pasted;
  return { ...pasted, files: [...pasted.files, ...linked.files], unread: [...pasted.unread, ...linked.unread] };
}

async function messageIn(bot: Bot, channelId: string, id: string): Promise<Message | null> {
  try {
    const channel = await bot.client.channels.fetch(channelId);
    return channel?.isTextBased() ? await channel.messages.fetch(id) : null;
  } catch (error) {
    // Gone, or in a place the bot is not in (a user-installed command).
    if (error instanceof DiscordAPIError && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}

/** Whether somebody speaks to the bot: a direct message, a mention of it or of its own role, a reply to it. */
export function isAddressed(bot: Bot, message: Message): boolean {
  const self = bot.client.user.id;
  const { users, repliedUser, roles } = message.mentions;
  return (
    !message.guildId ||
    users.has(self) ||
    repliedUser?.id === self ||
    roles.some((role) => role.tags?.botId === self) ||
    new RegExp(`<@!?${self}>`).test(message.content)
  );
}
