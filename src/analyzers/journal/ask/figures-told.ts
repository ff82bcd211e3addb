import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';
import { type Selection, selected } from './selected.ts';

/** What is counted or measured. */
type Kind = 'count' | 'bytes' | 'percent' | 'time';

/** A figure of an entry and the words beside it that say what it is. */
interface Told {
  entry: EntryFact;
  value: number;
  kind: Kind;
  raw: string;
  label: string;
  /** The word right behind it: `19 rejected`, and the one right before it: `rejected: 19`. */
  noun: string;
  lead: string;
}

const FIGURE =
  /(?<![\w.:/#@-])(\d[\d,]*(?:\.\d+)?) ?(%|[KMGT]i?B?|[kmgt]B|bytes|ms|s|secs?|seconds|min|minutes|h|hours)?(?![\w/@]|[.:-]\d)/g;
const DELIMITER = /[,;()，；（）。]|\.\s|\s-\s|\s\|\s/;
const IN_BYTES: Record<string, number> = { k: 1, m: 2, g: 3, t: 4 };

function kindOf(unit: string): Kind {
  if (unit === '') return 'count';
  if (unit === '%') return 'percent';
  return /^(?:[KMGT]i?B?|[kmgt]B|bytes)$/.test(unit) ? 'bytes' : 'time';
}

const bytesOf = (value: number, unit: string): number =>
  value * (/i/.test(unit) || unit === 'kB' ? 1024 : 1000) ** (IN_BYTES[unit[0]?.toLowerCase() ?? ''] ?? 0);

/** The figures of an entry's clauses; each is called by the words of its clause up to the figures around it. */
function figuresOf(entry: EntryFact): Told[] {
  return entry.text
    .slice(0, 2_000)
    .split(DELIMITER)
    .flatMap((clause) => {
      // A key with its value is a clause of its own: `used: limits.memory=14Gi`.
      const found = [...clause.replace(/=(?=\d)/g, ' = ').matchAll(FIGURE)];
      const text = clause.replace(/=(?=\d)/g, ' = ');
      return found.map((match, index): Told => {
        const unit = match[2] ?? '';
        const before = found[index - 1];
        const from = before ? before.index + before[0].length : 0;
        const behind = text.slice(match.index + match[0].length, found[index + 1]?.index ?? text.length);
        const value = Number(match[1]!.replaceAll(',', ''));
        return {
          entry,
          value: kindOf(unit) === 'bytes' ? bytesOf(value, unit) : value,
          kind: kindOf(unit),
          raw: match[0].trim(),
          label: `${text.slice(from, match.index)} ${behind}`,
          noun: /^\s*([a-z][\w-]*|\p{Script=Han}{1,6})/iu.exec(behind)?.[1]?.toLowerCase() ?? '',
          lead:
            /([a-z][\w-]*|\p{Script=Han}{1,6})["']?\s*[:=：]?\s*$/iu
              .exec(text.slice(from, match.index))?.[1]
              ?.toLowerCase() ?? '',
        };
      });
    });
}

/** Words that tell two figures of one thing apart. */
const QUALIFIERS: [asked: RegExp, label: RegExp][] = [
  [/一共|总共|总计|总量|共有|总大小|多大|\btotals?\b|\baltogether\b|\bsize\b|\bhow (?:big|large)\b/i, /\btotal\b|总/i],
  [
    /剩|空闲|可用|还有多少|\bfree\b|\bleft\b|\bavailable\b|\bremain\w*/i,
    /\b(?:free|avail\w*|remain\w*|left)\b|剩|空闲/i,
  ],
  [/用了|已用|占了?|\bused?\b|\busing\b|\busage\b/i, /\b(?:used?|using|usage|in use)\b|已用/i],
  [
    /上限|限额|配额|最多|\blimit\w*|\bquota\b|\bmax\w*|\ballowed\b/i,
    /\b(?:limited|limit|max\w*|hard|quota|of)\b|上限/i,
  ],
  [
    /请求|申请|要了?多少|需要|想要|\brequest\w*|\bwant\w*|\bask\w*|\bneed\w*/i,
    /\b(?:requested|request|wants?|needs?|required)\b|需要/i,
  ],
  [
    /失败|没成功|没过|挂了|出错|\bfail\w*|\berrors?\b|\bunsuccessful/i,
    /\b(?:fail\w*|errors?|unsuccessful|errored)\b|失败/i,
  ],
  [/(?<!没)成功|通过|\bpass\w*|\bsucce\w*/i, /\b(?:passed|passing|ok|succe\w*|good)\b|成功|通过/i],
  [/跳过|\bskip\w*/i, /\bskip\w*|跳过/i],
  [/被?拒|退回|\breject\w*/i, /\breject\w*|拒/i],
  [/重复|\bduplicat\w*/i, /\bduplicat\w*|重复/i],
  [/删|清理|\bdelet\w*|\bremov\w*|\bpurg\w*|\bprun\w*/i, /\b(?:delet|remov|purg|prun)\w*|删/i],
  [/释放|腾出?|\bfreed\b|\breclaim\w*/i, /\b(?:freed|reclaim\w*)\b|释放/i],
  [/等(?:着|待)|排队|\bwaiting\b|\bqueued\b|\bpending\b/i, /\b(?:waiting|queued|pending)\b|等待|排队/i],
  [/空闲|\bidle\b/i, /\bidle\b|空闲/i],
  [/活动|活跃|在用|\bactive\b|\bbusy\b/i, /\b(?:active|busy)\b|活动/i],
  [/新增|新建|创建|添加|\badded\b|\bnew\b/i, /\b(?:to add|added|new|created)\b|新增/i],
  [/更新|改了|\bupdated\b|\bchanged\b/i, /\b(?:updated|changed|modified)\b|更新/i],
];

/** Chinese measure words by what logs count so. */
const MEASURES: [asked: RegExp, noun: RegExp][] = [
  [/[几多]少?行/, /^(?:rows?|lines?|records?)$/],
  [/[几多]少?[条笔]|多少记录/, /^(?:rows?|records?|messages?|items?|entries|docs?|documents|events?|orders?|lines?)$/],
  [/[几多]少?个?文件/, /^files?$/],
  [/[几多]少?个?(?:测试|用例)/, /^(?:tests?|specs?|passed|failed|total|skipped)$/],
  [/[几多]少?个?包/, /^packages?$/],
  [/[几多]少?个?用户/, /^users?$/],
];

const SIZE =
  /多大|大小|容量|空间|内存|交换|体积|占用?(?:了)?多少|\bhow (?:big|large)\b|\bsize\b|\bmemory\b|\bswap\b|\bspace\b/i;
/** What holds files, and is no file itself. */
export const OF_STORAGE =
  /文件系统|(?<!交换)分区|磁盘|硬盘|盘|\b(?:filesystem|file system|partition|disk|volume|drive)s?\b/i;
/** Whether an entry tells of what holds files, or of how much fits in. */
export const tellsOfStorage = ({ text, raw }: EntryFact): boolean =>
  OF_STORAGE.test(text) || /^\/dev\/|size ?limit|capacity|storage/i.test(raw);
const PERCENT = /百分|比例|几成|\bper ?cent|\bratio\b|%/i;
const OTHERWISE =
  /多少次|几次|多少钱|几点|第几|哪[几个]|重启|端口|退出码|状态码|错误码|行号|版本|\bhow often\b|\bhow many times\b|\bnumber\b|\bcode\b|\bport\b|\bversion\b|\bwhich\b|\bpid\b/i;

/** Figures that an answer lists at most. */
const LIMIT_LISTED = 4;

/**
 * "How many rows were rejected", "交换分区一共多大": the figure that stands beside what the question names, told apart from others
 * of its kind by its qualifier. Null where the question says more than was understood, or nothing stands out.
 */
export function aboutFigure(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  const size = SIZE.test(question);
  if (asked.yesNo && !asked.count) return null;
  if (!(asked.count || size || /\bhow much\b/i.test(question)) || asked.else || asked.when || asked.average)
    return null;
  if (/是多少\s*[?？]?$/.test(question) && !size) return null;
  if (asked.howLong || asked.distinct || asked.most || asked.least || asked.difference || OTHERWISE.test(question))
    return null;
  const kind: Kind = PERCENT.test(question) ? 'percent' : size || /\bhow much\b/i.test(question) ? 'bytes' : 'count';
  const measure = MEASURES.find(([words]) => words.test(question))?.[1];
  // A sum of several is not called a total by each of them.
  const wanted = QUALIFIERS.filter(
    ([words], index) => words.test(question) && !(index === 0 && kind === 'count' && asked.sum),
  ).map(([, label]) => label);
  const plain = QUALIFIERS.reduce((text, [words]) => text.replace(new RegExp(words.source, 'gi'), ' '), question)
    .replace(
      /[几多]少?(?:[行条笔个]|记录)|\bhow (?:much|many|big|large)\b|还有|还能|现在|目前|当时|\bstill\b|\bnow\b/gi,
      ' ',
    )
    .replace(/多大|大小|容量|\bsize\b/gi, ' ');
  const named = selected(plain, facts);
  if (named.left) return null;
  // What was written to a file system tells nothing of how large that is.
  const ofStorage = size && OF_STORAGE.test(question);
  const pool = (named.conditions > 0 ? named.entries : facts.quotable)
    .filter((entry) => !ofStorage || tellsOfStorage(entry))
    .flatMap(figuresOf);
  const own = pool.filter((figure) => figure.kind === kind && speaksOf(figure, named, measure, wanted, question));
  // "How many of the vulnerabilities are high": the word that tells them apart stands beside the smaller figure.
  const part = PART_OF.exec(question);
  const apart = (part?.[1] ?? part?.[2])?.toLowerCase();
  const parts = apart === undefined ? [] : pool.filter(({ noun, lead }) => noun === apart || lead === apart);
  if (parts.length > 0) return told(parts, asked.sum, facts, language);
  const scored = own.map((figure) => ({ figure, score: scoreOf(figure, wanted) }));
  const top = Math.max(...scored.map(({ score }) => score), 0);
  const best = atTheEnd(
    scored.filter(({ score }) => score === top).map(({ figure }) => figure),
    question,
    facts,
  );
  if (best.length === 0) return room(question, pool, kind, facts, language);
  return best.length > 0 && (wanted.length === 0 || top > 0) ? told(best, asked.sum, facts, language) : null;
}

const PART_OF =
  /\bhow many of (?:the |these |those )?[a-z ]+? (?:are|were|is|was|have|had|got) (?:rated |marked |of )?([a-z]+)\b|(?:里|中|当中)(?:面)?(?:有(?:几|多少)个(?:是)?|是?)\s*([a-z]{3,})/i;

/** A number behind one of these is no count. */
const IS_A_NAME =
  /^(?:port|pid|uid|gid|line|code|status|id|version|session|sector|process|thread|job|run|build|step|attempt|number|no|error|errno|signal|cpu|core|disk|node|shard|partition|worker|v)$/;

const AT_THE_END = /现在|后来|最后|目前|当前|\b(?:now|later|currently|at the end|in the end|finally)\b/i;

/** "Later", "now": of what is logged again and again the last figure. */
function atTheEnd(best: Told[], question: string, facts: JournalFacts): Told[] {
  const [first] = best;
  if (!first || !AT_THE_END.test(question) || first.lead === '') return best;
  const last = facts.quotable
    .flatMap(figuresOf)
    .findLast(({ lead, kind, noun }) => lead === first.lead && kind === first.kind && noun === first.noun);
  return last ? [last] : best;
}

/** Whether the figure's own words name the thing that is counted. */
function speaksOf(
  { label, noun, lead, entry, kind }: Told,
  named: Selection,
  measure: RegExp | undefined,
  wanted: readonly RegExp[],
  question: string,
): boolean {
  if (measure && !measure.test(noun) && !wanted.some((qualifier) => qualifier.test(noun))) return false;
  if (kind === 'count' && IS_A_NAME.test(lead)) return false;
  // What is counted stands right beside its number, what is measured somewhere in its clause.
  const beside = kind === 'count' ? `${lead} ${noun}` : label;
  const own: EntryFact = { ...entry, text: beside, raw: beside, program: null };
  const called = named.tests.some((test) => test(own)) || wanted.some((qualifier) => qualifier.test(beside));
  // "How many rows": the noun behind "how many" is the one that is counted.
  const counted = /\bhow many (?:of the )?([a-z]+)/i.exec(question)?.[1]?.toLowerCase();
  const ofNoun =
    counted === undefined ||
    wanted.some((qualifier) => qualifier.test(lead)) ||
    beside.toLowerCase().includes(counted.replace(/s$/, ''));
  return measure ? measure.test(noun) || called : called && (ofNoun || wanted.some((one) => one.test(noun)));
}

/** A qualifier that is asked for speaks for a figure, one that is not against it. */
function scoreOf({ label }: Told, wanted: readonly RegExp[]): number {
  return QUALIFIERS.reduce((sum, [, qualifier]) => {
    const holds = qualifier.test(label);
    if (wanted.includes(qualifier)) return sum + (holds ? 2 : 0);
    return sum - (holds ? 1 : 0);
  }, 0);
}

function told(best: Told[], sum: boolean, facts: JournalFacts, language: Language): AnswerAbout | null {
  const values = [...new Map(best.map((figure) => [`${figure.raw} ${figure.label}`, figure])).values()];
  const [first] = values;
  if (!first || values.length > LIMIT_LISTED) return null;
  if (new Set(values.map(({ value }) => value)).size === 1)
    return reply(
      facts,
      `${first.raw}${inGibibytes(first)}${pick(language, '：', ': ')}${quoted(first.entry)}`,
      [first.entry.at],
      0.9,
    );
  const [noun] = new Set(values.map((figure) => figure.noun));
  const alike = values.every((figure) => figure.noun === noun && (noun !== '' || figure.lead === first.lead));
  if (
    sum &&
    alike &&
    (noun !== '' || first.kind === 'bytes') &&
    (first.kind === 'count' || first.kind === 'bytes') &&
    new Set(values.map(({ entry }) => entry.at)).size === values.length
  ) {
    const total = values.reduce((all, { value }) => all + value, 0);
    return reply(
      facts,
      `${total}${pick(language, '：', ': ')}${values.map(({ raw }) => raw).join(' + ')}\n${values.map(({ entry }) => `- ${quoted(entry, 180)}`).join('\n')}`,
      values.map(({ entry }) => entry.at),
      0.89,
    );
  }
  // Several of one entry that nothing tells apart: which is meant is not clear.
  if (sum || new Set(values.map(({ entry }) => entry.at)).size < values.length) return null;
  return reply(
    facts,
    values
      .map((figure) => `- ${figure.raw}${inGibibytes(figure)}${pick(language, '：', ': ')}${quoted(figure.entry, 180)}`)
      .join('\n'),
    values.map(({ entry }) => entry.at),
    0.86,
  );
}

/** The kernel counts in kB; people in MiB and GiB. */
function inGibibytes({ raw, value, kind }: Told): string {
  if (kind !== 'bytes' || !/kB$/.test(raw) || value < 1024 ** 2) return '';
  return value >= 1024 ** 3
    ? ` (${Number((value / 1024 ** 3).toFixed(1))} GiB)`
    : ` (${Number((value / 1024 ** 2).toFixed(1))} MiB)`;
}

const FREE = QUALIFIERS[1]![0];
const USED = /\b(?:used|in use|usage|using)\b/i;
const CAP = /\b(?:limited|limit|total|max\w*|capacity|hard)\b/i;
const RESOURCE = /([a-z]+(?:\.[a-z]+)+)\s*=\s*$/i;

/** "How much is still free" where only what is used and the most there may be are told. */
function room(
  question: string,
  pool: readonly Told[],
  kind: Kind,
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!FREE.test(question)) return null;
  const entry = pool.find(({ label }) => USED.test(label))?.entry;
  const own = pool.filter((figure) => figure.entry === entry && (figure.kind === kind || kind !== 'percent'));
  const used = own.filter(({ label }) => USED.test(label));
  const caps = own.filter(({ label }) => CAP.test(label) && !USED.test(label));
  const [one] = used;
  const [cap] = caps;
  if (!entry || used.length !== 1 || caps.length !== 1 || !one || !cap || one.kind !== cap.kind) return null;
  const unit = /[A-Za-z]+$/.exec(cap.raw)?.[0] ?? '';
  const [a, b] = [one, cap].map(
    (figure) => RESOURCE.exec(figure.label.trim() === '' ? '' : figure.label.trimEnd())?.[1],
  );
  if (a !== b || unit !== (/[A-Za-z]+$/.exec(one.raw)?.[0] ?? '') || cap.value < one.value) return null;
  const left = Number.parseFloat(cap.raw.replaceAll(',', '')) - Number.parseFloat(one.raw.replaceAll(',', ''));
  return reply(
    facts,
    `${Number(left.toFixed(2))}${unit}${pick(language, `（上限 ${cap.raw}，已用 ${one.raw}）：`, ` (${one.raw} of ${cap.raw} is used): `)}${quoted(entry, 300)}`,
    [entry.at],
    0.9,
  );
}
