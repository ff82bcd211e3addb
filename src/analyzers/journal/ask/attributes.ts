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

/** What shows a node's own size, by the node that the paste names. */
function nodeCommand({ quotable }: JournalFacts): string {
  const named = quotable.map(({ raw }) => /^\s*Node:\s+([\w.-]+)/.exec(raw)?.[1]).find((name) => name !== undefined);
  return named ? `kubectl describe node ${named}` : 'kubectl describe node';
}

/** What a thing may have that logs seldom tell. */
interface Attribute {
  asked: RegExp;
  /** How a line that tells it would say it. */
  written: RegExp;
  /** What is asked for, where the answer can name it. */
  called?: { zh: string; en: string };
  /** What shows it. */
  command?: (facts: JournalFacts) => string;
  /** Whose paste is meant, where it is not any. */
  of?: (facts: JournalFacts) => boolean;
}

const ofPods = ({ quotable }: JournalFacts): boolean =>
  quotable.some(({ raw }) =>
    /^(?:QoS Class|Controlled By|Containers|Init Containers):|\bkubelet\b|default-scheduler/.test(raw),
  );

const HAS_AMOUNT =
  /多少|多大|几(?:个|G|核)|\bhow (?:much|many|big|large)\b|\bwhat (?:is|are|was)\b|\bsize\b|\bcapacity\b|\btotal\b/;
/** What a Pod asks for or uses is no size of its node. */
const OF_THE_POD =
  /不够|不足|缺|吃紧|几(?:个|台) ?(?:节点|机器)|多少(?:个|台) ?(?:节点|机器)|\bhow many (?:\w+ )?(?:nodes|machines)\b|\b(?:lack\w*|short|enough|insufficient)\b|请求|申请|用了|用掉|占用|占了|容器|pod ?(?:的|要|能|用|占)|\b(?:request\w*|us(?:e|es|ed|ing)|ask\w*|need\w*|limit\w*)\b|\b(?:does|did|was|is|has|may|can) (?:it|the (?:pod|container))\b/;
const amountOf = (subject: string, thing: string): RegExp =>
  new RegExp(`(?!.*(?:${OF_THE_POD.source}))(?=.*(?:${HAS_AMOUNT.source}))(?=.*(?:${subject}))(?=.*(?:${thing}))`, 'i');
/** What the Pod asks of the node is no size of the node. */
const THE_NODE =
  "(?:节点|机器|宿主机|主机|服务器)(?:上|的|总共|一共|本身|有|配|到底|自己|物理|[，, ])*(?:内存|cpu|核|磁盘|硬盘|gpu|显卡|多少|多大|几)|\\b(?:the|that|this|its|each|every|a) (?:\\w+ )?(?:node|machine|host)(?:'s)?\\b(?! (?:for|needs?))";
const NODE_SIZE =
  /\b(?:Capacity|Allocatable|MemTotal)\b|\bavailable: \d+(?:[KMGT]i|%)|node .{0,20}has only|\bthreshold/i;

const ATTRIBUTES: Attribute[] = [
  {
    asked: amountOf(THE_NODE, '内存|\\bmemory\\b|\\bram\\b'),
    written: NODE_SIZE,
    called: { zh: '节点本身有多少内存', en: 'how much memory the node itself has' },
    command: nodeCommand,
    of: ofPods,
  },
  {
    asked: amountOf(THE_NODE, 'cpu|核|\\bcores?\\b'),
    written: NODE_SIZE,
    called: { zh: '节点本身有多少 CPU', en: 'how much CPU the node itself has' },
    command: nodeCommand,
    of: ofPods,
  },
  {
    asked:
      /(?<!退出|状态|错误|返回)(?:代码|源码)(?:里|中|上)?(?:面)?(?:是|的|到底|究竟|具体)*(?:哪|什么地方|什么位置)|(?:哪(?:一)?(?:行|段|处)|什么地方的?)代码|哪(?:一)?个(?:函数|方法|类).{0,8}(?:泄漏|泄露|吃|占|漏)|\bwhere in (?:the |our |my )?(?:code|source|program)\b|\b(?:which|what) (?:line|part|piece|function|method|class)\b.{0,12}\b(?:of (?:the |our )?code|leak\w*)|\bwhich (?:code|function|method|class)\b.{0,20}\b(?:leak\w*|memory)/i,
    written:
      /[\w-]\.(?:java|kt|scala|go|py|rb|rs|ts|tsx|js|mjs|c|cc|cpp|h|cs|php|ex|pl|lua|swift)\b[:(",]|, line \d|\bline \d|^\s*at \S+\(|goroutine \d|#\d+ +0x|\+0x[\da-f]+/im,
    called: {
      zh: '是代码的哪个地方（没有堆栈、文件名和行号）',
      en: 'where in the code it is (no stack trace, no file, no line number)',
    },
  },
  {
    asked:
      /(?:什么|哪种|啥)文件系统|文件系统(?:类型|是什么|是啥)|\b(?:what|which)(?: kind of| type of)? file ?system|\bfile ?system (?:type|is (?:it|on|that))\b/i,
    written:
      /mounted filesystem|with ordered data mode|\bTYPE="|type (?:ext[234]|xfs|btrfs|vfat|ntfs)\b|\bMounting (?:V\d )?Filesystem/i,
    command: (facts) =>
      `lsblk -f ${/\/dev\/[\w/-]+/.exec(facts.quotable.map(({ text }) => text).join(' '))?.[0] ?? ''}`.trim(),
  },
  {
    asked:
      /(?:卷|盘|volume|pvc?).{0,8}(?:现在|目前|还|到底)?(?:挂|附加|attach).{0,6}(?:哪|什么)|\b(?:which|what) node\b.{0,24}\b(?:volume|disk|pvc?)\b.{0,16}\battach|\bwhere is (?:the |that )?(?:volume|disk|pvc?)\b.{0,12}\battach|\b(?:which|what) node (?:has|holds)\b.{0,16}\b(?:volume|disk|pvc?)\b/i,
    written: /(?:already )?(?:used by|attached to) (?:node|instance|pod\(s\)) ?"?[\w.-]+|attachable.*node/i,
    command: (facts) =>
      `kubectl get volumeattachment | grep ${/\bpvc-[\da-f-]{8,}/.exec(facts.quotable.map(({ text }) => text).join(' '))?.[0] ?? 'PVC'}`,
  },
  {
    asked:
      /(?<!能)(?<!可以)(?:用|占|吃)了?多少内存|内存(?:用|占)了?多少|\bhow much (?:memory|ram) (?:is|was|does|did|do)\b.{0,24}\b(?:us(?:e|es|ed|ing)|tak\w+|consum\w+)\b|\bmemory usage of\b/i,
    written: /\brss\b|\busage\b|\bused\b|memory|heap|\d ?[KMG]i?B?\b|内存/i,
    command: memoryCommand,
  },
  { asked: /序列号|\bserial(?: number| no)?\b/i, written: /serial/i },
  { asked: /型号|\bmodel(?: number| name)?\b/i, written: /model|product/i },
  {
    asked: /厂商|品牌|什么牌子|\bvendor\b|\bmanufacturer\b|\bbrand\b/i,
    written: /vendor|manufactur|product|idVendor/i,
  },
  { asked: /温度|多少度|\btemperature\b|\bhow hot\b/i, written: /temp|thermal|°|\bdeg/i },
  { asked: /价格|多少钱|\bprice\b/i, written: /price|[$€¥]|cost/i },
  { asked: /邮箱|\be-?mail\b/i, written: /@|mail/i },
  { asked: /电话|\bphone\b/i, written: /phone|tel\b/i },
  { asked: /带宽|\bbandwidth\b/i, written: /bandwidth|[MG]b(?:ps|\/s|it)/i },
  {
    asked:
      /操作系统(?:是|版本)|什么系统|\bwhich (?:os|distro|operating system)\b|\bwhat (?:os|distro|operating system)\b/i,
    written: /linux|ubuntu|debian|centos|windows|alpine|darwin|el\d/i,
  },
];

/** "What is its serial number?": no line speaks of any such thing, whatever else is told of it. */
export function lacksAttribute(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  for (const { asked, written, called, command, of } of ATTRIBUTES) {
    if (!asked.test(question) || (of && !of(facts))) continue;
    if (facts.quotable.some(({ raw }) => written.test(raw))) return null;
    const run = command ? pick(language, `用这个看：\`${command(facts)}\``, ` To see it: \`${command(facts)}\``) : '';
    const [near] = search(question, facts);
    const nearest =
      command && !called && near && near.coverage >= 0.3
        ? pick(language, `\n最接近的是：${quoted(near.entry)}`, `\nThe nearest is: ${quoted(near.entry)}`)
        : '';
    return refuse(
      facts,
      language,
      `${lacks(called, language)}${run}${nearest}`,
      [nearest === '' ? undefined : near?.entry.at],
      0.76,
    );
  }
  return null;
}

const lacks = (called: Attribute['called'], language: Language): string =>
  called
    ? pick(language, `贴的内容里没有写${called.zh}，看不出来。`, `The paste does not show ${called.en}.`)
    : pick(language, '日志里没有写这一点，看不出来。', 'The log does not say; that is not in it.');

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
