import { duration, list, quoted } from '../words.ts';
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
