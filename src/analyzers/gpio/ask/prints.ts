import { duration, list, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

const PRINTS = /打印|输出(?:一[次行]|文字|内容)|串口|\b(?:print\w*|serial|log(?:s|ged)?|message|line)\b/i;
const EVERY = /多久|隔|每|频率|间隔|\b(?:how often|every|interval|period|frequency|how long between)\b/i;
const FIRST = /第一(?:次|条|个|行)|首次|最先|\bfirst\b/i;
const WHEN = /什么时候|何时|多久|几秒|\b(?:when|at what|how (?:long|soon))\b|\bat\s*\?/i;
const OTHER = /按|如果|改成|换成|为什么|为何|波特|引脚|哪一?行|\b(?:if|press\w*|change|why|baud|pin|which line)\b/i;
/** Times between prints that count as even. */
const EVEN = 0.02;

/** "多久打印一次tick", "first tick at?": when a text was printed in the run. */
export function aboutPrintTimes(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (OTHER.test(question) || facts.prints.length === 0) return null;
  const texts = facts.prints.filter(({ text }) => text.trim() !== '');
  const words = texts
    .map(({ text }) => text.trim())
    .filter((text) => text.length > 1 && question.toLowerCase().includes(text.toLowerCase()));
  const [named] = [...new Set(words)].sort((a, b) => b.length - a.length);
  if (named === undefined && !PRINTS.test(question)) return null;
  const lines = new Set(texts.map(({ line }) => line));
  const own = texts.filter(({ text }) => (named === undefined ? lines.size === 1 : text.trim() === named));
  const [first] = own;
  if (!first) return null;
  const shown = `\`${quoted(named ?? first.text.trim())}\``;
  const exact = facts.eventInfo.every((info) => info.exact);
  const about = exact ? '' : say(asking, '约 ', 'about ');
  if (FIRST.test(question) && WHEN.test(question))
    return answer(
      asking,
      say(
        asking,
        `${shown} 第一次打印在开始后${about} ${duration(first.seconds, 'zh')}（第 ${first.line} 行）。`,
        `${shown} is first printed ${about}${duration(first.seconds, 'en')} after the start (line ${first.line}).`,
      ),
      [first.line],
      0.92,
    );
  if (!EVERY.test(question) || own.length < 3) return null;
  const gaps = own.slice(1).map(({ seconds }, i) => seconds - own[i]!.seconds);
  const kinds: number[] = [];
  for (const gap of gaps.slice(1))
    if (!kinds.some((kind) => Math.abs(kind - gap) <= EVEN * kind + 1e-4)) kinds.push(gap);
  if (kinds.length > 3) return null;
  const times = list(
    kinds.map((gap) => duration(gap, language)),
    language,
  );
  return answer(
    asking,
    say(
      asking,
      `${about}每 ${times}打印一次 ${shown}（第 ${first.line} 行），第一次在开始后 ${duration(first.seconds, 'zh')}。`,
      `${shown} is printed every ${about}${times} (line ${first.line}), the first time ${duration(first.seconds, 'en')} after the start.`,
    ),
    [first.line],
    0.92,
  );
}

const ASKS_RATE =
  /波特率|串口.{0,10}(?:速率|速度|多少|设成)|\bbaud\b|\bserial\b.{0,30}\b(?:speed|rate)\b|\b(?:speed|rate)\b.{0,40}\b(?:serial|monitor|terminal|putty)\b/i;
const IF_OTHER = /改成|换成|如果|为什么|为何|\bif\b|\bchange\b|\bwhy\b/i;
/** Where code gives a serial port its rate. */
const SETS_RATE =
  /\bSerial\w*\s*\.\s*begin\s*\(\s*(\w+)|\bbaud_?rate\s*=\s*\(?\s*(\w+)|\b(?:MX_)?us?art\d?_init\s*\((?:[^;,)]*,)?\s*(\d{3,7})\s*\)/i;

/** "What do I set the serial monitor to": the rate that the code opens the port with. */
export function aboutSerialRate(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS_RATE.test(question) || IF_OTHER.test(question)) return null;
  const code = bareLines(facts);
  const found = code.flatMap((text, i) => {
    const match = SETS_RATE.exec(text);
    const said = match?.[1] ?? match?.[2] ?? match?.[3];
    if (said === undefined) return [];
    const define = new RegExp(`^\\s*#\\s*define\\s+${said}\\s+\\(?(\\d{3,7})`);
    const rate = /^\d{3,7}$/.test(said) ? said : code.map((line) => define.exec(line)?.[1]).find(Boolean);
    return rate ? [{ rate, line: i + facts.firstLine, text: text.trim() }] : [];
  });
  const [first] = found;
  if (!first || found.some(({ rate }) => rate !== first.rate)) return null;
  return answer(
    asking,
    say(
      asking,
      `${first.rate}：第 ${first.line} 行 \`${quoted(first.text)}\` 就是这个波特率，串口监视器要设成一样的。`,
      `${first.rate}: that is the baud rate in line ${first.line}, \`${quoted(first.text)}\`, and the serial monitor takes the same.`,
    ),
    [first.line],
    0.93,
  );
}
