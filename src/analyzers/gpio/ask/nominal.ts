import { blankComments } from '../code.ts';
import { isDelayName } from '../delay-names.ts';
import type { GpioFacts } from '../facts.ts';
import { readPaste } from '../read.ts';
import { reason } from '../reason.ts';
import { duration } from '../words.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

/** A counted wait is taken to mean milliseconds where it comes so near to them. */
const NEAR: readonly [number, number] = [0.6, 1.6];

export interface Nominal {
  /** The function that counts. */
  name: string;
  facts: GpioFacts;
  /** How long a counted wait lasts for one that is as long as its argument says. */
  share: number;
}

const known = new WeakMap<GpioFacts, Nominal | null>();

/** The program with the waits that it counts itself as long as their argument says; null where it has no such wait. */
export function nominalOf(facts: GpioFacts): Nominal | null {
  const found = known.get(facts);
  if (found !== undefined) return found;
  const made = make(facts);
  known.set(facts, made);
  return made;
}

function make(facts: GpioFacts): Nominal | null {
  if (facts.loopSeconds === null || facts.eventInfo.every(({ exact }) => exact)) return null;
  const code = blankComments(facts.source);
  const own = facts.functions.filter(({ name }) => isDelayName(name) && !/us|micro/i.test(name));
  const [waiter, other] = own;
  if (!waiter || other) return null;
  const head = new RegExp(`\\b${waiter.name}\\s*\\(\\s*[^(),]*\\)\\s*\\{`).exec(code);
  if (!head) return null;
  let depth = 0;
  let end = head.index + head[0].length - 1;
  for (; end < code.length; end++) {
    if (code[end] === '{') depth += 1;
    else if (code[end] === '}' && --depth === 0) break;
  }
  const body = code.slice(head.index + head[0].length - 1, end + 1);
  if (!/\b(?:for|while)\b/.test(body) || end >= code.length) return null;
  const gap = body.replace(/[^\n]/g, ' ');
  // A name that is known to wait for milliseconds stands for the counting.
  const source = `${facts.source.slice(0, head.index)}${head[0].slice(0, -1)};${gap.slice(1)}${facts.source.slice(end + 1)}`;
  const reading = readPaste(source);
  const run = reading ? reason(reading, { lineOffset: facts.firstLine - 1 }) : null;
  if (!run || run.loopSeconds === null || run.loop?.period !== facts.loop?.period) return null;
  const share = facts.loopSeconds / run.loopSeconds;
  if (share < NEAR[0] || share > NEAR[1]) return null;
  return {
    name: waiter.name,
    facts: { ...run, source: facts.source, lines: facts.lines, firstLine: facts.firstLine },
    share,
  };
}

const NUMBER = /\d+(?:\.\d+)? ?(?:毫秒|微秒|秒|分钟|ms|µs|s|min)(?![a-z])/;

/** A time that rests on counted waits, with the one beside it that their arguments say. */
export function withNominal(asking: Asking, found: Answer, again: (facts: GpioFacts) => Answer | null): Answer {
  if (found.declined || !NUMBER.test(found.answer)) return found;
  const nominal = nominalOf(asking.facts);
  const second = nominal && Math.abs(nominal.share - 1) > 0.001 ? again(nominal.facts) : null;
  if (!nominal || !second || second.declined || second.answer === found.answer) return found;
  const said = second.answer.replace(/[（(][^（()）]*[)）]/g, '').replace(/[。.]$/, '');
  return {
    ...found,
    answer: say(
      asking,
      `${found.answer}\n要是 \`${nominal.name}\` 的参数正好是毫秒：${said}。`,
      `${found.answer}\nIf the argument of \`${nominal.name}\` is milliseconds exactly: ${said}.`,
    ),
  };
}

const EXACT =
  /真的|准(?:确|时|不准|吗)?|精确|到底|实际|确实|\b(?:really|exactly|accurate|actual\w*|precise\w*|true)\b/i;

/** "Is delay_ms(300) really 300 ms": what the counting comes to. */
export function aboutCountedWait(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const call = /\b([A-Za-z_]\w*)\s*\(\s*(\d{1,6})\s*\)/.exec(question);
  if (!call || !EXACT.test(question) || !isDelayName(call[1]!)) return null;
  const waiter = facts.functions.find(({ name }) => name === call[1]);
  const nominal = waiter ? nominalOf(facts) : null;
  if (!waiter || nominal?.name !== waiter.name) return null;
  const counted = duration((Number(call[2]) * nominal.share) / 1000, language);
  return answer(
    asking,
    say(
      asking,
      `不一定：\`${waiter.name}\`（第 ${waiter.line} 行）是靠数圈延时的，按这款芯片常用的主频估计，${call[0]} 约 ${counted}；名义上是 ${call[2]} 毫秒，真实时间取决于主频和编译器。`,
      `Not exactly: \`${waiter.name}\` (line ${waiter.line}) counts loops. At the chip’s usual clock ${call[0]} comes to about ${counted}; it is meant as ${call[2]} ms, and the real time depends on clock and compiler.`,
    ),
    [waiter.line],
    0.9,
  );
}
