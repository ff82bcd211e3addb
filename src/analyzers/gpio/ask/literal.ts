import { duration, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { timeCompared, timerArithmetic } from './number-role.ts';
import { type Answer, type Asking, answer, lineList, lineText, say } from './text.ts';

const NUMBER = /(?<![\w.])(0[xX][\da-fA-F]{1,8}|0[bB][01]{1,32}|\d{2,10})(?:[uUlL]{0,3})(?![\w.])/g;
const ASKS_MEANING =
  /哪(?:里|儿)?来|怎么(?:算|得)|\bcomes? from\b|\bhow (?:is|was|did|do)\b.{0,24}\b(?:calculat|comput|get|chosen|come)|什么意思|表示|含义|代表|啥意思|是什么|是啥|干嘛|干什么|作用|怎么来|怎么理解|为什么是|为啥是|二进制|十进制|十六进制|哪(?:些|几)位|\bmean|\bstand for|\bwhat(?:'s| is| does)\b|\bwhy\b|\bbinary\b|\bdecimal\b|\bhex\b|\bwhich bits?\b/i;

const ASKS_TIME = /多久|多长|几(?:毫)?秒|多少(?:毫)?秒|定时|\bhow long\b|\bwhat (?:time|period|interval)\b|\bms\b/i;
const OF_TIMER =
  /\b(?:T[HLR]\d?[HL]?|RCAP\d?[HL]?|OCR\w*|ICR\w*|TCNT\w*|ARR|PSC|CAR|RELOAD|LOAD|CCR\d|TACCR\d|PR\d|SysTick_Config)\b|\.\s*\w*(?:[Pp]rescaler|[Pp]eriod)\b/;

const BITS = /二进制|十进制|哪(?:些|几)位|\b(?:binary|decimal)\b|\bbits?\b/i;

/** "0x3CB0 这个初值是多长的定时": what a timer's value, whole or as its two bytes, comes to in the run. */
export function aboutTimerValue(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [interrupt, other] = facts.interrupts;
  if (!(ASKS_TIME.test(question) || ASKS_MEANING.test(question)) || BITS.test(question) || !interrupt || other)
    return null;
  const code = bareLines(facts);
  for (const [, text] of question.matchAll(NUMBER)) {
    const value = Number(text);
    const parts = value > 0xff ? [value, Math.floor(value / 256), value % 256] : [value];
    const on = (number: number): number[] =>
      code.flatMap((each, i) =>
        OF_TIMER.test(each) && [...each.matchAll(NUMBER)].some(([, own]) => Number(own) === number)
          ? [i + facts.firstLine]
          : [],
      );
    const whole = on(value);
    const bytes = parts.length > 1 && whole.length === 0 ? parts.slice(1).map(on) : [];
    const lines = whole.length > 0 ? whole : bytes.every((each) => each.length > 0) ? bytes.flat() : [];
    if (lines.length === 0) continue;
    const every = duration(interrupt.everyMs / 1000, asking.language);
    const sum = timerArithmetic(asking, value, interrupt.everyMs, code[lines[0]! - facts.firstLine]!);
    // Without the sum a number in hex may be asked about for its bits.
    if (sum === '' && !ASKS_TIME.test(question) && /0x/i.test(text!)) continue;
    return answer(
      asking,
      say(
        asking,
        `${every}：用这个值（${lineList(asking, lines)}），${interrupt.handler} 在运行里每 ${every}进一次。${sum}`,
        `${every}: with this value (${lineList(asking, lines)}) ${interrupt.handler} fires every ${every} in the run.${sum}`,
      ),
      lines,
      0.9,
    );
  }
  return null;
}

/** "What does 0xFE mean there?": the number in binary, its bits, and the lines that hold it. */
export function aboutLiteral(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS_MEANING.test(question)) return null;
  const code = bareLines(facts);
  for (const [, text] of question.matchAll(NUMBER)) {
    const value = Number(text);
    const same = new RegExp(`(?<![\\w.])${text}[uUlL]{0,3}(?![\\w.])`, 'i');
    const lines = code.flatMap((each, i) => (same.test(each) ? [i + facts.firstLine] : []));
    const [only, second] = lines;
    const role = only !== undefined && second === undefined ? timeCompared(asking, text!, only) : null;
    if (role !== null) return answer(asking, `${role}${say(asking, '。', '.')}`, lines, 0.9);
    const marked = /^0[xXbB]/.test(text!);
    if (lines.length === 0 || value > 0xffffffff) continue;
    const shown = lines
      .slice(0, 2)
      .map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``)
      .join(say(asking, '、', ', '));
    const where = say(
      asking,
      `${text} 在${lineList(asking, lines)}：${shown}`,
      `${text} stands on ${lineList(asking, lines)}: ${shown}`,
    );
    if (!marked && !/二进制|哪(?:些|几)位|binary|bits?\b|hex|十六进制/i.test(question))
      return answer(asking, `${where}${say(asking, '。', '.')}`, lines, 0.75);
    const width = value > 0xffff ? 32 : value > 0xff ? 16 : 8;
    const bits = [...Array(width).keys()].filter((bit) => (value / 2 ** bit) % 2 >= 1);
    const zeros = [...Array(width).keys()].filter((bit) => !bits.includes(bit));
    const binary = value.toString(2).padStart(width, '0');
    const few = bits.length <= zeros.length;
    const list = (few ? bits : zeros).join(', ');
    const said =
      value === 0
        ? say(asking, '所有位都是 0', 'all bits are 0')
        : few
          ? say(asking, `第 ${list} 位是 1，其他位是 0`, `bit ${list} is 1, all others are 0`)
          : zeros.length === 0
            ? say(asking, `${width} 位全是 1`, `all ${width} bits are 1`)
            : say(asking, `只有第 ${list} 位是 0，其他位是 1`, `only bit ${list} is 0, all others are 1`);
    return answer(
      asking,
      say(
        asking,
        `${text} 就是 ${value}，二进制 ${binary}（0x${value.toString(16).toUpperCase()}）：${said}。${where}。`,
        `${text} is ${value}, in binary ${binary} (0x${value.toString(16).toUpperCase()}): ${said}. ${where}.`,
      ),
      lines,
      0.85,
    );
  }
  return null;
}
