import { amountOf, writeAmount } from '../../../asking/amount.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

const EXCEEDED = /exceeded quota: ([\w.-]+), requested: (.+?), used: (.+?), limited: ([^;\s]+(?:, ?[^;\s]+=[^;\s]+)*)/;

/** One resource of a quota that was too small: what was wanted, what is used already, and what is allowed. */
interface Share {
  resource: string;
  requested: string;
  used: string;
  limited: string;
}

const valuesIn = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/([\w./-]+)=([\w.]+)/g)].map(([, key, value]) => [key!, value!]));

function sharesOf({ raw }: EntryFact): { quota: string; shares: Share[] } | null {
  const match = EXCEEDED.exec(raw);
  if (!match) return null;
  const [requested, used, limited] = [match[2]!, match[3]!, match[4]!].map(valuesIn);
  const shares = [...requested!].flatMap(([resource, value]) => {
    const [taken, most] = [used!.get(resource), limited!.get(resource)];
    return taken !== undefined && most !== undefined
      ? [{ resource, requested: value, used: taken, limited: most }]
      : [];
  });
  return { quota: match[1]!, shares };
}

/** What kind of amount a resource is counted in. */
const kindOf = (resource: string): 'cores' | 'bytes' | 'plain' =>
  /cpu$/.test(resource) ? 'cores' : /memory$|storage$/.test(resource) ? 'bytes' : 'plain';

const NEEDED =
  /(?=.*(?:至少|最少|要(?:调|改|设|提|加|多)|调到|改到|提到|加到|设(?:成|到)|需要|才够|够|\bat least\b|\bneed\w*|\bhow (?:high|big|large|much)\b|\braise\b|\bmust\b|\bhave to\b|\bminimum\b))(?=.*(?:多少|多大|多高|几|\bhow (?:high|big|large|much|far)\b|\bwhat (?:value|number|size)\b|\bto what\b))/i;
const LEFT = /剩(?:下|余)?(?:多少|几)?|还有多少|还能(?:用|放|建|起)|\bleft\b|\bremain\w*|\bfree\b|\bheadroom\b/i;
const USED = /用了(?:多少|几)|已(?:经)?用|占了多少|\bused\b|\bin use\b/i;
const OF_QUOTA = /配额|限额|额度|quota|limits?\.|requests?\.|上限|\bcpu\b|内存|\bmemory\b/i;

/** "How high must the quota be", "how much of it is left": worked out from the refusal. */
export function aboutQuota(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const [needed, left, used] = [NEEDED, LEFT, USED].map((asked) => asked.test(question));
  if (!OF_QUOTA.test(question) || !(needed || left || used)) return null;
  const entry = facts.quotable.findLast(({ raw }) => EXCEEDED.test(raw));
  const found = entry && sharesOf(entry);
  if (!entry || !found) return null;
  const said = found.shares.flatMap(({ resource, requested, used: taken, limited }) => {
    const kind = kindOf(resource);
    const [want, have, most] = [requested, taken, limited].map((value) => amountOf(value, kind));
    if (want == null || have == null || most == null) return [];
    const write = (value: number): string => writeAmount(value, kind, limited, language);
    const rest = write(most - have);
    if (left && !needed)
      return [
        pick(
          language,
          `${resource} 还剩 **${rest}**（上限 ${limited} − 已用 ${taken}），这个 Pod 要 ${requested}`,
          `${resource}: **${rest}** left (${limited} allowed − ${taken} used); the Pod wants ${requested}`,
        ),
      ];
    if (used && !needed)
      return [
        pick(
          language,
          `${resource} 已用 **${taken}**，上限 ${limited}`,
          `${resource}: **${taken}** used of ${limited}`,
        ),
      ];
    return [
      pick(
        language,
        `${resource} 至少要 **${write(have + want)}**：已用 ${taken} + 这个 Pod 的 ${requested}（现在上限 ${limited}）`,
        `${resource} at least **${write(have + want)}**: ${taken} used + ${requested} for this Pod (${limited} is allowed now)`,
      ),
    ];
  });
  if (said.length === 0) return null;
  return reply(
    facts,
    `${said.join(pick(language, '；', '; '))}${pick(language, '。', '. ')}${quoted(entry, 300)}`,
    [entry.at],
    0.94,
  );
}

const WHO_CHANGED =
  /(?=.*(?:谁|什么(?:东西)?(?:把|给|在)|为什么|为啥|为何|怎么会|\bwho\b|\bwhat (?:changed|scaled|set|made|caused)\b|\bwhy\b))(?=.*(?:副本|扩|缩|改成|改到|加到|减到|replicas?|\bscal\w*|\brais\w*|\bgrew\b|\bpods?\b.{0,12}\bfrom \d))(?!.*(?:只有|没有|起不来|少了|缺|only|missing|not))/i;
const RESCALED = /New size: (\d+); reason: (.+)/;
const SCALED = /Scaled (?:up|down) replica set (\S+)/;

/** "Who set it to 6 replicas": the autoscaler where an event says so, else the controller that carried it out. */
export function aboutWhoScaled(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHO_CHANGED.test(question)) return null;
  const lower = question.toLowerCase();
  const ofNamed = (found: EntryFact[], name: (raw: string) => string | undefined): EntryFact[] => {
    const named = found.filter(({ raw }) => lower.includes(name(raw)?.toLowerCase() ?? '\n'));
    return named.length > 0 ? named : found;
  };
  const number = /\d+/.exec(question.replace(/[\w-]*[a-z][\w-]*/gi, ' '))?.[0];
  const rescaled = ofNamed(
    facts.quotable.filter(({ raw }) => RESCALED.test(raw)),
    (raw) => /horizontalpodautoscaler\/([\w.-]+)/.exec(raw)?.[1],
  );
  const scaled = ofNamed(
    facts.quotable.filter(({ raw }) => SCALED.test(raw)),
    (raw) => /deployment(?:\.apps)?\/([\w.-]+)/.exec(raw)?.[1],
  );
  const match = rescaled.find(({ raw }) => RESCALED.exec(raw)![1] === number) ?? rescaled.at(-1);
  // What an autoscaler did to one Deployment says nothing of another.
  const own =
    match &&
    scaled.some(
      ({ raw }) =>
        /deployment(?:\.apps)?\/([\w.-]+)/.exec(raw)?.[1] === /horizontalpodautoscaler\/([\w.-]+)/.exec(match.raw)?.[1],
    );
  if (match && (own || scaled.length === 0)) {
    const [, size, reason] = RESCALED.exec(match.raw)!;
    const object = /horizontalpodautoscaler\/[\w.-]+/.exec(match.raw)?.[0] ?? 'HorizontalPodAutoscaler';
    return reply(
      facts,
      pick(
        language,
        `HPA（\`${object}\`）自动改的，新的数目 ${size}，理由：${reason}。${quoted(match, 260)}`,
        `The autoscaler (HPA, \`${object}\`): new size ${size}, because ${reason}. ${quoted(match, 260)}`,
      ),
      [match.at, scaled[0]?.at],
      0.94,
    );
  }
  const last = scaled.at(-1);
  if (!last || !/谁|\bwho\b/i.test(question)) return null;
  return reply(
    facts,
    pick(
      language,
      `执行的是 Deployment 控制器；是谁改了副本数（人还是别的控制器），这些事件里没有写：${quoted(last, 260)}`,
      `The Deployment controller carried it out; who changed the number (a person or another controller) these events do not say: ${quoted(last, 260)}`,
    ),
    [last.at],
    0.9,
  );
}
