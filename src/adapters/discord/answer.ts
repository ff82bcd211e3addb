import { DiscordAPIError, type Message, MessageReferenceType } from 'discord.js';
import type { PartMemory } from '../../index.ts';
import { JobGivenUp } from '../../jobs/queue.ts';
import type { Analysis, AnalysisJob } from './analysis.ts';
import type { Bot } from './bot-parts.ts';
import { type Pasted, pastedIn } from './intake.ts';
import { type Answered, type Delivery, placeOf } from './records.ts';
import { changeAnswer, findAnswer, isTransient, persistently, removeAnswer, sendAnswer } from './send.ts';
import { type View, viewReply, viewReport, viewWords } from './view.ts';
import { SAY, sayUnread } from './words.ts';

/** What a delivery is about, as it is now on Discord. */
interface Brought {
  pasted: Pasted;
  quoted: Pasted | null;
  before: Answered | null;
  /** Whether the message replies to the answer or paste before. */
  pointed: boolean;
  addressed: boolean;
  /** Somebody asks about a message whose content the bot may not read. */
  unseen: boolean;
}

interface Attempt {
  /** Set where the process was new: the answer may be out already. */
  resumed?: boolean;
  /** Set where the paste was edited: the answer that is out. */
  known?: Answered;
  /** What a command brought along in this process. */
  pasted?: Pasted;
  /** What an earlier try worked out already. */
  said?: Said;
}

/**
 * Answers an accepted delivery, exactly once. Whatever may work later leaves it open for the next attempt; what Discord
 * will never take closes it.
 */
export async function answerDelivery(bot: Bot, delivery: Delivery, attempt: Attempt = {}): Promise<void> {
  try {
    await persistently(() => tryToAnswer(bot, delivery, attempt), bot.stopping);
  } catch (error) {
    if (isTransient(error) || bot.stopping.aborted) {
      bot.log.warn({ delivery: delivery.id, error: (error as Error).message }, 'not answered yet; it stays open');
      return;
    }
    bot.metrics.answers.inc({ outcome: 'refused' });
    bot.log.error({ delivery: delivery.id, error: (error as Error).message }, 'cannot be answered');
    await bot.records.drop(delivery.id);
  }
}

async function tryToAnswer(bot: Bot, delivery: Delivery, attempt: Attempt): Promise<void> {
  const again = attempt.said !== undefined;
  const out = attempt.known?.answer ?? (attempt.resumed || again ? await findAnswer(bot.client, delivery) : null);
  const brought = await bring(bot, delivery, attempt);
  if (!brought) {
    await bot.records.drop(delivery.id);
    return;
  }
  attempt.said ??= await analyseBrought(bot, delivery, brought);
  const { language, analysis, view } = attempt.said;
  const base = { ...delivery, language, answeredAt: Date.now(), before: brought.before?.id ?? null };
  if (!view) {
    // An edit may have turned a paste into chat; then its answer goes too.
    if (out) await removeAnswer(bot.client, delivery.channel, out);
    await close(bot, delivery, { ...base, answer: null, parts: [] }, 'silent');
    return;
  }
  if (attempt.known?.answer) await changeAnswer(bot.client, delivery.channel, delivery.id, attempt.known.answer, view);
  const answer = out ?? (await sendAnswer(bot.client, delivery, view));
  const parts: PartMemory[] = analysis?.kind === 'report' ? analysis.memory : [];
  await close(bot, delivery, { ...base, answer, parts }, attempt.known ? 'edited' : (analysis?.kind ?? 'gave-up'));
  for (const part of parts) bot.metrics.parts.inc({ analyzer: part.analyzer });
  if (analysis?.kind === 'report' && analysis.joined && brought.before?.answer && !attempt.known) {
    const joined = viewReport(analysis.joined.report, analysis.joined.pictures);
    await changeAnswer(bot.client, brought.before.channel, brought.before.id, brought.before.answer, joined);
    await bot.records.replace({ ...brought.before, parts: [...brought.before.parts, ...parts] });
  }
}

async function close(
  bot: Bot,
  delivery: Delivery,
  answered: Answered & Partial<Delivery>,
  outcome: string,
): Promise<void> {
  const { id, answer, channel, server, author, messages, language, answeredAt, parts, before } = answered;
  await bot.records.close({ id, answer, channel, server, author, messages, language, answeredAt, parts, before });
  bot.metrics.answers.inc({ outcome });
  bot.metrics.seconds.observe((answeredAt - delivery.acceptedAt) / 1000);
  bot.log.info({ delivery: id, outcome, parts: parts.length, tookMs: Date.now() - delivery.acceptedAt }, 'done');
}

/** Reads a delivery's messages again from Discord (from its cache, while the process lives); null where they are gone. */
async function bring(bot: Bot, delivery: Delivery, attempt: Attempt): Promise<Brought | null> {
  const { command } = delivery;
  const place = placeOf(delivery.channel, delivery.author);
  if (command) {
    const target = command.target ? await messageIn(bot, delivery.channel, command.target) : null;
    const pasted =
      attempt.pasted ?? (target ? await pastedIn([target], bot.hosts) : { text: command.text, files: [], unread: [] });
    const before = command.ask ? await bot.records.find(place) : null;
    return { pasted, quoted: null, before, pointed: false, addressed: true, unseen: false };
  }
  const messages: Message[] = [];
  for (const id of delivery.messages) {
    const message = await messageIn(bot, delivery.channel, id);
    if (message) messages.push(message);
  }
  const first = messages[0];
  if (!first) return null;
  const addressed = isAddressed(bot, first);
  const isReply = first.reference && first.reference.type !== MessageReferenceType.Forward;
  const replied = isReply ? first.reference?.messageId : undefined;
  const about = await bot.records.find(replied);
  const earlier = about ?? (addressed ? await bot.records.find(place) : null);
  // An edited paste is not what came before itself.
  const before = earlier?.id === delivery.id ? null : earlier;
  const target = addressed && replied && !about ? await messageIn(bot, delivery.channel, replied) : null;
  const quoted = target ? await pastedIn([target], bot.hosts) : null;
  const unseen = target !== null && quoted?.text === '' && quoted.files.length === 0 && !bot.seesContent;
  return {
    pasted: await pastedIn(messages, bot.hosts),
    quoted,
    before: quoted ? null : before,
    pointed: about !== null,
    addressed,
    unseen,
  };
}

async function messageIn(bot: Bot, channelId: string, id: string): Promise<Message | null> {
  try {
    const channel = await bot.client.channels.fetch(channelId);
    return channel?.isTextBased() ? await channel.messages.fetch(id) : null;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 404) return null;
    throw error;
  }
}

/** Whether somebody speaks to the bot: a direct message, a mention, a reply to it that pings. */
export function isAddressed(bot: Bot, message: Message): boolean {
  const self = bot.client.user.id;
  return !message.inGuild() || message.mentions.users.has(self) || message.mentions.repliedUser?.id === self;
}

interface Said {
  language: 'zh' | 'en';
  analysis: Analysis | null;
  /** Null: silence. */
  view: View | null;
}

async function analyseBrought(bot: Bot, delivery: Delivery, brought: Brought): Promise<Said> {
  const settings = await bot.settings.of(delivery.server);
  const locale = delivery.command?.locale;
  const spoken = locale ?? (/\p{Script=Han}/u.test(brought.pasted.text) ? 'zh' : 'en');
  if (brought.unseen) return { language: spoken, analysis: null, view: viewWords(SAY.unseen[spoken], spoken) };
  const job: AnalysisJob = {
    kind: 'paste',
    pasted: brought.pasted,
    quoted: brought.quoted,
    earlier: await bot.records.conversation(brought.before),
    pointed: brought.pointed,
    addressed: brought.addressed,
    question: delivery.command?.ask ?? false,
    wanted: { language: settings.language, locale, pictures: settings.pictures },
  };
  try {
    const owner = { person: delivery.author, server: delivery.server ?? `person:${delivery.author}` };
    const analysis = await bot.queue.run(job, owner);
    if (analysis.kind === 'silence' || analysis.kind === 'questions') return { language: spoken, analysis, view: null };
    if (analysis.kind === 'reply') {
      const { reply, unread } = analysis;
      return { language: reply.language, analysis, view: viewReply(reply, sayUnread(unread, reply.language)) };
    }
    for (const problem of analysis.problems) bot.log.error({ problem }, 'an analyzer failed');
    const { language } = analysis.report;
    const note = sayUnread(analysis.unread, language);
    return { language, analysis, view: viewReport(analysis.report, analysis.pictures, 0, note) };
  } catch (error) {
    if (isTransient(error)) throw error;
    // A paste that breaks the analysis breaks it every time: say so where somebody asked, and be done with it.
    const gaveUp = error instanceof JobGivenUp;
    bot.log.error({ delivery: delivery.id, error: (error as Error).message }, 'the analysis was given up');
    const words = gaveUp ? SAY.gaveUp : SAY.failed;
    return { language: spoken, analysis: null, view: brought.addressed ? viewWords(words[spoken], spoken) : null };
  }
}
