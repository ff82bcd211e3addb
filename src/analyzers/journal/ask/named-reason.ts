import { DEEDS } from '../../../asking/deeds.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { speaksOfFailure } from './failing.ts';
import { tasksOf } from './oom-tasks.ts';
import { entryAt, quoted, reply } from './reply.ts';

const WHY = /为什么|为何|为啥|怎么(?:没|不|会)|\bwhy\b|\bhow come\b|\bwhat(?:'s| is| was) the reason\b/i;

/** Things that a log tells of by a name of their own. */
const OBJECT =
  /\b(?:pods?|deployments?|jobs?|statefulsets?|replicasets?|daemonsets?|nodes?|persistentvolumeclaims?|pvc)\/([a-z0-9][\w.-]+)|\bpod="(?:[\w.-]+\/)?([\w.-]+)"|\bin pod ([a-z0-9][a-z0-9.-]+)_|\bpods?\/"([a-z0-9][\w.-]+)"|\bevicting pod (?:[\w-]+\/)?([a-z0-9][\w.-]+)/g;

const objectsIn = ({ raw }: EntryFact): string[] =>
  [...raw.slice(0, 1_000).matchAll(OBJECT)].map((match) => match.slice(1).find((name) => name !== undefined)!);

/** What befell one Pod is no cause of what befell another. */
function sameObjects(one: EntryFact, other: EntryFact): boolean {
  const [own, its] = [objectsIn(one), objectsIn(other)];
  return own.length === 0 || its.length === 0 || own.some((object) => its.includes(object));
}

/** "web" calls `web-7d9c-aaaaa`, and "web-admin" does not call `web`. */
const calls = (word: string, object: string): boolean => object === word || object.startsWith(`${word}-`);

/** What requests are for, by the paths that serve it. */
const SUBJECTS: [asked: RegExp, path: RegExp][] = [
  [/支付|付款|\bpay(?:ment|ments|ing)?\b/i, /\/[\w/-]*pay\w*/i],
  [/购物车|\bcart\b/i, /\/[\w/-]*(?:cart|basket)\w*/i],
  [/订单|下单|\borders?\b/i, /\/[\w/-]*order\w*/i],
  [/登[录陆]|\blog ?in\b/i, /\/[\w/-]*(?:login|auth|session)\w*/i],
  [/搜索|\bsearch\b/i, /\/[\w/-]*search\w*/i],
  [/上传|\bupload\w*/i, /\/[\w/-]*upload\w*/i],
];

/** What only says again that it failed. */
const SAYS_NO_MORE = /^Error: \w+$|\bBack-off\b|\bErrImagePull\b$/i;

const isBad = (entry: EntryFact, facts: JournalFacts): boolean =>
  /^(?:cause|symptom|consequence)$/.test(facts.labels.find(({ at }) => at === entry.at)?.role ?? '') ||
  /^(?:warn|err|fatal|crit)/i.test(entry.level ?? '') ||
  /\bWarning\b/.test(entry.raw.slice(0, 80)) ||
  speaksOfFailure(entry.text);

/**
 * "Why can't web pull its image", beside a volume of another Pod that is missing as well: the reason is that of what the question names,
 * not the log's first one.
 */
export function aboutNamedReason(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHY.test(question)) return null;
  const bad = facts.quotable.filter((entry) => isBad(entry, facts));
  const objects = new Set(bad.flatMap(objectsIn));
  const words = question.match(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g) ?? [];
  const named = objects.size > 1 ? [...objects].filter((object) => words.some((word) => calls(word, object))) : [];
  const deed = DEEDS.find(([asked]) => asked.test(question));
  const subject = SUBJECTS.find(([asked]) => asked.test(question))?.[1];
  const path = objects.size === 0 ? subject : undefined;
  if (named.length === 0 && !deed && !path) return null;
  const own = bad.filter(
    (entry) =>
      (!path || path.test(entry.raw)) &&
      (named.length === 0 || objectsIn(entry).some((object) => named.includes(object))) &&
      (!deed || deed[1].test(entry.raw)),
  );
  const [first] = facts.causes;
  if (own.length === 0 || (first && own.some(({ at }) => first.at.includes(at)))) return null;
  const more = own.filter(({ text }) => !SAYS_NO_MORE.test(text));
  const best = (more.length > 0 ? more : own).reduce((top, next) => (next.text.length > top.text.length ? next : top));
  const cause = facts.causes.find(({ at }) => own.some((entry) => at.includes(entry.at)));
  const label = facts.labels.find(({ at }) => at === best.at);
  const why =
    cause?.why ??
    facts.symptoms.find(({ at }) => at === best.at)?.why ??
    facts.noise.find(({ at, clearedBy }) => at === best.at && clearedBy === null)?.why;
  // It follows from the first cause where the log ties it to that.
  const tied = !cause && first && label?.of !== undefined && first.at.includes(label.of) ? first : undefined;
  const origin = entryAt(facts, tied?.at[0]);
  const root = origin && sameObjects(origin, best) ? tied : undefined;
  const shown = root ? origin : undefined;
  return reply(
    facts,
    [
      `${cause ? `${sentence(cause.title[language])} ` : ''}${quoted(best, 420)}`,
      ...(why && (cause || !root) ? [sentence(why[language])] : []),
      ...(root && shown
        ? [`${pick(language, '原因：', 'The cause: ')}${sentence(root.title[language])} ${quoted(shown, 160)}`]
        : []),
    ].join('\n'),
    [best.at, shown?.at],
    0.9,
  );
}

const NOT_KILLED =
  /(?:没|不|未)(?:有)?(?:被)?(?:杀|选|挑|干掉)|\b(?:not|never|(?:was|were|did|is|does)n'?t)\b.{0,20}\b(?:kill|pick|cho[os]|select|tak)\w*|\b(?:spared?|surviv\w+)\b|\bwhy .{1,40}\b(?:and not|instead of|rather than)\b|为什么(?:杀|选|挑).{1,20}(?:而?不(?:是|杀|选))/i;

/** "Why was pause not killed": by its size and its score beside those of the one that was. */
export function aboutSpared(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHY.test(question) || !NOT_KILLED.test(question)) return null;
  const killed = facts.quotable.find(({ text }) => /\bKilled process \d+/.test(text));
  const pid = /\bKilled process (\d+)/.exec(killed?.text ?? '')?.[1];
  const tasks = tasksOf(facts);
  const victim = tasks.find((task) => task.pid === pid);
  const [spared, other] = tasks.filter(
    ({ name, pid: own }) =>
      own !== pid && (question.match(/[\w.-]+/g) ?? []).some((word) => word.toLowerCase() === name.toLowerCase()),
  );
  if (!victim || !spared || other) return null;
  const low = Number(spared.score) < Number(victim.score);
  const less = spared.pages < victim.pages;
  if (!low && !less) return null;
  return reply(
    facts,
    pick(
      language,
      `内核挑分数最高的杀（占用的内存加上 oom_score_adj）。${spared.name} 只占 ${spared.pages} 页，oom_score_adj 是 ${spared.score}；${victim.name} 占 ${victim.pages} 页，oom_score_adj 是 ${victim.score}：${quoted(spared.entry, 160)}`,
      `The kernel kills the one with the highest score: its memory and its oom_score_adj together. ${spared.name} holds ${spared.pages} ${spared.pages === 1 ? 'page' : 'pages'} with an oom_score_adj of ${spared.score}, ${victim.name} ${victim.pages} pages with ${victim.score}: ${quoted(spared.entry, 160)}`,
    ),
    [spared.entry.at, victim.entry.at],
    0.92,
  );
}
