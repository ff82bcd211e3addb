import { keysAcross, shared } from './across.ts';
import { type Figure, figuresIn, inUnit } from './figures.ts';
import { pick } from './pick.ts';
import { type Clause, kindsAsked, type ProseAnswer, type Reading } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

/** Words that say how something changed, and nothing of what. */
const OF_CHANGE = /^\+(?:more|fewer|improve|save|fast|slow|grow|actual|fix|month|week|average|last|first|next)$/;

/** What a question is about, without the words that only ask how it changed. */
const topicsOf = (reading: Reading): string[] =>
  [...reading.keys].filter((key) => /^[+=]/.test(key) && !OF_CHANGE.test(key));

/** The noun right behind a figure, or the measure word and noun of Chinese. */
const nounBehind = (text: string, { end }: Figure): string =>
  /^\s*(?:个|台|笔|条|名|次|家|套|份)?\s*([A-Za-z]{2,}|\p{Script=Han}{1,4})/u
    .exec(text.slice(end))?.[1]
    ?.toLowerCase() ?? '';

const isAsked = (reading: Reading, noun: string): boolean =>
  noun.length > 1 &&
  (/^[a-z]/.test(noun)
    ? new RegExp(`\\b${noun.replace(/(?:es|s)$/, '')}`, 'i').test(reading.question) ||
      [...keysAcross(noun)].some((key) => /^[+=]/.test(key) && reading.keys.has(key))
    : hanShared(noun, reading.question) ||
      [...keysAcross(noun)].some((key) => /^[+=]/.test(key) && reading.keys.has(key)));

interface Of {
  clause: Clause;
  figure: Figure;
}

/** Two figures of what is asked about, told in two clauses: what it was and what it became. */
export function twoOfOne(reading: Reading): ProseAnswer | null {
  const { asked, clauses, statements, question } = reading;
  if (!asked.difference || asked.howLong) return null;
  const topics = topicsOf(reading);
  const kinds = kindsAsked(question);
  const own: Of[] = clauses.flatMap((clause) => {
    const figures = clause.figures.filter(({ kind }) => kind === 'percent' || kind === 'plain' || kinds.includes(kind));
    const named = figures.filter(
      (figure) => figure.kind === 'plain' && isAsked(reading, nounBehind(clause.text, figure)),
    );
    const percent = topics.some((key) => clause.keys.has(key)) ? figures.filter(({ kind }) => kind === 'percent') : [];
    const [only, other] = named.length > 0 ? named : percent;
    return only && !other ? [{ clause, figure: only }] : [];
  });
  const [before, after, third] = own;
  if (!before || !after || third || before.figure.kind !== after.figure.kind) return null;
  if (before.figure.value === after.figure.value || /其中|包括|\bof which\b|\bincluding\b/i.test(after.clause.text))
    return null;
  const by = Math.abs(after.figure.value - before.figure.value);
  const points = before.figure.kind === 'percent';
  const amount = points
    ? pick(reading, `${Number(by.toFixed(2))} 个百分点`, `${Number(by.toFixed(2))} percentage points`)
    : inUnit(by, before.figure);
  return {
    text: pick(
      reading,
      `${amount}（${before.figure.raw} → ${after.figure.raw}）`,
      `${amount} (${before.figure.raw} → ${after.figure.raw})`,
    ),
    from: [...new Set([before, after].map(({ clause }) => statements[clause.statement]!))],
  };
}

const THE_REST = /没|未|不|剩|其余|其他|另外|\b(?:not|n't|rest|others?|remain\w*|left|surviv\w*|spared)\b|幸存|活下来/i;
const PART = /其中|里(?:面)?有|当中|\bof (?:which|them|these|those)\b/i;

/** "How many were not filled in": of a total and the part of it that was. */
export function theRest(reading: Reading): ProseAnswer | null {
  const { asked, clauses, statements, question } = reading;
  if (!asked.count || !THE_REST.test(question) || asked.difference || asked.share) return null;
  for (const [index, clause] of clauses.entries()) {
    const whole = clauses[index - 1];
    if (!whole || whole.statement !== clause.statement || !PART.test(clause.text)) continue;
    const [part, more] = clause.figures.filter(({ kind }) => kind === 'plain');
    const total = whole.figures.filter(({ kind }) => kind === 'plain').at(-1);
    if (!part || more || !total || part.value >= total.value) continue;
    const speaks =
      shared(reading.keys, new Set([...whole.keys, ...clause.keys])) > 0 ||
      hanShared(question.replace(/没有?|多少|还有/g, ' '), `${whole.text}${clause.text}`);
    if (!speaks) continue;
    const left = total.value - part.value;
    return {
      text: pick(reading, `${left}（${total.raw} − ${part.raw}）`, `${left} (${total.raw} − ${part.raw})`),
      from: [statements[clause.statement]!],
    };
  }
  return survivors(reading);
}

const SURVIVES = /surviv\w*|spared|still (?:up|running|alive|ready)|幸存|活下来|没(?:挂|事|受影响|被杀)|还(?:好|活)着/i;
const SUFFERS =
  /\b(?:crash\w*|fail\w*|killed|down|died|dead|evicted|lost|restarted|stuck)\b|挂|崩|被杀|驱逐|失败|重启/i;

/** "How many survived", of so many that did not: the others. */
function survivors({ asked, question, statements, keys, language }: Reading): ProseAnswer | null {
  if (!SURVIVES.test(question) || asked.share) return null;
  const found = statements.flatMap((statement) => {
    const match = A_SHARE.exec(statement.text);
    if (!match || !SUFFERS.test(statement.text.slice(match.index))) return [];
    const [part, whole] = [match[1] ?? match[5]!, match[2] ?? match[4]!].map(numberOf);
    const ofIt = shared(keys, keysAcross(statement.text)) > 0 || hanShared(question, statement.text);
    return part! < whole! && ofIt ? [{ statement, part: part!, whole: whole! }] : [];
  });
  const [only, other] = found;
  if (!only || other) return null;
  const left = only.whole - only.part;
  return {
    text: language === 'zh' ? `${left}（${only.whole} − ${only.part}）` : `${left} (${only.whole} − ${only.part})`,
    from: [only.statement],
  };
}

const numberOf = (text: string): number => figuresIn(`${text} `)[0]?.value ?? WORDS[text.toLowerCase()] ?? Number.NaN;

const A_SHARE =
  /(\d[\d,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b) (?:out )?of (?:the |our |all )?(\d[\d,]*|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b)\s+([a-z]+)|(\d[\d,]*) ?(?:个|台|次|条|笔|名)?[\p{Script=Han}]{0,4}(?:里|中)(?:面)?(?:有|，其中)?\s*(\d[\d,]*) ?(?:个|台|次|条|笔|名)/iu;

/** "What share of the jobs failed": so many of so many. */
export function shareOf(reading: Reading): ProseAnswer | null {
  const { asked, statements, keys, question } = reading;
  if (!asked.share) return null;
  for (const statement of statements) {
    const match = A_SHARE.exec(statement.text);
    if (!match) continue;
    const [part, whole] = [match[1] ?? match[5]!, match[2] ?? match[4]!].map(numberOf);
    const own = keysAcross(statement.text);
    if (!part || !whole || part > whole || !(shared(keys, own) > 0 || hanShared(question, statement.text))) continue;
    const percent = Number(((part / whole) * 100).toFixed(1));
    return {
      text: pick(reading, `${percent}%（${part} / ${whole}）`, `${percent} % (${part} of ${whole})`),
      from: [statement],
    };
  }
  return null;
}

const WORDS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  twenty: 20,
};
const EACH = /\beach\b|\bper\b|\bapiece\b|每(?:个|台|人|条|次)?|各/i;

/** "How many connections hit it": so many things, each with so many of what is asked for. */
export function product(reading: Reading): ProseAnswer | null {
  const { asked, clauses, statements, question } = reading;
  if (!asked.count || asked.difference || asked.share || EACH.test(question)) return null;
  for (const [index, clause] of clauses.entries()) {
    const many = clause.figures.find(
      (figure) => figure.kind === 'plain' && isAsked(reading, nounBehind(clause.text, figure)),
    );
    if (!many) continue;
    const lead = clause.text.slice(0, many.start);
    // "46 nodes of 16 vCPU" in one breath, "24 pods ..., each ... 20 connections" in two.
    const near = clause.figures.find(
      (figure) =>
        figure.end <= many.start &&
        figure.kind === 'plain' &&
        / (?:of|with|having) $/i.test(clause.text.slice(figure.end, many.start).replace(/\s+/g, ' ')),
    );
    const before = clauses[index - 1];
    const others =
      EACH.test(lead) && before && before.statement >= clause.statement - 1
        ? before.figures.filter(({ kind }) => kind === 'plain')
        : [];
    const count = near ?? (others.length === 1 ? others[0] : undefined);
    if (!count || !Number.isInteger(count.value)) continue;
    return {
      text: pick(
        reading,
        `${count.value * many.value}（${count.raw} × ${many.raw}）`,
        `${count.value * many.value} (${count.raw} × ${many.raw})`,
      ),
      from: [...new Set([...(near ? [] : [statements[before!.statement]!]), statements[clause.statement]!])],
    };
  }
  return null;
}

const ORDER =
  /先(?:是)?(.{1,12}?)还是(?:先)?(.{1,12}?)(?:的)?\s*[?？]?$|(.{1,12}?)(?:和|跟|与)(.{1,12}?)(?:哪个|谁)(?:在)?(?:先|前)|\b(?:which|what) (?:came|happened|was|did they do) first[,:]? (?:the )?(.{2,40}?) or (?:the )?(.{2,40}?)\s*\??$|\bdid (?:the )?(.{2,40}?) (?:come|happen) (?:before|after) (?:the )?(.{2,40}?)\s*\??$/i;

/** "Scaled up first or rolled back first": which of two things the text tells first. */
export function whichFirst(reading: Reading): ProseAnswer | null {
  const match = ORDER.exec(reading.question.trim());
  const parts = match?.slice(1).filter((part) => part !== undefined);
  const [one, two] = parts ?? [];
  if (!one || !two) return null;
  const found = [one, two].map((words) => {
    const own = keysAcross(words);
    const at = reading.clauses.findIndex(
      ({ text, keys }) => text.includes(words.trim()) || shared(own, keys) >= 0.9 || inOrder(words, text),
    );
    return { words: words.trim(), at };
  });
  const [a, b] = found as [(typeof found)[0], (typeof found)[0]];
  if (a.at < 0 || b.at < 0 || a.at === b.at) return null;
  // Things that the text speaks of again and again did not happen when it first named them.
  const again = [a, b].some(({ words }) => reading.statements.filter(({ text }) => text.includes(words)).length > 1);
  if (again) return null;
  const first = a.at < b.at ? a : b;
  const clauses = [a.at, b.at].sort((x, y) => x - y).map((at) => reading.clauses[at]!);
  return {
    text: pick(reading, `先${first.words}。`, `First: ${first.words}.`),
    from: [...new Set(clauses.map(({ statement }) => reading.statements[statement]!))],
  };
}

/** `扩容` of "从 6 个扩到 12 个": its first character and a figure. */
const inOrder = (words: string, text: string): boolean => /^[扩缩升降]/.test(words) && text.includes(`${words[0]}到`);

const ASKS_DOWNSIDE =
  /代价|坏处|缺点|副作用|牺牲|变差|更糟|(?:哪|什么)(?:里|方面)?(?:变)?(?:差|慢|贵)了|\bcost (?:them|us|you)\b|\b(?:got|became|is|was) worse\b|\bdownsides?\b|\bdrawbacks?\b|\btrade-?offs?\b|\bwhat did .{0,20}\b(?:lose|cost|pay for)\b|\bthe price\b/i;
const DOWNSIDE =
  /代价|成本.{0,8}(?:多|涨|增|高)|变慢|变差|更慢|坏处|缺点|\bwhat we (?:lost|paid)\b|\bdownside\b|\bthe price\b|\bin return\b|\b(?:latency|cost|bill|time) (?:went|rose|grew|climbed) (?:up )?(?:from|to|by)\b|\b(?:slower|worse|more expensive)\b/i;

/** "What did it cost them", "what got worse": the sentence that tells the price of a change. */
export function downside(reading: Reading): ProseAnswer | null {
  if (!ASKS_DOWNSIDE.test(reading.question)) return null;
  const clause = reading.clauses.findLast(({ text }) => DOWNSIDE.test(text));
  if (!clause) return null;
  const whole = reading.statements[clause.statement]!;
  const own = reading.clauses.filter(({ statement }) => statement === clause.statement);
  const text = own.map((one) => one.text).join(pick(reading, '，', ', '));
  return {
    text: text.length <= 90 ? `${text.replace(/[。.]$/, '')}${pick(reading, '。', '.')}` : clause.text,
    from: [whole],
  };
}

const OF_ALL = /全部?|都|所有|每(?:个|台)|\b(?:all|every|each|everything)\b/i;
const AN_EXCEPTION = /例外|除了|唯独|只有.{1,12}(?:没|不)|\bexcept(?:ion)?\b|\bapart from\b|\bbut not\b/i;

/** "Are they all on distroless": the text names one that is not. */
export function exception(reading: Reading): ProseAnswer | null {
  const { asked, question, statements } = reading;
  if (!asked.yesNo || asked.else || asked.which || !OF_ALL.test(question)) return null;
  const found = statements.filter(
    ({ text }) => AN_EXCEPTION.test(text) && (shared(reading.keys, keysAcross(text)) > 0 || hanShared(question, text)),
  );
  const [only, other] = found;
  if (!only || other) return null;
  return { text: pick(reading, '不是，有例外：', 'No, there is an exception:'), from: [only] };
}

const RANGE =
  /(\d{1,2}):(\d{2})\s*(?:至|到|-|–|—|~|to|until|till)\s*(次日|第二天|翌日|the next day)?\s*(\d{1,2}):(\d{2})/i;
const OF_A_WINDOW =
  /(?:维护|停机|停服|窗口|活动|割接|演练|值班|会议|操作).{0,8}(?:多久|多长|几个?小时)|(?:一共|总共|整个).{0,8}(?:多久|多长|几个?小时)|\bhow long\b.{0,30}\b(?:maintenance|window|downtime|event|shift|meeting|whole|in all|in total)\b/i;

/** "How long is the maintenance": the range of two clock times that the text gives for it. */
export function windowOf(reading: Reading): ProseAnswer | null {
  if (!OF_A_WINDOW.test(reading.question)) return null;
  const found = reading.statements.filter(({ text }) => RANGE.test(text));
  const [only, other] = found;
  if (!only || (other && !hanShared(reading.question, only.text))) return null;
  const [, fromHour, fromMinute, next, toHour, toMinute] = RANGE.exec(only.text)!;
  const begin = Number(fromHour) * 60 + Number(fromMinute);
  let minutes = Number(toHour) * 60 + Number(toMinute) - begin;
  if (next || minutes < 0) minutes += 1_440;
  if (minutes <= 0 || minutes > 1_440) return null;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const span = pick(
    reading,
    `${hours > 0 ? `${hours} 小时` : ''}${rest > 0 ? `${hours > 0 ? ' ' : ''}${rest} 分` : ''}`,
    `${hours > 0 ? `${hours} h` : ''}${rest > 0 ? `${hours > 0 ? ' ' : ''}${rest} min` : ''}`,
  );
  return {
    text: `${span}${pick(reading, `（${fromHour}:${fromMinute} → ${next ?? ''}${toHour}:${toMinute}）`, ` (${fromHour}:${fromMinute} → ${toHour}:${toMinute})`)}`,
    from: [only],
  };
}

const ASKS_CONDITION =
  /什么(?:情况|时候|条件)下?(?:会|才|要|就|该)?|\bunder what (?:conditions?|circumstances)\b|\bwhen (?:would|will|do|does|should)\b|\bwhat would make\b/i;
const A_CONDITION = /如果|若|一旦|要是|除非|的话|\b(?:if|once|unless|in case)\b/i;

/** "When is it rolled back": the sentence that says on which condition. */
export function condition(reading: Reading): ProseAnswer | null {
  const { question, statements, keys } = reading;
  if (!ASKS_CONDITION.test(question)) return null;
  const plain = question.replace(ASKS_CONDITION, ' ');
  const found = statements.filter(
    ({ text }) => A_CONDITION.test(text) && (shared(keys, keysAcross(text)) > 0 || hanShared(plain, text)),
  );
  const [only, other] = found;
  return only && !other ? { text: '', from: [only] } : null;
}
