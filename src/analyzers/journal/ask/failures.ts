import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { failuresTold, tellsOfFailure } from './failing.ts';
import { quoted, reply } from './reply.ts';
import { contentWords } from './topics.ts';

/** A log without a fault that I know, in which a line tells of a failure all the same. */
export function onlyTold(told: EntryFact, facts: JournalFacts, language: Language): AnswerAbout {
  return reply(
    facts,
    pick(
      language,
      `没有看出故障，只有这样的行说到失败：${quoted(told)}。`,
      `I see no fault in it; what tells of a failure is: ${quoted(told)}.`,
    ),
    [told.at],
    0.7,
  );
}

/** What was being done when it failed stands before the reason: `upload failed: read: connection reset by peer`. */
const deedOf = (text: string): string => /^(.{6,}?): /.exec(text)?.[1] ?? text;

/** Of these failures those of the thing asked about; all of them where it names none. */
export function failuresOf(question: string, told: readonly EntryFact[]): EntryFact[] {
  const thing = DONE.find(([asked]) => asked.test(question));
  if (!thing) return [...told];
  const direct = told.filter(({ text }) => thing[0].test(deedOf(text)));
  return direct.length > 0 ? direct : told.filter(({ text }) => thing[0].test(text));
}

const HOW_OFTEN_FAILED =
  /(?:失败|报错|出错)(?:了|过)?(?:几|多少)(?:次|回|遍)|(?:几|多少)次(?:失败|报错)|\bhow (?:many|often)\b.{0,40}\bfail(?:ed|ures?|s)?\b|\bnumber of failures\b/i;

/** Words of failing, of trying and of counting; whatever else the question names would have to be counted apart. */
const OF_FAILING =
  /失败|报错|出错|连接|重连|上传|下载|登录|同步|挂载|一共|总共|日志|程序|它|这个?|那个?|之前|中间|到底|[了过几多少次回遍里的有是呢啊吗都]|\b(?:how|many|often|did|does|do|it|has|have|the|was|were|is|are|there|in|this|log|times?|total|number|of|fail(?:ed|ures?|s|ing)?|to|re-?connect\w*|connections?|upload\w*|download\w*|log ?in|mount|sync|attempts?|tr(?:y|ies)|before|all|here|you|see)\b|[\s\p{P}]/giu;
const MORE_IS_NAMED = /[\p{L}\p{N}]/u;

/** "How often did it fail": counted by the lines that tell of it, where no unit failed and no cause stands out. */
export function aboutFailureCount(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!HOW_OFTEN_FAILED.test(question) || MORE_IS_NAMED.test(question.replace(OF_FAILING, ' '))) return null;
  if (facts.loops.length + facts.runs.length + facts.causes.length > 0) return null;
  const told = failuresOf(question, failuresTold(facts));
  const [first] = told;
  const last = told.at(-1);
  if (!first || !last) return null;
  return reply(
    facts,
    last === first
      ? pick(language, `一次：${quoted(first)}。`, `Once: ${quoted(first)}.`)
      : pick(
          language,
          `日志里 ${told.length} 次：第一次 ${quoted(first, 180)}，最后一次 ${quoted(last, 180)}。`,
          `${told.length} times in this log: first ${quoted(first, 180)}, last ${quoted(last, 180)}.`,
        ),
    told.map(({ at }) => at),
    0.87,
  );
}

/** What a failure was, by what programs write about it. */
export const WAYS: [asked: RegExp, written: RegExp, zh: string, en: string][] = [
  [/超时|\btime-?outs?\b|timed out/i, /\btime(?:d)? ?-?out\b|deadline exceeded|ETIMEDOUT|超时/i, '超时', 'a timeout'],
  [
    /拒绝连接|连接(?:被)?拒绝|\brefus\w*/i,
    /\brefused\b|ECONNREFUSED|拒绝连接|连接(?:被)?拒绝/i,
    '连接被拒绝',
    'a refused connection',
  ],
  [/\bdns\b|域名|解析/i, /no such host|\blookup\b|name or service not known|NXDOMAIN|name resolution/i, 'DNS', 'DNS'],
  [/权限|\bpermissions?\b|\bdenied\b/i, /\bdenied\b|not permitted|forbidden|EACCES/i, '权限', 'permissions'],
  [/认证|密码|\bauth\w*|\bpassword/i, /\bauth\w* fail|password|unauthori[sz]ed|\b401\b/i, '认证', 'authentication'],
  [/重置|\breset\b/i, /connection reset|ECONNRESET|reset by peer/i, '连接被重置', 'a reset connection'],
];

/** What a failure line says of its reason: the same two failures say the same. */
const reasonOf = (text: string): string =>
  WAYS.find(([, written]) => written.test(text))?.[3] ?? text.replace(/\d+/g, '0');

/** Failures that an answer shows at most. */
const LIMIT_SHOWN = 3;

const ALL_OF_ONE_KIND =
  /(?:都|全部?|每次|全都)(?:是|因为|一样|相同).{0,12}(?:吗|么|嘛|的吗|吧)|\b(?:were|are|was) (?:they |these |those )?(?:all|each|every)\b|\b(?:all|each|every)\b.{0,40}\b(?:the same|time-?outs?|timed out|refus\w*)|\b(?:only|always) (?:a )?(?:time-?outs?|refus\w*)|(?:[两几三四五]|前后)次.{0,14}(?:一样|相同|同一)|(?:错误|原因|报错|失败).{0,8}(?:一样|相同|同一个)|\b(?:is|are|was|were) (?:it|they|these|those|the \w+)\b.{0,16}\bthe same (?:error|reason|cause|problem|failure|thing)\b|\bfor the same reason\b/i;
const SAME = /一样|相同|同(?:一)?(?:个|种)?(?:原因|错误)|\bthe same\b|\bidentical\b/i;

/** "Were all the failures timeouts", "每次都是超时吗": each of them is looked at. */
export function aboutAllFailures(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const way = WAYS.find(([asked]) => asked.test(question));
  if (!ALL_OF_ONE_KIND.test(question) || !(way || SAME.test(question))) return null;
  // Of the lives of a unit each has the reason that was found for it.
  if (!way && facts.runs.filter(({ reason }) => reason !== null).length > 1) return null;
  const told = failuresOf(question, failuresTold(facts)).filter(({ program }) => program !== 'systemd');
  const [first] = told;
  if (!first || told.length < 2) return null;
  const [, written, zh, en] = way ?? [/./, /./, '一样的', 'the same'];
  const others = way
    ? told.filter(({ text }) => !written.test(text))
    : told.filter(({ text }) => reasonOf(text) !== reasonOf(first.text));
  const alike = told.length - others.length;
  if (others.length === 0)
    return reply(
      facts,
      pick(
        language,
        `是，${told.length} 条失败都是${zh}：${quoted(first, 160)}${told.length > 1 ? `，…… ${quoted(told.at(-1)!, 160)}` : ''}。`,
        `Yes, all ${told.length} of them: ${quoted(first, 160)} … ${quoted(told.at(-1)!, 160)}.`,
      ),
      told.map(({ at }) => at),
      0.88,
    );
  const shown = others.slice(0, LIMIT_SHOWN).map((one) => quoted(one, 200));
  if (!way) {
    const kinds = new Map<string, EntryFact[]>();
    for (const one of told) kinds.set(reasonOf(one.text), [...(kinds.get(reasonOf(one.text)) ?? []), one]);
    const list = [...kinds.values()]
      .slice(0, LIMIT_SHOWN + 1)
      .map((own) => `- ${own.length} × ${quoted(own[0]!, 200)}`)
      .join('\n');
    return reply(
      facts,
      pick(language, `不是，有 ${kinds.size} 种：\n${list}`, `No, there are ${kinds.size} different ones:\n${list}`),
      [...kinds.values()].map(([one]) => one!.at),
      0.88,
    );
  }
  return reply(
    facts,
    pick(
      language,
      `不是：${told.length} 条失败里 ${alike} 条是${zh}，另外 ${others.length} 条不是：${shown.join('；')}。`,
      `No: ${alike} of ${told.length} (${en}), the other ${others.length} not: ${shown.join('; ')}.`,
    ),
    others.map(({ at }) => at),
    0.88,
  );
}

/** Things that go well in the end: how the question and the log say them. */
const DONE: [asked: RegExp, done: RegExp, failing: RegExp][] = [
  [
    /连(?:接|得|到|上|通)|\bconnect\w*|\breach\w*/i,
    /\b(?:re-?)?connected\b(?! to (?:nothing|no))|\bconnection (?:\w+ )?(?:established|restored|up|ok|succe\w+)|\b(?:re-?)?established\b|\bconnect(?:ed|ion)?\b.{0,24}\bsucce\w+|连接(?:成功|已建立)|已连接|连上/i,
    /\b(?:dis|not )connected\b|\b(?:connection|connect)\b.{0,20}\b(?:lost|closed|reset)\b|未连接|断开/i,
  ],
  [/挂(?:载)?(?:上|成功|了)|\bmount\w*/i, /\bmounted\b|挂载成功/i, /\bun-?mounted\b|\bnot mounted\b/i],
  [
    /登(?:录|陆)?(?:上|成功|进)|\blog(?:ged)? ?in\b/i,
    /\blogged in\b|\blogin succe\w+|\bAccepted (?:password|publickey)|登录成功/i,
    /\bnot logged in\b/i,
  ],
  [
    /同步(?:上|成功|完|好)|\bsync\w*/i,
    /\b(?:re-?)?sync(?:hroni[sz])?ed\b|\bsync(?:hroni[sz]ation)? (?:complete|done|finish|succe)\w*|同步(?:完成|成功)/i,
    /\b(?:not|un|out of) ?sync/i,
  ],
  [
    /传(?:上去|完|成功|好)|上传|下载|\bupload\w*|\bdownload\w*/i,
    /\b(?:upload|download|transfer)(?:ed)? ?(?:complete|done|finish|succe|ok)?\w*\b.{0,20}\b(?:complete|done|finish|succe|ok)\w*|\b(?:uploaded|downloaded)\b|(?:上传|下载)(?:完成|成功)/i,
    /\bnot (?:up|down)loaded\b/i,
  ],
];
const FINALLY =
  /最后|最终|后来|终于|到底|结果|[上成好完功通]了?(?:没有?|吗|么|没)|\b(?:in the end|finally|eventually|ever|at last|succe\w*|manage\w*)\b|^(?:so |and |but )?(?:did|has|was|is) (?:it|they|the [\w-]+|\w+)\b.{0,20}\b(?:connect|reach|mount|log|sync|upload|download)/i;
export const MOMENT = /几点|什么时候|何时|啥时候|\bwhen\b|\bwhat time\b/i;
const NOT_OF_THE_END =
  /为什么|为何|为啥|\bwhy\b|失败|没连上|连不上|断|开始|第一次|\b(?:lost|dropp?ed|closed?|start\w*|beg[iau]n\w*|first)\b|\bfail\w*|\bdisconnect\w*|\b(?:not|n't)\b/i;

/** "Did it join in the end": a deed of no kind that we know, by its own word. */
const OWN_DEED =
  /^(?:so |and |but )?(?:did|has|have) (?:it|they|the [\w-]+|[\w-]+) (?:ever |finally |eventually |actually )?((?!fail|start|com[ei]|finish|complet|work|succe|recover|get|go|run|hav|do)[a-z]{3,14}?)(?:e?d)?\b(?=.*\b(?:in the end|finally|eventually|at last|after all|ever)\b)/i;

function ownDeed(question: string): (typeof DONE)[number] | undefined {
  const stem = OWN_DEED.exec(question)?.[1];
  if (stem === undefined) return undefined;
  return [
    new RegExp(`\\b${stem}\\w*`, 'i'),
    new RegExp(`\\b${stem}(?:e?d|${stem.at(-1)}ed)\\b`, 'i'),
    /\b(?:not|never)\b/i,
  ];
}

const OF_THE_END =
  /^(?:finally|eventually|end|ever|last|success\w*|succeed\w*|manage\w*|program|service|app|they|able)$/i;

/** "Did it connect in the end", "几点连上的": of what failed before, the line that says that it went well, or the last failure. */
export function aboutEventually(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const moment = MOMENT.test(question);
  if (/[几多]少?个|\bhow many\b/i.test(question)) return null;
  if ((!moment && !FINALLY.test(question)) || NOT_OF_THE_END.test(question)) return null;
  const thing = DONE.find(([asked]) => asked.test(question)) ?? ownDeed(question);
  if (!thing) return null;
  const [asked, done, failing] = thing;
  const names = contentWords(question).filter((word) => !asked.test(word) && !OF_THE_END.test(word));
  const ofThose = ({ text, program }: EntryFact): boolean =>
    names.every((name) => `${program ?? ''} ${text}`.toLowerCase().includes(name));
  const tried = failuresOf(question, failuresTold(facts)).filter(ofThose);
  const [begun] = tried;
  // What nothing failed of before is told by its entry.
  if (!begun) return null;
  const good = facts.quotable.filter(
    (entry) =>
      entry.program === begun.program &&
      done.test(entry.text) &&
      !failing.test(entry.text) &&
      !tellsOfFailure(entry.text),
  );
  const end = good.find(({ at }) => at > begun.at);
  const last = tried.at(-1)!;
  if (!end)
    return reply(
      facts,
      pick(
        language,
        `到这段日志结尾还没有成功，最后一次：${quoted(last)}。`,
        `No, not within this log; the last try: ${quoted(last)}.`,
      ),
      [last.at],
      0.86,
    );
  const before = tried.filter(({ at }) => at < end.at).length;
  const lostAgain = tried.find(({ at }) => at > end.at);
  return reply(
    facts,
    pick(
      language,
      `成功了：${quoted(end)}，此前失败 ${before} 次。${lostAgain ? `后来又失败了：${quoted(lostAgain)}。` : ''}`,
      `${moment ? 'It went well' : 'Yes'}: ${quoted(end)}, after ${before === 1 ? 'one failure' : `${before} failures`}.${lostAgain ? ` Later it failed again: ${quoted(lostAgain)}.` : ''}`,
    ),
    [end.at, lostAgain?.at],
    0.89,
  );
}
