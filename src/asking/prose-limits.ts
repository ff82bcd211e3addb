import { pick } from './pick.ts';
import type { Clause, ProseAnswer, Reading } from './prose-clauses.ts';

/** What stands between a value and the limit it went past or kept to. */
const PASSES =
  /(?:低于|高于|超过|超出|大于|小于|达到|跌破|突破|触及|没到|不到|触发了?)|\b(?:below|above|over|under|exceed\w*|past|beyond|reach\w*|crossed|(?:less|more|lower|higher) than)\b/i;
/** A threshold that something acts at is no limit of what may be used. */
const LIMITS = [
  /阈值|门槛|红线|水位|\bthresholds?\b|\bwatermarks?\b|\bcutoff\b/i,
  /上限|下限|限额|限制|\blimits?\b|\bceiling\b/i,
];
/** People, Pods and times are counted, and are no value that has a limit. */
const COUNTS = /几 ?(?:个|人|台|次|条|位|名)|多少 ?(?:个|人|台|次|条|位|名)|\bhow many\b|\bnumber of\b/i;
const A_LEVEL = /剩|可用|空闲|用量|用到|占用|水平|\b(?:left|free|available|remain\w*|usage|used|value|level)\b/i;
const ASKS_AMOUNT = /多少|几|\bwhat\b|\bhow (?:much|many|high|low|far|long|full)\b/i;
const ASKS_ACTUAL =
  /实际|当时|那时|真正|现场|\bactual\w*|\breally\b|\bat (?:the|that) (?:time|moment|point)\b|\bby then\b|\bwas (?:there )?left\b/i;

interface Passed {
  statement: number;
  was: Clause['figures'][number];
  limit: Clause['figures'][number];
}

/** Sentences that hold a value against its limit: "fell to 8 %, below the threshold of 10 %". */
function passedIn({ clauses }: Reading, kinds: readonly RegExp[]): Passed[] {
  return clauses.flatMap((clause, index): Passed[] => {
    const at = clause.text.search(PASSES);
    if (at < 0 || !kinds.some((kind) => kind.test(clause.text))) return [];
    const [limit, more] = clause.figures.filter(({ start }) => start > at);
    const inside = clause.figures.filter(({ end }) => end <= at);
    const before = clauses[index - 1];
    const around = inside.length > 0 || before?.statement !== clause.statement ? inside : before.figures;
    const [was, other] = around.filter(({ kind }) => kind === limit?.kind);
    return limit && !more && was && !other ? [{ statement: clause.statement, was, limit }] : [];
  });
}

/** "What is the threshold, and how much was really left": the two figures of the one sentence that holds them against each other. */
export function againstLimit(reading: Reading): ProseAnswer | null {
  const { question, statements } = reading;
  if (!ASKS_AMOUNT.test(question) || COUNTS.test(question)) return null;
  const asked = LIMITS.filter((kind) => kind.test(question));
  const limit = asked.length > 0;
  const actual = ASKS_ACTUAL.test(question) && (limit || A_LEVEL.test(question));
  if (!limit && !actual) return null;
  const [only, other] = passedIn(reading, limit ? asked : LIMITS);
  if (!only || other) return null;
  const texts = [
    ...(limit ? [pick(reading, `限值是 ${only.limit.raw}`, `the limit is ${only.limit.raw}`)] : []),
    ...(actual ? [pick(reading, `当时是 ${only.was.raw}`, `it was ${only.was.raw}`)] : []),
  ];
  return { text: texts.join(pick(reading, '，', ', ')), from: [statements[only.statement]!] };
}
