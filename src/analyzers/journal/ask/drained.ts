import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { quoted, reply } from './reply.ts';

/** What `kubectl drain` says of a Pod, and what has become of it by that. */
const SAID: { fate: 'asked' | 'gone' | 'refused'; line: RegExp }[] = [
  { fate: 'refused', line: /error when (?:evicting|waiting for|deleting) pods?\/"(?<pod>[\w.-]+)"/ },
  { fate: 'gone', line: /\bpod\/(?<pod>[\w.-]+) (?:evicted|deleted)\b/ },
  { fate: 'asked', line: /\bevicting pod (?:[\w-]+\/)?(?<pod>[\w.-]+)/ },
];

interface Told {
  pod: string;
  fate: (typeof SAID)[number]['fate'];
  entry: EntryFact;
}

const toldIn = ({ quotable }: JournalFacts): Told[] =>
  quotable.flatMap((entry) => {
    for (const { fate, line } of SAID) {
      const pod = line.exec(entry.raw.slice(0, 1_000))?.groups?.['pod'];
      if (pod !== undefined) return [{ pod, fate, entry }];
    }
    return [];
  });

/** "web" calls `web-7d9c-aaaaa`, and "web-admin" does not call `web`. */
const calls = (word: string, pod: string): boolean => pod === word || pod.startsWith(`${word}-`);

const GONE =
  /(?:走|赶走|驱逐|迁走|移走|删|下来|成功|搞定|完)(?:掉|完|成|成功)?(?:了)?(?:没有?|吗|么)|(?:走|赶走|驱逐|迁走|移走)(?:没走|成功)|\b(?:is|was|did|has|are|were|have)\b.{0,60}\b(?:gone|evicted|moved|leave|left|removed|deleted|off|out|succeed\w*)\b/i;
const WHY_NOT =
  /(?=.*(?:为什么|为何|为啥|怎么(?:没|不|会|还)|卡在|什么(?:东西)?(?:在)?[拦挡卡]|被什么|\bwhy\b|\bhow come\b|\bwhat (?:is|keeps|blocks|stops|prevents|holds)\b))(?=.*(?:赶|驱逐|走|删|迁|移|卡|拦|挡|排空|\bevict\w*|\bdrain\w*|\bleave\w*|\bgo\b|\bgoing\b|\bmove\w*|\bstuck\b|\bremove\w*|\bdelete\w*|\bblock\w*|\boff\b))/i;

/** A name of a Pod as controllers make them; one that the drain does not tell of is another's matter. */
const POD_LIKE = /^[a-z][a-z0-9-]*-(?:\d+|[a-z0-9]*\d[a-z0-9]*)$/;
const WHICH_PODS =
  /(?:哪(?:些|几个?|个)|什么|几个|多少个?|谁) ?(?:pod|被|走|还|没|实例).{0,12}(?:驱逐|走|赶|移|迁)|(?:哪|谁|几个).{0,4}(?:还)?没走|\b(?:which|how many) (?:pods?|ones?)\b.{0,30}\b(?:evicted|gone|left|moved|went|stay\w*|remain\w*|stuck)\b/i;
const HOW_MANY = /几个|多少|\bhow many\b/i;
const NOT_GONE =
  /没|还在|剩|不(?:走|肯|了)|失败|\bnot\b|n't\b|\bstill\b|\bstay\w*|\bremain\w*|\bleft over\b|\bstuck\b/i;

const BUDGET = /disruption budget/;

const DRAIN_ENDED =
  /(?:drain|排空|腾空|清空|节点|维护|操作|命令|驱逐).{0,14}(?:成功|完成|完了|好了|失败|干净|空了|排空)|(?:成功|完成|排空|腾空|失败)了?(?:没有?|吗|么)|\bdrain\w*\b.{0,24}\b(?:succe\w*|fail\w*|work\w*|finish\w*|complet\w*|done|go through|end)\b|\b(?:did|has|is|was)\b.{0,24}\b(?:drained|drain|empty)\b/i;
const NODE_DRAINED = /\bnode\/([\w.-]+) drained\b/;
const NODE_FAILED =
  /unable to drain node|global timeout reached|There are pending (?:pods|nodes)|cannot delete (?:Pods|DaemonSet)/i;
const NEW_PODS =
  /(?:新|别的|其他).{0,6}(?:pod|副本|实例).{0,16}(?:调度|落|上|放|来)|(?:还)?(?:能|会|可以)(?:不能)?.{0,6}(?:被)?(?:调度|落|放|接)|怎么恢复|\bnew (?:pods?|ones?)\b|\bschedul\w*\b|\b(?:pods?|anything) (?:still )?(?:land|go|come|placed)/i;
const CORDONED = /\bnode\/([\w.-]+) (?:already )?cordoned\b/;

/** "Did the drain succeed": it says `drained` at its end, or why it gave up. */
function drainEnded(
  question: string,
  facts: JournalFacts,
  told: readonly Told[],
  language: Language,
): AnswerAbout | null {
  const asksFailure = /失败|\bfail/i.test(question);
  const done = facts.quotable.findLast(({ raw }) => NODE_DRAINED.test(raw));
  const failed = facts.quotable.findLast(({ raw }) => NODE_FAILED.test(raw));
  if (failed && (!done || done.at < failed.at)) {
    const last = [...new Map(told.map((one) => [one.pod, one])).values()];
    const left = last.filter(({ fate }) => fate !== 'gone');
    const pods = left.map(({ pod }) => inline(pod)).join(pick(language, '、', ', '));
    const held = left.some(({ entry }) => BUDGET.test(entry.raw)) || told.some(({ entry }) => BUDGET.test(entry.raw));
    const zhLeft = left.length > 0 ? `，${pods} 没走掉${held ? '（被它的 PDB 拦住）' : ''}` : '';
    const enLeft = left.length > 0 ? `; ${pods} did not go${held ? ' (held back by its PDB)' : ''}` : '';
    return reply(
      facts,
      pick(
        language,
        `${asksFailure ? '失败了' : '没有成功'}${zhLeft}：${quoted(failed, 300)}`,
        `${asksFailure ? 'Yes, it failed' : 'No'}${enLeft}: ${quoted(failed, 300)}`,
      ),
      [failed.at, left[0]?.entry.at],
      0.94,
    );
  }
  if (!done) return null;
  return reply(
    facts,
    pick(
      language,
      `${asksFailure ? '没有失败，' : ''}成功了：${quoted(done, 200)}`,
      `${asksFailure ? 'No, it succeeded' : 'Yes'}: ${quoted(done, 200)}`,
    ),
    [done.at],
    0.94,
  );
}

/** "Can new Pods still land there": not on a node that is cordoned, until that is undone. */
function newPods(facts: JournalFacts, language: Language): AnswerAbout | null {
  const entry = facts.quotable.findLast(({ raw }) => CORDONED.test(raw));
  const node = entry && CORDONED.exec(entry.raw)![1]!;
  if (!entry || !node || facts.quotable.some(({ at, raw }) => at > entry.at && /\buncordoned\b/.test(raw))) return null;
  return reply(
    facts,
    pick(
      language,
      `不会：节点已经 cordon（不可调度），新 Pod 不会调度上去（DaemonSet 的除外）；维护完恢复：\`kubectl uncordon ${node}\`。${quoted(entry, 160)}`,
      `No: the node is cordoned (unschedulable), so no new Pods are scheduled there (except those of DaemonSets); to undo it afterwards: \`kubectl uncordon ${node}\`. ${quoted(entry, 160)}`,
    ),
    [entry.at],
    0.92,
  );
}

/** "Is portal gone", "why won't rabbitmq-2 go": by the last line of a drain that names the Pod. */
export function aboutDrained(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const told = toldIn(facts);
  if (told.length === 0) return null;
  const ofOne = told.some(({ pod }) => question.includes(pod));
  const ended = DRAIN_ENDED.test(question) && !ofOne && !WHICH_PODS.test(question) && !WHY_NOT.test(question);
  const whole = ended
    ? drainEnded(question, facts, told, language)
    : NEW_PODS.test(question) && !ofOne
      ? newPods(facts, language)
      : null;
  if (whole) return whole;
  if (WHICH_PODS.test(question)) return which(told, question, facts, language);
  const why = WHY_NOT.test(question);
  if (!why && !GONE.test(question)) return null;
  const words = question.match(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g) ?? [];
  const pods = [...new Set(told.map(({ pod }) => pod))];
  const named = pods.filter((pod) => words.some((word) => calls(word, pod)));
  if (named.length === 0 && words.some((word) => POD_LIKE.test(word))) return null;
  const meant =
    named.length > 0 || !why
      ? named
      : [...new Set(told.filter(({ fate }) => fate === 'refused').map(({ pod }) => pod))];
  const [pod, other] = meant;
  const last = told.findLast((one) => one.pod === pod);
  if (pod === undefined || other !== undefined || !last) return null;
  return why ? whyNot(last, facts, language) : whether(last, facts, language);
}

/** "Which pods were evicted", "which are still there": by the last line of each. */
function which(told: Told[], question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const staying = NOT_GONE.test(question);
  const last = [...new Map(told.map((one) => [one.pod, one])).values()];
  const found = last.filter(({ fate }) => (fate === 'gone') !== staying);
  const none = staying
    ? pick(language, '都走了：', 'All of them are gone: ')
    : pick(language, '还没有一个走的：', 'None so far: ');
  const shown = found.length > 0 ? found : last;
  const count = HOW_MANY.test(question) && found.length > 0 ? `${found.length}${pick(language, ' 个：', ': ')}` : '';
  const lines = shown.slice(0, 8).map(({ entry }) => quoted(entry, 160));
  const head =
    found.length > 0
      ? `${found.map(({ pod }) => inline(pod)).join(pick(language, '、', ', '))}${pick(language, '：', ': ')}`
      : none;
  return reply(
    facts,
    `${count}${head}\n- ${lines.join('\n- ')}`,
    shown.map(({ entry }) => entry.at),
    0.92,
  );
}

function whether({ pod, fate, entry }: Told, facts: JournalFacts, language: Language): AnswerAbout {
  const name = inline(pod);
  const head = {
    gone: pick(language, `走了，${name} 已被驱逐：`, `Yes, ${name} was evicted: `),
    refused: pick(language, `还没有，${name} 最后一次驱逐没成功：`, `Not yet: the last try to evict ${name} failed: `),
    asked: pick(
      language,
      `看不出来：只写了开始驱逐 ${name}，没有写完成：`,
      `The paste does not show it: it says that the eviction of ${name} began, not that it is done: `,
    ),
  }[fate];
  return reply(facts, `${head}${quoted(entry, 300)}`, [entry.at], 0.92);
}

/** The refusal, and what stands behind it where it is a budget. */
function whyNot({ fate, entry }: Told, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (fate !== 'refused') return null;
  const said = quoted(entry, 300);
  const answer = BUDGET.test(entry.raw)
    ? pick(
        language,
        `被它的 PDB（PodDisruptionBudget）拦住了，现在再少一个就违反预算：${said}`,
        `Its PDB (PodDisruptionBudget) holds it back: one less would violate the budget now: ${said}`,
      )
    : said;
  return reply(facts, answer, [entry.at], 0.93);
}
