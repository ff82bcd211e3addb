import { blankComments } from '../code.ts';
import { isDelayName } from '../delay-names.ts';
import type { GpioFacts } from '../facts.ts';
import { readPaste } from '../read.ts';
import { reason } from '../reason.ts';
import { duration } from '../words.ts';
import { type Answer, type Asking, answer, decline, say } from './text.ts';

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

const HOW_LONG = /多久|多长|几(?:毫)?秒|多少(?:毫)?秒|\bhow (?:long|many (?:ms|milli\w*|sec\w*))\b/i;
/** What the run takes a wait for that is not in the paste: its unit is known by its name, or it is not. */
const UNIT_UNKNOWN = /real unit|counting delay loop|how long it waits/;

/** Waits whose functions are not in the paste, as the run takes them. */
const bodylessOf = ({ assumptions }: GpioFacts) => assumptions.filter(({ name }) => isDelayName(name));

/** "How long does Delay1ms(10) take" where the function is not in the paste. */
function aboutMissingBody(asking: Asking, name: string, call: string, amount: number): Answer | null {
  const taken = bodylessOf(asking.facts).find((each) => each.name === name);
  const unit = /(?<![a-z])(?:\d*)(ms|us|s)$|(ms|us)(?=_|$)/i.exec(name)?.slice(1).find(Boolean)?.toLowerCase();
  // A library's own call is no riddle.
  if (!taken && asking.facts.ended !== 'not-run') return null;
  if (!taken && unit === undefined && name === 'delay') return null;
  if (unit === undefined || (taken && UNIT_UNKNOWN.test(taken.text.en)))
    return decline(
      asking,
      `看不出来：\`${name}\` 的函数体没有贴出来，${amount} 是圈数、毫秒还是别的单位，要看它的实现（和主频）。`,
      `It cannot be told: the body of \`${name}\` is not in the paste, and whether ${amount} counts loops, milliseconds or something else is up to it (and to the clock).`,
    );
  const each = Number(/(\d+)(?:ms|us|s)$/i.exec(name)?.[1] ?? 1);
  const seconds = (amount * each) / ({ ms: 1e3, us: 1e6, s: 1 }[unit] ?? 1e3);
  const time = duration(seconds, asking.language);
  return answer(
    asking,
    say(
      asking,
      `按名字是 ${time}；可 \`${name}\` 的函数体没有贴出来，${call} 实际多久要看它怎么写（数圈的话还看晶振和编译器）。`,
      `By its name ${time}; but the body of \`${name}\` is not in the paste, so how long ${call} really takes depends on how it is written (if it counts loops, on clock and compiler as well).`,
    ),
    [],
    0.9,
  );
}

/** A time that rests on a wait whose unit is not in the paste says so. */
export function withUnknownUnit(asking: Asking, found: Answer): Answer {
  if (found.declined || !NUMBER.test(found.answer)) return found;
  const [open] = bodylessOf(asking.facts).filter(({ text }) => UNIT_UNKNOWN.test(text.en));
  if (!open || found.answer.includes(open.name)) return found;
  const [zh, en] = /real unit/.test(open.text.en)
    ? ['参数按毫秒算', 'its argument is taken as milliseconds']
    : ['它的单位看不出来，时间只是估计', 'its unit is unknown, so the times are a guess'];
  return {
    ...found,
    answer: say(
      asking,
      `${found.answer}（\`${open.name}\` 的函数体没有贴出来，${zh}。）`,
      `${found.answer} (The body of \`${open.name}\` is not in the paste; ${en}.)`,
    ),
  };
}

/** "Is delay_ms(300) really 300 ms": what the counting comes to. */
export function aboutCountedWait(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const call = /\b([A-Za-z_]\w*)\s*\(\s*(0[xX][\da-fA-F]{1,8}|\d{1,9})\s*\)/.exec(question);
  if (!call || !isDelayName(call[1]!)) return null;
  const bodyless = !facts.functions.some(({ name }) => name === call[1]) && HOW_LONG.test(question);
  if (!EXACT.test(question) && !bodyless) return null;
  const waiter = facts.functions.find(({ name }) => name === call[1]);
  if (!waiter) return aboutMissingBody(asking, call[1]!, call[0], Number(call[2]));
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
