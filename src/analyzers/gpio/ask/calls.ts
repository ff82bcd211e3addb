// Above 400 lines: the kinds of question that are answered from calls and bodies in the text, one function each.
import { readAsked } from '../../../asking/question.ts';
import { lengthsIn } from '../claims/lengths.ts';
import { isDelayName } from '../delay-names.ts';
import { duration, list, quoted } from '../words.ts';
import { bareLines, declaredIn, splitList, valueOf } from './declared.ts';
import { exitsOf } from './exits.ts';
import { functionAt } from './named.ts';
import { tokensOf } from './pins.ts';
import { numbersBehind } from './source.ts';
import { type Answer, type Asking, answer, lineList, lineText, say } from './text.ts';

interface Call {
  name: string;
  args: string[];
  line: number;
  /** Inside a for, while or do of its function, the program's own endless loop left out. */
  repeated: boolean;
}

/** Calls of a function in the order of the text; its own definition is none. */
export function callsOf(asking: Asking, names: (name: string) => boolean): Call[] {
  const { facts } = asking;
  const code = bareLines(facts).map((text) => (/^\s*#/.test(text) ? '' : text));
  const whole = code.join('\n');
  const found: Call[] = [];
  for (const match of whole.matchAll(/\b([A-Za-z_]\w*)[ \t]*\(/g)) {
    const name = match[1]!;
    if (!names(name) || found.length > 100) continue;
    const before = whole.slice(Math.max(0, match.index - 60), match.index);
    // A type in front: a definition or a prototype.
    if (
      /(?:^|[;{}\n])\s*(?:[A-Za-z_]\w*[ \t*]+)+$/.test(before.slice(before.lastIndexOf('\n') + 1)) &&
      !/\b(?:return|else)\s+$/.test(before)
    )
      continue;
    const open = match.index + match[0].length;
    const close = closing(whole, open);
    if (close === null) continue;
    const line = facts.firstLine + (whole.slice(0, match.index).match(/\n/g)?.length ?? 0);
    found.push({ name, args: splitList(whole.slice(open, close)), line, repeated: inLoop(asking, code, line) });
  }
  return found;
}

function closing(text: string, from: number): number | null {
  let depth = 1;
  for (let at = from; at < Math.min(text.length, from + 600); at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')' && --depth === 0) return at;
  }
  return null;
}

function inLoop({ facts }: Asking, code: string[], line: number): boolean {
  const inside = facts.functions.find((each) => line >= each.line && line <= each.endLine);
  if (!inside) return false;
  for (let at = inside.line; at <= line; at++)
    if (/\b(?:for|while|do)\b(?!\s*\(\s*(?:1|true)\s*\)\s*;)/.test(code[at - facts.firstLine] ?? '')) return true;
  return false;
}

const SENDS = /send|transmit|shift_?out|putc|puts|putchar|write(?!pin|bit)|^tx|_tx/i;
const WRITES_PIN = /digital|gpio|pin|bit|port|level|reset|set/i;
const ORDINAL: [RegExp, number][] = [
  [/第\s*[一1]|最先|首先|\bfirst\b|\b1st\b/i, 1],
  [/第\s*[二两2]|\bsecond\b|\b2nd\b/i, 2],
  [/第\s*[三3]|\bthird\b|\b3rd\b/i, 3],
];

/** "What is sent?", "延时的参数", "how often is dash called": from the calls in the text. */
export function aboutCalls(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const declared = declaredIn(facts);
  const tokens = tokensOf(question);
  const named = facts.functions.filter(({ name }) => tokens.includes(name));
  const counts =
    /调用.{0,4}(?:几次|多少次)|几次调用|(?:how many times|how often).{0,30}\bcall|called how (?:often|many)|(?:how many|几个|多少个?|一共).{0,6}(?:bytes?|字节)/i.test(
      question,
    );
  const passes = /参数|传(?:了|入|进|给)|实参|\barguments?\b|\bpassed\b|\bparameters?\b/i.test(question);
  const sends =
    /发(?:送|出|的|了)|\bsen[dt]s?\b|\btransmit/i.test(question) &&
    /什么|多少|哪|几|what|which|how many/i.test(question);
  const signature =
    named[0] &&
    /(?:第.{1,2}个)?参数.{0,6}(?:类型|什么)|(?:type|kind).{0,20}(?:argument|parameter)|(?:argument|parameter)s?.{0,12}type|takes?\b/i.test(
      question,
    );
  if (signature) {
    const { name, line } = named[0]!;
    return answer(
      asking,
      say(
        asking,
        `${name} 的定义是 \`${quoted(head(asking, line))}\`（第 ${line} 行）。`,
        `${name} is defined as \`${quoted(head(asking, line))}\` (line ${line}).`,
      ),
      [line],
      0.85,
    );
  }
  if (/为什么|为何|为啥|\bwhy\b/i.test(question)) return null;
  const wants =
    named.length > 0 && (counts || passes)
      ? (name: string) => named.some((each) => each.name === name)
      : passes && /延[时迟]|delay|wait|sleep/i.test(question)
        ? isDelayName
        : sends || (counts && /字节|bytes?/i.test(question))
          ? (name: string) => SENDS.test(name) && !WRITES_PIN.test(name)
          : null;
  if (!wants) return null;
  let calls = callsOf(asking, wants);
  // A function that itself is told what to send says nothing of it: those who call it do.
  const outer = calls.filter((call) =>
    call.args.some(
      (arg) =>
        /^(?:0[xXbB][\da-fA-F]+|\d+|"[^"]*"|'.{1,2}'|\w+\[\d+\]|[A-Z_][A-Z0-9_]+)$/.test(arg) || /"[^"]*"/.test(arg),
    ),
  );
  if (!counts && !passes) calls = outer;
  if (calls.length === 0) return null;
  const lines = [...new Set(calls.map((call) => call.line))];
  if (counts) {
    const places = say(
      asking,
      `代码里调用 ${calls.length} 次（${lineList(asking, lines)}）`,
      `${calls.length} ${calls.length === 1 ? 'call' : 'calls'} in the text (${lineList(asking, lines)})`,
    );
    const again = calls.some((call) => call.repeated)
      ? say(asking, '，其中循环里的会反复执行', ', those inside a loop run again and again')
      : '';
    return answer(
      asking,
      `${[...new Set(calls.map((call) => call.name))].join('、')}${say(asking, '：', ': ')}${places}${again}${say(asking, '。', '.')}`,
      lines,
      0.8,
    );
  }
  const nth = ORDINAL.find(([word]) => word.test(question))?.[1];
  const chosen = nth && calls[nth - 1] ? [calls[nth - 1]!] : calls.slice(0, 6);
  const shown = chosen.map((call) => {
    const text = `\`${quoted(`${call.name}(${call.args.join(', ')})`.slice(0, 120))}\``;
    const known = call.args.flatMap(
      (arg) =>
        elementOf(arg, declared) ??
        (/[A-Za-z]/.test(arg) && !/^0x|"/i.test(arg)
          ? numbersBehind(arg, declared)[0]
            ? [`${arg} = ${valueOf(arg, declared) ?? numbersBehind(arg, declared)[0]!.value}`]
            : []
          : []),
    );
    return `${text}${known.length > 0 ? ` (${known.join(', ')})` : ''}${say(asking, `（第 ${call.line} 行）`, ` (line ${call.line})`)}`;
  });
  return answer(
    asking,
    `${shown.join(say(asking, '，', ', '))}${say(asking, '。', '.')}`,
    chosen.map((call) => call.line),
    0.8,
  );
}

function elementOf(arg: string, declared: ReturnType<typeof declaredIn>): string[] | null {
  const match = /^(\w+)\[(\d+)\]$/.exec(arg);
  const item = match && declared.find((each) => each.name === match[1])?.items?.[Number(match[2])];
  return item ? [`${arg} = ${item}`] : null;
}

const head = ({ facts }: Asking, line: number): string =>
  (lineText(facts, line) ?? '').replace(/\s*\{.*$/, '').slice(0, 160);

/** "What does tick return?", "how long is a dash": of a function the question names. */
export function aboutBody(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const tokens = tokensOf(question);
  const target = facts.functions.find(({ name }) => tokens.includes(name));
  if (!target) return null;
  const { name, line, endLine } = target;
  const code = bareLines(facts);
  const within = [...Array(endLine - line + 1).keys()].map((step) => line + step);
  // Whether it all stops then is no question of what is returned.
  if (
    /返回|\breturns?\b/i.test(question) &&
    !/停|结束|继续|\bstops?\b|\bends?\b(?! of)|\bgoes on\b|\bkeeps?\b/i.test(question)
  ) {
    const found = within.flatMap((at) =>
      [...(code[at - facts.firstLine] ?? '').matchAll(/\breturn\b\s*([^;]{0,80});/g)].map((match) => ({
        at,
        value: match[1]!.trim(),
      })),
    );
    const endless = facts.ended !== 'returned' && /^(?:main|app_main)$/.test(name) && facts.endless;
    // It may leave early, before or in its loop: when, and not what with, is the matter.
    if (endless && exitsOf(facts).length > 0) return null;
    const given = found
      .filter(({ value }) => value !== '')
      .slice(0, 4)
      .map(({ at, value }) => say(asking, `\`${quoted(value)}\`（第 ${at} 行）`, `\`${quoted(value)}\` (line ${at})`));
    if (given.length === 0 && !endless)
      return answer(
        asking,
        say(
          asking,
          `${name} 里没有返回值（第 ${line}～${endLine} 行）。`,
          `${name} returns no value (lines ${line} to ${endLine}).`,
        ),
        [line],
        0.8,
      );
    const never = endless
      ? say(asking, `${name} 不会返回：主循环一直转`, `${name} never returns: its loop runs for ever`)
      : '';
    const values =
      given.length > 0 ? say(asking, `${name} 返回 ${list(given, 'zh')}`, `${name} returns ${list(given, 'en')}`) : '';
    const text =
      never && values
        ? `${never}${say(asking, '，虽然写着', ', though it says')} ${given.join(', ')}`
        : never || values;
    return answer(asking, `${text}${say(asking, '。', '.')}`, [...found.map(({ at }) => at), line], 0.85);
  }
  if (/多久|多长|几(?:毫)?秒|how long/i.test(question)) {
    const waits = [
      ...new Map(
        facts.delays
          .filter((each) => each.line >= line && each.line <= endLine)
          .map((each) => [`${each.line}:${each.ms}`, each]),
      ).values(),
    ].slice(0, 6);
    if (waits.length === 0) return null;
    const parts = waits.map(
      (each) => `${each.exact ? '' : say(asking, '约 ', 'about ')}${duration(each.ms / 1000, asking.language)}`,
    );
    return answer(
      asking,
      say(
        asking,
        `${name} 里的延时：${parts.join('，')}（${lineList(
          asking,
          waits.map((each) => each.line),
        )}）。`,
        `The waits inside ${name}: ${parts.join(', then ')} (${lineList(
          asking,
          waits.map((each) => each.line),
        )}).`,
      ),
      [line, ...waits.map((each) => each.line)],
      0.85,
    );
  }
  return null;
}

/** "What if UNIT is 60?", "把 0x28FFFF 改成一半会怎样": what hangs on a number. */
export function aboutChange(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/改成|改为|换成|变成|设成|如果.{0,12}(?:是|为|改)|\b(?:if|when)\b.{0,24}\b(?:is|was|were|become|change|set|double|halve|use)|\bchang\w+ .{1,24} to\b|what if/i.test(
      question,
    )
  )
    return null;
  const declared = declaredIn(facts);
  const names = new Set(tokensOf(question));
  const known = declared.find(
    (each) => names.has(each.name) && each.value !== null && valueOf(each.value, declared) !== null,
  );
  const code = bareLines(facts);
  const numbers = [...question.matchAll(/(?<![\w.])(?:0[xX][\da-fA-F]+|\d+)(?![\w.])/g)].map(([text]) => text);
  const literal = known
    ? undefined
    : numbers.find((text) => code.some((each) => new RegExp(`(?<![\\w.])${text}(?![\\w.])`, 'i').test(each)));
  const subject = known?.name ?? literal;
  if (!subject) return null;
  const own = known ? valueOf(known.value!, declared)! : Number(literal);
  const is = known !== undefined;
  const given = numbers.find((text) => text !== literal);
  const next =
    given !== undefined
      ? Number(given)
      : /一半|减半|half|halve/i.test(question)
        ? own / 2
        : /两倍|翻倍|加倍|double|twice/i.test(question)
          ? own * 2
          : null;
  const used = code.flatMap((text, i) =>
    new RegExp(`(?<![\\w.])${subject}(?![\\w.])`, 'i').test(text) && i + facts.firstLine !== known?.line
      ? [i + facts.firstLine]
      : [],
  );
  if (used.length === 0 || next === null || own === 0 || next === own) return null;
  const waits = used.filter((at) =>
    [...(code[at - facts.firstLine] ?? '').matchAll(/\b(\w+)\s*\(/g)].some(
      ([, name]) => isDelayName(name!) || /TICKS/.test(name!),
    ),
  );
  if (waits.length === 0)
    return answer(
      asking,
      say(
        asking,
        `${subject}${is ? ` 现在是 ${own}，` : ' '}用在${lineList(asking, used)}；改了以后受影响的就是这些行。`,
        `${subject}${is ? ` is ${own} now and` : ''} is used on ${lineList(asking, used)}; those lines are what changes.`,
      ),
      [...(known ? [known.line] : []), ...used],
      0.7,
    );
  const factor = Number((next / own).toPrecision(3));
  const times = [
    ...new Map(
      facts.delays
        .filter(
          (each) => each.exact && waits.includes(each.line) && linear(code[each.line - facts.firstLine]!, subject),
        )
        .map((each) => [each.line, each]),
    ).values(),
  ].slice(0, 3);
  const told = times.map((each) =>
    say(
      asking,
      `第 ${each.line} 行从 ${duration(each.ms / 1000, 'zh')}变成 ${duration((each.ms * factor) / 1000, 'zh')}`,
      `line ${each.line} goes from ${duration(each.ms / 1000, 'en')} to ${duration((each.ms * factor) / 1000, 'en')}`,
    ),
  );
  const effect =
    factor < 1
      ? say(asking, '延时变短，亮灭变快', 'the delays get shorter, so things change faster')
      : say(asking, '延时变长，亮灭变慢', 'the delays get longer, so things change more slowly');
  return answer(
    asking,
    say(
      asking,
      `${subject}${is ? ` 现在是 ${own}，` : ' '}用在${lineList(asking, waits)}的延时里：${effect}${told.length > 0 ? `，${told.join('，')}` : `（约为原来的 ${factor} 倍）`}。`,
      `${subject}${is ? ` is ${own} now and` : ''} sets the delays on ${lineList(asking, waits)}: ${effect}${told.length > 0 ? `; ${told.join(', ')}` : ` (about ${factor} times as long)`}.`,
    ),
    [...(known ? [known.line] : []), ...waits],
    0.85,
  );
}

/** The number alone or times a constant: a wait that grows with it. */
const linear = (text: string, subject: string): boolean =>
  new RegExp(`\\(\\s*(?:\\w+\\s*\\(\\s*)?(?:\\d+\\s*\\*\\s*)?${subject}(?:\\s*\\*\\s*\\d+)?\\s*\\)`).test(text);

/** "Which interrupts are used?", "how often does SysTick fire". */
export function aboutInterrupts(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const code = bareLines(facts);
  const [stated, more] = lengthsIn(question) ?? [];
  if (
    /(?:中断|定时器|timer|interrupt|tick|isr|handler|irq)/i.test(question) &&
    (stated === undefined || more === undefined) &&
    (stated !== undefined || /多久|周期|频率|间隔|几(?:毫)?秒|how often|period|rate|frequency|interval/i.test(question))
  ) {
    const asked = facts.interrupts.filter(({ handler }) =>
      tokensOf(question).some((token) => token.length > 2 && handler.toLowerCase().includes(token.toLowerCase())),
    );
    const chosen = asked.length > 0 ? asked : facts.interrupts.length === 1 ? facts.interrupts : [];
    if (chosen.length === 0) return null;
    const lines = chosen.flatMap(({ handler }) =>
      code.flatMap((text, i) => (text.includes(handler) ? [i + facts.firstLine] : [])),
    );
    // "Is it really every 1 ms": held against what it is.
    const right = chosen.every(({ everyMs }) => Math.abs(everyMs * 1000 - (stated ?? 0)) <= 0.05 * everyMs * 1000);
    const verdict =
      stated === undefined || !readAsked(question).yesNo
        ? ''
        : right
          ? say(asking, '是：', 'Yes: ')
          : say(asking, '不是：', 'No: ');
    return answer(
      asking,
      `${verdict}${chosen.map(({ handler, everyMs }) => say(asking, `${handler} 每 ${duration(everyMs / 1000, 'zh')}触发一次`, `${handler} fires every ${duration(everyMs / 1000, 'en')}`)).join(say(asking, '，', ', '))}${say(asking, '。', '.')}`,
      lines,
      0.85,
    );
  }
  if (
    stated !== undefined ||
    !/中断|\binterrupts?\b|\bisr\b/i.test(question) ||
    !/哪些|哪几个|什么|用(?:了|到)?.{0,2}中断|有没有|是否|吗|几个|叫|which|what|does|is|are|any|name/i.test(question) ||
    /优先级|标志|清|边沿|priorit|flag|clear|edge|多久|each|why|为什么|几次|多少次|how many (?:times|interrupts)/i.test(
      question,
    )
  )
    return null;
  const handlers = code.flatMap((text, i) => {
    const name =
      /\bvoid\s+(\w+_(?:IRQ)?Handler|\w*Callback)\s*\([^)]*\)(?!\s*;)/.exec(text)?.[1] ??
      /\bISR\s*\(\s*(\w+)/.exec(text)?.[1] ??
      /__interrupt\s+(?:void\s+)?(\w+)/.exec(text)?.[1] ??
      /\b(\w+)\s*\([^)]*\)\s*(?:__)?interrupts?\b/.exec(text)?.[1] ??
      /\bvoid\s+__?interrupt\s*(?:\([^)]*\)\s*)?(\w+)/.exec(text)?.[1] ??
      /attachInterrupt\s*\([^;]*,\s*(\w+)\s*,/.exec(text)?.[1];
    return name && (!text.trim().endsWith(';') || /attachInterrupt|\{/.test(text))
      ? [{ name, line: i + facts.firstLine }]
      : [];
  });
  const seen = [...new Map(handlers.filter(({ name }) => name).map((each) => [each.name, each])).values()];
  if (seen.length === 0)
    return /callback|attachInterrupt|add_repeating_timer|gpio_isr|IRQ|interrupt/i.test(code.join('\n'))
      ? null
      : answer(
          asking,
          say(
            asking,
            '没有：代码里没有中断服务函数，也没有打开中断。',
            'No: there is no interrupt handler in the paste, nor is one enabled.',
          ),
          [],
          0.75,
        );
  return answer(
    asking,
    `${/吗|是否|有没有|does|\bis\b|any/i.test(question) ? say(asking, '有，', 'Yes: ') : ''}${say(
      asking,
      `中断服务函数是 ${list(
        seen.map(({ name }) => name),
        'zh',
      )}（${lineList(
        asking,
        seen.map(({ line }) => line),
      )}）。`,
      `the interrupt handlers are ${list(
        seen.map(({ name }) => name),
        'en',
      )} (${lineList(
        asking,
        seen.map(({ line }) => line),
      )}).`,
    )}`,
    seen.map(({ line }) => line),
    0.85,
  );
}

const OPERATORS: [mark: string, zh: string, en: string][] = [
  [
    '&&',
    '逻辑与：两边都不为 0 结果是 1，否则是 0，不是按位运算；要按位用 &',
    'logical AND: the result is just 1 where both sides are not 0, else 0; it does not work bit by bit, that is &',
  ],
  [
    '||',
    '逻辑或：有一边不为 0 结果就是 1，否则是 0；要按位用 |',
    'logical OR: the result is just 1 where either side is not 0, else 0; bit by bit it is |',
  ],
  ['^=', '按位异或后写回：对应位翻转，其他位不变', 'exclusive OR, written back: the given bits flip, all others stay'],
  ['|=', '按位或后写回：对应位变 1，其他位不变', 'OR, written back: the given bits become 1, all others stay'],
  [
    '&=',
    '按位与后写回：掩码里为 0 的位清零，其他位不变',
    'AND, written back: bits that are 0 in the mask become 0, all others stay',
  ],
  ['<<', '左移：1 << n 就是只有第 n 位是 1 的数', 'shift left: 1 << n is the number with bit n set and nothing else'],
  ['>>', '右移：x >> n 把第 n 位移到最低位', 'shift right: x >> n brings bit n down to the lowest place'],
  ['++', '加 1', 'adds 1'],
  ['%', '取余数', 'the remainder of the division'],
  ['~', '按位取反：每一位 0 变 1、1 变 0', 'inverts every bit: 0 becomes 1 and 1 becomes 0'],
  ['!', '逻辑非：0 变 1，不是 0 的变 0', 'logical NOT: 0 gives 1, anything else gives 0'],
];

/** "What does the && do there?" */
export function aboutOperator(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/什么|干|作用|意思|怎么|结果|是啥|得|\bwhat\b|mean|\bdo(?:es)?\b|why|为什么/i.test(question)) return null;
  const plain = question.replace(/[!！?？]+\s*$/, '').replace(/!{2,}/g, '');
  const found = OPERATORS.find(
    ([mark]) =>
      plain.includes(mark) &&
      (mark !== '!' || /!\s*[A-Za-z_(]|"!"|'!'|`!`|\s!\s/.test(plain)) &&
      (mark !== '%' || !/\d\s*%/.test(plain)),
  );
  if (!found) return null;
  const [mark, zh, en] = found;
  const near = new RegExp(`\\w{0,20}\\s*${mark.replace(/[|^+~!&<>%]/g, '\\$&')}\\s*\\(?\\s*\\w+`)
    .exec(plain)?.[0]
    .replace(/\s+/g, '');
  const lines = bareLines(facts).flatMap((text, i) => {
    const packed = text.replace(/\s+/g, '');
    return packed.includes(mark) && !(mark === '!' && !/!(?!=)/.test(packed))
      ? [{ line: i + facts.firstLine, exact: near !== undefined && packed.includes(near) }]
      : [];
  });
  if (lines.length === 0) return null;
  const chosen = (lines.some(({ exact }) => exact) ? lines.filter(({ exact }) => exact) : lines)
    .slice(0, 3)
    .map(({ line }) => line);
  return answer(
    asking,
    say(
      asking,
      `\`${mark}\` 是${zh}。用在第 ${chosen[0]} 行：\`${quoted(lineText(facts, chosen[0]!) ?? '')}\``,
      `\`${mark}\` is ${en}. It stands on line ${chosen[0]}: \`${quoted(lineText(facts, chosen[0]!) ?? '')}\``,
    ),
    chosen,
    0.85,
  );
}

/** The function a line of a handler stands in: for questions about a press that only an interrupt sees. */
export function pressHandler(asking: Asking): { name: string; line: number } | null {
  const code = bareLines(asking.facts);
  const at = code.findIndex((text) =>
    /\bEXTI\w*_IRQHandler\s*\(|PORT\d_VECTOR|ISR\s*\(\s*(?:PC)?INT\d|attachInterrupt\s*\(|gpio_isr_handler_add|gpio_set_irq_enabled_with_callback|GPIO_EXTI_\w*Callback|interrupt\s+[02]\b/.test(
      text,
    ),
  );
  if (at < 0) return null;
  const line = at + asking.facts.firstLine;
  return { name: functionAt(asking, line) ?? '', line };
}

/** "Is this polled or interrupt driven?": where it is plain which of the two an input is. */
export function aboutSensing(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/轮询|查询|扫描|\bpoll/i.test(question) || !/中断|interrupt|\birq\b/i.test(question)) return null;
  if (/周期|频率|多久|优先级|how (?:often|long)|rate|priorit/i.test(question)) return null;
  const handler = pressHandler(asking);
  if (handler) {
    if (facts.findings.some(({ kind }) => kind === 'interrupt-not-enabled')) return null;
    const text = quoted(lineText(facts, handler.line) ?? '');
    return answer(
      asking,
      say(
        asking,
        `中断方式：引脚的中断由第 ${handler.line} 行处理，\`${text}\`。`,
        `Interrupt driven: the pin's interrupt is handled on line ${handler.line}, \`${text}\`.`,
      ),
      [handler.line],
      0.85,
    );
  }
  const interrupts = /IRQ|\bISR\b|interrupt|_vect\b|callback|\bisr_/i.test(bareLines(facts).join('\n'));
  if (!facts.readsInputs || interrupts || facts.interrupts.length > 0) return null;
  const lines = facts.inputs.flatMap((each) => each.lines?.[0] ?? []);
  const where = lines.length > 0 ? say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`) : '';
  return answer(
    asking,
    say(
      asking,
      `轮询（查询）方式：程序自己反复读输入${where}，没有打开任何中断。`,
      `Polled: the program reads the input itself, over and over${where}; no interrupt is set up.`,
    ),
    lines,
    0.85,
  );
}

/** "Is it blocking?" */
export function aboutBlocking(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/阻塞|\bblock(?:s|ing)?\b|busy[- ]?wait|忙等/i.test(question)) return null;
  const lines = [...new Set(facts.delays.map((each) => each.line))].filter((line) => line > 0);
  const slept = bareLines(facts).flatMap((text, i) =>
    /\b(?:vTaskDelay\w*|k_m?sleep|k_usleep|osDelay\w*|rt_thread_m?delay|tx_thread_sleep)\s*\(/.test(text)
      ? [i + facts.firstLine]
      : [],
  );
  if (slept.length > 0 && lines.every((line) => slept.includes(line)))
    return answer(
      asking,
      say(
        asking,
        `不是忙等：${lineList(asking, slept)}的等待只让这个任务（线程）睡着，处理器让给别的任务，到时间再接着跑。`,
        `It does not busy-wait: the wait on ${lineList(asking, slept)} puts only this task (thread) to sleep; other tasks run meanwhile.`,
      ),
      slept,
      0.88,
    );
  if (lines.length > 0)
    return answer(
      asking,
      say(
        asking,
        `是阻塞的：程序停在延时里等（${lineList(asking, lines)}），这段时间别的代码不执行（中断除外）。`,
        `It blocks: it waits inside delays (${lineList(asking, lines)}), and nothing but interrupts runs meanwhile.`,
      ),
      lines,
      0.85,
    );
  const clock = bareLines(facts).flatMap((text, i) =>
    /\bmillis\s*\(|HAL_GetTick\s*\(|\bmicros\s*\(|get_absolute_time|\w*ticks?\b\s*-/i.test(text)
      ? [i + facts.firstLine]
      : [],
  );
  // Waits to which the plain run did not come, since nobody pressed anything.
  const written = bareLines(facts).flatMap((text, i) =>
    [...text.matchAll(/\b(\w+)\s*\(/g)].some(([, name]) => isDelayName(name!)) &&
    !facts.functions.some(({ name, line }) => line === i + facts.firstLine && isDelayName(name))
      ? [i + facts.firstLine]
      : [],
  );
  if (written.length > 0)
    return answer(
      asking,
      say(
        asking,
        `平时不阻塞，走到延时（${lineList(asking, written)}）就阻塞：这段时间别的代码不执行（中断除外）。`,
        `It blocks where it comes to a delay (${lineList(asking, written)}): nothing but interrupts runs meanwhile. Until then it does not.`,
      ),
      written,
      0.8,
    );
  if (clock.length === 0 && facts.interrupts.length > 0)
    return answer(
      asking,
      say(
        asking,
        `不阻塞：没有延时调用，动作都在中断里（${facts.interrupts.map(({ handler }) => handler).join('、')}）。`,
        `It does not block: no delay is called, the work is done in interrupts (${facts.interrupts.map(({ handler }) => handler).join(', ')}).`,
      ),
      [],
      0.8,
    );
  return clock.length === 0
    ? null
    : answer(
        asking,
        say(
          asking,
          `不阻塞：没有延时调用，靠比较时间（${lineList(asking, clock)}）。`,
          `It does not block: no delay is called, it compares times (${lineList(asking, clock)}).`,
        ),
        clock,
        0.8,
      );
}
