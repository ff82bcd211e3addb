/** What a question asks for, whatever language it is put in; several may hold at once ("which has the most, and how many"). */
export interface Asked {
  count: boolean;
  /** Different values, not how often each comes. */
  distinct: boolean;
  sum: boolean;
  difference: boolean;
  share: boolean;
  average: boolean;
  most: boolean;
  least: boolean;
  /** For every one of a kind. */
  each: boolean;
  which: boolean;
  yesNo: boolean;
  howLong: boolean;
  when: boolean;
  /** Whether there is any at all. */
  exists: boolean;
  /** Reasons, remedies and meanings: no value answers these. */
  else: boolean;
}

const CUES: Record<keyof Asked, RegExp> = {
  count: /几(?!乎|点|号)|多少|\bhow many\b|\bhow often\b|\bnumber of\b|\bcount\b/i,
  distinct: /不同|不一样的有几|几种|多少种|去重|\b(?:different|distinct|unique)\b/i,
  sum: /一共|总共|总[计和量数]|合计|加起来|加在一起|全部加|共(?:用|占|请求|需|要|重启|有|多少|几)|\b(?:in total|totals?|altogether|combined|together|sum|overall|all in all)\b/i,
  difference:
    /差(?:了)?(?:多少|几|多[大长久])|[多少快慢长短早晚]了?多[久长]|相差|多[用占吃花](?:了|掉)?(?:多少|几)|(?:[加提]高?|加大)了多少|[多少大小长短快慢高低早晚省降涨减增](?:出来?|了)?(?:多少|几(?!个))|(?:下降|上升|减少|增加|缩短|节省|提高|降低|提升|改善|上涨|下跌|提速|优化)了?(?:多少|几)|\bdifference\b|\bhow (?:much|many|far) (?:\w+ ){0,2}(?:more|less|fewer|smaller|bigger|larger|faster|slower|longer|shorter|higher|lower|cheaper|later|earlier|apart)\b|\bby how (?:much|many)\b|\bhow many .{2,40}\b(?:get rid of|dropped|removed?|cut|lose|lost|saved?)\b|\bhow much (?:was|is|are|did|do|does) .{0,40}\b(?:sav|reduc|shr[ai]nk|drop|grow|gr[eo]w|increas|decreas|fall|fell|rose|ris|climb|improv)/i,
  share:
    /百分之几|百分之多少|百分比|占(?:比|了?多少|几成)|几成|比例|\b(?:percent(?:age)?|share|proportion|fraction)\b|多少 ?%|几个百分点/i,
  average: /平均|\b(?:average|mean|on average)\b/i,
  most: /[吃占打跑]满|紧张|吃紧|最(?:多|大|高|久|长|老|慢|贵|忙|满|旧|严重|吃|占|耗|费)|排第一|\b(?:most|highest|largest|biggest|longest|oldest|max(?:imum)?|busiest|top|slowest|fullest|greatest|worst|tightest|hogs?|hogging|eats?|eating)\b/i,
  least:
    /最(?:少|小|低|短|新|快|闲|年轻|便宜|空)|\b(?:idler|emptiest|least|fewest|lowest|smallest|shortest|newest|youngest|fastest|(?:added|created|joined) last|last (?:added|created)|min(?:imum)?|idlest|cheapest)\b/i,
  each: /每(?:个|一个|台|种|组)|各(?:个|自|有|是|多少|几)|分别|\b(?:each|every|per|respectively)\b/i,
  which: /哪|什么|谁|啥|\b(?:which|what|who|whose|where)\b/i,
  yesNo:
    /[吗么嘛]\s*[?？。]?$|没有?\s*[?？]?$|是不是|有没有|是否|能不能|会不会|在不在|([是会能对行在要有够])不\1|^(?:and |but |so |then )?(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|am)\b/i,
  howLong:
    /多久|多长时间|多长|多少(?:秒|分钟|小时|天|毫秒)|几(?:秒|分钟|个?小时|天)|\bhow long\b|\bhow (?:many|much) (?:seconds|minutes|hours|days|time)\b/i,
  when: /什么时候|何时|几点|啥时候|哪[天年月]|时间点|\bwhen\b|\bwhat (?:time|date|day)\b/i,
  exists:
    /有没有|有(?:哪些|什么|几个)?.{0,24}[吗么]\s*[?？]?$|\b(?:is|are|was|were) there\b|\bany(?:one|body|thing|where)?\b/i,
  else: /会(?:不会)?变(?:吗|么|化|$)|\bwill\b.{0,30}\bchange\b|为什么|为何|为啥|怎么(?:办|改|修|解决|查|回事|会|弄|做|写)|原因|应该|什么意思|合理|\bwhy\b|\bshould\b|\bhow (?:do|can|to|would|come)\b|\bmeans?\b|\breasons?\b|\bcauses?d?\b/i,
};

/** Reads what a question asks for. */
export function readAsked(question: string): Asked {
  const text = question.trim();
  return Object.fromEntries(Object.entries(CUES).map(([kind, cue]) => [kind, cue.test(text)])) as unknown as Asked;
}

/** How two amounts are held against each other. */
export type Comparison = '>' | '>=' | '<' | '<=' | '=';

const NUMBER = '(\\d+(?:\\.\\d+)?)';
const COMPARED: [words: string, sign: Comparison][] = [
  ['不超过|不多于|最多|\\bat most\\b|\\bno more than\\b|\\bup to\\b|<=|≤', '<='],
  ['不少于|不低于|至少|\\bat least\\b|\\bno less than\\b|>=|≥', '>='],
  [
    '超过|大于|多于|高于|久于|早于|(?:比)|\\b(?:more|greater|higher|larger|bigger|older|longer) than\\b|\\bover\\b|\\babove\\b|\\bexceed(?:s|ing)?\\b|>',
    '>',
  ],
  [
    '不到|不足|少于|小于|低于|短于|\\b(?:less|fewer|lower|smaller|younger|newer|shorter) than\\b|\\bunder\\b|\\bbelow\\b|\\bwithin\\b|<',
    '<',
  ],
  ['等于|刚好|正好|\\bexactly\\b|\\bequal to\\b|=', '='],
];

/** "Over 400m", "超过 80%", "older than 3 days": what is held against which amount; null where nothing is. */
export function comparisonIn(question: string): { sign: Comparison; amount: number; unit: string } | null {
  for (const [words, sign] of COMPARED) {
    const match = new RegExp(
      `(?:${words})(?:了|过)?\\s*(?:a |one )?${NUMBER} ?(%|[a-z]+|天|小时|分钟?|秒|次|个月?|周|核|兆)?`,
      'i',
    ).exec(question);
    if (match) return { sign, amount: Number(match[1]), unit: (match[2] ?? '').toLowerCase() };
  }
  const behind = /(\d+(?:\.\d+)?) ?(%|天|小时|分钟?|秒|次|个)?(以上|以下|以内|多次)/.exec(question);
  if (behind)
    return {
      sign: behind[3] === '以上' ? '>=' : behind[3] === '以内' ? '<=' : '<',
      amount: Number(behind[1]),
      unit: behind[2] ?? '',
    };
  const one =
    /\b(?:older|longer|more) than (?:a|an|one) (day|week|hour|month|minute)\b|(?:超过|大于)一(天|周|小时|个月)/i.exec(
      question,
    );
  if (one) return { sign: '>', amount: 1, unit: (one[1] ?? one[2])!.toLowerCase() };
  return null;
}

/** True where `value` stands to `than` as the sign says. */
export function holds(value: number, sign: Comparison, than: number): boolean {
  if (sign === '>') return value > than;
  if (sign === '>=') return value >= than;
  if (sign === '<') return value < than;
  return sign === '<=' ? value <= than : value === than;
}

/** True where the words of a name stand in the question as words of their own. */
export function names(question: string, name: string): boolean {
  // A table has many names and a question few words.
  if (name.length < 2 || !question.toLowerCase().includes(name.toLowerCase())) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9_.-])${escaped}(?![A-Za-z0-9_-])`, 'iu').test(question);
}
