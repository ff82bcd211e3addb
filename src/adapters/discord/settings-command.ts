import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import type { Bot } from './bot-parts.ts';
import type { ServerSettings } from './settings.ts';
import { localeOf, SAY } from './words.ts';

/** /settings: changes what is given, then shows everything. */
export async function changeSettings(bot: Bot, interaction: ChatInputCommandInteraction): Promise<void> {
  const server = interaction.guildId;
  if (!server) return;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { options } = interaction;
  const change: Partial<ServerSettings> = {};
  const channel = options.getChannel('channel');
  const language = options.getString('language');
  const pictures = options.getBoolean('pictures');
  const model = options.getBoolean('model');
  const role = options.getRole('role');
  if (channel) {
    const { channels } = await bot.settings.of(server);
    change.channels = channels.includes(channel.id)
      ? channels.filter((id) => id !== channel.id)
      : [...channels, channel.id];
  }
  if (language) change.language = language as ServerSettings['language'];
  if (pictures !== null) change.pictures = pictures;
  if (model !== null) change.model = model;
  // The role @everyone has the server's own id.
  if (role) change.role = role.id === server ? null : role.id;
  const changed = Object.keys(change).length > 0;
  if (changed) await bot.settings.change(server, change);
  const locale = localeOf(interaction);
  const shown = show(bot, await bot.settings.of(server), locale);
  await interaction.editReply({ content: changed ? `${SAY.saved[locale]}\n${shown}` : shown });
}

function show(bot: Bot, settings: ServerSettings, locale: 'zh' | 'en'): string {
  const { channels, language, pictures, model, role } = settings;
  const days = bot.config.retentionDays;
  const list = channels.map((id) => `<#${id}>`).join(' ');
  if (locale === 'zh') {
    return [
      `不用提及就回答的频道：${list || '没有，只回答提及、命令和菜单'}`,
      bot.seesContent ? '' : '-# 没有开 Message Content intent：普通消息的内容看不到，提及、命令和菜单照常可用。',
      `回答语言：${{ auto: '跟着提问的人', zh: '中文', en: 'English' }[language]}`,
      `图片：${pictures ? '画' : '不画'}`,
      `改写成更好懂的话：${bot.plainer ? (model ? '可以（模型只看事实和引用的行）' : '关') : '没有设 ANTHROPIC_API_KEY'}`,
      `谁可以用：${role ? `<@&${role}>` : '所有人'}`,
      `保存：分析结果 ${days} 天，原文不保存；/forget 随时删除`,
    ]
      .filter((line) => line !== '')
      .join('\n');
  }
  return [
    `Channels answered without a mention: ${list || 'none, only mentions, commands and menus'}`,
    bot.seesContent
      ? ''
      : '-# The Message Content intent is off: plain messages cannot be read; mentions, commands and menus work.',
    `Language: ${{ auto: 'that of the asker', zh: '中文', en: 'English' }[language]}`,
    `Pictures: ${pictures ? 'on' : 'off'}`,
    `Plainer words: ${bot.plainer ? (model ? 'on (the model sees facts and quoted lines only)' : 'off') : 'ANTHROPIC_API_KEY is not set'}`,
    `Who may use it: ${role ? `<@&${role}>` : 'everybody'}`,
    `Kept: what was found for ${days} days, never the paste itself; /forget deletes it at any time`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
