import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { commands } from '../say/quote.ts';
import { tellsOfFailure } from './failing.ts';
import { quoted, reply } from './reply.ts';
import { selected } from './selected.ts';
import { contentWords } from './topics.ts';

const TELLS_KEPT = /\b(?:kept|keeping|preserv\w+|retain\w+)\b|保留/i;
const TELLS_REMOVED = /\b(?:remov|delet|discard|purg|clean|unlink|wip|prun)\w*|删除|清理/i;

/** What is asked of a thing, how a log says that it is so, and how that the opposite is. */
const FATES: [asked: RegExp, so: RegExp, not: RegExp][] = [
  [
    /保留|留(?:着|下|了)|还在|没删|\bkept\b|\bkeep\b|\bpreserved\b|\bretained\b|\bstill there\b/i,
    TELLS_KEPT,
    TELLS_REMOVED,
  ],
  [
    /删(?:掉|除|了)|清(?:掉|理)|\bdeleted\b|\bremoved\b|\bcleaned up\b|\bpurged\b|\bdiscarded\b/i,
    TELLS_REMOVED,
    TELLS_KEPT,
  ],
  [
    /(?:拿|抢|等|取|获)(?:得|到|着)?了?(?:.{0,3}锁)|\b(?:get|got|acquired?|obtain\w*) (?:the |its |that )?lock\b/i,
    /\b(?:acquired|obtained|granted|got)\b/i,
    /\b(?:still waiting|timed? ?out|deadlock detected|gave up|could not (?:acquire|obtain))\b/i,
  ],
  [
    /跳过|\bskipped\b/i,
    /\bskip\w*|跳过/i,
    /\b(?:done|finished|completed?|succe\w+|processed|inserted|loaded)\b|完成|成功/i,
  ],
];

const DONE =
  /\b(?:done|finished|completed?|succeeded|success(?:ful(?:ly)?)?|ok|passed|uploaded|synced|restored|imported|exported)\b|完成|成功/i;
const ASKS_DONE =
  /(?:成功|完成|跑完|做完|弄完|传完|备份|导出|导入|上传|下载|同步|安装|部署|迁移|处理|转码|压缩|发送|写入|拉取|搞定|好)(?:成功|完|好|上去|上)?了?(?:吗|没有?|么|嘛)\s*[?？]?$|^(?:so |and |but )?(?:did|was|were|is|are|has|have)\b.{2,50}\b(?:finish\w*|complete\w*|succeed\w*|success\w*|done|go(?:ne)? through|work(?:ed)?|backed up|uploaded|downloaded|synced|imported|exported|installed|deployed|migrated|processed)\b/i;
const OF_DONE =
  /备份|导出|导入|上传|下载|同步|安装|部署|迁移|处理|转码|压缩|发送|写入|拉取|搞定|成功|完成|跑完|做完|传完|好了|\b(?:finish\w*|complete\w*|succeed\w*|success\w*|done|gone? through|work(?:ed)?|backed|backups?|up|uploaded|downloaded|synced|imported|exported|installed|deployed|migrated|processed|dumps?)\b/gi;

const isBad = ({ level, text }: EntryFact): boolean =>
  tellsOfFailure(text) ||
  /\b(?:ERROR|FATAL|CRITICAL|SEVERE|PANIC)\b/.test(text) ||
  /^(?:err|crit|fatal|alert|emerg|panic)/i.test(level ?? '');

const IN_THE_END = /后来|最终|最后|终于|到底|\b(?:in the end|eventually|finally|later|ever)\b/gi;

/** "Was the partial file kept", "wiki 备份了吗": what the log says became of the thing that is named. */
export function aboutFate(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.yesNo || asked.else || asked.which || asked.count) return null;
  const fate = FATES.find(([words]) => words.test(question));
  if (fate) {
    const [words, so, not] = fate;
    const { entries, left, conditions } = selected(question.replace(words, ' ').replace(IN_THE_END, ' '), facts);
    if (left || conditions === 0) return null;
    const last = entries.findLast(({ text }) => so.test(text) || not.test(text));
    if (!last || (so.test(last.text) && not.test(last.text))) return null;
    return yesOrNo(so.test(last.text), last, facts, language);
  }
  if (!ASKS_DONE.test(question)) return null;
  const names = contentWords(question.replace(OF_DONE, ' '));
  const [name] = names;
  if (names.length === 0 && facts.units.length === 1)
    return NAMES_ANOTHER.test(question.replace(OF_DONE, ' ')) ? null : wholeRun(facts, language);
  if (names.length !== 1 || name === undefined) return null;
  const own = facts.quotable.filter(({ text }) => holdsWord(text, name));
  const end = own.findLast((entry) => DONE.test(entry.text) || isBad(entry));
  // A program's own name tells nothing of one thing that it does.
  if (!end || own.length * 2 > facts.quotable.length + 1 || facts.quotable.some(({ program }) => program === name))
    return null;
  return yesOrNo(DONE.test(end.text) && !isBad(end), end, facts, language);
}

/** What an outsider does is no run of the unit. */
const NAMES_ANOTHER = /攻击|入侵|破解|登录|登陆|连接|请求|\b(?:attack\w*|intru\w+|log ?in|request)\b/i;

/** Whether the one unit of a log came to its end: its own last word on it. */
function wholeRun(facts: JournalFacts, language: Language): AnswerAbout | null {
  const end = facts.quotable.findLast(({ text }) =>
    /^Finished |Deactivated successfully|Failed with result|^Failed to start /.test(text),
  );
  return end ? yesOrNo(!/Failed/.test(end.text), end, facts, language) : null;
}

/** Whether a text names a thing, as a word of its own: `crm` stands in `/backup/crm-2026.sql`. */
export function holdsWord(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1))
    if (!/[a-z0-9]/.test(lower[at - 1] ?? ' ') && !/[a-z0-9]/.test(lower[at + name.length] ?? ' ')) return true;
  return false;
}

function yesOrNo(yes: boolean, entry: EntryFact, facts: JournalFacts, language: Language): AnswerAbout {
  return reply(
    facts,
    `${yes ? pick(language, '是的：', 'Yes: ') : pick(language, '没有：', 'No: ')}${quoted(entry, 300)}`,
    [entry.at],
    0.89,
  );
}

/** A thing that is begun and that other things of its kind follow: `starting dump of crm (2/3)`. */
const BEGUN =
  /\b(?:start\w*|begin\w*|beginning|running|processing|backing up|dumping|exporting|importing|syncing|uploading|migrating|building|deploying|installing|copying|pulling)\b.{0,60}?([\w./-]*[\w]) *[([](\d{1,4}) ?(?:\/|of) ?(\d{1,4})[)\]]/i;
const WHICH = /哪(?:一?[个张台份项条种]|些)|\bwhich\b/i;
const WENT_WRONG =
  /失败|没(?:有)?(?:成功|备份|完成|跑完|做完|传上|上传|导)|出错|出问题|挂了|漏|\bfail\w*|\bnot (?:\w+ )?(?:done|finish\w*|complete\w*|backed up)|\bdid(?:n't| not)\b|\bwent wrong\b|\bbroke\b|\bmissing\b/i;
const WENT_WELL =
  /成功|完成|做完|跑完|备份了|导出了|\bbacked up\b|\bexported\b|\bdumped\b|\bsucceed\w*|\bsuccess\w*|\bfinish\w*|\bcomplete\w*|\bdone\b|\bworked\b/i;
const HOW_MANY = /[几多]少?个|\bhow many\b/i;

/** "Which database failed", "how many are there": of things that a log counts through, by what came of each. */
export function aboutCounted(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const begun = facts.quotable.flatMap((entry) => {
    const match = BEGUN.exec(entry.text);
    return match ? [{ entry, name: match[1]!, of: Number(match[3]) }] : [];
  });
  const [first] = begun;
  if (!first || begun.length < 2 || begun.some(({ of }) => of !== first.of)) return null;
  const wrong = WENT_WRONG.test(question);
  const well = !wrong && WENT_WELL.test(question);
  const count = HOW_MANY.test(question);
  if (!(WHICH.test(question) || count) || /次|\btimes\b|多久|how long/i.test(question)) return null;
  const fates = begun.map(({ entry, name, of }, index) => {
    const next = begun[index + 1]?.entry.at ?? Number.POSITIVE_INFINITY;
    const own = facts.quotable.filter(({ at }) => at > entry.at && at < next);
    const bad = own.find(isBad);
    const done = own.find((one) => DONE.test(one.text) && !isBad(one) && holdsWord(one.text, name.toLowerCase()));
    return { name, of, entry, bad: done ? undefined : bad, done };
  });
  if (wrong || well) {
    const found = fates.filter(({ bad, done }) => (wrong ? bad : done));
    if (found.length === 0) return null;
    const list = found.map(({ name }) => `\`${name}\``).join(pick(language, '、', ', '));
    const lines = found.slice(0, 4).map(({ bad, done }) => (wrong ? bad : done)!);
    return reply(
      facts,
      `${count ? `${found.length}${pick(language, ' 个：', ': ')}` : ''}${list}${pick(language, '：', ': ')}${lines.map((entry) => quoted(entry)).join('; ')}`,
      lines.map(({ at }) => at),
      0.9,
    );
  }
  const { left } = selected(
    question.replace(/数据库|库|任务|步骤?|\b(?:databases?|steps?|tasks?|jobs?|items?)\b/gi, ' '),
    facts,
  );
  if (!count || left) return null;
  return reply(
    facts,
    `${first.of}${pick(language, ' 个：', ': ')}${fates.map(({ name }) => `\`${name}\``).join(pick(language, '、', ', '))}${pick(language, '。', '.')} ${quoted(first.entry, 160)}`,
    begun.slice(0, 4).map(({ entry }) => entry.at),
    0.9,
  );
}

const STEP =
  /[[(]\s*(\d{1,3}) ?(?:\/|of) ?(\d{1,3})[\])] *(\S.{2,120})|\bstep (\d{1,3}) ?(?:\/|of) ?(\d{1,3})\b[: ]*(\S.{2,120})/i;
const OF_STEPS = /第几步|[几多]少?步|哪(?:一)?步|步骤|\bsteps?\b|\bstages?\b/i;

/** "Which step did it fail at", "how many steps are there": of steps that a log numbers. */
export function aboutSteps(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!OF_STEPS.test(question)) return null;
  const steps = facts.quotable.flatMap((entry) => {
    const match = STEP.exec(entry.text);
    if (!match) return [];
    return [
      {
        entry,
        at: Number(match[1] ?? match[4]),
        of: Number(match[2] ?? match[5]),
        text: (match[3] ?? match[6])!.trim(),
      },
    ];
  });
  const [first] = steps;
  if (!first || steps.length < 2 || steps.some(({ of, at }) => of !== first.of || at > of)) return null;
  const bad = facts.quotable.find((entry) => entry.at > first.entry.at && isBad(entry));
  const failed = bad ? steps.findLast(({ entry }) => entry.at < bad.at) : undefined;
  const asksCount =
    /[几多]少?步(?!出|失|挂|卡)|\bhow many (?:steps|stages)\b/i.test(question) && !/第几步/.test(question);
  if (asksCount) {
    const far = failed ? pick(language, `，到第 ${failed.at} 步失败`, `; it failed at step ${failed.at}`) : '';
    return reply(
      facts,
      `${first.of}${pick(language, ` 步${far}：`, ` steps${far}: `)}${quoted(first.entry, 160)}`,
      [first.entry.at],
      0.9,
    );
  }
  if (
    !(WENT_WRONG.test(question) || /卡|停|断|挂|死|错|\bstuck\b|\bstop\w*|\bbroke\w*|\berror/i.test(question)) ||
    !failed ||
    !bad
  )
    return null;
  return reply(
    facts,
    `${pick(language, `第 ${failed.at} 步（共 ${failed.of} 步）：`, `Step ${failed.at} of ${failed.of}: `)}${quoted(failed.entry, 200)}\n${quoted(bad, 240)}`,
    [failed.entry.at, bad.at],
    0.9,
  );
}

/** How long a named process waited, where a line of its own says after how long it went on. */
function waitOf(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const own = facts.quotable.flatMap((entry) => {
    const match =
      /\bprocess (\d+) (?:acquired|still waiting|detected|obtained|got)\b.{3,160}? after (\d+(?:\.\d+)? ?m?s)\b/i.exec(
        entry.text,
      );
    return match && holdsWord(question, match[1]!) ? [{ entry, span: match[2]! }] : [];
  });
  const last = own.at(-1);
  return last
    ? reply(facts, `${last.span}${pick(language, '：', ': ')}${quoted(last.entry, 260)}`, [last.entry.at], 0.91)
    : null;
}

/** "Who blocks 4471": of processes that wait for each other. */
export function aboutBlocker(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!/挡|阻塞|堵|锁住|卡住|等谁|\bblock(?:s|ed|ing)\b|\bwait\w* for\b/i.test(question)) return null;
  if (readAsked(question).howLong) return waitOf(question, facts, language);
  const waits = facts.quotable.flatMap((entry) =>
    [...entry.text.matchAll(/[Pp]rocess (\d+) waits for .{3,120}?; blocked by process (\d+)/g)].map(([, who, by]) => ({
      entry,
      who: who!,
      by: by!,
    })),
  );
  const found = waits.filter(({ who }) => holdsWord(question, who));
  const [only, other] = found;
  if (!only || other) return null;
  return reply(facts, `\`${only.by}\`${pick(language, '：', ': ')}${quoted(only.entry, 300)}`, [only.entry.at], 0.9);
}

const NEXT_TIME =
  /下(?:一)?次|\bnext (?:time|run|start|attempt|retry|try|check|backup|sync)\b|\bwhen\b.{0,30}\b(?:next|again)\b/i;
const TELLS_NEXT =
  /\b(?:next (?:\w+ ){0,2}?(?:at|in|on|due|scheduled)(?: (?:at|in|on|for))?|(?:retry|retrying|trying again|reconnect\w*|next attempt|will retry|sleeping|backing off)(?: \w+)? (?:in|at|after)|rescheduled (?:for|to)|scheduled (?:for|at))[ :]*(\S+(?: ?(?:s|ms|min|minutes|seconds|hours|am|pm)\b| \d{1,2}:\d{2}(?::\d{2})?)?)|下次\S{0,6}(?:在|于|：|:) ?(\S+)/i;

const OF_A_TRY =
  /\bretr(?:y|ies|ying)\b|\battempt|\btr(?:y|ying)\b|\breconnect|\bback(?:ing)?[ -]?off|\bsleeping\b|重试|重连|再试/i;

/** "When does it run next": where a line tells it. */
export function aboutNextTime(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (
    !NEXT_TIME.test(question) ||
    !/几点|什么时候|何时|多久|几秒|几分|\bwhen\b|\bwhat time\b|\bhow (?:long|soon)\b/i.test(question)
  )
    return null;
  const told = facts.quotable.filter(
    ({ text }) => TELLS_NEXT.test(text) && /\d/.test(TELLS_NEXT.exec(text)?.[1] ?? ''),
  );
  // The next try after a failure is not the next run.
  const entry =
    (OF_A_TRY.test(question) ? undefined : told.findLast(({ text }) => !OF_A_TRY.test(text))) ?? told.at(-1);
  if (!entry) return null;
  const value = TELLS_NEXT.exec(entry.text)![1]!.replace(/[,;.)]+$/, '');
  return reply(facts, `${value}${pick(language, '：', ': ')}${quoted(entry, 240)}`, [entry.at], 0.9);
}

const WHERE = /\bwhere\b|在哪(?:里|儿|个(?:目录|文件))?|(?:放|存|写|保存|落)(?:到|在)?了?(?:哪|什么地方)/i;
const PLACE = /(?<![\w:/])((?:\/[\w.@+%-]+){2,}\/?|[A-Z]:\\[\w\\.-]+|(?:s3|gs|oss|hdfs):\/\/[\w./-]+)/;
const NO_PLACE_OF_A_FILE =
  /\bwhere (?:does|did|do|is|was) (?:it|this|that|the (?:attack|traffic|request|connection|login))\b.{0,30}\bfrom\b|来自|登|攻击|\bnode\b|节点|机器|服务器/i;

/** "Where are the rejected rows": the one path among the entries that speak of them. */
export function aboutPlace(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHERE.test(question) || NO_PLACE_OF_A_FILE.test(question) || readAsked(question).else) return null;
  const { entries, left, conditions } = selected(
    question
      .replace(WHERE, ' ')
      .replace(/(?:放|存|写|保存|落)(?:到|在)?了?|目录|文件夹?|\b(?:stored|saved|written|kept|put|go)\b/gi, ' '),
    facts,
  );
  const ofLogs = /日志|\blogs?\b/i.test(question)
    ? facts.quotable.filter(({ text }) => /\blogs?\b.{0,40}\b(?:in|to|at|found|written|saved)\b/i.test(text))
    : [];
  const told = (ofLogs.length > 0 ? ofLogs : entries).flatMap((entry) => {
    const path = PLACE.exec(entry.text)?.[1];
    return path ? [{ entry, path }] : [];
  });
  const [first] = told;
  if ((ofLogs.length === 0 && (left || conditions === 0)) || !first || new Set(told.map(({ path }) => path)).size > 1)
    return null;
  return reply(
    facts,
    `\`${first.path}\`${pick(language, '：', ': ')}${quoted(first.entry, 260)}`,
    [first.entry.at],
    0.88,
  );
}

const CHECKS =
  /(?:怎么|如何|用什么(?:命令)?|拿什么|什么命令|哪(?:个|条)命令).{0,8}(?:验证|确认|检查|查看|看|查|测试?|知道)|(?:验证|确认|检查|测试)(?:一下)?(?:的)?命令|\bhow (?:do|can|could|should|would|to) (?:i |we |you )?(?:check|verify|test|confirm|tell|know|make sure|see (?:if|whether))\b|\bwhat command\b|\bwhat (?:should|do|can|would) (?:i|we|you) (?:run|check|look at|type|execute|inspect)\b|(?:先|该|应该|接下来|下一步)(?:跑|执行|敲|查|看)(?:什么|哪个|哪条)(?:命令)?/i;
const OF_A_WHY = /为什么|原因|日志里|\bwhy\b|\bfrom (?:the|this) log\b/i;

/** "How do I check it afterwards": the commands that look at the cause. */
export function aboutCheck(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const cause = facts.causes[0];
  if (!cause || cause.next.length === 0 || !CHECKS.test(question) || OF_A_WHY.test(question)) return null;
  return reply(
    facts,
    `${pick(language, '这样查：', 'Check with:')}\n${commands(cause.next.slice(0, 3))}`,
    [cause.at[0]],
    0.88,
  );
}
