import { keysAcross, shared } from './across.ts';
import { type Figure, inUnit } from './figures.ts';
import { pick } from './pick.ts';
import { type Clause, kindsAsked, type ProseAnswer, type Reading, TIMES } from './prose-clauses.ts';
import { names } from './question.ts';

/** What a figure is told of: the name that stands nearest before it in its clause, or the clause of the same list. */
interface Told {
  name: string;
  figure: Figure;
  clause: Clause;
}

const OF_A_WINDOW = /(?:\bover(?: the)?(?: past| last)?|\b(?:past|last|next)|过去|最近)\s*$/i;
/** Keys that say which measure is meant, and nothing of what. */
const OF_MEASURE =
  /^\+(?:slow|fast|size|money|time|month|week|more|fewer|latency|throughput|memory|space|start|first|last)$/;
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
      // "Queries over 30 days" are of that long, and take another time.
      if (figure.kind === 'time' && figure.unit >= 86_400 && OF_A_WINDOW.test(lead)) return [];
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
  // What the question names is told in other sentences than the series: it is of something else.
  const topics = [...reading.keys].filter((key) => key.startsWith('+') && !OF_MEASURE.test(key));
  const elsewhere = (own: ReadonlySet<string>): boolean =>
    topics.length > 0 &&
    !topics.some((key) => own.has(key)) &&
    reading.statements.some(({ text }) => topics.some((key) => keysAcross(text).has(key)));
  const scored = [...groups.values()]
    .filter((group) => new Set(group.map(({ name }) => name)).size >= 2)
    .filter((group) => !elsewhere(keysAcross(reading.statements[group[0]!.clause.statement]!.text)))
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
export function ofSeries(reading: Reading): ProseAnswer | null {
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
