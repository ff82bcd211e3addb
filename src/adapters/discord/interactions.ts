import {
  type Attachment,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  FileUploadBuilder,
  type Interaction,
  LabelBuilder,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { answerDelivery } from './answer.ts';
import type { Bot } from './bot-parts.ts';
import { pressed } from './buttons.ts';
import { ASK, EXPLAIN, EXPLAIN_MENU, FILE_OPTIONS, FORGET, SETTINGS } from './commands.ts';
import { refOf, wordsOf } from './intake.ts';
import type { Delivery } from './records.ts';
import { changeSettings } from './settings-command.ts';
import { answerWhatIf, WHAT_IF } from './what-if.ts';
import { localeOf, readsTraditional, SAY } from './words.ts';

type Command = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ModalSubmitInteraction;

const FORM = 'up:form';
const LIMIT_CHOICES = 25;
const LIMIT_CHOICE_CHARACTERS = 100;

/** Answers slash commands, menus, forms, buttons and completion. */
export async function answerInteraction(bot: Bot, interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) return complete(bot, interaction);
  if (interaction.isButton()) return pressed(bot, interaction);
  const isCommand =
    interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand() || interaction.isModalSubmit();
  if (!isCommand) return;
  const locale = localeOf(interaction);
  const refusal = await refuse(bot, interaction);
  if (refusal) {
    await interaction.reply({ content: refusal[locale], flags: MessageFlags.Ephemeral });
  } else if (interaction.isModalSubmit()) {
    const whatIf = WHAT_IF.exec(interaction.customId);
    if (interaction.customId === FORM) await answerForm(bot, interaction);
    else if (whatIf) await answerWhatIf(bot, interaction, whatIf[1]!);
  } else if (interaction.isMessageContextMenuCommand()) {
    if (interaction.commandName === EXPLAIN_MENU) await answerMenu(bot, interaction);
  } else if (interaction.commandName === EXPLAIN) await answerExplain(bot, interaction);
  else if (interaction.commandName === ASK)
    await answerCommand(bot, interaction, { ask: true, text: interaction.options.getString('question', true) });
  else if (interaction.commandName === FORGET) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await bot.records.forget(interaction.user.id);
    await interaction.editReply(SAY.forgotten[locale]);
  } else if (interaction.commandName === SETTINGS) await changeSettings(bot, interaction);
}

/** Why this person gets no answer now, or null. What only deletes or is for administrators is never refused. */
async function refuse(bot: Bot, interaction: Command): Promise<{ zh: string; en: string } | null> {
  if (interaction.isChatInputCommand() && [FORGET, SETTINGS].includes(interaction.commandName)) return null;
  const { role } = await bot.settings.of(interaction.guildId);
  if (role && interaction.inCachedGuild() && !interaction.member.roles.cache.has(role)) return SAY.notAllowed;
  return bot.personPace.step(interaction.user.id, interaction.id) ? null : SAY.tooMany;
}

async function answerMenu(bot: Bot, interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const { targetMessage } = interaction;
  // What is kept until it is answered: in a place the bot is not in, it cannot be read again.
  const { text, files } = await wordsOf(targetMessage);
  if (text === '' && files.length === 0) {
    await interaction.reply({ content: SAY.nothingThere[localeOf(interaction)], flags: MessageFlags.Ephemeral });
    return;
  }
  await answerCommand(bot, interaction, { target: targetMessage.id, text, files });
}

async function answerExplain(bot: Bot, interaction: ChatInputCommandInteraction): Promise<void> {
  const files = FILE_OPTIONS.flatMap(([name]) => interaction.options.getAttachment(name) ?? []);
  const text = interaction.options.getString('text') ?? '';
  if (files.length === 0 && text.trim() === '') {
    await interaction.showModal(form(localeOf(interaction)));
    return;
  }
  await answerCommand(bot, interaction, { text, files });
}

/** The form for what no command option can hold: several lines, and several files. */
function form(locale: 'zh' | 'en'): ModalBuilder {
  const text = new TextInputBuilder()
    .setCustomId('text')
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(4000)
    .setRequired(false);
  const files = new FileUploadBuilder().setCustomId('files').setMinValues(0).setMaxValues(5).setRequired(false);
  return new ModalBuilder()
    .setCustomId(FORM)
    .setTitle(SAY.pasteTitle[locale])
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(SAY.pasteLabel[locale])
        .setDescription(SAY.pasteHint[locale])
        .setTextInputComponent(text),
      new LabelBuilder()
        .setLabel(SAY.filesLabel[locale])
        .setDescription('.txt .log .c .h .ino .json .zip .gz .tar.gz')
        .setFileUploadComponent(files),
    );
}

async function answerForm(bot: Bot, interaction: ModalSubmitInteraction): Promise<void> {
  const text = interaction.fields.getTextInputValue('text') ?? '';
  const files = [...(interaction.fields.getUploadedFiles('files')?.values() ?? [])];
  if (files.length === 0 && text.trim() === '') {
    await interaction.reply({ content: SAY.nothingGiven[localeOf(interaction)], flags: MessageFlags.Ephemeral });
    return;
  }
  await answerCommand(bot, interaction, { text, files });
}

/**
 * Takes a command on: recorded first, then Discord gets its sign of life (it wants one within three seconds), then the
 * work. From here on a command is answered like a message.
 */
async function answerCommand(
  bot: Bot,
  interaction: Command,
  given: { text?: string; files?: Attachment[]; ask?: boolean; target?: string },
): Promise<void> {
  const delivery: Delivery = {
    id: interaction.id,
    kind: 'command',
    channel: interaction.channelId ?? '',
    server: interaction.guildId,
    author: interaction.user.id,
    messages: given.target ? [given.target] : [],
    acceptedAt: Date.now(),
    command: {
      token: interaction.token,
      application: interaction.applicationId,
      locale: localeOf(interaction),
      traditional: readsTraditional(interaction),
      target: given.target ?? null,
      text: given.text ?? '',
      files: (given.files ?? []).map(refOf),
      ask: given.ask ?? false,
    },
  };
  if (!(await bot.records.accept(delivery))) return;
  await bot.inTurn(delivery.id, async () => {
    try {
      await interaction.deferReply();
    } catch (error) {
      // Expired already, or not taken: the answer will come as a normal message.
      bot.log.warn({ delivery: delivery.id, error: (error as Error).name }, 'a command could not be deferred');
    }
    await answerDelivery(bot, delivery);
  });
}

let questions: Record<'zh' | 'en', string[]> | null = null;

/** Questions the notes answer, best match first. */
async function complete(bot: Bot, interaction: AutocompleteInteraction): Promise<void> {
  questions ??= { zh: await knownQuestions(bot, 'zh'), en: await knownQuestions(bot, 'en') };
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const language = /\p{Script=Han}/u.test(typed) ? 'zh' : typed === '' ? localeOf(interaction) : 'en';
  const words = language === 'zh' ? [...typed.replace(/\s/g, '')] : typed.split(/\s+/);
  const score = (question: string) => words.filter((word) => question.toLowerCase().includes(word)).length;
  const choices = questions[language]
    .map((question) => ({ question, score: typed === '' ? 1 : score(question) }))
    .filter((choice) => choice.score > 0 && choice.question.length <= LIMIT_CHOICE_CHARACTERS)
    .sort((a, b) => b.score - a.score)
    .slice(0, LIMIT_CHOICES);
  await interaction.respond(choices.map(({ question }) => ({ name: question, value: question })));
}

async function knownQuestions(bot: Bot, language: 'zh' | 'en'): Promise<string[]> {
  const result = await bot.queue.run({ kind: 'questions', language }, { person: 'bot', server: 'bot' });
  return result.kind === 'questions' ? result.questions : [];
}
