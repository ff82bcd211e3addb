import type { ProseAnswer } from '../../asking/prose-clauses.ts';
import { readAsked } from '../../asking/question.ts';
import type { Language } from '../../language/language.ts';
import { pick } from '../../language/pick.ts';
import type { Span } from '../../language/sentences.ts';

const PROBES: [asked: RegExp, told: RegExp][] = [
  [/startup|启动|预热|起来|\bstart\w*|\bwarm\w*/i, /startupProbe|启动探针|startup probe/i],
  [/liveness|存活|重启|\brestart\w*|\bhang|\bkill/i, /livenessProbe|liveness|存活探针/i],
  [/readiness|就绪|流量|\btraffic\b|\bendpoints?\b/i, /readinessProbe|readiness|就绪探针/i],
];
const AMOUNT = '\\D{0,12}?(\\d{1,5})(?!\\d|%)';
const FAILURES = new RegExp(
  `failureThreshold${AMOUNT}|(?:连续)?失败 ?(\\d{1,3}) ?次|(\\d{1,3}) (?:failures|times) in a row`,
  'i',
);
const PERIOD = new RegExp(`periodSeconds${AMOUNT}|每(?:隔)? ?(\\d{1,4}) ?秒|every (\\d{1,4}) ?s`, 'i');
const DELAY = new RegExp(`initialDelaySeconds${AMOUNT}`, 'i');

const numberIn = (pattern: RegExp, text: string): number | null => {
  const found = pattern
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return found === undefined ? null : Number(found);
};

/** "How long may it take to start": what a text gives a probe, so many failures so many seconds apart. */
export function probeTold(question: string, statements: readonly Span[], language: Language): ProseAnswer | null {
  const asked = readAsked(question);
  if (!(asked.howLong || /多少时间|多少秒|\bhow much time\b/i.test(question)) || asked.yesNo) return null;
  const meant = PROBES.filter(([own]) => own.test(question));
  const found = statements.flatMap((statement) => {
    const failures = numberIn(FAILURES, statement.text);
    const period = numberIn(PERIOD, statement.text);
    return failures !== null && period !== null && meant.some(([, told]) => told.test(statement.text))
      ? [{ statement, failures, period, delay: numberIn(DELAY, statement.text) ?? 0 }]
      : [];
  });
  const [only, other] = found;
  if (!only || other) return null;
  // A delay counts for a probe that begins with the container.
  const startup = /startup|启动探针/i.test(only.statement.text);
  const seconds = only.failures * only.period + (startup ? only.delay : 0);
  const sum = `${startup && only.delay > 0 ? `${only.delay} + ` : ''}failureThreshold ${only.failures} × periodSeconds ${only.period}`;
  return {
    text: pick(language, `约 ${seconds} 秒（${sum}）`, `About ${seconds} s (${sum})`),
    from: [only.statement],
  };
}

const ASKED_VALUE =
  /([A-Za-z][\w.-]{3,40})\s*(?:的值)?\s*(?:是|设成了?|设为|写的是|配的是|等于|=|:)\s*(\d+(?:\.\d+)?%?)\s*(?:秒|个|次|s)?\s*(?:吗|么|对吗|对不对)|\b(?:is|was|are|were)\s+(?:the |their )?([A-Za-z][\w.-]{3,40})\s+(?:set to |equal to )?(\d+(?:\.\d+)?%?)(?: s\w*)?\s*\??$/i;

/** "Is maxUnavailable 2?": held against the value that the sentence gives the same setting; null where it gives none or several. */
export function settingHeld(question: string, found: readonly Span[], language: Language): string | null {
  const match = ASKED_VALUE.exec(question.trim());
  const name = match?.[1] ?? match?.[3];
  const value = match?.[2] ?? match?.[4];
  if (name === undefined || value === undefined) return null;
  const told = found.flatMap(({ text }) =>
    [
      ...text.matchAll(
        new RegExp(
          `${name.replace(/[.-]/g, '\\$&')}\\s*(?:[:：=]|是|为|设成了?|设为|of|is|was|to)?\\s*(\\d+(?:\\.\\d+)?%?)`,
          'gi',
        ),
      ),
    ].map((one) => one[1]!),
  );
  const [only, other] = [...new Set(told)];
  if (only === undefined || other !== undefined) return null;
  return only === value
    ? pick(language, `是，${name} 是 ${only}。`, `Yes, ${name} is ${only}. `)
    : pick(language, `不是，${name} 是 ${only}。`, `No, ${name} is ${only}. `);
}

const COUNTED_ZH =
  /(?:几|多少) ?(?:个|台|条|次|名|位|种|份|套)?\s*([\p{Script=Han}A-Za-z]{2,8}?)(?=$|[?？，。]|被|在|是|会|要|有|能|都|的|没|了)/u;
const COUNTED_EN =
  /\bhow many ((?:[a-z-]+ )?[a-z-]{3,})(?= (?:are|were|is|was|do|does|did|have|has|had|will|can|in|on|of|got|get|there)\b|\s*\??$)/i;
const BEFORE_IT = '(\\d[\\d,]*) ?(?:多)? ?(?:个|台|条|次|名|位|种|份|套)?';

/** "How many tasks": the one figure that stands before that word, or behind it as "212 of them". */
export function countTold(question: string, statements: readonly Span[], language: Language): ProseAnswer | null {
  const zh = COUNTED_ZH.exec(question)?.[1];
  const en = zh ? undefined : COUNTED_EN.exec(question)?.[1];
  const noun = (zh ?? en ?? '').trim().toLowerCase();
  if (noun === '' || /^(?:pods?|容器|containers?|times?)$/i.test(noun)) return null;
  const names = [noun, ...(OTHER_NAMES.find((own) => own.some((name) => noun.includes(name))) ?? [])];
  const found = statements.flatMap((statement) =>
    names.flatMap((name) => {
      const stem = name.replace(/(?:es|s)$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const pattern = /^[a-z]/.test(name)
        ? `(\\d[\\d,]*) (?:[\\w-]+ ){0,2}?${stem}|${stem}\\w*, (\\d[\\d,]*) of them`
        : `${BEFORE_IT}[^，。；、\\d]{0,4}?${stem}`;
      const match = new RegExp(pattern, 'i').exec(statement.text);
      return match ? [{ statement, figure: (match[1] ?? match[2])! }] : [];
    }),
  );
  const [only] = found;
  if (!only || found.some(({ figure }) => figure !== only.figure)) return null;
  return { text: pick(language, `${only.figure}。`, `${only.figure}.`), from: [only.statement] };
}

/** Things by their names in both languages. */
const OTHER_NAMES: string[][] = [
  ['脚本', 'script'],
  ['任务', 'job', 'task'],
  ['服务', 'service'],
  ['节点', 'node'],
  ['集群', 'cluster'],
  ['副本', 'replica'],
  ['团队', 'team'],
  ['镜像', 'image'],
  ['请求', 'request'],
  ['用户', 'user'],
];
