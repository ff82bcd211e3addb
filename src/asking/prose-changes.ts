import { keysAcross, shared } from './across.ts';
import { type Figure, inUnit } from './figures.ts';
import { pick } from './pick.ts';
import { kindsAsked, type ProseAnswer, type Reading, TIMES } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

/** "瘦到 420 MB", "down to 4 GB": what it was stands elsewhere. */
const BECAME =
  /(?:[降缩减压瘦升涨提调改变]|变成|改为)[到成为至]\s*(?:每[天周月次年]|每?(?:小时|分钟))?\s*$|\b(?:down|up|shr[au]nk|reduced|cut|grew|raised|lowered|fell|dropped|went|rose) to\s*(?:about |around |only )?$/i;

/** Two figures of one kind that stand for a before and an after. */
interface Pair {
  before: Figure;
  after: Figure;
  statements: number[];
  score: number;
  /** What the clauses of the figures speak of. */
  near: ReadonlySet<string>;
  /** What the sentences around the figures speak of. */
  around: ReadonlySet<string>;
}

const NOW = /现在|如今|目前|\bnow\b/i;
const OF_BEFORE =
  /去年|上个?[月周季]|上次|\blast (?:year|month|week|time|quarter)\b|原来|以前|之前|原先|原定|计划|预计|目标|本来|老|旧|\bused to\b|\bbefore\b|\bpreviously\b|\boriginally\b|\bplanned\b|\bgoal\b|\btarget\b|\binstead of\b|\bold\b|\bwas\b|\bdown from\b/i;

/** What a sum is for: "每年", "一个", "a month"; empty where nothing stands beside it. */
function perOf(text: string, { kind, start, end }: Figure): string {
  if (kind !== 'money') return '';
  const before = /(每\p{Script=Han}|一[个张台次份年月])\s*(?:要|只要|是|为|约|大约)?\s*$/u.exec(
    text.slice(0, start),
  )?.[1];
  const behind = /^\s*(?:\/ ?|(?:an?|per|each|every) )(\w+)/.exec(text.slice(end))?.[1];
  return before ?? behind ?? '';
}

/** Figures of a before and an after, in one clause or in two that follow each other. */
export function pairsIn(reading: Reading): Pair[] {
  const { clauses, keys, statements } = reading;
  const wanted = kindsAsked(reading.question);
  const pairs: Pair[] = [];
  const nouns = keys.size <= 1 ? reading.question.replace(/[\p{Script=Han}]{0,2}了?(?:多少|几|百分).*/u, '') : '';
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
    // A noun that no dictionary has is still a word of both.
    const noun = nouns !== '' && own.some((index) => hanShared(nouns, statements[index]!.text)) ? 0.5 : 0;
    const score =
      noun +
      shared(keys, near) +
      0.4 * shared(keys, around) +
      bonus +
      (wanted.includes(before.kind) ? 1 : wanted.length > 0 ? -1 : 0);
    pairs.push({ before, after, statements: own, score, near, around: new Set([...near, ...around]) });
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
      else if (/从|由|\bfrom\b/i.test(lead) || /[到至→]|->|[变改换]成|改为|\bto\b/i.test(between))
        add(first, second, [statement], clause.keys, around, 1);
    }
  }
  for (const [index, clause] of clauses.entries())
    for (const other of clauses.slice(index + 1, index + 4)) {
      if (other.statement - clause.statement > 1) break;
      const [a, b] = [clause.figures.at(-1), other.figures.at(-1)];
      if (!a || !b || clause.figures.length > 1 || other.figures.length > 1) continue;
      // So much a year is not held against so much a sheet.
      if (perOf(clause.text, a) !== perOf(other.text, b)) continue;
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
    if (own.length !== 2 || !first || !second || first.clause === second.clause) continue;
    const became =
      BECAME.test(second.clause.text.slice(0, second.figure.start)) &&
      shared(keys, first.clause.keys) > 0 &&
      shared(keys, second.clause.keys) > 0;
    if (!OF_BEFORE.test(first.clause.text) && !became) continue;
    add(
      first.figure,
      second.figure,
      [first.clause.statement, second.clause.statement],
      first.clause.keys,
      second.clause.keys,
      0.3,
    );
  }
  // "Before it was 1.2 GB ..., now it is down to 180 MB": however much is told between them.
  for (const clause of clauses)
    for (const figure of clause.figures) {
      const lead = clause.text.slice(0, figure.start);
      if (!BECAME.test(lead) && !NOW.test(lead)) continue;
      const before = clauses
        .slice(0, clauses.indexOf(clause))
        .findLast(
          ({ statement, figures }) =>
            OF_BEFORE.test(statements[statement]!.text) &&
            statement < clause.statement &&
            figures.filter((one) => one.kind === figure.kind).length === 1,
        );
      const first = before?.figures.find((one) => one.kind === figure.kind);
      if (first && figure.kind !== 'plain' && shared(keys, before!.keys) > 0)
        add(first, figure, [before!.statement, clause.statement], before!.keys, clause.keys, 0.5);
    }
  // "14 times a day ... and then it was down to 3": a count of the same thing, told again.
  const counted = (text: string, { end }: Figure): string =>
    /^\s*(\p{Script=Han}|[A-Za-z]+)/u.exec(text.slice(end))?.[1]?.toLowerCase() ?? '';
  for (const clause of clauses)
    for (const figure of clause.figures) {
      const noun = counted(clause.text, figure);
      if (figure.kind !== 'plain' || noun === '' || !BECAME.test(clause.text.slice(0, figure.start))) continue;
      const isBefore = (text: string, one: Figure): boolean => one.kind === 'plain' && counted(text, one) === noun;
      const before = clauses
        .slice(0, clauses.indexOf(clause))
        .findLast(
          ({ figures, keys: own, text }) =>
            figures.some((one) => isBefore(text, one)) &&
            (shared(own, clause.keys) > 0 || hanShared(text, clause.text)),
        );
      const first = before?.figures.find((one) => isBefore(before.text, one));
      if (first) {
        const near = new Set([...before!.keys, ...clause.keys]);
        add(first, figure, [before!.statement, clause.statement], near, near, 0.5);
      }
    }
  return pairs.sort((one, two) => two.score - one.score);
}

const COMPARED =
  /^(?:那|这个?)?([\p{Script=Han}\w]{2,12}?)比([\p{Script=Han}\w]{2,12}?)(?:要|还|又)?(?:高|低|多|少|大|小|贵|便宜|长|短|快|慢)(?:出|了)?(?:多少|几)/u;

/** "A 比 B 低多少" of two things: a before and an after of something else is no answer to that. */
function comparesOthers(question: string, { around }: Pair): boolean {
  const match = COMPARED.exec(question.trim());
  if (!match || /以前|之前|原来|上次|去年|上个?[月周]|优化前|改前/.test(match[2]!)) return false;
  return ![match[1]!, match[2]!].every((thing) => [...keysAcross(thing)].some((key) => around.has(key)));
}

/** "告警阈值比上限低多少": two things that each have a figure behind their name. */
export function comparedThings(reading: Reading): ProseAnswer | null {
  const { question, clauses, statements } = reading;
  const match = COMPARED.exec(question.trim());
  if (!match) return null;
  const [one, two] = [match[1]!, match[2]!].map((thing) => {
    const called = [thing, thing.slice(-2)].find((name) => clauses.some(({ text }) => text.includes(name)));
    const found =
      called === undefined
        ? []
        : clauses.flatMap((clause) => {
            const end = clause.text.indexOf(called) + called.length;
            const figure = clause.text.includes(called)
              ? clause.figures.find(({ start }) => start >= end && start - end <= 6)
              : undefined;
            return figure ? [{ name: called, clause, figure }] : [];
          });
    return new Set(found.map(({ figure }) => figure.raw)).size === 1 ? found[0] : undefined;
  });
  if (!one || !two || one.figure.kind !== two.figure.kind || one.figure.value === two.figure.value) return null;
  const smaller = one.figure.unit <= two.figure.unit ? one.figure : two.figure;
  return {
    text: pick(
      reading,
      `${inUnit(Math.abs(one.figure.value - two.figure.value), smaller)}（${one.name} ${one.figure.raw}，${two.name} ${two.figure.raw}）`,
      `${inUnit(Math.abs(one.figure.value - two.figure.value), smaller)} (${one.name} ${one.figure.raw}, ${two.name} ${two.figure.raw})`,
    ),
    from: [...new Set([one, two].map(({ clause }) => statements[clause.statement]!))],
  };
}

/** What is asked about is told in another clause than the two figures: they are of something else. */
function ofSomethingElse({ keys, clauses, question, statements }: Reading, { near, statements: own }: Pair): boolean {
  const topics = [...keys].filter(
    (key) =>
      key.startsWith('+') &&
      !/^\+(?:more|fewer|improve|save|fast|slow|grow|actual|fix|month|week|average|last|first|size|money)$/.test(key),
  );
  // A name that the question has and the two sentences have not.
  const named = (question.toLowerCase().match(/(?<![\w-])[a-z][\w-]{3,}/g) ?? []).find((word) =>
    clauses.some(({ text }) => text.toLowerCase().includes(word)),
  );
  if (
    named !== undefined &&
    /比/.test(question) &&
    !own.some((index) => statements[index]!.text.toLowerCase().includes(named))
  )
    return true;
  return (
    topics.length > 0 &&
    !topics.some((key) => near.has(key)) &&
    clauses.some(({ keys: own, figures }) => figures.length > 0 && topics.some((key) => own.has(key)))
  );
}

/** "How much faster", "降了百分之几": a before and an after held against each other. */
export function change(reading: Reading): ProseAnswer | null {
  const { asked, question, statements } = reading;
  const times = TIMES.test(question);
  const dearer = /(?:贵|便宜)了?(?:多少|几)/.test(question);
  if (
    !asked.difference &&
    !dearer &&
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
  if (comparesOthers(question, best) || ofSomethingElse(reading, best)) return null;
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
