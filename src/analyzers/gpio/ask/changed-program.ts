import { labelOf, storiesOf } from '../behaviour.ts';
import { isDelayName } from '../delay-names.ts';
import type { GpioFacts } from '../facts.ts';
import { atClock, readPaste } from '../read.ts';
import { reason } from '../reason.ts';
import { duration, list } from '../words.ts';
import { bareLines, declaredIn } from './declared.ts';
import { describedEdit } from './described-edit.ts';
import { scopeNamed } from './edit-target.ts';
import { type Edit, factsWith } from './edited.ts';
import { goalMet } from './goal.ts';
import { isModulated } from './spans.ts';
import { type Answer, type Asking, answer, decline, lineList, say } from './text.ts';
import { differences as effectsOf } from './without-line.ts';

const NUMBER = '0[xX][\\da-fA-F]+|\\d+(?:\\.\\d+)?';
const SIGNED = `-\\s?(?:${NUMBER})|${NUMBER}`;
const UNIT = '(?:\\s*(?:ms|毫秒|us|微秒|milliseconds?))?';
const NAME = '[A-Za-z_]\\w*';
const ALL_WAITS = '(?:所有|全部|每个)?的?延[时迟]|(?:all |every )?(?:the )?(?:delays?|waits?)';
const FROM = `(?<from>${ALL_WAITS}|(?:${NAME}\\()?(?:${NUMBER}|${NAME})\\)?)`;
const LINE_ZH = '(?:第\\s*(?<line>\\d+)\\s*行(?:里)?的?)?';
const LINE_EN = "(?:the\\s+)?(?:line\\s+(?<line>\\d+)'?s?\\s+)?";
const ZH_CHANGE = '(?:都|全)?(?:改|换|变|调|设|减|加|缩短|延长|增加|提高|降低)(?:成|为|到|短到|长到|小到|大到)(?:了)?';

/** A number that the question puts in the place of another; group `from` is the old one or the name of it. */
const CHANGES = [
  new RegExp(
    `(?:把|将|如果|假如|要是|若)?${LINE_ZH}\\s*${FROM}${UNIT}\\s*(?:的值|的?延[时迟]|的话)?\\s*${ZH_CHANGE}\\s*(?:${NAME}\\()?(?<to>${SIGNED})\\)?${UNIT}(?:的话)?`,
    'i',
  ),
  new RegExp(
    `\\b(?:if|suppose|say|with)\\s+(?:i\\s+)?${LINE_EN}${FROM}${UNIT}\\s*(?:delay\\s+)?(?:were|was|became|were (?:changed|set) to|is (?:changed|set) to)\\s*(?<to>${NUMBER})${UNIT}`,
    'i',
  ),
  new RegExp(`\\bif\\s+(?:the\\s+)?(?<from>${NUMBER})${UNIT}\\s+(?:is|becomes|=)\\s*(?<to>${NUMBER})${UNIT}`, 'i'),
  new RegExp(
    `\\b(?:chang\\w+|set(?:ting)?|mak(?:e|ing)|rais\\w+|lower\\w+|reduc\\w+|increas\\w+|replac\\w+|swap\\w*|turn\\w*)\\s+${LINE_EN}${FROM}${UNIT}\\s*(?:delay\\s+)?(?:to|by|with|into|=|for)?\\s*(?:${NAME}\\()?(?<to>${SIGNED})\\)?${UNIT}`,
    'i',
  ),
  new RegExp(
    `\\b(?:with\\s+)?(?<to>${NUMBER})${UNIT}\\s+(?:instead of|rather than|in place of)\\s+(?:the\\s+)?${FROM}${UNIT}`,
    'i',
  ),
  new RegExp(
    `(?:把|将|如果|假如|要是|若)?${LINE_ZH}\\s*${FROM}${UNIT}\\s*(?:都|全)?(?<scale>减半|改成一半|变成一半|缩短一半|翻倍|加倍|翻一番|改成两倍|变成两倍)`,
    'i',
  ),
  new RegExp(
    `(?:改成|改为|换成|设成|\\b(?:change (?:it )?to|set|make))\\s*(?<from>${NAME})\\s*=\\s*(?<to>${NUMBER})`,
    'i',
  ),
  // "Put 999 as the period".
  new RegExp(
    `\\b(?:put|us(?:e|ing)|try|writ(?:e|ing)|enter|tak(?:e|ing))\\s+(?<to>${SIGNED})${UNIT}\\s+(?:as|for|in|into)\\s+(?:the\\s+)?(?<from>${NAME})`,
    'i',
  ),
  new RegExp(`\\b(?<scale>halv\\w+|doubl\\w+)\\s+${LINE_EN}${FROM}${UNIT}`, 'i'),
  new RegExp(`\\b(?:if|with)\\s+${LINE_EN}${FROM}${UNIT}\\s+(?:were|was|is)?\\s*(?<scale>halved|doubled)\\b`, 'i'),
];
/** What is left of a question that only asks for the effect. */
const ONLY_EFFECT =
  /^[\s,，。.?？!！:：;；-]*(?:那|就|则|then|so)?[\s,，]*(?:会|将|又)?(?:怎么?样|如何|有什么(?:影响|变化|不同|区别)|变成?(?:什么|怎样)|什么效果|咋样|呢|发生什么|what (?:happens|changes|would (?:happen|change)|will (?:happen|change)|does (?:it|that) (?:do|change))|what (?:if|then)|what)?[\s,，。.?？!！]*$/i;

/** "What if DEBOUNCE is 5", "time_ms 是 1000 的话": another value of a name; only a constant has one that is its own. */
const NAMED_VALUE = [
  new RegExp(
    `\\b(?:if|with|suppose)\\s+(?:the\\s+)?(?<from>${NAME})\\s*(?:is|are|=|equals?|being)\\s*(?<to>${SIGNED})${UNIT}(?![.\\w])`,
    'i',
  ),
  new RegExp(
    `(?:如果|假如|要是|若)?(?<![\\w])(?<from>${NAME})\\s*(?:是|为|等于|取|=)\\s*(?<to>${SIGNED})${UNIT}\\s*(?:的话|会|呢)`,
    'i',
  ),
];

/** Such a value of a constant, or of a variable that nothing else ever writes. */
function constantIn({ question, facts }: Asking): Change | null {
  for (const pattern of NAMED_VALUE) {
    const match = pattern.exec(question);
    const { from, to } = match?.groups ?? {};
    if (!match || from === undefined || to === undefined) continue;
    const [own, other] = declaredIn(facts).filter(({ name, kind }) => name === from && kind !== 'parameter');
    const writes = new RegExp(
      `(?<![\\w.>])${from}\\s*(?:[-+*/%|&^]|<<|>>)?=(?!=)|(?<!\\w)${from}\\s*(?:\\+\\+|--)|(?:\\+\\+|--|&)\\s*${from}(?!\\w)`,
    );
    const written = bareLines(facts).some((text, i) => i + facts.firstLine !== own?.line && writes.test(text));
    if (own?.kind !== 'variable' || other || written || !PLAIN.test(own.value ?? '')) continue;
    const before = question.slice(0, match.index).replace(/\b(?:what(?: happens)?|and|then)\s*$/i, '');
    return { from, to, line: null, rest: `${before} ${question.slice(match.index + match[0].length)}`.trim() };
  }
  return null;
}

/** A question that is over with its "what if": nothing in particular is asked of the changed program. */
const ASKS_WHAT_IF = /^\W*what (?:(?:would |will )?happens? )?if\b/i;
const ASKS_MORE = /\b(?:how|which|when|where|what|why|who|does|do|will|would|is it|is the|are the|still)\b|[，,]/i;

interface Change {
  from: string;
  /** The function that is called with the old number, where the question says so. */
  call?: string;
  /** The number itself, or what the old one is multiplied by. */
  to: string | { times: number };
  line: number | null;
  /** The question without it. */
  rest: string;
}

/** "改成 delay(10) 会怎样": the wait there is, where it is the only one. */
const NEW_WAIT = new RegExp(
  `(?:改成|改为|换成|\\b(?:change it to|changed? to|make it|use|with))\\s*(?:\\w*(?:delay|sleep)\\w*\\s*\\(\\s*(?<to>${NUMBER})\\s*\\)|(?<ms>${NUMBER})\\s*(?:ms|毫秒))`,
  'i',
);

function changeIn(asked: string): Change | null {
  // "10000UL" is 10000.
  const question = asked.replace(/(?<![\w.])(\d+)[uUlL]{1,3}(?!\w)/g, '$1');
  for (const pattern of CHANGES) {
    const match = pattern.exec(question);
    if (!match) continue;
    const { from, to, line, scale } = match.groups!;
    const before = question
      .slice(0, match.index)
      .replace(/\b(?:what (?:happens|if|would happen)|and|if|when)(?: i| we)?\s*$/i, '');
    const behind = question.slice(match.index + match[0].length);
    return {
      from: from!.replace(/^\w+\((.*)\)$/, '$1'),
      ...(/^\w+\(/.test(from!) ? { call: /^\w+/.exec(from!)![0] } : {}),
      to: scale === undefined ? to! : { times: /半|hal/i.test(scale) ? 0.5 : 2 },
      line: Number(line ?? /(?:\bin|\bon) line (\d{1,4})\b/i.exec(question)?.[1] ?? 0) || null,
      rest: `${before} ${behind}`.replace(/^[\s,，]*\w+\s*\(\s*|\)/g, ' ').trim(),
    };
  }
  const wait = NEW_WAIT.exec(question);
  const { to, ms } = wait?.groups ?? {};
  if (wait && (to ?? ms) !== undefined)
    return {
      from: '延时',
      to: (to ?? ms)!,
      line: null,
      rest: `${question.slice(0, wait.index).replace(/(?:如果|假如|要是|把|将|\bwhat (?:happens )?if i\b|\bif i\b)\s*$/i, '')} ${question.slice(wait.index + wait[0].length)}`.trim(),
    };
  return null;
}

const literally = (text: string): string => text.replace(/[^\w]/g, '\\$&');
/** A number with nothing of a larger one around it; its suffix is left standing. */
const whole = (number: string): RegExp =>
  new RegExp(`(?<![\\w.])${literally(number)}(?=(?:u?l{0,2}|f)?(?![\\w.]))`, 'gi');
const PLAIN = /^-?(?:0x[\da-f]+|\d+(?:\.\d+)?)(?=(?:u?l{0,2}|f)?$)/i;
const next = (from: string, to: Change['to']): string =>
  typeof to === 'string' ? to : String(Number(from) * to.times);

/** The argument of a wait: a plain number in the text. */
const WAITS_FOR = new RegExp(`\\b(\\w+)\\s*\\(\\s*(${NUMBER})\\s*\\)`, 'g');

/** The one number that a counting variable is compared with. */
function boundOf(code: readonly string[], name: string): { number: string; lines: number[] } | null {
  const counts = new RegExp(`(?<!\\w)${name}\\s*(?:\\+\\+|\\+=)|\\+\\+\\s*${name}(?!\\w)`);
  if (!code.some((text) => counts.test(text))) return null;
  const compared = new RegExp(`(?<!\\w)${name}\\s*(?:==|>=?|<=?)\\s*(\\d+)(?![\\w.])`);
  const found = code.flatMap((text, line) => {
    const number = compared.exec(text)?.[1];
    return number === undefined || number === '0' ? [] : [{ number, line }];
  });
  const numbers = new Set(found.map(({ number }) => number));
  return numbers.size === 1 ? { number: found[0]!.number, lines: found.map(({ line }) => line) } : null;
}

const CODE = '[A-Za-z_0-9!~%&|^<>=+*/().\\[\\]-]+(?:\\s+[A-Za-z_0-9!~%&|^<>=+*/().\\[\\]-]+){0,6}?';
/** "cnt == 10 to cnt == 5", "把 % 3 改成 % 2": one piece of code in the place of another. */
const REWRITES = [
  new RegExp(
    `(?:把|将|如果|假如|要是|若)?${LINE_ZH}\\s*(?:里的?|的)?\\s*(?<from>${CODE})\\s*(?:改|换|变|写)(?:成|为|作)(?:了)?\\s*(?<to>${CODE})(?=\\s*(?:$|[，,。?？\\p{Script=Han}]))`,
    'iu',
  ),
  new RegExp(
    `\\b(?:chang\\w+|replac\\w+|swap\\w*|turn\\w*)\\s+(?:the\\s+)?${LINE_EN}(?<from>${CODE})\\s+(?:to|with|into|by|for)\\s+(?:a\\s+)?(?<to>${CODE})(?=\\s*(?:$|[,.?!]|\\b(?:how|what|when|which|does|is|will|would|then)\\b))`,
    'i',
  ),
  new RegExp(
    `\\b(?:if|suppose|with)\\s+(?:the\\s+)?${LINE_EN}(?<from>${CODE})\\s+(?:becomes|became|were|was|is)\\s+(?:changed\\s+to\\s+|written\\s+as\\s+)?(?<to>${CODE})(?=\\s*(?:$|[,.?!]|\\b(?:how|what|when|which|does|is|will|would|then)\\b))`,
    'i',
  ),
];

/** A piece of code that a question puts in the place of another one, where that stands on one line alone. */
function rewriteIn({ question, facts }: Asking): { edits: Edit[]; rest: string } | null {
  for (const pattern of REWRITES) {
    const match = pattern.exec(question);
    if (!match) continue;
    const { from, to, line } = match.groups!;
    // A name or a number alone is read elsewhere.
    if (!/[!%&|^<>=+*/~-]/.test(from!)) continue;
    // "`while (a < n)` to `<= n`": only the end of it is said anew.
    if (/^[%|^<>=*/]/.test(to!) && !/^[%|^<>=*/]/.test(from!)) continue;
    const parts = from!.match(/\w+|[^\w\s]+/g) ?? [];
    const shape = new RegExp(
      `${/^\w/.test(parts[0]!) ? '(?<!\\w)' : ''}${parts.map(literally).join('\\s*')}${/\w$/.test(parts.at(-1)!) ? '(?!\\w)' : '(?![=<>&|+-])'}`,
    );
    const number = /^\d+$/.test(to!) && /\d+\s*$/.test(from!);
    const code = bareLines(facts);
    const places = code.flatMap((text, i) =>
      shape.test(text) && (line === undefined || Number(line) === i + facts.firstLine) ? [i] : [],
    );
    const [place, other] = places;
    if (place === undefined || other !== undefined) continue;
    const source = facts.source.split('\n')[place]!;
    const text = source.replace(shape, (whole) => (number ? whole.replace(/\d+\s*$/, to!) : to!));
    const before = question
      .slice(0, match.index)
      .replace(/\b(?:what (?:happens|if|would happen)|and|if|when)(?: i| we)?\s*$/i, '');
    return {
      edits: [
        {
          line: place + facts.firstLine,
          text,
          from: from!.trim(),
          to: number ? from!.replace(/\d+\s*$/, to!) : to!.trim(),
        },
      ],
      rest: `${before} ${question.slice(match.index + match[0].length)}`.replace(/\bif i\b/i, ' ').trim(),
    };
  }
  return null;
}

/** The only line that gives a register a number, with another one. */
function editOfRegister(facts: GpioFacts, code: readonly string[], name: string, to: string): Edit[] | null {
  const sets = new RegExp(`((?<!\\w)${name}\\s*=\\s*)(${SIGNED})(?=[uUlL]{0,3}\\s*(?:;|-\\s*1\\s*;))`);
  const places = code.flatMap((text, i) => (new RegExp(`(?<!\\w)${name}\\s*[-+|&^]?=(?!=)`).test(text) ? [i] : []));
  const [at, other] = places;
  const found = at !== undefined && other === undefined ? sets.exec(code[at]!) : null;
  if (!found) return null;
  const text = facts.source.split('\n')[at!]!.replace(sets, `$1${to}`);
  return [{ line: at! + facts.firstLine, text, from: `${name} = ${found[2]}`, to }];
}

/** Lines that are to be written anew; null where the paste does not say for sure which number is meant. */
function editsFor(asking: Asking, change: Change): Edit[] | null {
  const { facts, question } = asking;
  const code = bareLines(facts);
  const source = facts.source.split('\n');
  const inLine = (at: number): boolean => change.line === null || change.line === at;
  const edit = (line: number, from: string): Edit => {
    const text = source[line - facts.firstLine]!;
    const { length } = code[line - facts.firstLine]!;
    const to = next(from, change.to);
    return { line, text: text.slice(0, length).replace(whole(from), to) + text.slice(length), from, to };
  };
  const waits = code.flatMap((text, i) =>
    [...text.matchAll(WAITS_FOR)].flatMap(([, name, number]) =>
      isDelayName(name!) && inLine(i + facts.firstLine) ? [{ line: i + facts.firstLine, number: number! }] : [],
    ),
  );
  if (new RegExp(`^(?:${ALL_WAITS})$`, 'i').test(change.from)) {
    // One number in the place of several waits says nothing about which is meant.
    const several = new Set(waits.map(({ number }) => number)).size > 1;
    if (waits.length === 0 || (several && typeof change.to === 'string')) return null;
    return [...new Set(waits.map(({ line }) => line))].map((line) => {
      const numbers = waits.filter((wait) => wait.line === line).map(({ number }) => number);
      const text = source[line - facts.firstLine]!.replace(WAITS_FOR, (call: string, name: string, number: string) =>
        isDelayName(name) ? call.replace(whole(number), next(number, change.to)) : call,
      );
      return { line, text, from: numbers.join('/'), to: numbers.map((number) => next(number, change.to)).join('/') };
    });
  }
  if (!/^\d/.test(change.from)) {
    const declared = declaredIn(facts);
    const [own, other] = declared.filter(({ name, kind }) => name === change.from && kind !== 'parameter');
    const bound = own && !other && own.kind === 'variable' ? boundOf(code, own.name) : null;
    // A variable that counts up to a number: that number is meant, not what it starts from.
    if (bound && !/\bconst\b/.test(own!.type ?? '') && typeof change.to === 'string')
      return bound.lines.map((at) => edit(at + facts.firstLine, bound.number));
    const number = PLAIN.exec(own?.value ?? '')?.[0];
    if (!own && typeof change.to === 'string') return editOfRegister(facts, code, change.from, change.to);
    if (!own || other || number === undefined) return null;
    const text = source[own.line - facts.firstLine]!;
    const to = next(number, change.to);
    const changed = text.replace(
      new RegExp(`(?<!\\w)(${own.name}(?:\\s*=\\s*|\\s+))${literally(number)}`),
      (_, head: string) => `${head}${to}`,
    );
    return changed === text ? null : [{ line: own.line, text: changed, from: own.name, to }];
  }
  const called = change.call === undefined ? null : new RegExp(`\\b${change.call}\\s*\\(`);
  const places = code.flatMap((text, i) =>
    inLine(i + facts.firstLine) && whole(change.from).test(text) && (called?.test(text) ?? true)
      ? [i + facts.firstLine]
      : [],
  );
  const waiting = places.filter((line) => waits.some((wait) => wait.line === line && wait.number === change.from));
  // The same number may be a pin and a wait; who speaks of time means the wait.
  const ofTime =
    /毫秒|延[时迟]|\bms\b|delay|久|long|周期|period|快|慢|fast|slow|圈|轮|round/i.test(question) && waiting.length > 0;
  // "In the interrupt": of several the one that stands there.
  const scope = places.length > 1 && !ofTime ? scopeNamed(question, code.join('\n'), facts) : null;
  const lineOf = (offset: number): number => code.join('\n').slice(0, offset).split('\n').length - 1 + facts.firstLine;
  const inScope = scope ? places.filter((line) => line >= lineOf(scope.from) && line <= lineOf(scope.to)) : places;
  const meant = places.length > 1 && ofTime ? waiting : inScope;
  if (meant.length === 0 || (meant.length > 1 && meant.length !== waiting.length)) return null;
  return meant.map((line) => edit(line, change.from));
}

/** What two programs do differently, by the length of a round and what each pin does in it. */
function differences(asking: Asking, now: GpioFacts): string[] {
  const { facts, language } = asking;
  const told: string[] = [];
  const from = (before: string, after: string): string =>
    say(asking, `从 ${before}变成 ${after}`, `goes from ${before} to ${after}`);
  const time = (seconds: number): string => duration(seconds, language);
  if (facts.loopSeconds !== null && now.loopSeconds !== null && time(facts.loopSeconds) !== time(now.loopSeconds))
    told.push(`${say(asking, '一轮', 'a round ')}${from(time(facts.loopSeconds), time(now.loopSeconds))}`);
  const names = (of: GpioFacts): string[] => of.outputs.map(({ pin }) => pin);
  const [was, are] = [names(facts), names(now)];
  const [lost, fresh] = [was.filter((each) => !are.includes(each)), are.filter((each) => !was.includes(each))];
  if (lost.length > 0 && fresh.length > 0)
    told.push(
      say(
        asking,
        `输出从 ${list(lost, 'zh')} 换到 ${list(fresh, 'zh')}，其余不变`,
        `the output moves from ${list(lost, 'en')} to ${list(fresh, 'en')}`,
      ),
    );
  if (!facts.loop || !now.loop) return told;
  const old = storiesOf(facts);
  // Pins that change alike are told together.
  const alike = new Map<string, string[]>();
  for (const story of storiesOf(now)) {
    const before = old.find(({ pin }) => pin === story.pin);
    const output = facts.outputs.find(({ pin }) => pin === story.pin);
    if (!before || !output || isModulated(asking, output) || time(story.highSeconds) === time(before.highSeconds))
      continue;
    const what = from(time(before.highSeconds), time(story.highSeconds));
    alike.set(what, [...(alike.get(what) ?? []), labelOf(output)]);
  }
  for (const [what, pins] of [...alike].slice(0, 3))
    told.push(
      say(
        asking,
        `${list(pins, 'zh')} 每轮的高电平时间${what}`,
        `the time that ${list(pins, 'en')} ${pins.length > 1 ? 'are' : 'is'} high in a round ${what}`,
      ),
    );
  return told;
}

const FASTER =
  /(?:快|慢|长|短)[^,，]{0,6}还是|更(?:快|慢|长|短)|变(?:快|慢)|(?:快|慢)(?:了|些|点|一点)?[吗么]?\s*[?？]?$|\b(?:faster|slower|quicker|speed\w* up|slow\w* down)\b/i;

/** The same of a program whose rounds are not known, by the times of its changes. */
function paceOfChanges(asking: Asking, now: GpioFacts): string {
  const { facts } = asking;
  const last = Math.min(facts.eventInfo.length, now.eventInfo.length) - 1;
  const [before, after] = [facts, now].map(({ eventInfo }) =>
    last > 1 ? eventInfo[last]!.seconds - eventInfo[0]!.seconds : 0,
  ) as [number, number];
  if (before <= 0 || after <= 0) return '';
  const times = Number((after / before).toPrecision(3));
  if (times === 1) return say(asking, '一样快。', 'As fast as before.');
  return times > 1
    ? say(
        asking,
        `变慢：每次变化的间隔是原来的 ${times} 倍。`,
        `Slower: from one change to the next it takes ${times} times as long.`,
      )
    : say(
        asking,
        `变快：每次变化的间隔是原来的 ${times} 倍。`,
        `Faster: from one change to the next it takes ${times} of the time.`,
      );
}

/** "Faster: a round goes from 20 ms to 8 ms"; empty where neither round is known. */
function paceOf(asking: Asking, now: GpioFacts): string {
  const { facts, language } = asking;
  if (facts.loopSeconds === null || now.loopSeconds === null) return paceOfChanges(asking, now);
  const share = now.loopSeconds / facts.loopSeconds;
  const [before, after] = [duration(facts.loopSeconds, language), duration(now.loopSeconds, language)];
  if (before === after)
    return say(asking, `一样快：一轮还是 ${before}。`, `As fast as before: a round still takes ${before}.`);
  const times = Number((share < 1 ? 1 / share : share).toPrecision(3));
  return share < 1
    ? say(
        asking,
        `更快（${times} 倍）：一轮从 ${before}变成 ${after}。`,
        `Faster, ${times} times: a round goes from ${before} to ${after}.`,
      )
    : say(
        asking,
        `更慢（${times} 倍）：一轮从 ${before}变成 ${after}。`,
        `Slower, ${times} times: a round goes from ${before} to ${after}.`,
      );
}

/**
 * "把 150 改成 75 一圈多久", "what happens if DEBOUNCE were 5": the program is run with that number, and the rest of the
 * question is asked of the changed one.
 * @param ask answers a question about a program.
 */
export function aboutChangedProgram(
  asking: Asking,
  ask: (question: string, facts: GpioFacts) => Answer | null,
): Answer | null {
  const { question, facts } = asking;
  if (
    /为什么|为何|为啥|能把|能不能|可以把|\bcan (?:i|we)\b|怎么改|如何改|\bwhy\b|\bhow (?:do|can|should) i\b|溢出|类型|overflow/i.test(
      question,
    )
  )
    return null;
  const rewrite = rewriteIn(asking);
  const change = rewrite
    ? { from: rewrite.edits[0]!.from, rest: rewrite.rest }
    : (changeIn(question) ?? constantIn(asking));
  if (!change) return null;
  const edits = rewrite ? rewrite.edits : editsFor(asking, change as Change);
  const effectOnly =
    ONLY_EFFECT.test(change.rest) ||
    (ASKS_WHAT_IF.test(question) && !ASKS_MORE.test(question.replace(ASKS_WHAT_IF, '')));
  if (!edits) {
    // What the program as it stands does is no answer to that.
    const spoken = /^\d/.test(change.from) || new RegExp(`(?<!\\w)${literally(change.from)}(?!\\w)`).test(facts.source);
    if (effectOnly || !spoken) return null;
    return decline(
      asking,
      '这要改了数字再跑才知道，可是从代码里定不下来改的是哪一个数。说出行号或常量名，我就能改了再跑。',
      'That takes a run with the number changed, and the paste does not settle which number is meant. Name its line or constant and I can run it so.',
    );
  }
  if (edits.every(({ from, to }) => from === to)) return null;
  const changed = factsWith(facts, edits);
  if (!changed || changed.trap !== null || changed.ended === 'not-run') return null;
  const lines = edits.map(({ line }) => line);
  const swaps = [
    ...new Set(edits.map(({ from, to }) => say(asking, `${from} 改成 ${to}`, `${from} changed to ${to}`))),
  ];
  const head = say(
    asking,
    `把${lineList(asking, lines)}的 ${swaps.join('、')} 再跑一遍：`,
    `Run again with ${swaps.join(', ')} on ${lineList(asking, lines)}: `,
  );
  const goal = effectOnly ? null : goalMet({ ...asking, question: change.rest }, changed);
  if (goal) return { answer: `${goal.yes}${head}${goal.text}`, declined: false, quotes: [], confidence: 0.9 };
  if (!effectOnly && !FASTER.test(change.rest)) {
    const found = ask(change.rest, changed);
    if (found && !found.declined) {
      const before = ask(change.rest, facts);
      const same = before?.answer === found.answer;
      return {
        ...found,
        answer: `${head}${found.answer}${same ? say(asking, '（和改之前一样）', ' (the same as before)') : ''}`,
      };
    }
  }
  const told = differences(asking, changed);
  const pace = paceOf(asking, changed);
  if (pace !== '' && FASTER.test(change.rest))
    return { answer: `${head}${pace}`, declined: false, quotes: [], confidence: 0.9 };
  if (told.length === 0) told.push(...effectsOf(asking, changed));
  const effect = told.join(say(asking, '，', ', '));
  if (effectOnly && told.length > 0)
    return { answer: `${head}${effect}${say(asking, '。', '.')}`, declined: false, quotes: [], confidence: 0.88 };
  if (effectOnly) return null;
  return decline(
    asking,
    `要改数字再看的事：${head}${effect === '' ? '这一点仍然看不出来' : `能看到的是${effect}`}。`,
    `That needs the changed program. ${head}${effect === '' ? 'the run does not show it' : `what it shows is that ${effect}`}.`,
  );
}

const WHETHER_REMOVED =
  /(?:能|可以|可不可以|能不能)[^，,。?？]{0,6}[去删省注不]|[去删省注]\S{0,3}(?:行吗|可以吗|行不行)|\b(?:can|could|may|should|do) (?:i|we)\b.{0,24}\b(?:remov|delet|drop|leav|comment|omit|skip|tak|need)|\bis it (?:safe|ok|okay|possible)\b/i;

/** "把 if 那行删了会怎样", "if I put the missing break after case 2, how long is blue on": run again with that change. */
export function aboutDescribedEdit(
  asking: Asking,
  ask: (question: string, facts: GpioFacts) => Answer | null,
): Answer | null {
  const { facts } = asking;
  const edit = facts.ended === 'not-run' ? null : describedEdit(asking);
  const changed = edit && edit.edits.length > 0 ? factsWith(facts, edit.edits) : null;
  if (!edit || !changed) return null;
  const now = edit.now ? say(asking, `${edit.now.zh}。`, `As it stands, ${edit.now.en}. `) : '';
  const head = `${now}${say(asking, `${edit.words.zh}再跑一遍：`, `Run again ${edit.words.en}: `)}`;
  if (changed.trap !== null || changed.ended === 'not-run')
    return answer(
      asking,
      say(asking, `${head}程序跑不起来了。`, `${head}the program no longer runs.`),
      edit.lines,
      0.88,
    );
  const effects = effectsOf(asking, changed).join(say(asking, '；', '; '));
  const pace = FASTER.test(asking.question) ? paceOf(asking, changed) : '';
  if (pace !== '') return answer(asking, `${head}${pace}`, edit.lines, 0.9);
  if (edit.rest !== '' && !ONLY_EFFECT.test(edit.rest)) {
    const found = ask(edit.rest, changed);
    if (found && !found.declined) return { ...found, answer: `${head}${found.answer}` };
  }
  if (effects === '')
    return decline(
      asking,
      `${head}引脚的变化看不出不同；它影响的也可能是没跑到的情形。`,
      `${head}the pins do the same; it may matter in a case that was not run.`,
    );
  const no = WHETHER_REMOVED.test(asking.question) ? say(asking, '去掉会变。', 'Not without a change. ') : '';
  return answer(asking, `${no}${head}${effects}${say(asking, '。', '.')}`, edit.lines, 0.9);
}

const OTHER_CLOCK =
  /(?:晶振|主频|时钟(?:频率)?|单片机)[^，,。;；?？]{0,6}(?:换成|改成|改为|用|是|变成|换|降到|升到|提到)了?\s*(?<zh>\d+(?:\.\d+)?)\s*(?<zhUnit>[MmKk])(?:Hz)?|(?:换成?|改成|改用|换用|接)了?(?:个)?\s*(?<to>\d+(?:\.\d+)?)\s*(?<toUnit>[MmKk])(?:Hz)?\s*的?(?:晶振|时钟|主频)|\b(?:crystal|oscillator|clock(?: speed| frequency)?|f_?cpu)\b[^,.;?]{0,24}?\b(?:to|was|were|is|of|at|=)\s*(?:an? )?(?<en>\d+(?:\.\d+)?)\s*(?<enUnit>[MmKk])(?:Hz)?\b|\b(?:with|at|on|using|from|has|had|of)\s+(?:an? )?(?<at>\d+(?:\.\d+)?)\s*(?<atUnit>[MmKk])(?:Hz)?\s+(?:crystal|clock|oscillator|quartz)/i;
const SUPPOSED = /换|改|变|如果|要是|假如|的话|降|升|提|\b(?:if|chang\w*|swap\w*|suppose|would|instead)\b/i;

/** "晶振换成 11.0592M，间隔变成多少": the same program at another clock; null where it sets its clock itself or nothing differs. */
export function aboutOtherClock(
  asking: Asking,
  ask: (question: string, facts: GpioFacts) => Answer | null,
): Answer | null {
  const { question, facts } = asking;
  const match = OTHER_CLOCK.exec(question);
  if (!match || !SUPPOSED.test(question) || facts.ended === 'not-run') return null;
  const { zh, zhUnit, to, toUnit, en, enUnit, at, atUnit } = match.groups!;
  const unit = (zhUnit ?? toUnit ?? enUnit ?? atUnit)!;
  const hz = Math.round(Number(zh ?? to ?? en ?? at) * (/m/i.test(unit) ? 1e6 : 1e3));
  const reading = readPaste(facts.source);
  if (!reading || reading.clock.from === 'registers' || !(hz > 0)) return null;
  // A wait whose loops were counted out for another clock takes longer or shorter by it, which the run does not show.
  if (/\b_delay_(?:ms|us)\b|__delay_(?:ms|us)\b/.test(reading.code)) return null;
  const again = atClock(reading, hz);
  if (!again) return null;
  const changed: GpioFacts = {
    ...reason(again, { lineOffset: facts.firstLine - 1 }),
    lines: facts.lines,
    restored: facts.restored,
    source: facts.source,
  };
  const told = differences(asking, changed);
  if (told.length === 0) return null;
  const head = say(
    asking,
    `时钟换成 ${match[0].match(/\d+(?:\.\d+)?/)![0]} ${unit.toUpperCase()}Hz 再跑一遍：`,
    `Run again at ${hz / 1e6} MHz: `,
  );
  const rest = `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}`
    .replace(
      /(?:初值|其他|别的|代码)(?:都)?不(?:改|变|动)|\b(?:with )?(?:nothing else|the rest) (?:changed|the same)\b/i,
      '',
    )
    .replace(/变成(?=多少|多久|几)/, '是');
  const pace = FASTER.test(rest) ? paceOf(asking, changed) : '';
  if (pace !== '') return { answer: `${head}${pace}`, declined: false, quotes: [], confidence: 0.9 };
  const found = ONLY_EFFECT.test(rest) ? null : ask(rest.trim(), changed);
  const answered =
    found && !found.declined ? found.answer : `${told.join(say(asking, '，', ', '))}${say(asking, '。', '.')}`;
  return { answer: `${head}${answered}`, declined: false, quotes: [], confidence: 0.88 };
}
