import { quoted } from '../words.ts';
import { bareLines, type Declared, declaredIn, VOLATILE, valueOf } from './declared.ts';
import { pinsIn, tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, lineList, say } from './text.ts';

const TYPE = /类型|什么型|\btypes?\b/i;
const SIZE =
  /几个(?:元素|数|值|字节|成员)|多少个|多少项|元素个数|长度|几项|how many|\bsize\b|\blength\b|how big is|how long is (?:the )?\w+(?: (?:array|table|string|list))?\s*\?*$/i;
const ITEMS = /哪些|哪几个|内容|\bcontents?\b|\bvalues\b|\bentries\b|\belements\b|\blist\b/i;
const VALUE =
  /值|多少|十六进制|十进制|\bin (?:hex|decimal|binary)\b|\bdefined as\b|\bstart(?:s|ing)? (?:at|from|with|value)\b|等于|是几|多大|什么数|哪个数|设成|设为|初始|取什么|\bvalue\b|\b(?:what|which) number\b|\bequals?\b|\bset to\b|\bhow (?:much|big|large)\b|\binitial(?:ly|ized)?\b|\bat (?:the )?(?:start|beginning|first|power[- ]?(?:up|on)|boot|reset)\b|上电|开机|一开始|\bstarts?\b|^\W*what(?:'s| is| are)\s+(?:the\s+)?\W*\w+\W*(?:there|here|in (?:this|the) (?:code|program))?\W*$|=\s*[?？]/i;
const USED = /用到|用上|有没有用|没用|使用|\bus(?:ed|age)\b|\bunused\b/i;
const CHANGED =
  /(?:谁|哪[里行个句]|什么时候|在哪).{0,10}(?:改|变|写|赋值|清零|加|置|用)|(?:改变|修改|改写|赋值|清零|更新)|\b(?:chang|modif|writ|updat|increment|reset|assign|clear|set)\w*\b/i;

/** Names of the paste that the question speaks of. */
export function declaredAsked(question: string, declared: Declared[]): Declared[] {
  const found = new Map<string, Declared>();
  for (const token of tokensOf(question).map((each) => each.replace(/[[.^].*$/, ''))) {
    const exact = declared.filter(({ name }) => name === token);
    const loose =
      exact.length === 0 && token.length >= 4
        ? declared.filter(({ name }) => name.toLowerCase() === token.toLowerCase())
        : exact;
    // A small letter alone is an article or a slip more often than a variable.
    if (
      token.length === 1 &&
      token === token.toLowerCase() &&
      (!/[b-hj-z]/.test(token) || !declared.some(({ name }) => name === token)) &&
      !new RegExp(`${token}\\s*(?:\\[|是|等于|的|=)`).test(question)
    )
      continue;
    const [first] = [...loose].sort((a, b) => rank(a) - rank(b));
    if (first) found.set(first.name, first);
  }
  const [only, ...more] = declared.filter((each) => each.items);
  if (found.size === 0 && only && more.length === 0 && /表|数组|\btable\b|\barray\b/i.test(question)) return [only];
  return [...found.values()];
}

const rank = ({ kind, value }: Declared): number => (kind === 'parameter' ? 2 : value === null ? 1 : 0);

const EVERYDAY = /^(?:led|on|off|pin|key|state|value|time|count|light|main|delay|button|speed|a|i|in|is|it|do|step)$/;

/** "Why is ms_ticks volatile?": changed where the main flow does not see it. */
export function aboutVolatile(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/volatile/i.test(question) || !/为什么|为何|为啥|干嘛|作用|\bwhy\b|what (?:does|is)/i.test(question))
    return null;
  const all = declaredIn(facts).filter((each) => VOLATILE.test(each.type ?? '') && each.kind === 'variable');
  const asked = declaredAsked(question, all);
  const target =
    asked[0] ??
    (/[A-Za-z]\w*/.test(question.replace(/volatile|why|is|the|what|does|do|here|for/gi, '')) && all.length !== 1
      ? undefined
      : all[0]);
  if (!target) return null;
  const code = bareLines(facts);
  const uses = facts.functions.filter((each) =>
    code
      .slice(each.line - facts.firstLine, each.endLine - facts.firstLine + 1)
      .some((text) => new RegExp(`\\b${target.name}\\b`).test(text)),
  );
  const handler = uses.find(
    ({ name, line }) =>
      /Handler$|IRQ|ISR|Callback|_isr$/i.test(name) ||
      /\binterrupt\b|__interrupt|ISR\s*\(/.test(code[line - facts.firstLine] ?? '') ||
      code.some((text) => new RegExp(`[(,]\\s*&?${name}\\s*[,)]`).test(text)),
  );
  if (!handler) return null;
  const others = uses.filter((each) => each !== handler).map(({ name }) => name);
  const read =
    others.length > 0
      ? say(
          asking,
          `，${others.join('、')} 里也用到它`,
          `, while ${others.join(', ')} ${others.length > 1 ? 'use' : 'uses'} it too`,
        )
      : '';
  return answer(
    asking,
    say(
      asking,
      `因为 ${target.name} 在 ${handler.name} 里被改（第 ${handler.line} 行，不在主流程里被调用，是中断或回调）${read}；没有 volatile，编译器可以把它留在寄存器里，看不到变化。`,
      `Because ${target.name} is touched in ${handler.name} (line ${handler.line}), an interrupt or callback that the main flow does not call${read}; without volatile the compiler may keep it in a register and miss the change.`,
    ),
    [target.line, handler.line],
    0.88,
  );
}

/** "What is PERIOD?", "table[2] 是多少", "counter 什么类型", "DRAIN 用到了吗". */
export function aboutNamed(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const declared = declaredIn(facts);
  const asked = declaredAsked(question, declared);
  if (asked.length === 0 || asked.length > 3) return null;
  if (/为什么|为何|why|怎么样|改成|改为|换成|\bif\b|如果/i.test(question)) return null;
  const pins = pinsIn(question, facts);
  const told: string[] = [];
  const lines: number[] = [];
  for (const each of asked) {
    const element = new RegExp(`(?<!\\w)${each.name}\\s*\\[\\s*\\d+\\s*\\]`).test(question);
    if (!element && EVERYDAY.test(each.name) && !TYPE.test(question) && !VALUE.test(question)) continue;
    // A pin's name stands for the pin: its level, its place; its number is asked for with these words only.
    const isPin = pins.some(({ pin }) => [pin.pin, ...pin.aliases].includes(each.name));
    if (isPin && !/类型|\btype\b|的?值|等于|\bvalue\b|\bdefined\b|定义/i.test(question)) continue;
    const one = tell(asking, each, declared);
    if (!one) continue;
    told.push(one.text);
    lines.push(...one.lines);
  }
  if (told.length === 0) return null;
  return answer(asking, `${told.join(say(asking, '；', '; '))}${say(asking, '。', '.')}`, lines, 0.85);
}

interface Told {
  text: string;
  lines: number[];
}

function tell(asking: Asking, each: Declared, declared: Declared[]): Told | null {
  const { question, facts } = asking;
  const { name, line } = each;
  const place = say(asking, `（第 ${line} 行）`, ` (line ${line})`);
  const element = new RegExp(`\\b${name}\\s*\\[\\s*(\\d{1,4})\\s*\\]`, 'i').exec(question);
  if (element && each.items) {
    const item = each.items[Number(element[1])];
    return item === undefined
      ? {
          text: say(
            asking,
            `${name} 只有 ${each.items.length} 个元素，没有 [${element[1]}]${place}`,
            `${name} has only ${each.items.length} elements, there is no [${element[1]}]${place}`,
          ),
          lines: [line],
        }
      : {
          text: say(asking, `${name}[${element[1]}] 是 ${item}${place}`, `${name}[${element[1]}] is ${item}${place}`),
          lines: [line],
        };
  }
  if (TYPE.test(question) && each.type)
    return {
      text: say(
        asking,
        `${name} 的类型是 \`${quoted(each.type)}\`${place}`,
        `${name} is of type \`${quoted(each.type)}\`${place}`,
      ),
      lines: [line],
    };
  const writes = writesOf(asking, each);
  // Up to where it runs is said by the line with the condition.
  if (
    /到(?:多少|几)|上限|最大|溢出|清零|归零|\b(?:max(?:imum)?|up to|wraps?|limit|overflow)\b/i.test(question) &&
    writes.length > 0
  )
    return null;
  // "which mode is used": an everyday word is asked about only in so many words.
  const spoken =
    name === name.toLowerCase() &&
    !new RegExp(
      `(?:\\b(?:is|are|was|where)\\s+(?:is\\s+)?(?:the\\s+)?|变量\\s*)${name}\\b|${name}\\s*(?:有没有|用|在|变量)`,
    ).test(question);
  if (USED.test(question) && !spoken) {
    const code = bareLines(facts);
    const used = code.flatMap((text, i) =>
      i + facts.firstLine !== line && new RegExp(`\\b${name}\\b`).test(text) ? [i + facts.firstLine] : [],
    );
    return used.length === 0
      ? {
          text: say(
            asking,
            `没有用到：${name} 只在第 ${line} 行出现`,
            `it is not used: ${name} stands on line ${line} only`,
          ),
          lines: [line],
        }
      : {
          text: say(asking, `${name} 在${lineList(asking, used)}用到`, `${name} is used on ${lineList(asking, used)}`),
          lines: [...used.slice(0, 5), line],
        };
  }
  if (each.kind === 'variable' && CHANGED.test(question) && writes.length > 0 && !VALUE.test(question)) {
    const inside = [...new Set(writes.map((at) => functionAt(asking, at)).filter((one) => one !== null))];
    const where = inside.length > 0 ? say(asking, `（在 ${inside.join('、')} 里）`, ` (in ${inside.join(', ')})`) : '';
    return {
      text: say(
        asking,
        `${name} 在${lineList(asking, writes)}被改写${where}`,
        `${name} is written on ${lineList(asking, writes)}${where}`,
      ),
      lines: writes,
    };
  }
  if (each.items && SIZE.test(question))
    return {
      text: say(
        asking,
        `${name} 有 ${each.items.length} 个元素${place}`,
        `${name} has ${each.items.length} elements${place}`,
      ),
      lines: [line],
    };
  if (each.items && (ITEMS.test(question) || VALUE.test(question))) {
    const shown = each.items.slice(0, 24).join(', ') + (each.items.length > 24 ? ', …' : '');
    return {
      text: say(
        asking,
        `${name} 的 ${each.items.length} 个值是 \`${quoted(shown)}\`${place}`,
        `the ${each.items.length} values of ${name} are \`${quoted(shown)}\`${place}`,
      ),
      lines: [line],
    };
  }
  if (!VALUE.test(question) || each.value === null) return null;
  const number = valueOf(each.value, declared);
  const plain = /^(?:0[xX][\da-fA-F]+|\d+(?:\.\d+)?)[uUlLfF]*$/.test(each.value);
  const comes =
    number !== null && !plain
      ? ` = ${number}${number > 9 && /<<|\||0x/i.test(each.value) ? ` (0x${number.toString(16).toUpperCase()})` : ''}`
      : '';
  const later = each.kind === 'variable' && !/\bconst\b/.test(each.type ?? '') && writes.length > 0;
  const head =
    each.kind === 'variable' && !/\bconst\b/.test(each.type ?? '')
      ? say(asking, `${name} 的初值是`, `${name} starts as`)
      : say(asking, `${name} 是`, `${name} is`);
  const tail = later
    ? say(asking, `，之后在${lineList(asking, writes)}被改写`, ` and is written again on ${lineList(asking, writes)}`)
    : '';
  return { text: `${head} \`${quoted(each.value)}\`${comes}${place}${tail}`, lines: [line, ...(later ? writes : [])] };
}

/** Lines that write a variable, its definition left out. */
export function writesOf({ facts }: Asking, { name, line, kind }: Declared): number[] {
  if (kind !== 'variable') return [];
  const write = new RegExp(
    `(?:^|[^\\w.])${name}\\s*(?:\\[[^\\]]*\\]\\s*)?(?:[-+*/%&|^]|<<|>>)?=(?!=)|(?:\\+\\+|--)\\s*${name}\\b|(?:^|[^\\w.])${name}\\s*(?:\\+\\+|--)`,
  );
  return bareLines(facts).flatMap((text, i) =>
    i + facts.firstLine !== line && write.test(text) ? [i + facts.firstLine] : [],
  );
}

/** The function a line stands in. */
export function functionAt({ facts }: Asking, line: number): string | null {
  return facts.functions.find((each) => line >= each.line && line <= each.endLine)?.name ?? null;
}
