import { type ButtonInteraction, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { Bot } from './bot-parts.ts';
import { BUTTON, layPlain, layRich } from './layout.ts';
import type { Answered } from './records.ts';
import { detailsOf, type View, viewReport, viewWords } from './view.ts';
import { localeOf, SAY } from './words.ts';

const LIMIT_DETAILS = 3_900;

/** Somebody pressed a button under an answer. */
export async function pressed(bot: Bot, interaction: ButtonInteraction): Promise<void> {
  const [, action, id, part] = BUTTON.exec(interaction.customId) ?? [];
  if (!action || !id) return;
  const answered = await bot.records.find(id);
  if (action === 'remove') return remove(bot, interaction, answered);
  const own = answered?.author === interaction.user.id;
  const inPlace = own && action !== 'more';
  if (inPlace) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const locale = localeOf(interaction);
  if (!answered || answered.parts.length === 0) {
    const say = viewWords(SAY.gone[locale], locale);
    if (inPlace) await interaction.followUp({ content: SAY.gone[locale], flags: MessageFlags.Ephemeral });
    else await interaction.editReply(layRich(say, null));
    return;
  }
  const other = answered.language === 'zh' ? 'en' : 'zh';
  const language = action === 'lang' ? other : answered.language;
  const view = await viewAgain(bot, answered, language, Number(part ?? 0));
  if (action === 'more') {
    await interaction.editReply(
      layRich({ ...view, body: detailsOf(view, LIMIT_DETAILS), headline: '', pictures: [] }, null),
    );
    return;
  }
  try {
    await interaction.editReply({ ...layRich(view, own ? id : null), attachments: [] });
  } catch (error) {
    if ((error as { status?: number }).status !== 400) throw error;
    await interaction.editReply({ ...layPlain(view, own ? id : null), attachments: [] });
  }
  if (own && action === 'lang') await bot.records.replace({ ...answered, language });
}

async function viewAgain(bot: Bot, answered: Answered, language: 'zh' | 'en', part: number): Promise<View> {
  const { pictures } = await bot.settings.of(answered.server);
  const owner = { person: answered.author, server: answered.server ?? `person:${answered.author}` };
  const again = await bot.queue.run({ kind: 'again', memory: answered.parts, wanted: { language, pictures } }, owner);
  if (again.kind !== 'report') throw new Error('an answer could not be said again');
  return viewReport(again.report, again.pictures, Math.min(part, again.report.parts.length - 1));
}

async function remove(bot: Bot, interaction: ButtonInteraction, answered: Answered | null): Promise<void> {
  const moderator = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) && interaction.inGuild();
  if (!moderator && (!answered || answered.author !== interaction.user.id)) {
    await interaction.reply({ content: SAY.notYours[localeOf(interaction)], flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferUpdate();
  await interaction.deleteReply();
  if (answered) await bot.records.remove(answered);
}
