import { bareLines, declaredIn, valueOf } from './declared.ts';
import { type Answer, type Asking, answer, dot, lineList, say } from './text.ts';

/** A variable that only counts: set to constants, stepped up by one, and set back when it comes to a bound. */
interface Counter {
  name: string;
  type: string;
  line: number;
  /** The highest value it is seen to come to. */
  most: number;
  /** The lines that step it, hold it against its bound, and set it back. */
  lines: number[];
}

const INTEGER =
  /^(?:volatile |static |const |register )*(?:(?:un)?signed )?(?:u?int(?:8|16|32|64)_t|u?int|char|short|long|byte|word|u8|u16|u32|unsigned|size_t)(?: int)?$/;

const escaped = (name: string): string => name.replace(/[^\w]/g, '\\$&');

/** Reads a variable as a counter; null where it is written in any other way. */
function counterOf(asking: Asking, name: string, type: string, line: number): Counter | null {
  const code = bareLines(asking.facts);
  const declared = declaredIn(asking.facts);
  const own = escaped(name);
  const word = new RegExp(`(?<![\\w.>])${own}(?!\\w)`);
  let most = 0;
  let bound: number | null = null;
  let reset = false;
  const lines: number[] = [];
  for (const [i, text] of code.entries()) {
    if (!word.test(text)) continue;
    const at = i + asking.facts.firstLine;
    // Taken by its address, by another name, or changed in a way that is no count.
    if (new RegExp(`&\\s*${own}\\b|${own}\\s*(?:[-*/%&|^]|<<|>>)=|--\\s*${own}|${own}\\s*--|scanf`).test(text))
      return null;
    const head = new RegExp(
      `\\bfor\\s*\\([^;=]*?${own}\\s*=\\s*([^;]+);\\s*${own}\\s*(<=?)\\s*([^;]+);\\s*(?:${own}\\s*\\+\\+|\\+\\+\\s*${own})`,
    ).exec(text);
    if (head) {
      const to = valueOf(head[3]!, declared);
      if (to === null) return null;
      // Behind the loop it has the value that ended it.
      bound = Math.max(bound ?? 0, head[2] === '<' ? to : to + 1);
      reset = true;
      lines.push(at);
      continue;
    }
    for (const [, value] of text.matchAll(new RegExp(`(?<![\\w.>])${own}\\s*=(?!=)\\s*([^;,)]+)`, 'g'))) {
      const number = valueOf(value!, declared);
      if (number === null) return null;
      most = Math.max(most, number);
      if (at !== line) reset = true;
    }
    if (new RegExp(`${own}\\s*\\+\\+|\\+\\+\\s*${own}|${own}\\s*\\+=`).test(text)) {
      if (new RegExp(`${own}\\s*\\+=`).test(text)) return null;
      lines.push(at);
    }
    for (const [, sign, value] of text.matchAll(
      new RegExp(`${own}\\s*(?:\\+\\+)?\\s*(==|>=?|<=?|!=)\\s*(\\w+)`, 'g'),
    )) {
      const number = valueOf(value!, declared);
      if (number === null) return null;
      bound = Math.max(bound ?? 0, sign === '>' || sign === '<=' ? number + 1 : number);
      lines.push(at);
    }
  }
  if (bound === null || !reset || lines.length === 0) return null;
  return { name, type, line, most: Math.max(most, bound), lines };
}

/** The counters of the program that a question names; its only one where it names none. */
function countersAsked(asking: Asking): Counter[] {
  const all = declaredIn(asking.facts).flatMap((each) => {
    const type = (each.type ?? '').replace(/\s+/g, ' ').trim();
    const found = each.kind === 'variable' && INTEGER.test(type) ? counterOf(asking, each.name, type, each.line) : null;
    return found ? [found] : [];
  });
  const named = all.filter(({ name }) => new RegExp(`(?<!\\w)${escaped(name)}(?!\\w)`).test(asking.question));
  return named.length > 0 ? named : all.length === 1 && !/[A-Za-z_]\w*\s*\(/.test(asking.question) ? all : [];
}

const TYPE = /\bu?int(8|16|32)_t\b|\bu(8|16|32)\b|(8|16|32)\s*(?:位|-?\s*bits?)|\b(unsigned char|char|byte)\b/i;

/** "Why uint32_t here", "count 能用 uint8_t 吗": of a plain counter, by how far it counts. */
export function aboutCounterWidth(asking: Asking): Answer | null {
  const { question } = asking;
  const match = TYPE.exec(question);
  if (
    !match ||
    !/为什么|为何|为啥|怎么|能不能|能用|能改|可以|改成|换成|够|溢出|\bwhy\b|\bhow come\b|\bneed\b|\bcan\b|\bcould\b|\binstead\b|\benough\b|\boverflow/i.test(
      question,
    )
  )
    return null;
  const bits = match[4] ? 8 : Number(match[1] ?? match[2] ?? match[3]);
  const why = /为什么|为何|为啥|\bwhy\b|\bhow come\b/i.test(question);
  const own = why
    ? countersAsked(asking).filter(
        ({ type }) =>
          new RegExp(`(?:^|\\D)${bits}(?:_t)?$`).test(type) ||
          (bits === 32 && /^(?:volatile |static )*(?:unsigned )?(?:int|long)$/.test(type)),
      )
    : countersAsked(asking);
  const [counter, other] = own;
  if (!counter || other) return null;
  const { name, most, lines, line } = counter;
  const small = /avr|mcs51|stc|pic|msp430/.test(asking.facts.chip);
  const needed = most < 256 ? 8 : most < 65_536 ? 16 : 32;
  const range = say(
    asking,
    `${name} 最多数到 ${most}（${lineList(asking, lines)}）`,
    `${name} counts up to ${most} (${lineList(asking, lines)})`,
  );
  if (why)
    return answer(
      asking,
      needed < bits
        ? say(
            asking,
            `${range}，uint${needed}_t 就装得下，这里并不需要 ${bits} 位${small ? '，在这种单片机上还更占内存、更慢' : '；在 32 位单片机上 32 位正好是一个字，算起来不比小的慢，所以多半只是习惯'}${dot(asking)}`,
            `${range}, so a uint${needed}_t would hold it and ${bits} bits are not needed${small ? '; on a chip this small they only cost memory and time' : '; on a 32-bit chip 32 bits are a machine word and no slower, so it is mostly habit'}${dot(asking)}`,
          )
        : say(
            asking,
            `${range}，要 ${bits} 位才装得下${dot(asking)}`,
            `${range}, which takes ${bits} bits${dot(asking)}`,
          ),
      [line, ...lines],
      0.88,
    );
  const fits = most < 2 ** bits;
  return answer(
    asking,
    fits
      ? say(
          asking,
          `能：${range}，uint${bits}_t 最大 ${2 ** bits - 1}，装得下${dot(asking)}`,
          `Yes: ${range}, and a uint${bits}_t holds up to ${2 ** bits - 1}${dot(asking)}`,
        )
      : say(
          asking,
          `不能：${range}，uint${bits}_t 最大只有 ${2 ** bits - 1}，会溢出${dot(asking)}`,
          `No: ${range}, and a uint${bits}_t holds only up to ${2 ** bits - 1} and would overflow${dot(asking)}`,
        ),
    [line, ...lines],
    0.88,
  );
}

const HIGHEST =
  /最大(?:值|到|会|能|是)?|最多(?:到|数|加)|最高|\b(?:highest|largest|biggest|max(?:imum)?|greatest)\b|\bhow (?:high|far)\b|数到(?:几|多少)|加到(?:几|多少)/i;

/** "What is the highest value count takes". */
export function aboutCounterMost(asking: Asking): Answer | null {
  if (!HIGHEST.test(asking.question)) return null;
  const [counter, other] = countersAsked(asking);
  if (!counter || other || !new RegExp(`(?<!\\w)${escaped(counter.name)}(?!\\w)`).test(asking.question)) return null;
  return answer(
    asking,
    say(
      asking,
      `${counter.name} 最多到 ${counter.most}，一到就重新开始数，所以能停住的最大值是 ${counter.most - 1}（${lineList(asking, counter.lines)}）${dot(asking)}`,
      `${counter.name} comes to ${counter.most} at most and starts over there, so the highest it stays at is ${counter.most - 1} (${lineList(asking, counter.lines)})${dot(asking)}`,
    ),
    [counter.line, ...counter.lines],
    0.88,
  );
}
