import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js';

export const EXPLAIN = 'explain';
export const ASK = 'ask';
export const FORGET = 'forget';
export const EXPLAIN_MENU = 'Explain';

const CONTEXTS = [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel];
const INSTALLS = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall];

/** Every command unpaste registers, in the form Discord's API takes. */
export function commandDefinitions(): RESTPostAPIApplicationCommandsJSONBody[] {
  return [
    new SlashCommandBuilder()
      .setName(EXPLAIN)
      .setDescription('Explain a paste: embedded C, a log, an article about Pods')
      .setDescriptionLocalizations({
        'zh-CN': '解释粘贴的内容：嵌入式 C 代码、日志、关于 Pod 的文章',
        'zh-TW': '解釋貼上的內容：嵌入式 C 程式碼、日誌、關於 Pod 的文章',
      })
      .addStringOption((option) =>
        option
          .setName('text')
          .setNameLocalizations({ 'zh-CN': '内容', 'zh-TW': '內容' })
          .setDescription('What you want explained')
          .setDescriptionLocalizations({ 'zh-CN': '要解释的内容', 'zh-TW': '要解釋的內容' })
          .setMaxLength(6000),
      )
      .addAttachmentOption((option) =>
        option
          .setName('file')
          .setNameLocalizations({ 'zh-CN': '文件', 'zh-TW': '檔案' })
          .setDescription('A text file with it')
          .setDescriptionLocalizations({ 'zh-CN': '放着内容的文本文件', 'zh-TW': '放著內容的文字檔' }),
      )
      .setContexts(CONTEXTS)
      .setIntegrationTypes(INSTALLS)
      .toJSON(),
    new SlashCommandBuilder()
      .setName(ASK)
      .setDescription('Ask about Kubernetes Pods, or about what was pasted here')
      .setDescriptionLocalizations({
        'zh-CN': '问 Kubernetes Pod 的问题，或者问这里贴过的内容',
        'zh-TW': '問 Kubernetes Pod 的問題，或者問這裡貼過的內容',
      })
      .addStringOption((option) =>
        option
          .setName('question')
          .setNameLocalizations({ 'zh-CN': '问题', 'zh-TW': '問題' })
          .setDescription('Your question')
          .setDescriptionLocalizations({ 'zh-CN': '你的问题', 'zh-TW': '你的問題' })
          .setRequired(true)
          .setMaxLength(1000),
      )
      .setContexts(CONTEXTS)
      .setIntegrationTypes(INSTALLS)
      .toJSON(),
    new SlashCommandBuilder()
      .setName(FORGET)
      .setDescription('Forget everything stored about your pastes')
      .setDescriptionLocalizations({ 'zh-CN': '忘掉你贴过的所有内容', 'zh-TW': '忘掉你貼過的所有內容' })
      .setContexts(CONTEXTS)
      .setIntegrationTypes(INSTALLS)
      .toJSON(),
    new ContextMenuCommandBuilder()
      .setName(EXPLAIN_MENU)
      .setNameLocalizations({ 'zh-CN': '解释这段', 'zh-TW': '解釋這段' })
      .setType(ApplicationCommandType.Message)
      .setContexts(CONTEXTS)
      .setIntegrationTypes(INSTALLS)
      .toJSON(),
  ];
}
