import { figuresIn } from '../../../asking/figures.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { tellsOfFailure } from './failing.ts';
import { quoted, reply } from './reply.ts';
import { selected } from './selected.ts';
import { contentWords } from './topics.ts';
import { holdsWord } from './whether.ts';

/** Opposites that logs write down. */
const OPPOSITES: [asked: RegExp, written: RegExp, zh: string, en: string][] = [
  [/全量|\bfull\b/i, /\bfull\b|全量/i, '全量', 'full'],
  [/增量|\bincremental\b/i, /\bincremental\b|增量/i, '增量', 'incremental'],
  [/读|\bread(?:s|ing)?\b/i, /\bread(?:ing)?\b|读/i, '读', 'reading'],
  [/写|\bwrit\w+/i, /\bwrit(?:e|ing|ten)\b|写/i, '写', 'writing'],
  [/上传|\bupload\w*/i, /\bupload\w*|上传/i, '上传', 'uploading'],
  [/下载|\bdownload\w*/i, /\bdownload\w*|下载/i, '下载', 'downloading'],
  [/\btcp\b/i, /\btcp\b/i, 'TCP', 'TCP'],
  [/\budp\b/i, /\budp\b/i, 'UDP', 'UDP'],
  [/\bipv4\b/i, /\bipv4\b|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/i, 'IPv4', 'IPv4'],
  [/\bipv6\b/i, /\bipv6\b|[\da-f]{1,4}:[\da-f]{0,4}:[\da-f:]{2,}/i, 'IPv6', 'IPv6'],
  [/入站|\binbound\b|\bincoming\b/i, /\binbound\b|\bincoming\b/i, '入站', 'inbound'],
  [/出站|\boutbound\b|\boutgoing\b/i, /\boutbound\b|\boutgoing\b/i, '出站', 'outbound'],
  [/自动|\bautomatic\w*/i, /\bautomatic\w*|\bauto\b|自动/i, '自动', 'automatic'],
  [/手动|手工|\bmanual\w*/i, /\bmanual\w*|手动/i, '手动', 'manual'],
  [/内存|\bmemory\b|\bram\b/i, /\bmemory\b|\boom\b|\bMemoryPressure\b|内存/i, '内存', 'memory'],
  [
    /磁盘|硬盘|存储|空间|\bdisk\b|\bstorage\b/i,
    /\bephemeral-storage\b|\b(?:node|image)fs\b|\bdisk\b|\bDiskPressure\b|no space left|磁盘|硬盘/i,
    '磁盘',
    'disk space',
  ],
  [/用户态|\buser ?(?:space|mode)/i, /\buser ?(?:space|mode)/i, '用户态', 'user space'],
];

const ALTERNATIVES = /^(.{1,60}?)(?:，|,)?\s*(?:还是|抑或|或者是|\bor\b)\s*(.{1,60})$/iu;
const WENT_WRONG = /失败|出错|坏|报错|挂|断|\bfail\w*|\berror|\bbroke\b|\bbad\b/i;

/** "Full or incremental", "读的时候还是写的时候": of two opposites the one that the log writes, where it writes only that. */
export function aboutOpposites(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const halves = ALTERNATIVES.exec(question)?.slice(1);
  if (!halves) return null;
  const [one, other] = halves.map((half) => OPPOSITES.find(([asked]) => asked.test(half)));
  if (!one || !other || one === other) return null;
  const bad = new Set(
    facts.labels.flatMap(({ at, role }) => (/^(?:cause|symptom|consequence)$/.test(role) ? [at] : [])),
  );
  const failed = facts.quotable.filter((entry) => bad.has(entry.at) || tellsOfFailure(entry.text));
  const pool = WENT_WRONG.test(question) && failed.length > 0 ? failed : facts.quotable;
  // The words of functions and flags say nothing of what was done.
  const plain = ({ text }: EntryFact): string => text.replace(/\b\w+_\w+\b|"[^"]*\+0x[^"]*"/g, ' ');
  const found = [one, other].map(([, written]) => pool.find((entry) => written.test(plain(entry))));
  const [left, right] = found;
  if (!left === !right) return null;
  const entry = (left ?? right)!;
  const [, , zh, en] = left ? one : other;
  return reply(facts, `${pick(language, `${zh}：`, `${en}: `)}${quoted(entry, 260)}`, [entry.at], 0.89);
}

const MEASURED: [asked: RegExp, kind: 'time' | 'bytes'][] = [
  [/更?(?:久|慢|快)|耗时|时间|\b(?:longer|slower|faster|quicker|shorter)\b|\btook\b/i, 'time'],
  [/更?大|更?小|占|\b(?:bigger|larger|smaller)\b/i, 'bytes'],
];
const LESS = /更?(?:快|小|短|少)|\b(?:faster|quicker|shorter|smaller|less)\b/i;
const WHICH_OF_TWO = /哪|谁|更|\bwhich\b|\bwho\b|\b\w+er\b/i;

/** "Which took longer to fetch, orders or customers": two named things, each with one figure of that kind. */
export function aboutTheTwo(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const match = /([\w./-]+)\s*(?:和|跟|与|还是|\bor\b|\band\b|,|，)\s*([\w./-]+)/iu.exec(question);
  const kind = MEASURED.find(([asked]) => asked.test(question))?.[1];
  if (!match || !kind || !WHICH_OF_TWO.test(question)) return null;
  const names = [match[1]!, match[2]!].map((name) => name.toLowerCase());
  if (!names.every((name) => facts.quotable.some(({ text }) => holdsWord(text, name)))) return null;
  const rest = question
    .replace(match[0], ' ')
    .replace(/\b(?:took|take|longer|slower|faster|bigger|larger|smaller|shorter)\b/gi, ' ');
  const words = contentWords(rest);
  const told = names.map((name) => {
    const own = facts.quotable.filter(({ text }) => holdsWord(text, name));
    const named = own.filter(({ text }) =>
      words.every((word) => text.toLowerCase().includes(word.replace(/(?:ing|ed|es|e|s)$/, ''))),
    );
    const figures = (named.length > 0 ? named : own).flatMap((entry) =>
      figuresIn(entry.text)
        .filter((figure) => figure.kind === kind)
        .map((figure) => ({ entry, figure })),
    );
    return figures.length === 1 ? figures[0] : undefined;
  });
  const [one, two] = told;
  if (!one || !two || one.entry === two.entry) return null;
  if (one.figure.value === two.figure.value)
    return reply(
      facts,
      pick(language, `一样，都是 ${one.figure.raw.trim()}。`, `The same: ${one.figure.raw.trim()}.`),
      [one.entry.at, two.entry.at],
      0.88,
    );
  const first = one.figure.value > two.figure.value !== LESS.test(question);
  const [name, other] = first ? [match[1]!, match[2]!] : [match[2]!, match[1]!];
  const [winner, loser] = first ? [one, two] : [two, one];
  return reply(
    facts,
    pick(
      language,
      `${name}：${winner.figure.raw.trim()}，${other} 是 ${loser.figure.raw.trim()}。\n- ${quoted(one.entry)}\n- ${quoted(two.entry)}`,
      `${name}: ${winner.figure.raw.trim()}, against ${loser.figure.raw.trim()} for ${other}.\n- ${quoted(one.entry)}\n- ${quoted(two.entry)}`,
    ),
    [one.entry.at, two.entry.at],
    0.9,
  );
}

const WHICH_THING =
  /^(?:那|所以)?哪(?:一?[个张台份项条种]|些)|^(?:so |and )?which\b|^(?:what|who) (?:was|were|got|is)\b/i;
const SUBJECT = /^(?:[\w./@-]+: )*([\w./@-]*[A-Za-z][\w./@-]*): \S/;
/** A word of prose behind the noun is no name: `container state`, `pod status`. */
const LIKE_A_NAME = /[\d._/@-]|[a-z][A-Z]|^[A-Z](?!D$|ame$)/;
const AN_EXCEPTION = /(?:Error|Exception|Failure|Throwable)$/;
const OF_EXCEPTIONS = /\bexceptions?\b|\berrors?\b|异常|错误/i;
const OF_NOUNS =
  /^(?:error|warn(?:ing)?|info|fatal|debug|notice|note|kernel|failed|detail|hint|type|domain|busy|locked|denied|refused|timeout)$/i;

/** "Which table was skipped": what the one entry that tells of it says it of: `returns: table is empty, skipping`. */
export function aboutSubject(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHICH_THING.test(question) || /行|条|\blines?\b|\bentr/i.test(question)) return null;
  const asks = question.replace(
    /哪(?:一?[个张台份项条种]|些)\p{Script=Han}{0,2}?(?=被|没|有|跳|失|出|是)|\bwhich \w+\b/iu,
    ' ',
  );
  const { entries, left, conditions } = selected(asks, facts);
  if (left || conditions === 0 || entries.length === 0) return null;
  // "Which template": the line names it behind that very word.
  const noun = /\bwhich (\w+?)s?\b/i.exec(question)?.[1];
  if (noun !== undefined && entries.some(({ text }) => text.toLowerCase().includes(noun.toLowerCase()))) {
    const called = new RegExp(
      `\\b${noun}s?:? (["'\`]?)((?!(?:is|was|are|were|has|not|for|in|of|and|to|on|with)\\b)[\\w./@-]*\\w)`,
      'i',
    );
    const values = [
      ...new Set(
        entries.flatMap(({ text }) => {
          const [, mark, name] = called.exec(text) ?? [];
          return name && (mark || LIKE_A_NAME.test(name)) ? name : [];
        }),
      ),
    ];
    if (values.length === 0 || values.length > 4) return null;
    return reply(
      facts,
      `${values.map((value) => `\`${value}\``).join(pick(language, '、', ', '))}${pick(language, '：', ': ')}${quoted(entries[0]!, 240)}`,
      entries.slice(0, 4).map(({ at }) => at),
      0.88,
    );
  }
  const found = entries.filter(({ text }) => {
    const name = SUBJECT.exec(text)?.[1] ?? 'error';
    return !OF_NOUNS.test(name) && (!AN_EXCEPTION.test(name) || OF_EXCEPTIONS.test(question));
  });
  const names = [...new Set(found.map(({ text }) => SUBJECT.exec(text)![1]!))];
  if (names.length === 0 || names.length > 4 || found.length !== entries.length) return null;
  return reply(
    facts,
    `${names.map((name) => `\`${name}\``).join(pick(language, '、', ', '))}${pick(language, '：', ': ')}${quoted(found[0]!, 240)}`,
    found.slice(0, 4).map(({ at }) => at),
    0.88,
  );
}

const RECAP = /^([\w.-]+)\s*: (?=(?:\w+=\d+\s*){3,}$)/;
const COUNTERS: [asked: RegExp, key: string][] = [
  [/连不上|不可达|失联|\bunreachable\b|\bcould(?: not|n't) (?:reach|connect)/i, 'unreachable'],
  [/失败|出错|挂|\bfail\w*/i, 'failed'],
  [/跳过|\bskip\w*/i, 'skipped'],
  [/改|变|\bchang\w*/i, 'changed'],
];

/** "Which host failed", of a recap with a row of counters a host. */
export function aboutRecap(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const rows = facts.quotable.flatMap((entry) => {
    const host = RECAP.exec(entry.text)?.[1];
    return host ? [{ entry, host }] : [];
  });
  if (
    rows.length === 0 ||
    !/哪(?:几|些|一)?(?:台|个主机|个机器|个节点)|几台|多少台|几个(?:主机|机器|节点)|\b(?:which|how many) (?:hosts?|machines?|servers?|nodes?|of them)\b/i.test(
      question,
    )
  )
    return null;
  const counter = COUNTERS.find(([asked]) => asked.test(question))?.[1];
  const found = rows.filter(
    ({ entry }) => counter === undefined || Number(new RegExp(`\\b${counter}=(\\d+)`).exec(entry.text)?.[1] ?? 0) > 0,
  );
  const count = /几台|几个|多少台|\bhow many\b/i.test(question);
  if (counter === undefined && !count) return null;
  if (found.length === 0)
    return reply(
      facts,
      pick(language, `没有，都是 ${counter}=0。`, `None: ${counter}=0 everywhere.`),
      rows.slice(0, 3).map(({ entry }) => entry.at),
      0.88,
    );
  return reply(
    facts,
    `${count ? `${found.length}${pick(language, ' 个：', ': ')}` : ''}${found.map(({ host }) => `\`${host}\``).join(pick(language, '、', ', '))}\n${found
      .slice(0, 4)
      .map(({ entry }) => quoted(entry, 160))
      .join('\n')}`,
    found.map(({ entry }) => entry.at),
    0.9,
  );
}
