import { SURNAMES } from '../language/surnames.ts';
import { keysAcross, shared } from './across.ts';
import type { Figure } from './figures.ts';
import { pick } from './pick.ts';
import { pairsIn } from './prose-changes.ts';
import { kindsAsked, type ProseAnswer, type Reading } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

const EARLIER =
  /之前|以前|原来|原先|起初|当初|最开始|一开始|最初|(?:改|换|优化|迁移|升级|调整|上线|改造|重构)前|\bbefore(?=\s*\??$|\s+(?:the|this|that) (?:change|migration|move|upgrade|switch|fix|rewrite|rollout|optimi\w+)|\s+(?:they|we|it was) (?:chang|migrat|mov|upgrad|switch|fix|optimi)\w+)|\boriginally\b|\bat first\b|\binitially\b|\bused to\b|\bpreviously\b|\bin the beginning\b/i;
const LATER =
  /之后|以后|后来|现在|如今|目前|(?:改|换|优化|迁移|升级|调整|上线|改造|重构)(?:完|好)?(?:了)?后|(?:改|换|优化|迁移|升级)完|\bafter(?:wards)?(?=\s*\??$|\s+(?:the|this|that) (?:change|migration|move|upgrade|switch|fix|rewrite|rollout|optimi\w+)|\s+(?:they|we|it was) (?:chang|migrat|mov|upgrad|switch|fix|optimi)\w+)|\bnow\b|\bcurrently\b|\bthese days\b|\bin the end\b/i;
/** Where a text turns from how it was to what was done about it. */
const TURNS = /后来|于是|之后|(?:改|换|优化|迁移|升级)完|优化(?:后|之后)|\b(?:after|then|so we|we then)\b/i;
/** A part of an amount that was told before. */
const A_PART = /其中|包括|光是|\bof which\b|\bincluding\b|\bof that\b|\balone\b/i;
/** From here on a before and an after are those of what is asked. */
const CLEARLY_OF_IT = 1.6;

interface Told {
  raw: string;
  kind: Figure['kind'];
  statement: number;
  clause: string;
}

/** "How long did it take before the change", "现在是几": of a before and an after the one that is asked for. */
export function atTheTime(reading: Reading): ProseAnswer | null {
  const { question, asked, statements, clauses, keys } = reading;
  const earlier = EARLIER.test(question);
  if (earlier === LATER.test(question) || asked.difference || asked.else || asked.yesNo || asked.when) return null;
  if (
    !asked.count &&
    !asked.howLong &&
    !/多大|\bhow (?:big|large|much)\b|\bwhat\b.{0,40}\b(?:was|is)\b/i.test(question)
  )
    return null;
  const [pair, next] = pairsIn(reading);
  const [kind] = kindsAsked(question);
  // "After the switch was turned off": the sentence has to speak of just that.
  const event = /^(.{1,14}?)(?:之后|以后|之前|以前|后|前)/.exec(question)?.[1] ?? '';
  const special =
    /\p{Script=Han}{2}/u.test(event) &&
    !/^(?:在|从)?(?:改|换|优化|迁移|升级|调整|上线|改造|重构|切换?)(?:完|好|了|过)*$/.test(event);
  if (special && pair && !pair.statements.every((index) => hanShared(event, statements[index]!.text))) return null;
  const ofIt = pair && (kind === undefined || pair.before.kind === kind) && shared(keys, pair.around) >= 0.9;
  if (
    pair &&
    ofIt &&
    pair.score >= CLEARLY_OF_IT &&
    (!next || next.score < pair.score - 0.3 || next.before.raw === pair.before.raw)
  ) {
    const figure = earlier ? pair.before : pair.after;
    return {
      text: `${figure.raw.trim()}${pick(reading, '。', '.')}`,
      from: pair.statements.map((index) => statements[index]!),
    };
  }
  const turn = statements.findIndex(({ text }) => TURNS.test(text));
  if (kind === undefined || turn < 0) return null;
  // What it was stands in front of the turn, what it is now behind it.
  const own = clauses
    .filter(({ text, statement }) => (earlier ? statement < turn : statement >= turn) && !A_PART.test(text))
    .flatMap(({ text, statement, figures }) =>
      figures.map(({ raw, kind }): Told => ({ raw, kind, statement, clause: text })),
    )
    .filter((figure) => figure.kind === kind);
  const plain = question.replace(EARLIER, ' ').replace(LATER, ' ');
  const named = own.filter(
    ({ statement, clause }) =>
      shared(keys, keysAcross(clause)) > 0 || hanShared(plain, clause) || hanShared(plain, statements[statement]!.text),
  );
  // Of one kind there is only one there, and its sentence says itself when that was.
  const marked = own.filter(({ statement }) => (earlier ? EARLIER : LATER).test(statements[statement]!.text));
  const [only, other] = named.length > 0 || own.length > 1 ? named : marked;
  if (!only || (other && new Set(named.map(({ raw }) => raw)).size > 1)) return null;
  return { text: `${only.raw}${pick(reading, '。', '.')}`, from: [statements[only.statement]!] };
}

const MOST_OF_IT =
  /(?:最(?:花|耗|费|占|浪费)|大部分|主要|大头).{0,4}(?:时间|工夫|钱|内存|空间)|(?:时间|钱|工夫).{0,6}(?:花|耗|用)(?:在|到)(?:了)?哪|最慢的?(?:是|一)|\b(?:took|takes|cost|costs|used?|uses) (?:the )?(?:most|longest)\b|\bwhere (?:did|does) (?:most of )?(?:the|all the) (?:time|money|memory) go\b|\bmost of the (?:time|money|memory)\b|\bslowest (?:step|part|phase|stage)\b|\bbottleneck\b|瓶颈/i;
const THE_PART =
  /其中.{1,24}?(?:占|花|用|耗)(?:了|掉|去)?|(?:大部分|大头|主要).{0,6}(?:花|耗|用)?(?:在|是)|(?:占|花|用|耗)(?:了|掉|去)?(?:大部分|大头|一半以上|绝大)|瓶颈(?:是|在)|\bmost of (?:that|it|the (?:time|money|memory))\b|\bof which\b|\bthe bulk of\b|\bthe bottleneck\b|\b(?:mainly|mostly) (?:because|due|in|for)\b|\b(?:took|takes) up most\b/i;

/** "Which step takes the most time": the part that the text itself says is most of it. */
export function largestPart(reading: Reading): ProseAnswer | null {
  const { question, clauses, statements } = reading;
  if (!MOST_OF_IT.test(question) || reading.asked.yesNo) return null;
  const found = clauses.filter(({ text }) => THE_PART.test(text));
  const [only, other] = found;
  if (!only || other) return null;
  return { text: `${only.text.replace(/[。.]$/, '')}${pick(reading, '。', '.')}`, from: [statements[only.statement]!] };
}

const WHO_DID =
  /^(?:那|所以)?(?:这[件个]?事|这次|它)?(?:是|由)?谁(?:来|去)?(?:干|操作|做|弄|动|执行|处理|搞|改|动手|上)(?:的)?[了]?\s*[?？]?$|^(?:so )?who (?:did|made|caused|broke|ran|executed) (?:it|this|that|the (?:change|mistake|command))\s*\??$/i;
const A_PERSON = new RegExp(
  `(?<![\\p{Script=Han}大最])[老小阿][${SURNAMES}]|(?<=[的由让])[老小阿][${SURNAMES}]|[${SURNAMES}](?:工|总|哥|姐|经理|老师)`,
  'gu',
);

/** "Who did it", where the text names one person and does not say it in the question's words. */
export function theOnlyPerson(reading: Reading): ProseAnswer | null {
  const { question, statements } = reading;
  if (!WHO_DID.test(question.trim())) return null;
  const named = statements.flatMap((statement) =>
    [...statement.text.matchAll(A_PERSON)].map(([name]) => ({ name, statement })),
  );
  const people = [...new Set(named.map(({ name }) => name))];
  const [only] = people;
  if (only === undefined || people.length > 1) return null;
  return {
    text: pick(reading, `文中提到的人只有${only}：`, `The only person it names is ${only}:`),
    from: [named[0]!.statement],
  };
}
