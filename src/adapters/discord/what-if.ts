import {
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Input } from './analysis.ts';
import type { Bot } from './bot-parts.ts';
import { messagesOf } from './bring.ts';
import { show } from './buttons.ts';
import { pastedIn, safeToSend } from './intake.ts';
import { NO_OFFERS } from './layout.ts';
import type { Answered } from './records.ts';
import { viewReport, viewWords } from './view.ts';
import { localeOf, SAY } from './words.ts';

/** The form behind "What if": whose answer. */
export const WHAT_IF = /^up:whatif:(\d+)$/;
const LIMIT_MS = 3_600_000;

/** Asks which pin changes, to what, and when. */
export function whatIfForm(answered: Answered, locale: 'zh' | 'en'): ModalBuilder {
  const pin = new TextInputBuilder().setCustomId('pin').setStyle(TextInputStyle.Short).setMaxLength(40);
  const known = answered.parts.flatMap(({ facts }) => (facts as { inputs?: { pin: string }[] }).inputs ?? [])[0];
  if (known) pin.setValue(known.pin);
  else pin.setPlaceholder('PA0, KEY, D2 …');
  const level = new StringSelectMenuBuilder().setCustomId('level').addOptions([
    { value: '0', label: SAY.low[locale] },
    { value: '1', label: SAY.high[locale] },
  ]);
  const time = (id: string, value: string) =>
    new TextInputBuilder()
      .setCustomId(id)
      .setStyle(TextInputStyle.Short)
      .setMaxLength(8)
      .setRequired(value !== '')
      .setValue(value);
  return new ModalBuilder()
    .setCustomId(`up:whatif:${answered.id}`)
    .setTitle(SAY.whatIfTitle[locale])
    .addLabelComponents(
      new LabelBuilder().setLabel(SAY.whatIfPin[locale]).setTextInputComponent(pin),
      new LabelBuilder().setLabel(SAY.whatIfLevel[locale]).setStringSelectMenuComponent(level),
      new LabelBuilder().setLabel(SAY.whatIfTime[locale]).setTextInputComponent(time('after', '200')),
      new LabelBuilder().setLabel(SAY.whatIfBack[locale]).setTextInputComponent(time('back', '')),
    );
}

/** Runs the pasted program once more with the input that was filled in. */
export async function answerWhatIf(bot: Bot, interaction: ModalSubmitInteraction, id: string): Promise<void> {
  const locale = localeOf(interaction);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const say = (text: string) => show(interaction, viewWords(text, locale), null, NO_OFFERS);
  const { fields } = interaction;
  const after = msOf(fields.getTextInputValue('after'));
  const back = fields.getTextInputValue('back').trim();
  const backAfter = back === '' ? null : msOf(back);
  if (after === undefined || backAfter === undefined) return say(SAY.notATime[locale]);
  const answered = await bot.records.find(id);
  if (!answered) return say(SAY.gone[locale]);
  const messages = await messagesOf(bot, answered);
  if (messages.length === 0) return say(SAY.pasteGone[locale]);
  const pin = [fields.getTextInputValue('pin').trim()];
  const level = fields.getStringSelectValues('level')[0] === '1' ? 1 : 0;
  const inputs: Input[] = [{ pin, atMs: after, level }];
  if (backAfter !== null) inputs.push({ pin, atMs: after + backAfter, level: level === 1 ? 0 : 1 });
  const { pictures } = await bot.settings.of(answered.server);
  const analysis = await bot.queue.run(
    {
      kind: 'what-if',
      pasted: safeToSend(await pastedIn(messages, bot.hosts)),
      inputs,
      wanted: { language: answered.language, pictures },
    },
    { person: interaction.user.id, server: answered.server ?? `person:${interaction.user.id}` },
  );
  if (analysis.kind !== 'report') return say(SAY.noDifference[locale]);
  await show(interaction, viewReport(analysis.report, analysis.pictures), null, NO_OFFERS);
}

/** A time in milliseconds; undefined where it is none. */
function msOf(text: string): number | undefined {
  const ms = Number(text.trim());
  return Number.isFinite(ms) && ms >= 0 && ms <= LIMIT_MS ? ms : undefined;
}
