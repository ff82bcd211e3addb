import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ButtonInteraction,
  type InteractionEditReplyOptions,
  MessageFlags,
  type MessageReplyOptions,
  PermissionFlagsBits,
} from 'discord.js';
import { hasProgram } from './answer.ts';
import type { Bot } from './bot-parts.ts';
import { messagesOf } from './bring.ts';
import { pastedIn } from './intake.ts';
import { BUTTON, layEmbed, layPlain, layRich, NO_OFFERS, type Offers } from './layout.ts';
import type { Answered } from './records.ts';
import { detailsOf, type View, viewReport, viewWords } from './view.ts';
import { whatIfForm } from './what-if.ts';
import { localeOf, SAY } from './words.ts';

const LIMIT_DETAILS = 3_900;
/** How often a streamed answer is shown anew; Discord allows about five edits in five seconds. */
const STREAM_EVERY_MS = 1_500;
/** Discord wants a sign of life within three seconds. */
const LIMIT_WAIT_MS = 1_500;

/** Somebody pressed a button under an answer. */
export async function pressed(bot: Bot, interaction: ButtonInteraction): Promise<void> {
  const [, action, id, part] = BUTTON.exec(interaction.customId) ?? [];
  if (!action || !id) return;
  const answered = await findSoon(bot, id);
  if (action === 'remove') return remove(bot, interaction, answered);
  const locale = localeOf(interaction);
  if (action === 'whatif' && answered && hasProgram(answered.parts)) {
    await interaction.showModal(whatIfForm(answered, locale));
    return;
  }
  const own = answered?.author === interaction.user.id;
  const inPlace = own && (action === 'next' || action === 'lang');
  const place = await takeOn(bot, interaction, inPlace);
  if (!answered || answered.parts.length === 0) {
    await place.editReply(layRich(viewWords(SAY.gone[locale], locale), null));
    return;
  }
  const other = answered.language === 'zh' ? 'en' : 'zh';
  const language = action === 'lang' ? other : answered.language;
  const view = await viewAgain(bot, answered, language, Number(part ?? 0));
  if (action === 'plain') return sayPlainer(bot, place, interaction.user.id, answered, Number(part ?? 0));
  if (action === 'more') {
    await show(place, { ...view, body: detailsOf(view, LIMIT_DETAILS), headline: '', pictures: [] }, null, NO_OFFERS);
    return;
  }
  const offers = {
    plainer: bot.plainer !== null,
    program: answered.messages.length > 0 && hasProgram(answered.parts),
  };
  await show(place, view, own ? id : null, offers);
  if (own && action === 'lang') await bot.records.replace({ ...answered, language });
}

/** Where what a button brings is shown. */
interface Place {
  editReply(options: InteractionEditReplyOptions): Promise<unknown>;
}

/**
 * Takes a press on: its message will change, or a new one follows that only the presser sees. A compatible server that
 * cannot do that yet gets the same with ordinary messages.
 */
async function takeOn(bot: Bot, interaction: ButtonInteraction, inPlace: boolean): Promise<Place> {
  const { message } = interaction;
  try {
    if (inPlace) await interaction.deferUpdate();
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  } catch (error) {
    if (!bot.config.discord.apiBase) throw error;
    return { editReply: (options) => (inPlace ? message.edit(options) : message.reply(asNew(options))) };
  }
  if (inPlace || !bot.config.discord.apiBase) return interaction;
  return {
    editReply: (options) =>
      interaction.editReply(options).catch((error: unknown) => {
        if ((error as { status?: number }).status !== 404) throw error;
        return message.reply(asNew(options));
      }),
  };
}

/** What would change a message, as a new one. */
const asNew = ({ attachments: _, ...options }: InteractionEditReplyOptions) => options as MessageReplyOptions;

/** An answer's record; somebody quick may press while it is still being written. */
async function findSoon(bot: Bot, id: string): Promise<Answered | null> {
  const found = await bot.records.find(id);
  if (found || !bot.isBusy(id)) return found;
  await Promise.race([bot.inTurn(id, async () => {}), sleep(LIMIT_WAIT_MS)]);
  return bot.records.find(id);
}

/** Edits an interaction's message; in a simpler form where a compatible server refuses Components V2. */
export async function show(place: Place, view: View, id: string | null, offers: Offers): Promise<void> {
  for (const [at, lay] of [layRich, layEmbed, layPlain].entries()) {
    try {
      await place.editReply({ ...lay(view, id, offers), attachments: [] });
      return;
    } catch (error) {
      if ((error as { status?: number }).status !== 400 || at === 2) throw error;
    }
  }
}

async function viewAgain(bot: Bot, answered: Answered, language: 'zh' | 'en', part: number): Promise<View> {
  const { report, pictures } = await reportAgain(bot, answered, language);
  return viewReport(report, pictures, Math.min(part, report.parts.length - 1));
}

async function reportAgain(bot: Bot, answered: Answered, language: 'zh' | 'en') {
  const { pictures } = await bot.settings.of(answered.server);
  const owner = { person: answered.author, server: answered.server ?? `person:${answered.author}` };
  const again = await bot.queue.run({ kind: 'again', memory: answered.parts, wanted: { language, pictures } }, owner);
  if (again.kind !== 'report') throw new Error('an answer could not be said again');
  return again;
}

/** The answer in a model's plainer words, streamed as its sentences pass the check. */
async function sayPlainer(bot: Bot, place: Place, person: string, answered: Answered, part: number): Promise<void> {
  const { language } = answered;
  const settings = await bot.settings.of(answered.server);
  const say = (text: string) => show(place, viewWords(text, language), null, NO_OFFERS);
  if (!bot.plainer || !settings.model) return say(SAY.modelOff[language]);
  const { report } = await reportAgain(bot, answered, language);
  const paste = (await pastedIn(await messagesOf(bot, answered), new Set())).text;
  const shown = report.parts[part];
  let shownAt = Date.now();
  let showing: Promise<void> = Promise.resolve();
  const payer = { person, ...(answered.server ? { server: answered.server } : {}) };
  const text = await bot.plainer.reword(
    shown && report.parts.length > 1 ? [shown] : report.parts,
    paste,
    { language, payer, signal: bot.stopping, onReport: (report) => bot.metrics.countPlainer(report) },
    (sofar) => {
      if (Date.now() - shownAt < STREAM_EVERY_MS) return;
      shownAt = Date.now();
      showing = showing.then(() => say(sofar)).catch(() => {});
    },
  );
  await showing;
  await say(text);
}

/** Who asked for an answer that is not remembered any more, by what Discord shows of it. */
async function askerOf({ message }: ButtonInteraction): Promise<string | null> {
  if (message.interactionMetadata) return message.interactionMetadata.user.id;
  const paste = message.reference ? await message.fetchReference().catch(() => null) : null;
  return paste?.author.id ?? null;
}

async function remove(bot: Bot, interaction: ButtonInteraction, answered: Answered | null): Promise<void> {
  const moderator = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) && interaction.inGuild();
  if (!moderator && (answered?.author ?? (await askerOf(interaction))) !== interaction.user.id) {
    await interaction.reply({ content: SAY.notYours[localeOf(interaction)], flags: MessageFlags.Ephemeral });
    return;
  }
  try {
    await interaction.deferUpdate();
    await interaction.deleteReply();
  } catch (error) {
    if (!bot.config.discord.apiBase) throw error;
    await interaction.message.delete();
  }
  if (answered) await bot.records.remove(answered);
}
