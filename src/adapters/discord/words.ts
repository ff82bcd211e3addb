import type { FileProblem } from './intake.ts';

/** The asker's language as Discord knows it; not every compatible server does. */
export const localeOf = (interaction: { locale?: string }): 'zh' | 'en' =>
  interaction.locale?.startsWith('zh') ? 'zh' : 'en';

/** Whether Discord speaks Traditional Chinese to the asker; it has one such locale. */
export const readsTraditional = (interaction: { locale?: string }): boolean => interaction.locale === 'zh-TW';

type Words = { zh: string; en: string };

/** Everything the Discord door says in its own name. */
export const SAY = {
  nothingGiven: {
    zh: '把内容写进 text，或者附上一个文本文件。',
    en: 'Put the paste into text, or attach a text file.',
  },
  nothingThere: {
    zh: '这条消息里没有文字，也没有文本文件。',
    en: 'That message holds no text and no text file.',
  },
  forgotten: { zh: '好了，你贴过的内容我都忘掉了。', en: 'Done. Everything your pastes left here is forgotten.' },
  gone: {
    zh: '这条回答的内容我已经不记得了（过了保存期，或者用过 /forget）。重新贴一次就好。',
    en: 'I no longer remember what this answer was about (it is past the retention time, or /forget was used). Paste it again.',
  },
  notYours: { zh: '只有提问的人和管理消息的人能删掉它。', en: 'Only the asker and moderators can remove it.' },
  tooMany: {
    zh: '这一分钟贴得有点多，我先歇一下，过一分钟再来。',
    en: 'That is a lot of pastes for one minute. Give me a minute, then go on.',
  },
  notAllowed: {
    zh: '这个服务器只让部分成员使用 unpaste。',
    en: 'This server lets only some of its members use unpaste.',
  },
  gaveUp: {
    zh: '这段内容分析得太久，我停下来了。贴短一点、只留关键的部分再试试。',
    en: 'This paste took too long to analyse, so I stopped. Try a shorter one with only the part that matters.',
  },
  failed: {
    zh: '分析时出了错，是 unpaste 自己的问题。换一段再试，或者稍后再来。',
    en: 'The analysis failed, and that is a fault in unpaste. Try another excerpt, or come back later.',
  },
  unseen: {
    zh: '那条消息的内容我看不到（没有开 Message Content intent）。在那条消息上点右键 → 应用 → “解释这段”。',
    en: 'I cannot see what that message says (the Message Content intent is off). Right-click it, Apps, “Explain”.',
  },
  whole: { zh: '…（完整的回答在附件里）', en: '… (the whole answer is attached)' },
  more: { zh: '细节', en: 'Details' },
  next: { zh: '下一部分', en: 'Next part' },
  other: { zh: 'In English', en: '中文' },
  remove: { zh: '删除', en: 'Remove' },
  pasteTitle: { zh: '要解释什么？', en: 'What shall I explain?' },
  pasteLabel: { zh: '内容', en: 'The paste' },
  pasteHint: { zh: '代码、日志，或者关于 Pod 的问题', en: 'Code, a log, or a question about Pods' },
  filesLabel: { zh: '文件', en: 'Files' },
  whatIf: { zh: '如果……', en: 'What if …' },
  plainer: { zh: '说得更好懂', en: 'Plainer words' },
  whatIfTitle: { zh: '如果输入变了会怎样？', en: 'What if an input changes?' },
  whatIfPin: { zh: '哪个引脚', en: 'Which pin' },
  whatIfLevel: { zh: '变成什么电平', en: 'To which level' },
  whatIfTime: { zh: '多少毫秒之后', en: 'After how many milliseconds' },
  whatIfBack: { zh: '多久之后恢复（毫秒，可不填）', en: 'Back again after (ms, may stay empty)' },
  low: { zh: '低电平（0）', en: 'Low (0)' },
  high: { zh: '高电平（1）', en: 'High (1)' },
  notATime: { zh: '时间要写成毫秒数，比如 200。', en: 'Give the time as a number of milliseconds, such as 200.' },
  pasteGone: {
    zh: '原来那段代码我已经读不到了。重新贴一次就好。',
    en: 'I can no longer read the code that was pasted. Paste it again.',
  },
  noDifference: {
    zh: '没有区别：程序不读这个引脚，或者读了也照样运行。',
    en: 'No difference: the program does not read that pin, or runs on the same.',
  },
  modelOff: { zh: '这里没有开改写。', en: 'Plainer words are off here.' },
  saved: { zh: '已保存。', en: 'Saved.' },
} satisfies Record<string, Words>;

const UNREAD: Record<FileProblem, Words> = {
  'too-large': {
    zh: '太大了，没有读（单个文件最多 8 MiB，解压后最多 32 MiB）',
    en: 'is too large and was not read (8 MiB a file, 32 MiB once unpacked)',
  },
  'too-many': { zh: '没有读：一次最多 5 个文件', en: 'was not read: five files at a time' },
  unreachable: { zh: '取不到', en: 'could not be fetched' },
  'not-text': { zh: '里面没有文本', en: 'holds no text' },
  damaged: { zh: '损坏了，打不开', en: 'is damaged and cannot be opened' },
};

/** A small line for each file that was not read. */
export function sayUnread(unread: { name: string; why: FileProblem }[], language: 'zh' | 'en'): string {
  return unread
    .map(({ name, why }) => `-# \`${name.replaceAll('`', "'").slice(0, 80)}\` ${UNREAD[why][language]}`)
    .join('\n');
}
