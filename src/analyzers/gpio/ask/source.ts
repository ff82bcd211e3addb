import { takeThings, thingsOf } from '../../../knowledge/things.ts';
import { hanWords } from '../../../language/segment.ts';
import { quoted } from '../words.ts';
import { bareLines, type Declared, declaredIn, valueOf } from './declared.ts';
import { FILLER_EN, FILLER_ZH } from './fillers.ts';
import { functionAt } from './named.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

/** One thing the question speaks of, and how a line shows it. */
interface Wanted {
  weight: number;
  matches(line: string, comment: string): boolean;
}

const NOT_FROM_A_LINE =
  /为什么|为何|为啥|怎么(?:改|写|办|修|实现|做)|如何|应该|改成|换成|\bwhy\b|\bshould\b|\bhow (?:do|can|to|would)\b|\bbetter\b|\bimprove/i;
const ASKS =
  /什么|多少|哪|几|啥|谁|吗|多久|多大|多长|还是|\b(?:what|which|who|whose|where|when|how|is|are|does|do|can)\b|\?|？/i;
const NUMBER_WANTED =
  /多少|几|多[大长久快高]|\bhow (?:many|much|long|often|big|large|fast|high)\b|\b(?:rate|frequency|number|value|address)\b|频率|波特率/i;
const FUNCTION_WANTED = /哪个函数|什么函数|which (?:function|routine|handler)|what function/i;
/** How much of the question a line has to speak of. */
const ENOUGH = 0.66;

/** What the question wants, without the words that only ask. */
function wantedIn(question: string): Wanted[] {
  const { named, rest: words } = takeThings(question, thingsOf('gpio-asked'));
  const wanted: Wanted[] = named.map(({ written }) => ({
    weight: 1,
    matches: (line, comment) => written.test(line) || written.test(comment),
  }));
  let rest = words;
  for (const [number] of rest.matchAll(/(?<![\w.])-?(?:0[xX][\da-fA-F]+|\d+(?:\.\d+)?)(?![\w])/g)) {
    const exact = new RegExp(`(?<![\\w.])${number.replace(/[-.]/g, '\\$&')}(?![\\w.]*\\d)`, 'i');
    // A number like 0x0A says which line is meant better than any word.
    wanted.push({ weight: /^-?0x|\d{3}/i.test(number) ? 2 : 1.2, matches: (line) => exact.test(line) });
    rest = rest.replace(number, ' ');
  }
  for (const [word] of rest.matchAll(/[A-Za-z_]\w*/g)) {
    const lower = word.toLowerCase();
    if (FILLER_EN.has(lower) || lower.length < 2) continue;
    const stem = lower.length > 4 ? lower.replace(/(?:ing|ed|es|s)$/, '') : lower;
    const parts = new RegExp(stem.length >= 4 ? stem.slice(0, 6) : `(?<![a-z])${stem}(?![a-z])`, 'i');
    wanted.push({ weight: 1, matches: (line, comment) => parts.test(line) || parts.test(comment) });
  }
  for (const [han] of rest.replace(FILLER_ZH, ' ').matchAll(/\p{Script=Han}+/gu))
    for (const word of hanWords(han))
      wanted.push({
        weight: word.length > 1 ? 1 : 0.6,
        matches: (line, comment) => `${line} ${comment}`.includes(word),
      });
  return wanted;
}

/** A question for something a line of the source says: that line, and what its names stand for. */
export function aboutSource(asking: Asking): Answer | null {
  const { question } = asking;
  if ((!ASKS.test(question) && question.trim().length > 20) || NOT_FROM_A_LINE.test(question)) return null;
  return linesOn(asking, ENOUGH);
}

/** The lines that speak of a share of the question, best first; null where none does. */
export function linesOn(asking: Asking, enough: number): Answer | null {
  const { question, facts } = asking;
  const wanted = wantedIn(question);
  const total = wanted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0 || wanted.length > 8) return null;
  const raw = facts.source.split('\n');
  const code = bareLines(facts);
  const choice = /还是|\bor\b/i.test(question) ? 1 : 0;
  const declared = declaredIn(facts);
  const scored = raw.flatMap((text, i) => {
    if (text.trim() === '' || /^\s*(?:[{}]|#\s*include\b)/.test(text)) return [];
    const own = code[i]!;
    const comment = text.slice(own.length);
    const hits = wanted.filter((each) => each.matches(own, comment));
    if (hits.length === 0) return [];
    const inside = functionAt(asking, i + facts.firstLine) ?? '';
    const near = wanted.filter((each) => !hits.includes(each) && each.matches(inside, ''));
    const sum = (list: Wanted[]) => list.reduce((all, { weight }) => all + weight, 0);
    const matched = sum(hits) + 0.6 * sum(near);
    const coverage = matched / Math.max(1, total - (wanted.length > 1 ? choice : 0));
    if (coverage < enough) return [];
    const number = /(?<![\w.])(?:0[xX][\da-fA-F]+|\d+)/.test(text) || numbersBehind(own, declared).length > 0;
    if (NUMBER_WANTED.test(question) && !number) return [];
    const fits =
      (NUMBER_WANTED.test(question) && number ? 0.2 : 0) +
      (own.trim() === '' ? -0.15 : 0) +
      (/^\s*(?:static |extern )?(?:void|bool|char|float|unsigned|u?int\w*)\b[\w* ]+\([^;]*\)\s*;/.test(own) && !inside
        ? -0.3
        : 0);
    return [{ line: i + facts.firstLine, score: coverage + fits }];
  });
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  const chosen = scored.filter(({ score }) => score >= best - 0.001).slice(0, 3);
  if (chosen.length === 0) return null;
  const lines = chosen.map(({ line }) => line);
  const behind = [
    ...new Map(
      lines.flatMap((line) => numbersBehind(code[line - facts.firstLine]!, declared)).map((one) => [one.name, one]),
    ).values(),
  ].slice(0, 4);
  const shown = lines.map((line) => {
    const inside = functionAt(asking, line);
    const where =
      FUNCTION_WANTED.test(question) && inside
        ? say(asking, `${inside}() 里的第 ${line} 行`, `${inside}(), line ${line}`)
        : say(asking, `第 ${line} 行`, `Line ${line}`);
    return `${where}${say(asking, '：', ': ')}\`${quoted(raw[line - facts.firstLine]!.trim().slice(0, 200))}\``;
  });
  const notes = (/拉|pull/i.test(question) ? PULLS : EDGES)
    .filter(([name]) => lines.some((line) => name.test(code[line - facts.firstLine]!)))
    .map(([, zh, en]) => say(asking, zh, en));
  const values = behind.map(({ name, value, line }) =>
    say(asking, `${name} 是 ${value}（第 ${line} 行）`, `${name} is ${value} (line ${line})`),
  );
  values.push(...notes);
  const tail = values.length > 0 ? `${say(asking, '；其中 ', '; ')}${values.join(say(asking, '，', ', '))}` : '';
  return answer(
    asking,
    `${shown.join(say(asking, '；', '; '))}${tail}${say(asking, '。', '.')}`,
    [...lines, ...behind.map(({ line }) => line)],
    0.6,
  );
}

/** Registers that choose an edge, by the names that do not say so. */
const EDGES: [RegExp, string, string][] = [
  [/\bRTSR1?\b/, 'RTSR 选的是上升沿', 'RTSR chooses the rising edge'],
  [/\bFTSR1?\b/, 'FTSR 选的是下降沿', 'FTSR chooses the falling edge'],
  [/\bP\dIES\s*\|=/, 'PxIES 置 1 是下降沿（高变低）', 'a 1 in PxIES chooses the falling edge (high to low)'],
  [/\bP\dIES\s*&=/, 'PxIES 清 0 是上升沿（低变高）', 'a 0 in PxIES chooses the rising edge (low to high)'],
];

const PULLS: typeof EDGES = [
  [/pull_?up|_IPU\b|PUPD_PULLUP/i, '这是上拉', 'that is a pull-up'],
  [/pull_?down|_IPD\b/i, '这是下拉', 'that is a pull-down'],
];

/** Constants a line uses that stand for a number. */
export function numbersBehind(text: string, declared: Declared[]): { name: string; value: string; line: number }[] {
  const found: { name: string; value: string; line: number }[] = [];
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) {
    const known = declared.find(
      (each) =>
        each.name === name && (each.kind === 'macro' || /\bconst\b/.test(each.type ?? '')) && each.value !== null,
    );
    if (!known || found.some((each) => each.name === name) || new RegExp(`define\\s+${name}\\b`).test(text)) continue;
    const value = valueOf(known.value!, declared);
    const literal = /^(?:".{0,80}"|\d+\.\d+f?)$/.test(known.value!);
    if (value === null && !literal) continue;
    found.push({ name, value: quoted(known.value!.slice(0, 60)), line: known.line });
  }
  return found;
}

/** Things only said with pins and lamps in general. */
const GENERAL =
  /[一两二三四五六七八九十]个|\b(?:two|three|four|five|both)\b|\bbits?\b|位|\bport [a-k]\b|[a-k] ?口|灯|leds?\b|lights?\b|按键|按钮|buttons?\b|\bkeys?\b|输入|输出|\binputs?\b|\boutputs?\b|\bconnected\b|[亮闪灭]|\bblink\w*|\bflash\w*|\btoggl\w*|翻转|\bchang\w*|\blit\b|\bused\b|用到|总共|\bprogram\b|接/gi;

/** True where a question speaks of more than pins, lamps and the program as such: "which pin is the sensor on". */
export const speaksOfMore = (question: string): boolean => wantedIn(question.replace(GENERAL, ' ')).length > 0;
