import { DiscordAPIError, type Message } from 'discord.js';
import type { PartMemory } from '../../index.ts';
import { JobGivenUp } from '../../jobs/queue.ts';
import type { Analysis, AnalysisJob } from './analysis.ts';
import type { Bot } from './bot-parts.ts';
import { type Brought, bring } from './bring.ts';
import { safeToSend } from './intake.ts';
import { NO_OFFERS, type Offers } from './layout.ts';
import type { Answered, Delivery } from './records.ts';
import { changeAnswer, findAnswer, isTransient, persistently, removeAnswer, sendAnswer } from './send.ts';
import { type View, viewReply, viewReport, viewWords } from './view.ts';
import { SAY, sayUnread } from './words.ts';

const LIMIT_QUESTIONS = 5;
/** A longer question leaves nothing to be filled in. */
const LIMIT_QUESTION = 400;

interface Attempt {
  /** Set where the process was new: the answer that was found to be out already, or null. */
  out?: string | null;
  /** The message itself, where it has just come: nothing has to be fetched. */
  message?: Message;
  /** Set where the paste was edited or went on: the answer that is out. */
  known?: Answered;
  /** What an earlier try worked out already. */
  said?: Said;
}

/**
 * Answers an accepted delivery, exactly once. Whatever may work later leaves it open for the next attempt; what Discord
 * will never take closes it.
 */
export async function answerDelivery(bot: Bot, delivery: Delivery, attempt: Attempt = {}): Promise<void> {
  try {
    await bot.deliveries.run(
      () => persistently(() => tryToAnswer(bot, delivery, attempt), bot.stopping),
      ownerOf(delivery),
    );
  } catch (error) {
    const { name, code, status } = error as { name?: string; code?: unknown; status?: unknown };
    if (isTransient(error) || bot.stopping.aborted) {
      bot.log.warn({ delivery: delivery.id, error: name, code, status }, 'not answered yet; it stays open');
      return;
    }
    bot.metrics.answers.inc({ outcome: 'refused' });
    bot.log.error({ delivery: delivery.id, error: name, code, status }, 'cannot be answered');
    await bot.records.drop(delivery);
  }
}

const ownerOf = ({ author, server }: Delivery) => ({ person: author, server: server ?? `person:${author}` });

/** Answers anew what was edited or went on; of several changes only the newest is looked at. */
export async function changeDelivery(bot: Bot, delivery: Delivery): Promise<void> {
  if (!(await bot.records.isOpen(delivery))) return;
  const known = await bot.records.find(delivery.id);
  if (known?.removed) await bot.records.drop(delivery);
  else if (known) await answerDelivery(bot, { ...delivery, asked: known.asked ?? false }, { known });
  // The first answer did not come out: this one is it.
  else await answerDelivery(bot, delivery, { out: await findAnswer(bot.client, delivery) });
}

async function tryToAnswer(bot: Bot, delivery: Delivery, attempt: Attempt): Promise<void> {
  const { known } = attempt;
  const again = attempt.said !== undefined;
  const out = known?.answer ?? attempt.out ?? (again ? await findAnswer(bot.client, delivery) : null);
  const brought = await bring(bot, delivery, attempt.message);
  if (!brought) {
    await bot.records.drop(delivery);
    return;
  }
  attempt.said ??= await analyseBrought(bot, delivery, brought);
  const { language, analysis, view } = attempt.said;
  // /forget, or a newer edit, came meanwhile: of this paste nothing is to be said or kept any more.
  if (!(await bot.records.isOpen(delivery))) {
    if (delivery.command)
      await sendAnswer(bot.client, delivery, viewWords(SAY.forgotten[language], language), NO_OFFERS);
    return;
  }
  const before = brought.before?.id ?? known?.before ?? null;
  const questions = analysis?.kind === 'reply' ? { questions: questionsWith(brought) } : {};
  const base = { language, before, asked: brought.addressed, ...questions };
  if (!view) {
    // An edit may have turned a paste into chat; then its answer goes too.
    if (out) await removeAnswer(bot.client, delivery.channel, out);
    bot.personPace.giveBack(delivery.author, delivery.id);
    if (delivery.server) bot.serverPace.giveBack(delivery.server, delivery.id);
    await close(bot, delivery, { ...base, answer: null, parts: [] }, 'silent');
    return;
  }
  const parts: PartMemory[] = analysis?.kind === 'report' ? analysis.memory : [];
  const offers = offersOf(bot, delivery, parts);
  // A change, or a resumed command whose paste may have been edited meanwhile: what is out becomes what it should be.
  const kept = out && (known || delivery.kind === 'change') ? await change(bot, delivery, out, view, offers) : out;
  if (out && !kept) {
    // Somebody took the answer away on Discord; it does not come back.
    await bot.records.close(answeredOf(delivery, { ...base, answer: null, parts: [], removed: true }), delivery);
    return;
  }
  const answer = kept ?? (await sendAnswer(bot.client, delivery, view, offers));
  const updated = known ? null : await updateBefore(bot, brought, analysis);
  await close(bot, delivery, { ...base, answer, parts }, known ? 'edited' : (analysis?.kind ?? 'gave-up'), updated);
  for (const part of parts) bot.metrics.parts.inc({ analyzer: part.analyzer });
  count(bot, analysis);
}

function count({ metrics }: Bot, analysis: Analysis | null): void {
  if (analysis?.kind === 'reply' && analysis.reply.declined) metrics.verdicts.inc({ verdict: 'declined' });
  const said = analysis?.kind === 'report' ? analysis.report : analysis?.kind === 'reply' ? analysis.reply : null;
  if (said && said.warnings.length > 0) metrics.secrets.inc();
  if (analysis?.kind !== 'report') return;
  for (const { verdict, declined } of analysis.report.parts as { verdict?: string; declined?: boolean }[]) {
    if (verdict) metrics.verdicts.inc({ verdict });
    if (declined) metrics.verdicts.inc({ verdict: 'declined' });
  }
}

/** What the answer's buttons can do beyond the usual. */
function offersOf(bot: Bot, delivery: Delivery, parts: PartMemory[]): Offers {
  return {
    plainer: bot.plainer !== null && parts.length > 0,
    program: delivery.messages.length > 0 && hasProgram(parts),
  };
}

/** Whether a program is among the parts: then one can ask what happens when a pin it reads changes. */
export const hasProgram = (parts: PartMemory[]): boolean => parts.some(({ analyzer }) => analyzer === 'gpio');

/** Changes an answer in place; null where it is gone. */
async function change(bot: Bot, delivery: Delivery, out: string, view: View, offers: Offers): Promise<string | null> {
  try {
    await changeAnswer(bot.client, delivery.channel, delivery.id, out, view, offers);
    return out;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 404) return null;
    throw error;
  }
}

/** Where this log and the one before are one incident, the first answer tells it whole; returns its new record. */
async function updateBefore(bot: Bot, { before }: Brought, analysis: Analysis | null): Promise<Answered | null> {
  if (analysis?.kind !== 'report' || !analysis.joined || !before?.answer) return null;
  const parts = [...before.parts, ...analysis.memory];
  const view = viewReport(analysis.joined.report, analysis.joined.pictures);
  const offers = { plainer: bot.plainer !== null, program: hasProgram(parts) };
  try {
    await changeAnswer(bot.client, before.channel, before.id, before.answer, view, offers);
    return { ...before, parts };
  } catch (error) {
    if (isTransient(error)) throw error;
    return null;
  }
}

type Outcome = Pick<Answered, 'answer' | 'language' | 'parts' | 'before'> & Partial<Answered>;

function answeredOf(delivery: Delivery, outcome: Outcome): Answered {
  const { id, channel, server, author, messages, editedAt } = delivery;
  const edited = editedAt === undefined ? {} : { editedAt };
  return { id, channel, server, author, messages, answeredAt: Date.now(), ...edited, ...outcome };
}

async function close(
  bot: Bot,
  delivery: Delivery,
  outcome: Outcome,
  name: string,
  also: Answered | null = null,
): Promise<void> {
  if (await bot.records.isOpen(delivery)) await bot.records.close(answeredOf(delivery, outcome), delivery, also);
  const tookMs = Date.now() - delivery.acceptedAt;
  bot.metrics.answers.inc({ outcome: name });
  bot.metrics.seconds.observe({ analyzer: outcome.parts[0]?.analyzer ?? 'none' }, tookMs / 1000);
  bot.log.info({ delivery: delivery.id, outcome: name, parts: outcome.parts.length, tookMs }, 'done');
}

/** What was asked so far, for later questions to lean on; masked, and without the files that came with it. */
const questionsWith = ({ questionsBefore, pasted }: Brought): string[] =>
  [...questionsBefore, safeToSend(pasted).text.slice(0, LIMIT_QUESTION)].slice(-LIMIT_QUESTIONS);

interface Said {
  language: 'zh' | 'en';
  analysis: Analysis | null;
  /** Null: silence. */
  view: View | null;
}

async function analyseBrought(bot: Bot, delivery: Delivery, brought: Brought): Promise<Said> {
  const { before, pasted, quoted, pointed, addressed } = brought;
  const settings = await bot.settings.of(delivery.server);
  const locale = delivery.command?.locale;
  const spoken = locale ?? (/\p{Script=Han}/u.test(pasted.text) ? 'zh' : 'en');
  if (brought.unseen) return { language: spoken, analysis: null, view: viewWords(SAY.unseen[spoken], spoken) };
  const job: AnalysisJob = {
    kind: 'paste',
    pasted: safeToSend(pasted),
    quoted: quoted && safeToSend(quoted),
    // What nobody points at matters only where it is one story with this.
    earlier: addressed || pointed ? await bot.records.conversation(before) : (before?.parts ?? []),
    ofBefore: before?.parts.length ?? 0,
    questionsBefore: brought.questionsBefore,
    pointed,
    addressed,
    question: delivery.command?.ask ?? false,
    wanted: {
      language: settings.language,
      locale,
      traditional: delivery.command?.traditional,
      pictures: settings.pictures,
    },
  };
  try {
    const analysis = await bot.queue.run(job, ownerOf(delivery));
    if (analysis.kind === 'reply') {
      const { reply, unread } = analysis;
      return { language: reply.language, analysis, view: viewReply(reply, sayUnread(unread, reply.language)) };
    }
    if (analysis.kind !== 'report') return { language: spoken, analysis, view: null };
    for (const problem of analysis.problems) bot.log.error({ problem }, 'an analyzer failed');
    const { language } = analysis.report;
    const note = sayUnread(analysis.unread, language);
    return { language, analysis, view: viewReport(analysis.report, analysis.pictures, 0, note) };
  } catch (error) {
    if (isTransient(error)) throw error;
    // A paste that breaks the analysis breaks it every time: say so where somebody asked, and be done with it.
    const gaveUp = error instanceof JobGivenUp;
    bot.log.error({ delivery: delivery.id, error: (error as Error).name, gaveUp }, 'the analysis was given up');
    const words = gaveUp ? SAY.gaveUp : SAY.failed;
    return { language: spoken, analysis: null, view: addressed ? viewWords(words[spoken], spoken) : null };
  }
}
