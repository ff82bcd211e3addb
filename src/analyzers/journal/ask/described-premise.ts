import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { line, names, type Row, rowsOf } from './described-rows.ts';
import { reply } from './reply.ts';

/** Something that a question takes for granted or suspects, and the lines that would show it. */
interface Trouble {
  asked: RegExp;
  shows: RegExp;
  zh: string;
  en: string;
}

const TROUBLES: Trouble[] = [
  {
    asked:
      /(?:镜像|拉取).{0,8}(?:失败|拉不|拉取不|下不|错)|拉(?:不到|不下来)|(?:拉|下载).{0,3}镜像|\b(?:pull\w*|image)\b.{0,20}\b(?:fail\w*|error|wrong|problem|not)\b|\bfail\w*\b.{0,12}\bpull|\bimage ?pull|\b(?:the|an) image\s*\?*$/i,
    shows:
      /ErrImagePull|ImagePullBackOff|Failed to pull|InvalidImageName|ErrImageNeverPull|manifest unknown|pulling image/i,
    zh: '拉镜像失败',
    en: 'a failed image pull',
  },
  {
    asked: /\boom|内存(?:不够|不足|超|爆|溢出)|\bout of memory\b/i,
    shows: /\boom|OOMKilled|memory|MemoryPressure|Exit Code:\s+137/i,
    zh: 'OOM',
    en: 'an OOM kill',
  },
  {
    asked: /驱逐|\bevict/i,
    shows: /Evict|Preempt|The node was low|TaintManager/i,
    zh: '驱逐',
    en: 'an eviction',
  },
  {
    asked:
      /(?:liveness|存活).{0,12}(?:失败|没过|不过|杀|重启|的?问题|导致)|\bliveness\b.{0,24}\b(?:fail\w*|kill\w*|restart\w*|problem)|\bbecause of\b.{0,10}\bliveness\b/i,
    shows: /liveness probe|Liveness:/i,
    zh: 'liveness 探针失败',
    en: 'a failing liveness probe',
  },
  {
    asked:
      /(?:调度).{0,6}(?:失败|不上|不了|不出|问题)|没(?:有)?(?:被)?调度|\b(?:fail\w*|not|n't|never|un)\b.{0,8}\bschedul\w*|\bschedul\w*\b.{0,8}\bfail/i,
    shows: /FailedScheduling|PodScheduled\s+False|Unschedulable|nodes are available/i,
    zh: '调度失败',
    en: 'a failed scheduling',
  },
  {
    asked:
      /(?:卷|挂载|\bpvc\b|存储|盘).{0,8}(?:失败|挂不上|不上|没挂|问题|错)|挂不上|\b(?:mount\w*|volumes?|pvcs?|claims?)\b.{0,20}\b(?:fail\w*|error|problem|wrong|stuck|not)\b|\bis it (?:the|a) (?:pvc|volume|claim|mount|storage)\b/i,
    shows:
      /FailedMount|FailedAttach|MountVolume|unbound|AttachVolume\.\w+ failed|persistentvolumeclaim ".*" not found|volume .*(?:fail|not)/i,
    zh: '挂载失败',
    en: 'a failed mount',
  },
];

const WHY = /为什么|为何|为啥|怎么(?:会|还|就|又)|\bwhy\b|\bhow come\b/i;
const IS_IT =
  /^(?:so |and |but )?(?:is|was) (?:it|this|that)\b|是不是|(?:^|[，,])\s*(?:那)?是.{1,24}(?:吗|么|吧|的问题)|(?:的问题|导致的|引起的|造成的)(?:吗|么)/i;
/** The Pod's own state says it as well as a line of it would. */
const DENIES = /没(?:有)?(?!被?调度|挂|过)|不是|\b(?:not|n't)\b.{0,12}\b(?:oom|evict)/i;

const CONDITION = /^\s*(Initialized|Ready|ContainersReady|PodScheduled)\s+(True|False)\b/;
const CLAIMED_CONDITION =
  /(?<![A-Za-z])(Initialized|ContainersReady|PodScheduled|Ready)(?:\s*(?:condition|条件|状态|列))?\s*(?:is|was|says|shows|=|:|会是|还是|都是|是|为|显示|等于)?\s*(True|False)(?![A-Za-z])/i;

interface Asked {
  question: string;
  facts: JournalFacts;
  rows: Row[];
  language: Language;
}

const causeOf = ({ facts, language }: Asked): string => {
  const [cause] = facts.causes;
  return cause ? sentence(cause.title[language]) : '';
};

/** "Why is Ready True", where the description says False. */
function otherCondition(asked: Asked): AnswerAbout | null {
  const { question, facts, language } = asked;
  const claimed = CLAIMED_CONDITION.exec(question);
  if (!claimed || !(WHY.test(question) || IS_IT.test(question))) return null;
  const found = facts.quotable.flatMap((entry) => {
    const match = CONDITION.exec(entry.raw);
    return match && match[1]!.toLowerCase() === claimed[1]!.toLowerCase() ? [{ entry, value: match[2]! }] : [];
  });
  const [own, other] = found;
  if (!own || other || own.value.toLowerCase() === claimed[2]!.toLowerCase()) return null;
  const name = own.entry.raw.trim().split(/\s+/)[0]!;
  return reply(
    facts,
    pick(
      language,
      `不是：这里 ${name} 是 **${own.value}**，不是 ${claimed[2]}：${line(own.entry)} ${causeOf(asked)}`,
      `It is not: here ${name} is **${own.value}**, not ${claimed[2]}: ${line(own.entry)} ${causeOf(asked)}`,
    ).trim(),
    [own.entry.at, facts.causes[0]?.at[0]],
    0.95,
  );
}

const ENDED =
  /\boom|重启|退出|崩|挂了|被杀|杀掉|\bcrash\w*|\brestart\w*|\bkill\w*|\bexit\w*|\bdied?\b|\bdying\b|\bterminat\w*|\bfail\w*/i;

const SURELY_ENDED = /重启|崩溃|被杀|\boom|\brestart\w*|\bcrash\w*|\bkilled\b/i;

/** "Why was the proxy killed", of a container that runs and never ended. */
function neverEnded(asked: Asked): AnswerAbout | null {
  const { question, facts, rows, language } = asked;
  if (!WHY.test(question) || !ENDED.test(question)) return null;
  const named = names(rows).filter((name) =>
    new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'i').test(question),
  );
  // Without a name the only container is meant, where what is said of it can be of no other thing.
  const meant = named.length === 0 && SURELY_ENDED.test(question) ? names(rows) : named;
  const [name, other] = meant;
  if (name === undefined || other !== undefined) return null;
  const own = rows.filter(({ container }) => container === name);
  const state = own.find(({ label }) => label === 'state');
  const count = own.find(({ label }) => label === 'restart count');
  const ended = own.some(({ label }) => label.startsWith('last state'));
  if (!state || !/^Running/.test(state.value) || !/^0\b/.test(count?.value ?? '') || ended) return null;
  const troubled = rows.find(
    ({ container, label, value }) => container !== name && label === 'restart count' && !/^0\b/.test(value),
  );
  const zhOther = troubled ? `出问题的是 \`${troubled.container}\`：${line(troubled.entry)}` : '';
  const enOther = troubled ? ` The one in trouble is \`${troubled.container}\`: ${line(troubled.entry)}` : '';
  return reply(
    facts,
    pick(
      language,
      `\`${name}\` 没有：它在跑，一次也没重启过（${line(state.entry)}，${line(count!.entry)}）。${zhOther}`,
      `\`${name}\` did not: it runs and never restarted (${line(state.entry)}, ${line(count!.entry)}).${enOther}`,
    ),
    [state.entry.at, count!.entry.at, troubled?.entry.at],
    0.95,
  );
}

/** "Why did the pull fail", "is it the volume", where no line tells of any such thing. */
function noSuchTrouble(asked: Asked): AnswerAbout | null {
  const { question, facts, language } = asked;
  if (!(WHY.test(question) || IS_IT.test(question)) || DENIES.test(question)) return null;
  const meant = TROUBLES.filter((trouble) => trouble.asked.test(question));
  const [trouble, other] = meant;
  const shown = (entry: EntryFact): boolean => trouble?.shows.test(entry.raw) === true;
  if (!trouble || other || facts.quotable.some(shown)) return null;
  // Without its events a description shows little of what happened.
  const [cause] = facts.causes;
  const events = facts.quotable.some(({ raw }) => /^\s*(?:Normal|Warning)\s+[A-Z]\w+/.test(raw));
  if (!events && !cause) return null;
  const zhShown = cause ? `这里显示的是：${sentence(cause.title.zh)}` : '事件里没有这样的记录。';
  const enShown = cause ? `What it shows is: ${sentence(cause.title.en)}` : 'No event tells of one.';
  return reply(
    facts,
    pick(language, `不是，这里看不到${trouble.zh}。${zhShown}`, `No, nothing here shows ${trouble.en}. ${enShown}`),
    [cause?.at[0]],
    0.9,
  );
}

/** Names what a question about a described Pod takes for granted and the description does not bear out. */
export function aboutFalsePremise(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const rows = rowsOf(facts);
  if (!rows.some(({ label }) => /^(?:image|state|node|controlled by)$/.test(label))) return null;
  const asked: Asked = { question, facts, rows, language };
  return otherCondition(asked) ?? neverEnded(asked) ?? noSuchTrouble(asked);
}
