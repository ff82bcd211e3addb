import { readAsked } from '../../../asking/question.ts';
import { speaksOf, takeThings, thingsOf } from '../../../knowledge/things.ts';
import type { Language } from '../../../language/language.ts';
import { placeOf } from '../../../language/number-words.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { tellsOfFailure } from './failing.ts';
import { failuresOf } from './failures.ts';
import { clockOf, msOf, spanWords } from './lifetime.ts';
import { quoted, refuse, reply } from './reply.ts';
import { search } from './search.ts';
import { contentWords } from './topics.ts';
import { holdsWord } from './whether.ts';

/** How a try at something ended, as programs write it beside plain failures. */
const ENDED_BADLY =
  /\b(?:deferred|bounced|crashed|panic|killed|exception|fatal|gave up|giving up|Back-?off)\b|code=(?:killed|dumped)|exited with [1-9]|status=[1-9]\d*\/|放弃/i;
const ENDED_WELL =
  /\b(?:sent|delivered|succe\w+|done|finished|completed?|ready|(?:re-?)?connected|(?:re-?)?established|recovered|restored|passed|accepted|healthy|uploaded|synced|mounted|online|resolved|back up|is up|renewed|available again)\b|成功|完成|恢复|已连接/i;
const FINISHED_BADLY =
  /\b(?:finish|complet|done|end)\w* (?:up )?(?:\w+ )?with (?:\d+ |some |many )?(?:errors?|failures?|problems?)\b|\bexit[_ ]?code[=: ]+[1-9]/i;
const NOT_YET = /\b(?:not|never|no longer|un(?:able|healthy|available)|will be|to be|waiting|until)\b|未|没有|等待/i;

const endsBadly = ({ text }: EntryFact): boolean =>
  tellsOfFailure(text) || ENDED_BADLY.test(text) || FINISHED_BADLY.test(text);
const REFUSED =
  /\b(?:did(?:n't| not)|does(?:n't| not)|won't|will not) (?:accept|allow|respond|answer|match)\b|\breject(?:s|ed|ing)\b/i;
const endsWell = (entry: EntryFact): boolean =>
  !endsBadly(entry) && ENDED_WELL.test(entry.text) && !NOT_YET.test(entry.text) && !REFUSED.test(entry.text);

/** Words of a question about how something went on, which name nothing that it is about. */
const OF_THE_COURSE =
  /^(?:out|time|times|attempt\w*|tr(?:y|ies|ied)|retr\w+|round|second|third|fourth|fifth|1st|2nd|3rd|[4-9]th|final\w*|eventually|end|ever|succe\w+|work\w*|recover\w*|fail\w*|wrong|went|reason|deliver\w*|sent|send|through|get|finish\w*|complete\w*|connect\w*|upload\w*|download\w*|mail|e-?mail|message|request|job|upload|never|manage\w*|come|came|back|took|taken|longer|afterwards|later|ok|okay|success\w*|different|same|between|passed)$/i;

/** Whether the log speaks of everything that the question calls by a word of its own, as in "did the login work". */
const speaksOfAll = (question: string, facts: JournalFacts): boolean =>
  takeThings(question.replace(ASKS_SUCCESS, ' '), thingsOf('journal-asked')).named.every((thing) =>
    facts.quotable.some(({ program, text }) => speaksOf(thing, `${program ?? ''} ${text}`)),
  );

/** The entries of what a question names: all of a log where it names nothing; null where the log does not write the name. */
function courseOf(question: string, facts: JournalFacts): { entries: EntryFact[]; named: boolean } | null {
  const names = contentWords(question).filter((word) => !OF_THE_COURSE.test(word));
  const own = facts.quotable.filter(({ raw }) => names.every((name) => holdsWord(raw, name)));
  if (names.length === 0) return { entries: facts.quotable, named: false };
  return own.length > 0 ? { entries: own, named: true } : null;
}

const IN_THE_END =
  /最后|最终|后来|终于|到底|结果|\b(?:in the end|finally|eventually|at last|ever|after all|afterwards|later)\b/i;
const ASKS_SUCCESS =
  /成功|好了|[发送传连通过上完]了|发出去|送到|送达|到了|通了|恢复|\b(?:succe\w+|work(?:ed)?|recover\w*|deliver\w*|sent|through|connect\w*|finish\w*|complete\w*|ok(?:ay)?|pass(?:ed)?|mount\w*|resolved?|come back|came back|go(?:ne)? out|went out)\b/i;

const OF_A_MAIL = /邮件|\b(?:e-?)?mail\b|发(?:出去|送)|送达|\bdeliver\w*/i;

/** "Did the mail to Bob go out in the end", "最后成功了吗": by the last entry of it that tells how a try ended. */
export function aboutOutcome(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.yesNo || asked.else || asked.which || asked.count || asked.when) return null;
  if (!ASKS_SUCCESS.test(question) || facts.loops.length > 0) return null;
  const course = courseOf(question, facts);
  // Of a mail that is named there is no other outcome than its last.
  if (!IN_THE_END.test(question) && !(course?.named && OF_A_MAIL.test(question))) return null;
  if (!course || !speaksOfAll(question, facts)) return null;
  const tried = course.named ? course.entries : failuresOf(question, course.entries.filter(endsBadly));
  const end = course.entries.findLast((entry) => endsBadly(entry) || endsWell(entry));
  if (!end || tried.length === 0 || (!course.named && end.at < tried.at(-1)!.at)) return null;
  const failed = course.entries.filter((entry) => endsBadly(entry) && entry.at < end.at);
  const well = endsWell(end);
  const before =
    failed.length > 0
      ? pick(
          language,
          `，之前有 ${failed.length} 条失败，最近一条是 ${quoted(failed.at(-1)!, 160)}`,
          `, after ${failed.length === 1 ? 'one failure' : `${failed.length} failures`}, the last of them ${quoted(failed.at(-1)!, 160)}`,
        )
      : '';
  return reply(
    facts,
    well
      ? pick(language, `是，最后成功了：${quoted(end)}${before}。`, `Yes, in the end: ${quoted(end)}${before}.`)
      : pick(
          language,
          `没有，到日志结尾还没有成功，最后一条是：${quoted(end)}。`,
          `No, not within this log; the last of it: ${quoted(end)}.`,
        ),
    [end.at, failed.at(-1)?.at],
    0.88,
  );
}

const NTH =
  /第\s*([一二三四五六七八九十]|\d{1,3})\s*(?:次|回|遍)|(首次|头一次|最后一?次|上一次|末次)|\b(first|second|third|fourth|fifth|last|final|\d{1,2}(?:st|nd|rd|th)) (?:time|attempt|try|retry|failure|round|error)\b/gi;
const OF_FAILING = /失败|错|挂|崩|\b(?:fail\w*|errors?|wrong|crash\w*|bad)\b/i;
const OF_TRYING = /重试|尝试|试|\b(?:attempts?|tr(?:y|ies)|retr\w+)\b/i;
const WHY = /为什么|为何|为啥|原因|怎么(?:了|回事)|\b(?:why|reason|what (?:went|was) wrong|what happened)\b/i;
const WORKED = /成功|好了|通了|恢复|\b(?:work(?:ed)?|succe\w+|recover\w*|go through|went through)\b/i;
const NUMBERED = /\b(?:attempt|try|retry)\b[ #:=(]*(\d{1,4})(?![\d.]*\s*m?s\b)|第 ?(\d{1,4}) ?次(?:重试|尝试)/i;

/** Failures one after the other: what the same second and program say is one of them, told by its first line. */
function failuresIn(entries: readonly EntryFact[]): EntryFact[] {
  const found: EntryFact[] = [];
  for (const entry of entries.filter(endsBadly)) {
    const last = found.at(-1);
    const [one, other] = [msOf(last), msOf(entry)];
    if (last && last.program === entry.program && one !== null && other !== null && other - one < 1_000) continue;
    found.push(entry);
  }
  return found;
}

/** The entries that `second`, `第三次` and `last` choose among. */
function triesOf(question: string, entries: readonly EntryFact[]): EntryFact[] {
  const numbered = entries.filter(({ text }) => NUMBERED.test(text));
  if (OF_TRYING.test(question) && !OF_FAILING.test(question) && numbered.length > 1) return numbered;
  const ended = entries.filter((entry) => endsBadly(entry) || endsWell(entry));
  const failures = failuresIn(failuresOf(question, ended.filter(endsBadly)));
  return OF_TRYING.test(question) && !OF_FAILING.test(question) && failures.length < 2 ? ended : failures;
}

/** "What went wrong the second time", "第一次和第二次重试隔了多久": of tries at the same thing the one that is meant. */
export function aboutNth(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  const meant = [...question.matchAll(NTH)];
  if (meant.length === 0 || meant.length > 2 || asked.count || facts.loops.length > 0) return null;
  // When all was well is told by no failure.
  if (/正常|\bnormal\w*|\bfine\b/i.test(question)) return null;
  const course = courseOf(question.replace(NTH, ' '), facts);
  if (!course) return null;
  // Why it worked at last is told by what was done after the last failure.
  if (WHY.test(question) && WORKED.test(question)) return whyWell(course.entries, facts, language);
  const tries = triesOf(question, course.entries);
  const at = (match: RegExpMatchArray): EntryFact | undefined => {
    const word = match[1] ?? match[3] ?? match[2]!;
    if (/首次|头一次|first/i.test(word)) return tries[0];
    return /最后|上一|末|last|final/i.test(word) ? tries.at(-1) : tries[placeOf(word) - 1];
  };
  const [one, other] = meant.map(at);
  if (tries.length < 2 || !one) return null;
  if (meant.length === 2) {
    const [from, to] = [msOf(one), msOf(other)];
    if (!other || !asked.howLong || from === null || to === null || from === to) return null;
    return reply(
      facts,
      `${spanWords(Math.abs(to - from), language)}${pick(language, '：从 ', ': from ')}${quoted(one, 160)}${pick(language, ' 到 ', ' to ')}${quoted(other, 160)}${pick(language, '。', '.')}`,
      [one.at, other.at],
      0.88,
    );
  }
  if (asked.howLong || asked.yesNo) return null;
  const result = OF_TRYING.test(question) && NUMBERED.test(one.text) ? endOfTry(one, tries, course.entries) : undefined;
  if (!asked.when && !WHY.test(question) && !OF_FAILING.test(question)) return null;
  const shown = asked.when ? one : (result ?? one);
  return reply(
    facts,
    `${asked.when && msOf(shown) !== null ? `${clockOf(shown)}${pick(language, '：', ': ')}` : ''}${quoted(shown, 300)}`,
    [shown.at],
    0.87,
  );
}

/** How a numbered try ended: the failure or success before the next one. */
function endOfTry(begun: EntryFact, tries: readonly EntryFact[], entries: readonly EntryFact[]): EntryFact | undefined {
  const next = tries[tries.indexOf(begun) + 1]?.at ?? Number.POSITIVE_INFINITY;
  return entries.find((entry) => entry.at > begun.at && entry.at < next && (endsBadly(entry) || endsWell(entry)));
}

/** What was done between the last failure and the success. */
function whyWell(entries: readonly EntryFact[], facts: JournalFacts, language: Language): AnswerAbout | null {
  const failed = entries.findLast(endsBadly);
  const end = failed && entries.find((entry) => entry.at > failed.at && endsWell(entry));
  if (!failed || !end) return null;
  const between = entries.filter(({ at, text }) => at > failed.at && at < end.at && !NUMBERED.test(text)).slice(-3);
  if (between.length === 0)
    return refuse(
      facts,
      language,
      pick(
        language,
        `日志里没有说为什么后来成功了，只看得到先失败：${quoted(failed, 160)}，后成功：${quoted(end, 160)}。`,
        `The log does not say why; it only shows the failure, ${quoted(failed, 160)}, and then the success, ${quoted(end, 160)}.`,
      ),
      [failed.at, end.at],
      0.7,
    );
  return reply(
    facts,
    `${pick(language, '上次失败：', 'The failure before: ')}${quoted(failed, 160)}\n${pick(language, '之后到成功之间做的：', 'What was done between that and the success:')}\n${between.map((entry) => `- ${quoted(entry, 200)}`).join('\n')}`,
    [failed.at, ...between.map((entry) => entry.at)],
    0.85,
  );
}

const WAITS =
  /多久.{0,8}(?:再|又|重新|才)?(?:重?试|重连)|(?:重?试|重连)(?:之?前|间隔|的间隔).{0,8}(?:多久|多少|几|多长)|(?:间隔|等)(?:了)?(?:多久|几秒|多长|多少秒).{0,10}(?:再|重|又)|\b(?:how (?:long|many seconds)|what)\b.{0,40}\b(?:wait|delay|interval|back-?off|pause)\b.{0,40}(?:\b(?:retry|retries|retrying|again|reconnect\w*|attempts?|tries)\b|$)/i;
const WAIT_TOLD =
  /(?:\b(?:retry\w*|try\w* again|again|re-?connect\w*|back-?off|next (?:attempt|try|retry)|wait(?:ing)?|sleep(?:ing)?)\b[^.;\d]{0,24}|(?:重试|重连|等待)[^。；\d]{0,8})(\d+(?:\.\d+)? ?(?:milliseconds?|seconds?|minutes?|hours?|secs?|mins?|ms|s|m|h|毫秒|秒|分钟))(?![A-Za-z])/i;

/** "How long does it wait before it tries again": as its own lines say, in their order. */
export function aboutWaitTold(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WAITS.test(question)) return null;
  const course = courseOf(question.replace(/\b(?:wait\w*|delay|interval|back-?off|pause|does|before)\b/gi, ' '), facts);
  const told = (course ?? { entries: facts.quotable }).entries.flatMap((entry) => {
    const wait = WAIT_TOLD.exec(entry.text)?.[1];
    return wait === undefined ? [] : [{ entry, wait }];
  });
  const [first] = told;
  if (!first) return null;
  const waits = [...new Set(told.map(({ wait }) => wait))];
  return reply(
    facts,
    `${waits.slice(0, 6).join(pick(language, '、', ', '))}${pick(language, '：', ': ')}${quoted(first.entry)}`,
    told.slice(0, 3).map(({ entry }) => entry.at),
    0.9,
  );
}

const FIRST_OF_TWO =
  /(?:what|which)(?: of (?:the |these |those )?(?:two|them))? (?:came|happened|occurred|was|started|went|failed) first\b|\bfirst\b.{0,3}[,:]|谁先谁后|哪个(?:在)?先|(?:先|早)(?=.{1,40}(?:还是|先))/gi;
const OR = /\s*(?:还是|，?或者?|\bor\b)\s*/iu;
/** As much of its words an entry has to hold. */
const SPEAKS_OF_IT = 0.6;

/** "What came first, the reset or the write error", "先断网还是先掉盘": the first entry of each, in the order of the log. */
export function aboutOrder(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const plain = question.replace(FIRST_OF_TWO, ' ');
  if (plain === question) return null;
  const halves = plain
    .replace(/[?？。]|先(?:有|是|发生|出现)?的?|\bthe\b/gi, ' ')
    .split(OR)
    .map((half) => half.trim())
    .filter((half) => half !== '');
  if (halves.length !== 2) return null;
  const [one, other] = halves.map((half) => {
    const hits = search(half, facts);
    const top = hits[0];
    if (!top || top.coverage < SPEAKS_OF_IT) return undefined;
    return hits
      .filter(({ coverage }) => coverage >= top.coverage - 0.001)
      .reduce((first, next) => (next.entry.at < first.entry.at ? next : first)).entry;
  });
  if (!one || !other || one === other) return null;
  const [first, second] = one.at < other.at ? [one, other] : [other, one];
  const name = halves[one.at < other.at ? 0 : 1]!;
  return reply(
    facts,
    `${pick(language, `先是${name}：`, `First ${name}: `)}${quoted(first, 200)}${pick(language, '，之后才是 ', ', and only then ')}${quoted(second, 200)}${pick(language, '。', '.')}`,
    [first.at, second.at],
    0.88,
  );
}

const FIRST_TROUBLE =
  /(?:最先|首先|最早|第一个|先)(?:是)?(?:出(?:现)?(?:的)?(?:问题|错|事|故障)|坏|失败|挂|崩|报错)(?:掉)?(?:的|了)?.{0,6}(?:哪|什么|啥|谁)|(?:哪|什么|啥|谁).{0,8}(?:最先|首先|先)(?:出(?:的)?(?:问题|错|事)|坏|失败|挂|崩|报错)|\b(?:what|which \w+|who) (?:broke|failed|went wrong|crashed|died) first\b|\bfirst (?:thing|step|one)\b.{0,12}\b(?:fail\w*|broke|go(?:es)? wrong|went wrong)\b|\bwhere did it (?:first )?(?:go|start to go) wrong\b/i;

/** "What went wrong first": the first entry that belongs to a failure. */
export function aboutFirstTrouble(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!FIRST_TROUBLE.test(question) || /哪一?(?:行|条|句)|\b(?:line|entry)\b/i.test(question)) return null;
  const bad = new Set(
    facts.labels.flatMap(({ at, role }) => (/^(?:cause|symptom|consequence)$/.test(role) ? [at] : [])),
  );
  const first = facts.quotable.find((entry) => bad.has(entry.at) || tellsOfFailure(entry.text));
  if (!first) return null;
  const next = facts.quotable.find((entry) => entry.at > first.at && (bad.has(entry.at) || tellsOfFailure(entry.text)));
  return reply(
    facts,
    `${pick(language, '最先出问题的是：', 'The first thing to go wrong: ')}${quoted(first, 240)}${next ? pick(language, `，接着是 ${quoted(next, 200)}`, `, followed by ${quoted(next, 200)}`) : ''}${pick(language, '。', '.')}`,
    [first.at, next?.at],
    0.88,
  );
}

/** Things that entries name and that can be counted, each by how they write it. */
const NAMED_THINGS: [asked: string, written: RegExp, zh: string, en: string][] = [
  [
    'pods?',
    /\bpods?=["[]*([\w.-]+\/[\w.-]+)|\bpod[ =:"']+([a-z0-9](?:[\w-]*[a-z0-9])?(?:-[a-z0-9]{4,10}|-\d+)[\w.-]*)/gi,
    'Pod',
    'Pods',
  ],
  [
    'users?|accounts?|用户|账号|帐号',
    /\b(?:for (?:invalid user )?|invalid user |user[= ]"?)([a-z_][\w.-]{0,30})(?=[\s",(]|$)(?! unknown)/gi,
    '用户',
    'users',
  ],
  [
    '(?:client |source )?ips?|addresses|ip ?地址|ip',
    /(?<![\d.])((?:\d{1,3}\.){3}\d{1,3})(?![\d.])/g,
    '地址',
    'addresses',
  ],
  ['nodes?|节点', /\bnode[=:" ]+"?([a-z0-9][\w.-]*\d[\w.-]*)/gi, '节点', 'nodes'],
  ['images?|镜像', /\bimage[=: ]*\\?"([\w./:@-]+)\\?"/gi, '镜像', 'images'],
  ['disks?|drives?|硬盘|磁盘|盘', /\b(sd[a-z]{1,2}|nvme\d+n\d+|mmcblk\d+)(?:p?\d*)?\b/g, '盘', 'disks'],
];

/** "How many Pods were affected": the different ones that the entries name. */
export function aboutDistinct(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  for (const [noun, written, zh, en] of NAMED_THINGS) {
    const asked = new RegExp(
      `(?:几|多少) ?(?:个|台|块|种)?(?:不同的?)? ?(?:${noun})(?![\\p{Script=Han}A-Za-z]*(?:重启|内存|时间))|\\bhow many (?:different |distinct |separate |other )?(?:${noun})\\b`,
      'iu',
    );
    if (!asked.test(question) || facts.quotable.some(({ cells }) => cells !== undefined)) continue;
    const rest = question
      .replace(asked, ' ')
      .replace(
        /一共|总共|影响|涉及|受|到|了|有|出问题|\b(?:are|were|was|is|affected|involved|hit|here|in|this|log|there|altogether|total)\b/gi,
        ' ',
      );
    const words = contentWords(rest);
    const entries = facts.quotable.filter(({ raw }) => words.every((word) => holdsWord(raw, word)));
    if (/\p{Script=Han}{2}/u.test(rest) || entries.length === 0) return null;
    const values = new Map<string, number>();
    for (const { at, raw } of entries)
      for (const match of raw.matchAll(written)) {
        const value = match.slice(1).find((group) => group !== undefined);
        if (value !== undefined && !values.has(value)) values.set(value, at);
      }
    if (values.size === 0) return null;
    const shown = [...values.keys()].slice(0, 8).map((value) => `\`${value}\``);
    return reply(
      facts,
      pick(language, `${values.size} 个${zh}：${shown.join('、')}`, `${values.size} ${en}: ${shown.join(', ')}`),
      [...values.values()].slice(0, 4),
      0.9,
    );
  }
  return null;
}
