import { takeThings, thingsOf } from '../../../knowledge/things.ts';
import { isDelayName } from '../delay-names.ts';
import { changesOf } from '../levels.ts';
import { duration, quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { effectsOf } from './effects.ts';
import { pinsIn, tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, lineList, lineText, say } from './text.ts';

/** A wait as the text writes it. */
interface WrittenWait {
  line: number;
  ms: number;
}

/** More of a delay that does not name its unit is a count of loops. */
const MOST_PLAIN_MS = 5000;

/** A wait by milliseconds, as its name says or as is usual for small numbers. */
const inMilliseconds = (name: string, value: number): boolean =>
  /ms|milli|^HAL_Delay$/i.test(name) || name === 'delay' || (/^delay$/i.test(name) && value < MOST_PLAIN_MS);

/** Waits whose length stands in the text, whether the run came to them or not. */
export function writtenWaits(asking: Asking): WrittenWait[] {
  const { facts } = asking;
  const declared = declaredIn(facts);
  return bareLines(facts).flatMap((text, i) =>
    [...text.matchAll(/\b(\w+)\s*\(\s*([^();]{1,40})\)/g)].flatMap(([, name, arg]) => {
      if (!isDelayName(name!) || /^\s*(?:void|static|int)\b/.test(text)) return [];
      const value = valueOf(arg!, declared);
      return value !== null && inMilliseconds(name!, value) ? [{ line: i + facts.firstLine, ms: value }] : [];
    }),
  );
}

const LENGTH =
  /多久|多长|几(?:毫)?秒|多少(?:毫)?秒|频率|周期|多快|间隔|\bhow (?:long|often|fast|many (?:ms|milli\w*|sec\w*))\b|\bfrequency\b|\bperiod\b|\binterval\b/i;

/** The lines that drive the thing a question names: a pin by its macro, its number, or what it is. */
function drivingLines(asking: Asking): number[] {
  const { question, facts } = asking;
  const code = bareLines(facts);
  const pins = pinsIn(question, facts);
  if (pins.some(({ pin }) => changesOf(facts, pin.pin).length > 0)) return [];
  const things = takeThings(question, thingsOf('gpio-asked')).named.map(({ written }) => written);
  const names = [...tokensOf(question), ...pins.flatMap(({ pin, name }) => [pin.pin, ...pin.aliases, name])]
    .filter((name) => /^\w{3,}$/.test(name))
    .map((name) => new RegExp(`\\b${name}\\b`, 'i'));
  for (const [, port, bit] of question.matchAll(/\bP([A-K])_?(\d{1,2})\b/gi))
    names.push(new RegExp(`GPIO${port}\\b[^;]*PIN_${bit}\\b`, 'i'));
  return code.flatMap((text, i) =>
    effectsOf(asking, text).length > 0 && [...names, ...things].some((name) => name.test(text))
      ? [i + facts.firstLine]
      : [],
  );
}

/** "How long does the relay stay on?" of a pin the run never came to: the waits between the lines that drive it. */
export function aboutWritten(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!LENGTH.test(question)) return null;
  const driving = drivingLines(asking);
  if (driving.length === 0) return null;
  const within = (line: number): string | undefined =>
    facts.functions.find((each) => line >= each.line && line <= each.endLine)?.name;
  const waits = writtenWaits(asking);
  const told: string[] = [];
  const lines: number[] = [];
  for (const [i, line] of driving.entries()) {
    const next = driving[i + 1];
    const effects = effectsOf(asking, lineText(facts, line) ?? '');
    const end = next !== undefined && within(next) === within(line) ? next : line + 3;
    const own = waits.filter((wait) => wait.line > line && wait.line < end && within(wait.line) === within(line));
    if (own.length === 0) continue;
    const ms = own.reduce((sum, wait) => sum + wait.ms, 0);
    told.push(
      say(
        asking,
        `第 ${line} 行 ${effects[0]}，之后等 ${duration(ms / 1000, 'zh')}（${lineList(
          asking,
          own.map((wait) => wait.line),
        )}）${next !== undefined && end === next ? `，到第 ${next} 行再变` : ''}`,
        `line ${line}: ${effects[0]}, then it waits ${duration(ms / 1000, 'en')} (${lineList(
          asking,
          own.map((wait) => wait.line),
        )})${next !== undefined && end === next ? ` until line ${next} changes it` : ''}`,
      ),
    );
    lines.push(line, ...own.map((wait) => wait.line));
  }
  if (told.length === 0) return null;
  return answer(
    asking,
    `${say(asking, '运行里没有走到这里，从代码看：', 'The run did not come to that; from the text: ')}${told.slice(0, 3).join(say(asking, '；', '; '))}${say(asking, '。', '.')}`,
    lines,
    0.8,
  );
}

const USES =
  /(?:用(?:到|了|没用)|使用|有没有用?|有用|开了?|启用).{0,16}(?:吗|么|没有?|没)\s*[?？]?$|有没有(?:用|使用|开)|\b(?:does|do|is|are|did) (?:it|this|the (?:code|program|sketch)|there|any)\b.{0,10}(?:use|using|have|need|enable)?.{0,30}\?*$|\bany\b.{0,24}\bused\b/i;

/** "Does it use a timer?": the lines that write it, or that none does. */
export function aboutUse(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!USES.test(question) || question.length > 60) return null;
  if (!/用|启用|\buse\b|\busing\b|\bused\b|\bneed\b/i.test(question)) return null;
  const things = thingsOf('gpio-asked')
    .filter(({ asked }) => question.search(asked) >= 0)
    .slice(0, 1);
  const [thing] = things;
  if (!thing || /灯|led|亮|引脚|\bpins?\b/i.test(thing.asked.source)) return null;
  const name = question.match(thing.asked)?.[0] ?? '';
  const code = bareLines(facts);
  const lines = code.flatMap((text, i) => (thing.written.test(text) ? [i + facts.firstLine] : []));
  if (lines.length > 0)
    return answer(
      asking,
      say(
        asking,
        `用到了，${lineList(asking, lines.slice(0, 4))}：${lines
          .slice(0, 2)
          .map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``)
          .join('、')}。`,
        `Yes, ${lineList(asking, lines.slice(0, 4))}: ${lines
          .slice(0, 2)
          .map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``)
          .join(', ')}.`,
      ),
      lines.slice(0, 4),
      0.7,
    );
  return answer(
    asking,
    say(
      asking,
      `没有：这段代码里没有一行用到${name}。`,
      `No: no line of this paste uses ${/s$/i.test(name) ? name : `a ${name}`}.`,
    ),
    [],
    0.75,
  );
}

/** "Where is LedInit defined?" of a function the paste only calls. */
export function aboutElsewhere(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/在哪|哪里|哪儿|定义|实现|\bwhere\b|\bdefined?\b|\bdefinition\b|\bimplement/i.test(question)) return null;
  const code = bareLines(facts);
  const name = tokensOf(question).find(
    (token) =>
      token.length >= 3 &&
      !facts.functions.some((each) => each.name === token) &&
      code.some((text) => new RegExp(`\\b${token}\\s*\\(`).test(text)) &&
      !code.some((text) => new RegExp(`#\\s*define\\s+${token}\\b`).test(text)),
  );
  if (!name) return null;
  const lines = code.flatMap((text, i) => (new RegExp(`\\b${name}\\s*\\(`).test(text) ? [i + facts.firstLine] : []));
  // A prototype says that there is such a function and calls nothing.
  const prototype = new RegExp(`^\\s*(?!return\\b|else\\b)(?:[A-Za-z_]\\w*[ \\t*]+)+${name}\\s*\\([^;{}]*\\)\\s*;`);
  const [declared, called] = [true, false].map((wanted) =>
    lines.filter((line) => prototype.test(code[line - facts.firstLine]!) === wanted),
  ) as [number[], number[]];
  if (called.length === 0)
    return answer(
      asking,
      say(
        asking,
        `${name} 没有在这段代码里定义，只在${lineList(asking, declared)}声明，也没有一行调用它。`,
        `${name} is not defined in this paste: ${lineList(asking, declared)} only declares it, and nothing calls it.`,
      ),
      declared,
      0.88,
    );
  return answer(
    asking,
    say(
      asking,
      `${name} 没有在这段代码里定义，只在${lineList(asking, called)}调用；它在库或别的文件里。`,
      `${name} is not defined in this paste, only called on ${lineList(asking, called)}; it comes from a library or another file.`,
    ),
    called,
    0.85,
  );
}
