import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { quoted, refuse, reply } from './reply.ts';
import { search } from './search.ts';

/** What shows the memory that something takes, by who runs it. */
function memoryCommand({ quotable, units }: JournalFacts): string {
  const programs = quotable.map(({ program, raw }) => `${program ?? ''} ${raw.slice(0, 80)}`).join(' ');
  if (/\bkube|\bpod\b/i.test(programs)) return 'kubectl top pod --containers';
  if (/\bdocker|\bcontainer/i.test(programs)) return 'docker stats --no-stream';
  return units[0] ? `systemctl show -p MemoryCurrent,MemoryPeak ${units[0]}` : 'ps -eo rss,comm --sort=-rss | head';
}

/** What a thing may have that logs seldom tell: how it is asked for, how a line that tells it would say it, and what shows it. */
const ATTRIBUTES: [asked: RegExp, written: RegExp, command?: (facts: JournalFacts) => string][] = [
  [
    /(?:什么|哪种|啥)文件系统|文件系统(?:类型|是什么|是啥)|\b(?:what|which)(?: kind of| type of)? file ?system|\bfile ?system (?:type|is (?:it|on|that))\b/i,
    /mounted filesystem|with ordered data mode|\bTYPE="|type (?:ext[234]|xfs|btrfs|vfat|ntfs)\b|\bMounting (?:V\d )?Filesystem/i,
    (facts) => `lsblk -f ${/\/dev\/[\w/-]+/.exec(facts.quotable.map(({ text }) => text).join(' '))?.[0] ?? ''}`.trim(),
  ],
  [
    /(?:卷|盘|volume|pvc?).{0,8}(?:现在|目前|还|到底)?(?:挂|附加|attach).{0,6}(?:哪|什么)|\b(?:which|what) node\b.{0,24}\b(?:volume|disk|pvc?)\b.{0,16}\battach|\bwhere is (?:the |that )?(?:volume|disk|pvc?)\b.{0,12}\battach|\b(?:which|what) node (?:has|holds)\b.{0,16}\b(?:volume|disk|pvc?)\b/i,
    /(?:already )?(?:used by|attached to) (?:node|instance|pod\(s\)) ?"?[\w.-]+|attachable.*node/i,
    (facts) =>
      `kubectl get volumeattachment | grep ${/\bpvc-[\da-f-]{8,}/.exec(facts.quotable.map(({ text }) => text).join(' '))?.[0] ?? 'PVC'}`,
  ],
  [
    /(?<!能)(?<!可以)(?:用|占|吃)了?多少内存|内存(?:用|占)了?多少|\bhow much (?:memory|ram) (?:is|was|does|did|do)\b.{0,24}\b(?:us(?:e|es|ed|ing)|tak\w+|consum\w+)\b|\bmemory usage of\b/i,
    /\brss\b|\busage\b|\bused\b|memory|heap|\d ?[KMG]i?B?\b|内存/i,
    memoryCommand,
  ],
  [/序列号|\bserial(?: number| no)?\b/i, /serial/i],
  [/型号|\bmodel(?: number| name)?\b/i, /model|product/i],
  [/厂商|品牌|什么牌子|\bvendor\b|\bmanufacturer\b|\bbrand\b/i, /vendor|manufactur|product|idVendor/i],
  [/温度|多少度|\btemperature\b|\bhow hot\b/i, /temp|thermal|°|\bdeg/i],
  [/价格|多少钱|\bprice\b/i, /price|[$€¥]|cost/i],
  [/邮箱|\be-?mail\b/i, /@|mail/i],
  [/电话|\bphone\b/i, /phone|tel\b/i],
  [/带宽|\bbandwidth\b/i, /bandwidth|[MG]b(?:ps|\/s|it)/i],
  [
    /操作系统(?:是|版本)|什么系统|\bwhich (?:os|distro|operating system)\b|\bwhat (?:os|distro|operating system)\b/i,
    /linux|ubuntu|debian|centos|windows|alpine|darwin|el\d/i,
  ],
];

/** "What is its serial number?": no line speaks of any such thing, whatever else is told of it. */
export function lacksAttribute(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  for (const [asked, written, command] of ATTRIBUTES) {
    if (!asked.test(question)) continue;
    if (facts.quotable.some(({ raw }) => written.test(raw))) return null;
    const run = command ? pick(language, `用这个看：\`${command(facts)}\``, ` To see it: \`${command(facts)}\``) : '';
    const [near] = search(question, facts);
    const nearest =
      command && near && near.coverage >= 0.3
        ? pick(language, `\n最接近的是：${quoted(near.entry)}`, `\nThe nearest is: ${quoted(near.entry)}`)
        : '';
    return refuse(
      facts,
      language,
      `${language === 'zh' ? '日志里没有写这一点，看不出来。' : 'The log does not say; that is not in it.'}${run}${nearest}`,
      [nearest === '' ? undefined : near?.entry.at],
      0.76,
    );
  }
  return null;
}

const WANTED_BY_OTHERS = /\bpeer\b|requires?|wants?|needs?|depends/i;

/** "Which version of react is it": the `react@19.0.0` of a line, sooner one that has it than one that wants another. */
export function aboutVersionOf(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!/版本|\bversions?\b/i.test(question) || /为什么|\bwhy\b|升级|\bupgrade/i.test(question)) return null;
  const names = (question.match(/[A-Za-z][\w.-]{2,40}/g) ?? []).filter(
    (name) => !/^(?:version|versions|which|what|installed|does|the|use[ds]?)$/i.test(name),
  );
  const found = names.flatMap((name) =>
    facts.quotable.flatMap((entry) => {
      const value = new RegExp(
        `(?<![\\w/-])${name.replace(/[.]/g, '\\.')}@["^~v=]*(\\d+(?:\\.\\d+)*[\\w.-]*)`,
        'i',
      ).exec(entry.raw)?.[1];
      return value ? [{ entry, value }] : [];
    }),
  );
  const own = found.find(({ entry }) => !WANTED_BY_OTHERS.test(entry.text)) ?? found[0];
  return own
    ? reply(facts, `${inline(own.value)}${language === 'zh' ? '：' : ': '}${quoted(own.entry)}`, [own.entry.at], 0.88)
    : null;
}
