import { inOtherLanguage, keysAcross } from './across.ts';
import { pick } from './pick.ts';
import type { Clause, ProseAnswer, Reading } from './prose-clauses.ts';

/** Words of a question whether something was done that name nothing of it. */
const OF_ASKING_ZH =
  /有没有|是不是|是否|到底|现在|目前|如今|最后|最终|后来|已经|他们|她们|我们|大家|它们?|文[中里章]|作者|[都也还又再把被给了过的是在会吗么呢啊]|没有?(?=\s*[?？]?$)/g;
const OF_ASKING_EN =
  /^(?:did|does|do|was|were|is|are|has|have|had|the|they|them|their|it|its|this|that|these|those|any|ever|also|already|yet|been|be|get|got|and|then|so|but|all|in|on|of|to|a|an|for|with|by|at|from|after|before|end|still|now|team|really|actually)$/i;
const IS_NEGATIVE = /没(?!有?\s*[?？]?$)|不(?!是)|未|\bnot\b|n't\b|\bnever\b|\bno\b/i;
/** "Was it the collector": what was thought is told in the same words as what was so. */
const SUSPECTS =
  /^(?:so |and )?(?:is|was) (?:it|this|that)\b|^(?:那|所以)?是|的(?:问题|锅|错)|\b(?:cause|reason|fault|problem)\b|原因/i;
/** How things are in general, and not what was done. */
const IN_GENERAL =
  /^(?:so |and |but )?(?:do|does)\b|^(?:so |and |but )?(?:is|are)\b(?!.*\b(?:still|now|already|yet)\b)/i;
/** Supposed, judged or general: nothing that the text tells to have been done. */
const NO_DEED =
  /如果|要是|假如|应该|可以|能不能|能否|会不会|默认|对[吗么]|正确|合理|提到|说|讲|写(?:了|到|着)|吗.+|\b(?:if|should|can|could|would|will|may|default|true|right|correct|mention\w*|say|says|explain\w*|always|generally)\b/i;
const DENIES =
  /没(?:有|能)?(?!.{0,3}(?:问题|想到|注意|发现|意识|料到|人(?:注意|发现|知道)))|尚未|未(?!来|必)|不再|放弃了?|决定不|拒绝|\b(?:not(?! (?:only|just|until))|never|no(?! (?:one|longer|matter|wonder|idea))|none|no longer|nobody|decided against|refused to|have yet to|has yet to)\b|n't\b/i;
/** What turns a denial round, or denies something else. */
const TURNS_ROUND =
  /直到|才(?!能)|之前|以前|不仅|不但|不只|没等|没多久|\b(?:until|unless|without|not only|(?:nobody|no one) (?:noticed|knew|saw)|did ?n[o']t (?:notice|know|realise|realize|see|expect))\b/i;
const ONLY_MEANT =
  /打算|计划|考虑|准备|想过?|讨论|建议|希望|可能|也许|如果|要是|\b(?:plan\w*|consider\w*|thought about|think\w* about|discuss\w*|propos\w*|suggest\w*|wants?|wanted|will|would|could|should|may|might|if|going to)\b/i;
/** A denial of what holds, in a clause that would otherwise be a yes. */
const IS_NOT_SO = /不(?:会|能|可以|行|用|必|需要|允许|支持|是|再)|\b(?:cannot|can't|won't|isn't|aren't)\b/i;
/** A clause that goes on about what the one before it names. */
const GOES_ON = /^(?:but|yet|and|though|although|however)\b|^(?:但|不过|可|却|只是|目前|还|现在)/i;
/** A clause longer than this denies something of its own. */
const LONG = { han: 36, latin: 130 };

/** What a question names: pairs of Chinese characters, words without their endings. */
function wordsOf(question: string): Set<string> {
  const found = new Set<string>();
  const plain = question.replace(OF_ASKING_ZH, ' ');
  for (const [run] of plain.matchAll(/\p{Script=Han}{2,}/gu))
    for (let at = 0; at + 2 <= run.length; at += 1) found.add(run.slice(at, at + 2));
  for (const [word] of question.matchAll(/[A-Za-z][\w./-]*[\w]/g))
    if (!OF_ASKING_EN.test(word)) found.add(stemOf(word));
  return found;
}

const stemOf = (word: string): string => {
  const lower = word.toLowerCase();
  return lower.length > 4 ? lower.replace(/(?:ing|ed|es|s|e)$/, '') : lower;
};

const holds = (text: string, word: string): boolean =>
  /^\p{Script=Han}/u.test(word)
    ? text.includes(word)
    : new RegExp(`(?<![A-Za-z])${word.replace(/[^\w]/g, '\\$&')}`, 'i').test(text.replace(/(?<=[a-z])(?=[A-Z])/g, ''));

/** A clause that tells whether it was done, and whether it denies it. */
interface Told {
  clause: Clause;
  no: boolean;
}

/** "Did they add one", "告警都迁完了吗": the clause that tells whether it was done, and whether it denies it. */
export function whetherDone(reading: Reading): ProseAnswer | null {
  const { asked, question, clauses, statements } = reading;
  if (!asked.yesNo || asked.which || asked.count || asked.when || asked.howLong || asked.else || asked.most)
    return null;
  const plain = question.replace(/有没有|是不是|是否|(?:了)?没有?\s*[?？]?$/g, ' ');
  if (IS_NEGATIVE.test(plain) || NO_DEED.test(question) || SUSPECTS.test(question) || IN_GENERAL.test(question))
    return null;
  const other = inOtherLanguage(question, statements);
  const words = wordsOf(question);
  const keys = [...keysAcross(question)].filter(
    (key) => /^[+=]/.test(key) && !/^=(?:pod|container|node|cluster)$/.test(key),
  );
  const wanted = other ? keys.length : words.size;
  if (wanted === 0) return null;
  const shareIn = (text: string): number =>
    other
      ? keys.filter((key) => keysAcross(text).has(key)).length / wanted
      : [...words].filter((word) => holds(text, word)).length / wanted;
  const told = clauses.flatMap((clause, index): Told[] => {
    const before = clauses[index - 1];
    const leans = before?.statement === clause.statement && GOES_ON.test(clause.text);
    const text = leans ? `${before.text} ${clause.text}` : clause.text;
    // A clause that denies something close denies something else.
    if (shareIn(text) < 1 || (leans && shareIn(clause.text) === 0)) return [];
    const limit = /\p{Script=Han}/u.test(clause.text) ? LONG.han : LONG.latin;
    const no = DENIES.test(clause.text) && !TURNS_ROUND.test(clause.text) && clause.text.length <= limit;
    // What is meant or denied otherwise tells neither.
    // In another language, or of one word, that all is spoken of says too little.
    if (wanted < 2 && (other || !no)) return [];
    if (!no && other) return [];
    if (
      !no &&
      (DENIES.test(text) || IS_NOT_SO.test(clause.text) || ONLY_MEANT.test(statements[clause.statement]!.text))
    )
      return [];
    return [{ clause, no }];
  });
  const [first] = told;
  if (!first || told.some(({ no }) => no !== first.no)) return null;
  return {
    text: first.no ? pick(reading, '没有。', 'No.') : pick(reading, '是的。', 'Yes.'),
    from: [statements[first.clause.statement]!],
  };
}

/** Two ends of what may get more or less. */
const ENDS: [zh: RegExp, en: RegExp][][] = [
  [
    [/快|提速/, /\bfast\w*|\bquick\w*|\bsped up\b/i],
    [/慢/, /\bslow\w*/i],
  ],
  [
    [/贵/, /\bmore expensive\b|\bdearer\b|\bcosts? more\b/i],
    [/便宜|省钱|省了/, /\bcheap\w*|\bcosts? less\b|\bsav(?:es?|ed|ing) money\b/i],
  ],
  [
    [
      /变?多了|增加|上升|上涨|涨了|升高|变高|高了/,
      /\bmore\b|\bincreas\w*|\brose\b|\bhigher\b|\bgr[eo]w\w*|\bwent up\b|\bclimbed\b/i,
    ],
    [
      /变?少了|减少|下降|降低|跌了|降了|变低|低了/,
      /\bless\b|\bfewer\b|\bdecreas\w*|\breduc\w*|\bfell\b|\bdropp?\w*|\blower\w*|\bwent down\b/i,
    ],
  ],
  [
    [/改善|变好|好转|提升/, /\bbetter\b|\bimprov\w*/i],
    [/变差|恶化|变糟/, /\bworse\w*|\bdegrad\w*/i],
  ],
];
const COMPARES = /变|更|了(?:吗|么|没有?|点|些)|\b(?:get|got|become|became|is|are|was|were|did|has|have)\b/i;
const OF_ENDS = /变|更|了|一[点些]|吗|么|没有?|现在|以后|之后|是不是|有没有|查询?速度/g;

/** "Did queries get faster": a clause that says so of the same, or the opposite. */
export function whichWay(reading: Reading): ProseAnswer | null {
  const { asked, question, clauses, statements } = reading;
  if (!asked.yesNo || asked.which || asked.count || asked.howLong || asked.else || !COMPARES.test(question))
    return null;
  if (IS_NEGATIVE.test(question.replace(/有没有|没有?\s*[?？]?$/g, ' ')) || NO_DEED.test(question)) return null;
  const all = ENDS.flatMap((ends) =>
    ends.map((end, index) => ({ end, opposite: ends[1 - index]!, asked: end.some((words) => words.test(question)) })),
  ).filter(({ asked }) => asked);
  const [only, more] = all;
  if (!only || more) return null;
  const plain = [...only.end]
    .reduce((text, words) => text.replace(new RegExp(words.source, 'gi'), ' '), question)
    .replace(OF_ENDS, ' ');
  const topics = [...keysAcross(plain)].filter((key) => /^[+=]/.test(key));
  const words = wordsOf(plain);
  const speaks = ({ text, keys }: Clause): boolean =>
    topics.some((key) => keys.has(key)) || [...words].some((word) => holds(text, word));
  if (topics.length + words.size === 0) return null;
  const found = clauses.flatMap((clause) => {
    if (!speaks(clause) || DENIES.test(clause.text)) return [];
    const yes = only.end.some((end) => end.test(clause.text));
    const no = only.opposite.some((end) => end.test(clause.text));
    return yes === no ? [] : [{ clause, yes }];
  });
  const [first] = found;
  if (!first || found.some(({ yes }) => yes !== first.yes) || ONLY_MEANT.test(first.clause.text)) return null;
  return {
    text: first.yes ? pick(reading, '是。', 'Yes.') : pick(reading, '没有，正相反。', 'No, the opposite.'),
    from: [statements[first.clause.statement]!],
  };
}
