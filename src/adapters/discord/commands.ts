import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';

export const EXPLAIN = 'explain';
export const ASK = 'ask';
export const FORGET = 'forget';
export const SETTINGS = 'settings';
export const EXPLAIN_MENU = 'Explain';

/** /explain takes up to three files; the form behind it takes five. */
export const FILE_OPTIONS: [string, [string, string]][] = [
  ['file', ['文件', '檔案']],
  ['file2', ['文件2', '檔案2']],
  ['file3', ['文件3', '檔案3']],
];

const CONTEXTS = [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel];
const INSTALLS = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall];

/** What is shown for a command or option, in the three languages commands have. */
interface Shown {
  setName(name: string): unknown;
  setNameLocalizations(names: Record<string, string>): unknown;
  setDescription(text: string): unknown;
  setDescriptionLocalizations(texts: Record<string, string>): unknown;
}

/** Name, then [English, Simplified, Traditional]; names in Chinese are [Simplified, Traditional]. */
function show<T>(what: T, name: string, zhNames: [string, string] | null, texts: [string, string, string]): T {
  const shown = what as unknown as Shown;
  shown.setName(name);
  if (zhNames) shown.setNameLocalizations({ 'zh-CN': zhNames[0], 'zh-TW': zhNames[1] });
  shown.setDescription(texts[0]);
  shown.setDescriptionLocalizations({ 'zh-CN': texts[1], 'zh-TW': texts[2] });
  return what;
}

/** Every command unpaste registers, in the form Discord's API takes. */
export function commandDefinitions(): RESTPostAPIApplicationCommandsJSONBody[] {
  const everywhere = <T extends SlashCommandBuilder | ContextMenuCommandBuilder>(command: T): T => {
    command.setContexts(CONTEXTS).setIntegrationTypes(INSTALLS);
    return command;
  };
  const explain = everywhere(
    show(new SlashCommandBuilder(), EXPLAIN, null, [
      'Explain a paste: embedded C, a log, an article about Pods; with nothing given, a form opens',
      '解释粘贴的内容：嵌入式 C 代码、日志、关于 Pod 的文章；什么都不填会打开表单',
      '解釋貼上的內容：嵌入式 C 程式碼、日誌、關於 Pod 的文章；什麼都不填會打開表單',
    ]),
  );
  explain.addStringOption((option) =>
    show(option, 'text', ['内容', '內容'], ['What you want explained', '要解释的内容', '要解釋的內容']).setMaxLength(
      6000,
    ),
  );
  for (const [name, zhNames] of FILE_OPTIONS) {
    explain.addAttachmentOption((option) =>
      show(option, name, zhNames, [
        'A text file or an archive of them',
        '文本文件，或者装着文本文件的压缩包',
        '文字檔，或者裝著文字檔的壓縮檔',
      ]),
    );
  }
  const ask = everywhere(
    show(new SlashCommandBuilder(), ASK, null, [
      'Ask about Kubernetes Pods, or about what you pasted here',
      '问 Kubernetes Pod 的问题，或者问你在这里贴过的内容',
      '問 Kubernetes Pod 的問題，或者問你在這裡貼過的內容',
    ]),
  );
  ask.addStringOption((option) =>
    show(option, 'question', ['问题', '問題'], ['Your question', '你的问题', '你的問題'])
      .setRequired(true)
      .setMaxLength(1000)
      .setAutocomplete(true),
  );
  const forget = everywhere(
    show(new SlashCommandBuilder(), FORGET, null, [
      'Forget everything stored about your pastes',
      '忘掉你贴过的所有内容',
      '忘掉你貼過的所有內容',
    ]),
  );
  const menu = everywhere(
    new ContextMenuCommandBuilder()
      .setName(EXPLAIN_MENU)
      .setNameLocalizations({ 'zh-CN': '解释这段', 'zh-TW': '解釋這段' })
      .setType(ApplicationCommandType.Message),
  );
  return [explain, ask, forget, settingsCommand(), menu].map((command) => command.toJSON());
}

function settingsCommand(): SlashCommandBuilder {
  const command = show(new SlashCommandBuilder(), SETTINGS, null, [
    'How unpaste behaves on this server',
    'unpaste 在这个服务器上怎么做',
    'unpaste 在這個伺服器上怎麼做',
  ]);
  command
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild);
  command.addChannelOption((option) =>
    show(
      option,
      'channel',
      ['频道', '頻道'],
      [
        'Answer every paste in this channel without a mention; once more: stop that',
        '在这个频道里不用提及就回答每段粘贴；再选一次取消',
        '在這個頻道裡不用提及就回答每段貼上的內容；再選一次取消',
      ],
    ).addChannelTypes(
      ChannelType.GuildText,
      ChannelType.GuildForum,
      ChannelType.PublicThread,
      ChannelType.GuildAnnouncement,
    ),
  );
  command.addStringOption((option) =>
    show(option, 'language', ['语言', '語言'], ['Language of the answers', '回答用的语言', '回答用的語言']).addChoices(
      { name: 'auto', value: 'auto', name_localizations: { 'zh-CN': '跟着提问的人', 'zh-TW': '跟著提問的人' } },
      { name: '中文', value: 'zh' },
      { name: 'English', value: 'en' },
    ),
  );
  command.addBooleanOption((option) => show(option, 'pictures', ['图片', '圖片'], ['Draw pictures', '画图', '畫圖']));
  command.addBooleanOption((option) =>
    show(
      option,
      'model',
      ['改写', '改寫'],
      ['Offer plainer words by a model', '提供模型改写的按钮', '提供模型改寫的按鈕'],
    ),
  );
  command.addRoleOption((option) =>
    show(
      option,
      'role',
      ['身份组', '身分組'],
      [
        'Only members with this role may use unpaste; @everyone: all',
        '只有这个身份组的成员能用 unpaste；选 @everyone 表示所有人',
        '只有這個身分組的成員能用 unpaste；選 @everyone 表示所有人',
      ],
    ),
  );
  return command;
}
