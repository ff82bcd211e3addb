import type { Language } from '../language/language.ts';
import type { Span } from '../language/sentences.ts';
import { keysAcross, shared } from './across.ts';
import { writeSeconds } from './amount.ts';
import { type Figure, figuresIn, inUnit, momentsIn } from './figures.ts';
import { type Asked, names, readAsked } from './question.ts';

/** An answer worked out from sentences, and the sentences. */
export interface ProseAnswer {
  text: string;
  from: Span[];
}

/** A piece of a sentence between two commas. */
interface Clause {
  text: string;
  statement: number;
  keys: ReadonlySet<string>;
  figures: Figure[];
}

interface Reading {
  question: string;
  asked: Asked;
  keys: ReadonlySet<string>;
  statements: readonly Span[];
  clauses: Clause[];
  language: Language;
  /** A statement with the mark of a list that stands before it. */
  marked: (statement: Span) => string;
}

const pick = ({ language }: Reading, zh: string, en: string): string => (language === 'zh' ? zh : en);
/** Statements that are looked at. */
const LIMIT_STATEMENTS = 400;

function clausesOf(statements: readonly Span[]): Clause[] {
  return statements.slice(0, LIMIT_STATEMENTS).flatMap(({ text }, statement) =>
    text
      .split(/[，；;：]|,(?=\s)|:(?=\s)|。|\s(?=(?:but|while|and then|because)\b)/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => ({ text: part, statement, keys: keysAcross(part), figures: figuresIn(part) })),
  );
}

/** Which kinds of figure a question can mean by its words; none where it says nothing of it. */
function kindsAsked(question: string): Figure['kind'][] {
  const found: Figure['kind'][] = [];
  if (
    /多久|多长|秒|分钟|小时|几天|多少天|快|慢|\b(?:long|seconds?|minutes?|hours?|days?|fast\w*|slow\w*|quick\w*|time)\b/i.test(
      question,
    )
  )
    found.push('time');
  if (
    /[GMTK]B|镜像.{0,6}[小大]|\bimage\b.{0,16}\b(?:shr|gr[eo]w|small|big|large)|大小|体积|多大|容量|小了|大了|内存|空间|\b(?:size|big\w*|large\w*|small\w*|memory|space|bytes)\b/i.test(
      question,
    )
  )
    found.push('bytes');
  if (/钱|元|费|贵|便宜|成本|\b(?:money|dollars?|cost\w*|cheap\w*|spend\w*|expens\w*|price)\b|[$€£¥]/i.test(question))
    found.push('money');
  return found;
}

/** Two figures of one kind that stand for a before and an after. */
interface Pair {
  before: Figure;
  after: Figure;
  statements: number[];
  score: number;
}

const OF_BEFORE =
  /去年|上个?[月周季]|上次|\blast (?:year|month|week|time|quarter)\b|原来|以前|之前|原先|原定|计划|预计|本来|老|旧|\bused to\b|\bbefore\b|\bpreviously\b|\boriginally\b|\bplanned\b|\binstead of\b|\bold\b|\bwas\b|\bdown from\b/i;

function pairsIn(reading: Reading): Pair[] {
  const { clauses, keys, statements } = reading;
  const wanted = kindsAsked(reading.question);
  const pairs: Pair[] = [];
  const add = (
    before: Figure,
    after: Figure,
    own: number[],
    near: ReadonlySet<string>,
    around: ReadonlySet<string>,
    bonus: number,
  ): void => {
    if (before.kind !== after.kind || before.value === after.value) return;
    if (before.kind === 'plain' && wanted.length > 0 && !reading.asked.share) return;
    const score =
      shared(keys, near) +
      0.4 * shared(keys, around) +
      bonus +
      (wanted.includes(before.kind) ? 1 : wanted.length > 0 ? -1 : 0);
    pairs.push({ before, after, statements: own, score });
  };
  for (const clause of clauses) {
    const { text, figures, statement } = clause;
    const around = keysAcross(statements[statement]!.text);
    for (const [index, first] of figures.entries()) {
      const second = figures[index + 1];
      if (!second) break;
      const between = text.slice(first.end, second.start);
      const lead = text.slice(0, first.start);
      // "18 GB instead of 30 GB" names the later one first.
      if (/instead of|而不是|rather than|(?:down|up) from/i.test(between))
        add(second, first, [statement], clause.keys, around, 1);
      else if (/从|由|\bfrom\b/i.test(lead) || /[到至→]|->|变成|\bto\b/i.test(between))
        add(first, second, [statement], clause.keys, around, 1);
    }
  }
  for (const [index, clause] of clauses.entries())
    for (const other of clauses.slice(index + 1, index + 4)) {
      if (other.statement - clause.statement > 1) break;
      const [a, b] = [clause.figures.at(-1), other.figures.at(-1)];
      if (!a || !b || clause.figures.length > 1 || other.figures.length > 1) continue;
      const earlier = OF_BEFORE.test(clause.text);
      const later = OF_BEFORE.test(other.text);
      if (earlier === later) continue;
      const near = new Set([...clause.keys, ...other.keys]);
      const own = [...new Set([clause.statement, other.statement])];
      if (earlier) add(a, b, own, near, near, 0.3);
      else add(b, a, own, near, near, 0.3);
    }
  // The only two figures of their kind, the first of them told as past, belong together however far apart they stand.
  for (const kind of wanted) {
    const own = clauses.flatMap((clause) =>
      clause.figures.filter((figure) => figure.kind === kind).map((figure) => ({ clause, figure })),
    );
    const [first, second] = own;
    if (own.length !== 2 || !first || !second || first.clause === second.clause || !OF_BEFORE.test(first.clause.text))
      continue;
    add(
      first.figure,
      second.figure,
      [first.clause.statement, second.clause.statement],
      first.clause.keys,
      second.clause.keys,
      0.3,
    );
  }
  return pairs.sort((one, two) => two.score - one.score);
}

const TIMES =
  /几倍|多少倍|\bhow many times\b (?:\w+ )?(?:faster|slower|bigger|larger|smaller|more|less|cheaper|higher)|\bby what factor\b/i;

/** "How much faster", "降了百分之几": a before and an after held against each other. */
function change(reading: Reading): ProseAnswer | null {
  const { asked, question, statements } = reading;
  const times = TIMES.test(question);
  if (
    !asked.difference &&
    !times &&
    !(
      asked.share &&
      /降|升|减|增|省|缩|掉|涨|快|慢|少|多了|\b(?:less|more|drop\w*|ris\w*|rose|fell|fall\w*|reduc\w*|increas\w*|decreas\w*|sav\w*|shr[aiu]nk|cheaper|faster|slower|smaller)\b/i.test(
        question,
      )
    )
  )
    return null;
  const [best, next] = pairsIn(reading);
  if (!best || best.score < 1.3 || (next && next.score > best.score - 0.3 && next.before.raw !== best.before.raw))
    return null;
  const { before, after } = best;
  const told = best.statements.map((index) => statements[index]!.text).join(' ');
  const yearly =
    /一年|每年|全年|年(?:能|可)?省|\b(?:a|per|each|every) year\b|\bannual|\byearly\b/i.test(question) &&
    /每?月|\bmonth/i.test(told) &&
    !/每年|\ba year\b/i.test(told);
  const by = Math.abs(after.value - before.value);
  const smaller = before.unit < after.unit ? before : after;
  const amount = inUnit(by, before.value >= 10 * smaller.unit && before.unit > smaller.unit ? before : smaller);
  if (yearly) {
    const sum = inUnit(by * 12, before.unit >= after.unit ? before : after);
    const month = inUnit(by, before.unit >= after.unit ? before : after);
    return {
      text: pick(
        reading,
        `${sum}：每月 ${month} × 12（${before.raw} → ${after.raw}）`,
        `${sum}: ${month} a month × 12 (${before.raw} → ${after.raw})`,
      ),
      from: best.statements.map((index) => statements[index]!),
    };
  }
  const percent = Number(((by / before.value) * 100).toFixed(1));
  const factor = Number((Math.max(after.value, before.value) / Math.min(after.value, before.value)).toFixed(1));
  const down = after.value < before.value;
  const head = times
    ? pick(
        reading,
        `约 ${factor} 倍（${before.raw} → ${after.raw}）`,
        `about ${factor} times (${before.raw} → ${after.raw})`,
      )
    : asked.share
      ? pick(
          reading,
          `${percent}%（${before.raw} → ${after.raw}，${down ? '少' : '多'}了 ${amount}）`,
          `${percent}% (${before.raw} → ${after.raw}, ${amount} ${down ? 'less' : 'more'})`,
        )
      : pick(
          reading,
          `${amount}（${before.raw} → ${after.raw}，${down ? '降' : '升'} ${percent}%）`,
          `${amount} (${before.raw} → ${after.raw}, ${down ? 'down' : 'up'} ${percent}%)`,
        );
  return { text: head, from: best.statements.map((index) => statements[index]!) };
}

/** What a figure is told of: the name that stands nearest before it in its clause, or the clause of the same list. */
interface Told {
  name: string;
  figure: Figure;
  clause: Clause;
}

const NAME = /[A-Z][\w.+-]*|\b[a-z][a-z]*\d*(?:-[a-z\d]+)+\b|\b[a-z]{2,}[A-Z]\w*\b/g;

/** Names of the text that several clauses give figures for. */
function toldOf(reading: Reading): Told[] {
  const { clauses, statements } = reading;
  const counts = new Map<string, number>();
  for (const { text } of statements)
    for (const [name] of text.matchAll(/[A-Za-z][\w.+-]*[\w+]/g))
      counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  const known = (word: string): boolean => (counts.get(word.toLowerCase()) ?? 0) >= 2;
  const nameIn = (text: string): string | undefined =>
    [...text.matchAll(/[A-Za-z][\w.+-]*[\w+]/g)]
      .map(([word]) => word)
      .find(
        (word) =>
          known(word) && !/^(?:Pods?|the|and|per|to|from|at|in|of|for|is|was|on|a|it|with|we|GB|MB)$/i.test(word),
      ) ?? text.match(NAME)?.[0];
  const own = clauses.flatMap((clause, index): Told[] => {
    const earlier = clauses[index - 1];
    return clause.figures.flatMap((figure): Told[] => {
      const lead = clause.text.slice(0, figure.start);
      // "runc is the best, 9.4 Gbit/s": the name stands in the clause before.
      const before =
        lead.trim() === '' && earlier?.statement === clause.statement && earlier.figures.length === 0
          ? nameIn(earlier.text)
          : undefined;
      const name = nameIn(lead) ?? before;
      return name === undefined ? [] : [{ name, figure, clause }];
    });
  });
  // "3 MB, 45 MB and 160 MB respectively": in the order of the names before.
  const listed = clauses.flatMap((clause): Told[] => {
    if (!/分别|依次|\brespectively\b/i.test(statements[clause.statement]!.text) || clause.figures.length < 2) return [];
    const earlier = own.filter(
      (told) => told.clause.statement < clause.statement && told.clause.statement >= clause.statement - 2,
    );
    const order = [...new Set(earlier.map(({ name }) => name))];
    const figures = clause.figures.filter(({ kind }) => kind === clause.figures[0]!.kind);
    return order.length === figures.length
      ? figures.map((figure, index) => ({ name: order[index]!, figure, clause }))
      : [];
  });
  const replaced = new Set(listed.map(({ clause }) => clause));
  return [...own.filter(({ clause }) => !replaced.has(clause)), ...listed];
}

const UP =
  /最(?:慢|久|长|大|高|多|贵|耗)|\b(?:slowest|longest|largest|biggest|highest|most|greatest|heaviest|worst)\b/i;
const DOWN =
  /最(?:快|短|小|低|少|便宜|省)|\b(?:fastest|quickest|shortest|smallest|lowest|least|fewest|cheapest|lightest)\b/i;

/** Figures of several names for one thing: "runc 1.8 s, gVisor 2.6 s", the one the question speaks of. */
function seriesFor(reading: Reading): Told[] {
  const groups = new Map<string, Told[]>();
  for (const told of toldOf(reading)) {
    const key = `${told.clause.statement}:${told.figure.kind}:${told.figure.kind === 'plain' ? told.figure.name : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), told]);
  }
  const wanted = kindsAsked(reading.question);
  const scored = [...groups.values()]
    .filter((group) => new Set(group.map(({ name }) => name)).size >= 2)
    .map((group) => {
      const text = reading.statements[group[0]!.clause.statement]!.text;
      const kind = group[0]!.figure.kind;
      return { group, score: shared(reading.keys, keysAcross(text)) + (wanted.includes(kind) ? 0.8 : 0) };
    })
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score >= 0.8 && (!next || next.score < best.score) ? best.group : [];
}

/** "Which is the slowest", "how much slower is Kata than runc", "100 of them altogether". */
function ofSeries(reading: Reading): ProseAnswer | null {
  const { asked, question, statements } = reading;
  const up = UP.test(question);
  const down = DOWN.test(question);
  const compares = asked.difference || TIMES.test(question) || asked.share || /比/.test(question);
  const times = /(\d{1,6})\s*(?:个|台|份|\b)/.exec(question);
  const multiplies = times !== null && (asked.sum || /一共|总共|altogether|in total/i.test(question));
  if (!((up !== down && asked.which) || compares || multiplies)) return null;
  const series = seriesFor(reading);
  if (series.length < 2) return null;
  const from = [...new Set(series.map(({ clause }) => statements[clause.statement]!))];
  if (up !== down) {
    const best = series.reduce((top, next) =>
      (up ? next.figure.value > top.figure.value : next.figure.value < top.figure.value) ? next : top,
    );
    return { text: `${best.name}${pick(reading, '：', ': ')}${best.figure.raw}`, from };
  }
  const named = series
    .filter(({ name }) => names(question, name))
    .sort(
      (a, b) =>
        question.toLowerCase().indexOf(a.name.toLowerCase()) - question.toLowerCase().indexOf(b.name.toLowerCase()),
    );
  const [one, two] = named;
  if (compares && one && two && named.length === 2) {
    const by = Math.abs(one.figure.value - two.figure.value);
    const smaller = one.figure.unit <= two.figure.unit ? one.figure : two.figure;
    const both = `${one.name} ${one.figure.raw}${pick(reading, '，', ', ')}${two.name} ${two.figure.raw}`;
    if (TIMES.test(question))
      return {
        text: pick(
          reading,
          `约 ${Number((one.figure.value / two.figure.value).toFixed(2))} 倍（${both}）`,
          `about ${Number((one.figure.value / two.figure.value).toFixed(2))} times (${both})`,
        ),
        from,
      };
    if (asked.share)
      return {
        text: `${Number(((one.figure.value / two.figure.value) * 100).toFixed(1))}%${pick(reading, `（${both}）`, ` (${both})`)}`,
        from,
      };
    return { text: `${inUnit(by, smaller)}${pick(reading, `（${both}）`, ` (${both})`)}`, from };
  }
  if (multiplies && one && named.length === 1) {
    const count = Number(times![1]);
    return {
      text: `${inUnit(one.figure.value * count, one.figure)}${pick(reading, `（${count} × ${one.figure.raw}）`, ` (${count} × ${one.figure.raw})`)}`,
      from,
    };
  }
  return null;
}

/** "How long did the check take": between two moments that the text tells. */
function between(reading: Reading): ProseAnswer | null {
  const { asked, question, statements, keys, clauses } = reading;
  if (!asked.howLong && !/几天|多少天|几分钟|多少分钟/.test(question)) return null;
  if (asked.difference) return null;
  const timed = clauses.flatMap((clause) => momentsIn(clause.text).map((moment) => ({ clause, moment })));
  if (timed.length < 2) return null;
  // "By 07:03, when checkout recovered": a moment is that of the clauses beside it that have none.
  const aroundOf = (own: Clause): string => {
    const all = clauses.filter(({ statement }) => statement === own.statement);
    const isTimed = (one: Clause): boolean => timed.some(({ clause }) => clause === one);
    const at = all.indexOf(own);
    const next = all.findIndex((one, index) => index > at && isTimed(one));
    const first = all.slice(0, at).some(isTimed) ? at : 0;
    return all
      .slice(first, next < 0 ? undefined : next)
      .map(({ text }) => text)
      .join(' ');
  };
  const best = (words: string, after: number): (typeof timed)[number] | undefined => {
    const own = keysAcross(words);
    const scored = timed.slice(after).map((one) => ({
      one,
      score: Math.max(
        shared(own, one.clause.keys) + (hanShared(words, one.clause.text) ? 0.9 : 0),
        0.9 * shared(own, keysAcross(aroundOf(one.clause))),
      ),
    }));
    const top = scored.reduce<(typeof scored)[number] | undefined>(
      (a, b) => (a && a.score >= b.score ? a : b),
      undefined,
    );
    return top && top.score >= 0.8 ? top.one : undefined;
  };
  const parts =
    /从\s*(.{1,20}?)\s*到\s*(.{1,20}?)(?:一共|总共|之间|用|花|过|隔|差|是|经过|要)?了?(?:多久|多长|几|多少)/.exec(
      question,
    ) ??
    /\b(?:from|between)\s+(.{2,50}?)\s+(?:to|and|until)\s+(.{2,50}?)\s*\??$/i.exec(question) ??
    /^(.{2,20}?)(?:之后|以后|后)(?:过了?|隔了?)?(?:多久|多长时间|几分钟|多少分钟)(?:才|就)?(.{2,20}?)[的了]?[?？]?$/.exec(
      question,
    );
  const spoken = parts ? [] : timed.filter(({ clause }) => shared(keys, clause.keys) >= 0.9);
  const behind = spoken.length === 1 ? timed[timed.indexOf(spoken[0]!) + 1] : undefined;
  // "It began on June 12 and ended on the 20th": the end does not name it again.
  const ended =
    behind &&
    behind.clause.statement === spoken[0]!.clause.statement &&
    /结束|完成|恢复|\bend(?:ed)?\b|\bfinish\w*|\bdone\b|\bresum\w*/i.test(behind.clause.text);
  const topic = ended ? [spoken[0]!, behind] : spoken;
  const from = parts ? best(parts[1]!, 0) : topic[0];
  const to = parts && from ? best(parts[2]!, timed.indexOf(from) + 1) : topic[1];
  if (!from || !to || from === to || from.moment.date !== to.moment.date || (!parts && topic.length !== 2)) return null;
  const minutes = to.moment.minute - from.moment.minute;
  if (minutes <= 0) return null;
  const span = from.moment.date
    ? pick(reading, `${minutes / 1440} 天`, `${minutes / 1440} days`)
    : writeSeconds(minutes * 60, reading.language);
  return {
    text: pick(
      reading,
      `${span}（${from.moment.raw} → ${to.moment.raw}）`,
      `${span} (${from.moment.raw} → ${to.moment.raw})`,
    ),
    from: [...new Set([from, to].map(({ clause }) => statements[clause.statement]!))],
  };
}

/** Two Chinese characters in a row that both texts have. */
function hanShared(one: string, other: string): boolean {
  const han = one.replace(/[^\p{Script=Han}]/gu, '');
  for (let at = 0; at + 2 <= han.length; at += 1) if (other.includes(han.slice(at, at + 2))) return true;
  return false;
}

const ITEM =
  /第 ?([一二三四五六七八九十]|\d{1,2}) ?(?:条|点|步|项|个(?:要点|步骤|问题|原因|建议|改动))|\b(?:point|item|step|note|number|no\.?) (\d{1,2})\b|\b(first|second|third|fourth|fifth|\d{1,2}(?:st|nd|rd|th)) (?:point|item|step|note|change|bullet)\b/i;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const HAN = '一二三四五六七八九十';
const MARK = /^[（(]?(?:(\d{1,2})[.)、）]|([一二三四五六七八九十])[、)）.])\s*/;

/** "Point 3", "第二条": that item of the text's own numbered list. */
function item(reading: Reading): ProseAnswer | null {
  const match = ITEM.exec(reading.question);
  if (!match) return null;
  const word = (match[1] ?? match[2] ?? match[3])!.toLowerCase();
  const number = ORDINALS.includes(word)
    ? ORDINALS.indexOf(word) + 1
    : HAN.includes(word)
      ? HAN.indexOf(word) + 1
      : Number.parseInt(word, 10);
  const { statements } = reading;
  const marks = statements.flatMap((statement, index) => {
    const found = MARK.exec(reading.marked(statement));
    return found ? [{ index, number: found[1] ? Number(found[1]) : HAN.indexOf(found[2]!) + 1 }] : [];
  });
  const start = marks.findIndex((mark) => mark.number === number);
  if (marks.length < 2 || start < 0) return null;
  const from = marks[start]!.index;
  const next = marks[start + 1]?.index ?? Math.min(statements.length, from + 4);
  const own = statements.slice(from, Math.min(next, from + 6));
  return { text: '', from: own.filter(({ text }) => text.replace(MARK, '').trim() !== '') };
}

const LABEL = /^([\p{L}][\p{L}\d /-]{1,24})[:：]\s*\S/u;

/** "What was the root cause": the line that the text itself heads so. */
function headed(reading: Reading): ProseAnswer | null {
  const { question, statements, asked } = reading;
  if (asked.difference || asked.share || asked.sum) return null;
  const found = statements.flatMap((statement, index) => {
    const label = LABEL.exec(statement.text)?.[1];
    if (label === undefined) return [];
    const words = keysAcross(label);
    const own = [...words].filter((key) => reading.keys.has(key));
    const whole = question.toLowerCase().includes(label.toLowerCase());
    return whole || (words.size > 0 && own.length === words.size && own.length * 2 >= reading.keys.size) ? [index] : [];
  });
  const [head, other] = found;
  if (head === undefined || other !== undefined) return null;
  const own = [statements[head]!];
  for (let next = head + 1; /[;；]$/.test(own.at(-1)!.text) && next < statements.length && own.length < 6; next += 1)
    own.push(statements[next]!);
  const marks =
    own
      .map(({ text }) => text)
      .join(' ')
      .match(/[（(]\d{1,2}[)）]/g)?.length ?? 0;
  if (asked.count) return marks >= 2 ? { text: String(marks), from: own } : null;
  if (asked.yesNo || asked.howLong || asked.when) return null;
  return { text: '', from: own };
}

/** "How many measures": the parts of an item that is a list of its own. */
function listed(reading: Reading): ProseAnswer | null {
  const { asked, question, statements } = reading;
  if (
    !asked.count ||
    !/几[条点项个种步]|多少[条点项个种]|\bhow many (?:points|items|steps|measures|changes|actions|reasons|improvements)\b/i.test(
      question,
    )
  )
    return null;
  const heads = statements.flatMap(({ text }, index) =>
    MARK.test(text) && text.length < 24 && shared(reading.keys, keysAcross(text)) > 0 ? [index] : [],
  );
  const [head] = heads;
  if (head === undefined || heads.length > 1) return null;
  const rest = statements.slice(head + 1);
  const end = rest.findIndex(({ text }) => MARK.test(text));
  const own = end < 0 ? rest : rest.slice(0, end);
  const body: Span[] = [];
  for (const statement of own) {
    body.push(statement);
    if (!/[;；]$/.test(statement.text)) break;
  }
  return body.length >= 2 ? { text: pick(reading, `${body.length} 条`, `${body.length}`), from: body } : null;
}

/** "How many GB a minute", "人周": one figure of a sentence by or times another. */
function rate(reading: Reading): ProseAnswer | null {
  const { question, statements, keys } = reading;
  const perTime = /每(?:一)?(秒|分钟|小时|天)|\b(?:a|per|each) (second|minute|hour|day)\b/i.exec(question);
  const people = /人[天周日时月]|\b(?:person|man|engineer)-?(?: )?(?:days?|weeks?|hours?)\b/i.exec(question);
  if (!(perTime && reading.asked.count) && !people) return null;
  const scored = statements
    .map((span) => ({ span, figures: figuresIn(span.text), score: shared(keys, keysAcross(span.text)) }))
    .filter(({ figures }) => figures.length >= 2)
    .sort((a, b) => b.score - a.score);
  for (const { span, figures, score } of people ? scored : scored.slice(0, 1)) {
    const time = figures.filter(({ kind }) => kind === 'time');
    if (people) {
      const heads = figures.find((figure) =>
        /^(?: ?个| ?名| ?位)?\s*(?:工程师|人|同事|开发|engineers?|people|developers?)/i.test(
          span.text.slice(figure.end),
        ),
      );
      if (!heads || time.length !== 1) continue;
      return {
        text: `${inUnit(time[0]!.value * heads.value, time[0]!).replace(/\s/, ` ${/人/.test(question) ? '人' : 'person-'}`)}${pick(reading, `（${heads.value} 人 × ${time[0]!.raw}）`, ` (${heads.value} × ${time[0]!.raw})`)}`,
        from: [span],
      };
    }
    const amounts = figures.filter(({ kind }) => kind === 'bytes' || kind === 'money');
    if (score < 0.9 || time.length !== 1 || amounts.length !== 1) continue;
    const word = (perTime![1] ?? perTime![2])!.toLowerCase();
    const seconds = (
      { 秒: 1, second: 1, 分钟: 60, minute: 60, 小时: 3600, hour: 3600, 天: 86_400, day: 86_400 } as Record<
        string,
        number
      >
    )[word]!;
    const value = amounts[0]!.value / (time[0]!.value / seconds);
    return {
      text: pick(
        reading,
        `约 ${inUnit(value, amounts[0]!)}（${amounts[0]!.raw} ÷ ${time[0]!.raw}）`,
        `about ${inUnit(value, amounts[0]!)} (${amounts[0]!.raw} ÷ ${time[0]!.raw})`,
      ),
      from: [span],
    };
  }
  return null;
}

/**
 * What sentences give when they are worked with: differences, shares, the most of several, lengths between two moments, a numbered item.
 * Null where the question wants none of these or the text does not clearly have it.
 * @param marked gives a statement with the mark of a list before it, where reading took it away
 */
export function askProse(
  question: string,
  statements: readonly Span[],
  language: Language,
  marked: (statement: Span) => string = ({ text }) => text,
): ProseAnswer | null {
  const asked = readAsked(question);
  const reading: Reading = {
    question,
    asked,
    keys: keysAcross(question),
    statements,
    clauses: clausesOf(statements),
    language,
    marked,
  };
  return (
    item(reading) ??
    headed(reading) ??
    listed(reading) ??
    rate(reading) ??
    ofSeries(reading) ??
    change(reading) ??
    between(reading)
  );
}
