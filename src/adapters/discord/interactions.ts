import {
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
} from 'discord.js';
import { ask, explain } from '../../index.ts';
import type { Bot } from './bot.ts';
import { ASK, EXPLAIN, EXPLAIN_MENU, FORGET } from './commands.ts';
import { fileText, pasteOf } from './intake.ts';
import { layReport, layText } from './layout.ts';

type Command = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;

const NOTHING_GIVEN = {
  zh: '把内容写进 text，或者附上一个文本文件。',
  en: 'Put the paste into text, or attach a text file.',
};
const FORGOTTEN = {
  zh: '好了，你贴过的内容我都忘掉了。',
  en: 'Done. Everything your pastes left here is forgotten.',
};

/** Answers a slash or menu command. Discord wants a sign of life within three seconds, so the answer is deferred first. */
export async function answerInteraction(bot: Bot, interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) {
    if (interaction.commandName === EXPLAIN) await explainGiven(bot, interaction);
    else if (interaction.commandName === ASK) await askGiven(bot, interaction);
    else if (interaction.commandName === FORGET) await forget(bot, interaction);
  } else if (interaction.isMessageContextMenuCommand() && interaction.commandName === EXPLAIN_MENU) {
    await interaction.deferReply();
    await explainInto(bot, interaction, await pasteOf(interaction.targetMessage, bot.hosts), [
      interaction.targetMessage.id,
    ]);
  }
}

const localeOf = (interaction: Command): 'zh' | 'en' => (interaction.locale.startsWith('zh') ? 'zh' : 'en');
const placeOf = (interaction: Command): string => `${interaction.channelId}:${interaction.user.id}`;

async function explainGiven(bot: Bot, interaction: ChatInputCommandInteraction): Promise<void> {
  const file = interaction.options.getAttachment('file');
  const text = interaction.options.getString('text') ?? '';
  if (!file && text.trim() === '') {
    await interaction.reply({ content: NOTHING_GIVEN[localeOf(interaction)], flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferReply();
  const pasted = file ? await fileText(file, bot.hosts) : '';
  await explainInto(bot, interaction, [text, pasted].filter((part) => part !== '').join('\n\n'), []);
}

async function explainInto(bot: Bot, interaction: Command, paste: string, keys: string[]): Promise<void> {
  const explained = await explain(paste, { locale: localeOf(interaction) });
  for (const problem of explained.problems)
    bot.log.error({ error: problem.message, cause: String(problem.cause) }, 'an analyzer failed');
  const answer = await interaction.editReply(await layReport(explained));
  await bot.threads.remember([...keys, answer.id, placeOf(interaction)], interaction.user.id, explained.memory);
}

async function askGiven(bot: Bot, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply();
  const earlier = await bot.threads.recall([placeOf(interaction)]);
  const reply = await ask(interaction.options.getString('question', true), earlier, { locale: localeOf(interaction) });
  const answer = await interaction.editReply(layText(reply.answer, reply.language));
  await bot.threads.remember([answer.id], interaction.user.id, [], earlier);
}

async function forget(bot: Bot, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await bot.threads.forget(interaction.user.id);
  await interaction.editReply(FORGOTTEN[localeOf(interaction)]);
}
