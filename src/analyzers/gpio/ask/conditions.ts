// Above 400 lines: one reading of the branches of a program, and the questions that are answered from it.
import { takeThings, thingsOf } from '../../../knowledge/things.ts';
import { isDelayName } from '../delay-names.ts';
import type { GpioFacts } from '../facts.ts';
import { changesOf } from '../levels.ts';
import { duration, quoted } from '../words.ts';
import { spotOf } from './changes.ts';
import { bareLines, type Declared, declaredIn, valueOf } from './declared.ts';
import { effectsOf } from './effects.ts';
import { outputsNamed, pinsIn, tokensOf } from './pins.ts';
import { inputGoes } from './scenario.ts';
import { type Answer, type Asking, about, answer, lineText, say } from './text.ts';

/** One `if`, `else if` or `else` of the text: its condition and the lines it decides about. */
export interface Branch {
  line: number;
  condition: string;
  /** Earlier branches of the same chain, whose conditions do not hold here. */
  before: string[];
  from: number;
  to: number;
}

const MOST_BRANCHES = 60;

/** The text between a bracket and the one that closes it. */
function inside(text: string, open: number, pair: '()' | '{}'): { body: string; end: number } | null {
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + 4_000); at++) {
    if (text[at] === pair[0]) depth += 1;
    else if (text[at] === pair[1] && --depth === 0) return { body: text.slice(open + 1, at), end: at };
  }
  return null;
}

/** Every branch of the program, in the order of its text. */
export function branchesOf(facts: GpioFacts): Branch[] {
  const code = bareLines(facts).join('\n');
  const lineAt = (offset: number): number => facts.firstLine + (code.slice(0, offset).match(/\n/g)?.length ?? 0);
  const found: Branch[] = [];
  let chain: string[] = [];
  let chainEnd = -1;
  for (const match of code.matchAll(/\b(?:(else)\s+)?if\s*\(|\belse\b(?!\s*if\b)/g)) {
    if (found.length >= MOST_BRANCHES) break;
    const isElse = match[0].startsWith('else') && !match[0].endsWith('(');
    const open = match.index + match[0].length - 1;
    const head = isElse ? null : inside(code, open, '()');
    if (!isElse && !head) continue;
    const behind = isElse ? match.index + 4 : head!.end + 1;
    const brace = /^\s*\{/.exec(code.slice(behind));
    const block = brace ? inside(code, behind + brace[0].length - 1, '{}') : null;
    const end = block ? block.end : code.indexOf(';', behind);
    if (end < 0) continue;
    const follows = match[0].startsWith('else') && code.slice(chainEnd + 1, match.index).trim() === '';
    if (!follows) chain = [];
    found.push({
      line: lineAt(match.index),
      condition: isElse ? 'else' : head!.body.replace(/\s+/g, ' ').trim(),
      before: [...chain],
      from: lineAt(behind),
      to: lineAt(end),
    });
    if (!isElse) chain.push(head!.body.replace(/\s+/g, ' ').trim());
    chainEnd = end;
  }
  return found;
}

/** The number an expression comes to, with variables that nothing writes at their first value. */
function amount({ facts }: Asking, text: string, declared: Declared[]): number | null {
  const code = bareLines(facts).join('\n');
  const fixed = text.replace(/[A-Za-z_]\w*/g, (name) => {
    const known = declared.find(
      (each) => each.name === name && each.kind === 'variable' && /^-?[\d.]+$/.test(each.value ?? ''),
    );
    const written = known && new RegExp(`\\b${name}\\s*(?:[-+*/|&^]?=(?!=)|\\+\\+|--)`, 'g');
    return known && (code.match(written!)?.length ?? 0) <= 1 ? known.value! : name;
  });
  return valueOf(fixed, declared);
}

/** `limit - 5` is 75: what the sums of a condition come to. */
function sums(asking: Asking, condition: string): string {
  const declared = declaredIn(asking.facts);
  const told = [...condition.matchAll(/(?:<=|>=|==|!=|<|>)\s*([A-Za-z_][\w +*/-]{0,40})/g)].flatMap(([, right]) => {
    const value = amount(asking, right!.trim(), declared);
    return value === null ? [] : [`${right!.trim()} = ${value}`];
  });
  return told.length > 0 ? ` (${told.join(', ')})` : '';
}

/** Whether `name < 350` holds for a value; null where the condition is not that plain. */
function holds(condition: string, variable: string, value: number, declared: Declared[]): boolean | null {
  const parts = condition.split(/&&/).map((part) => part.trim());
  const results = parts.map((part): boolean | null => {
    const sign = /^\(?\s*(\w+)\s*(==|!=)\s*'(.)'\s*\)?$/.exec(part);
    if (sign?.[1] === variable) return (sign[3] === String(value)) === (sign[2] === '==');
    const match = /^\(?\s*(\w+)\s*(<=|>=|==|!=|<|>)\s*([\w.() +*/-]+?)\s*\)?$/.exec(part);
    const turned = /^\(?\s*([\w.]+)\s*(<=|>=|==|!=|<|>)\s*(\w+)\s*\)?$/.exec(part);
    const [left, operator, right] =
      match?.[1] === variable
        ? [value, match[2]!, valueOf(match[3]!, declared)]
        : turned?.[3] === variable
          ? [valueOf(turned[1]!, declared), turned[2]!, value]
          : [null, '', null];
    if (left === null || right === null) return null;
    switch (operator) {
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '<=':
        return left <= right;
      case '>=':
        return left >= right;
      case '==':
        return left === right;
      default:
        return left !== right;
    }
  });
  if (results.some((each) => each === false)) return false;
  return results.every((each) => each === true) ? true : null;
}

const LAMP = /灯|亮|灭|led|light|lit\b/i;

/** A lamp is taken to be lit by high where nothing says otherwise. */
function onNoteOf(asking: Asking, lines: number[]): string {
  const text = lines.map((at) => lineText(asking.facts, at) ?? '').join(' ');
  const [up, down] = [
    /\|=|SetBits|HIGH|,\s*1\s*\)|PIN_SET/.test(text),
    /&=\s*~|ResetBits|LOW|,\s*0\s*\)|PIN_RESET/.test(text),
  ];
  return up === down
    ? ''
    : up
      ? say(asking, '，按高电平点亮算就是亮', ', which is on if high lights it')
      : say(asking, '，按高电平点亮算就是灭', ', which is off if high lights it');
}

const shown = (asking: Asking, { from, to, line }: Branch): { text: string; lines: number[] } => {
  const lines: number[] = [];
  for (let at = line; at <= to && lines.length < 6; at++)
    if (/[;(]/.test(lineText(asking.facts, at) ?? '') || at === from) lines.push(at);
  const effects = lines.flatMap((at) => effectsOf(asking, lineText(asking.facts, at) ?? ''));
  const did =
    effects.length > 0
      ? say(
          asking,
          `（${effects.slice(0, 4).join('，')}${LAMP.test(asking.question) ? onNoteOf(asking, lines) : ''}）`,
          ` (${effects.slice(0, 4).join(', ')}${LAMP.test(asking.question) ? onNoteOf(asking, lines) : ''})`,
        )
      : '';
  return { text: `${lines.map((at) => `\`${quoted(lineText(asking.facts, at) ?? '')}\``).join(' ')}${did}`, lines };
};

/** Waits that stand in some lines. */
function waitsIn(asking: Asking, from: number, to: number): string {
  const { facts } = asking;
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  const told: string[] = [];
  for (let at = from; at <= to; at++)
    for (const [, name, arg] of (code[at - facts.firstLine] ?? '').matchAll(/\b(\w+)\s*\(\s*([^();]{1,40})\)/g)) {
      if (!isDelayName(name!)) continue;
      const value = valueOf(arg!, declared);
      // A delay() of the paste's own counts loops: only the run knows how long it takes.
      const own = facts.functions.some((each) => each.name === name);
      const seen = facts.delays.find((each) => each.line === at && (own || each.exact));
      const ms = seen ? seen.ms : !own && value !== null && /ms|^delay$|^HAL_Delay$|milli/i.test(name!) ? value : null;
      if (ms !== null && told.length < 4)
        told.push(
          `${about(asking, seen?.exact ?? true)}${duration(ms / 1000, asking.language)}${say(asking, `（第 ${at} 行）`, ` (line ${at})`)}`,
        );
    }
  return told.length > 0 ? say(asking, `；其中等待 ${told.join('，')}`, `; it waits ${told.join(', ')} there`) : '';
}

/** What the condition of a branch says, with those of the chain before it that do not hold. */
function conditionWords(asking: Asking, { condition, before }: Branch): string {
  const denied = before.map((each) => `!(${quoted(each)})`);
  const own = condition === 'else' ? [] : [quoted(condition)];
  const all = [...own, ...denied.slice(0, 3)];
  return `\`${all.join(say(asking, ' 且 ', ' and '))}\`${sums(asking, all.join(' '))}`;
}

const WHEN =
  /多少.{0,6}(?:才|会|就|时)|几.{0,3}(?:才|会|就)|(?:at|below|above|from) (?:what|which)|how (?:far|close|hot|cold|bright|dark|high|low|much|many).{0,20}(?:before|until|to |does|will|for)|什么(?:条件|情况|时候)|何时|什么情形|条件是|怎样才|怎么才|如何才|才会|才能|触发条件|\bwhen\b|under what|what condition|what (?:makes|triggers|causes|has to happen)|what (?:must|needs to)|in (?:which|what) case/i;

/** What a press does is seen in a run of its own. */
const PRESSED = /按|松|\bpress|\bhold|\brelease|\bpush|\blet go/i;

/** An output is so while something else is asked about. */
const WHILE_ON =
  /\b(?:when|while|as long as)\b.{1,24}\b(?:is|are|was|were) (?:still )?(?:on|off|lit|dark|high|low)\b|[亮灭高低](?:着)?(?:的?时候|期间)/i;

/** "When does the pump run?", "水泵什么条件下会开": the conditions around the lines that drive it. */
export function aboutCondition(asking: Asking): Answer | null {
  const { question, facts } = asking;
  // "Are yellow and green off when red is on": what outputs do in each other's time, and no condition either.
  if (WHILE_ON.test(question) && outputsNamed(question, facts).length > 1) return null;
  const branches = branchesOf(facts);
  const either = WHEN.test(question) && !PRESSED.test(question) ? aboutEither(asking) : null;
  if (branches.length === 0) return either;
  const value = valueAt(asking, branches) ?? branchNamed(asking, branches);
  if (value) return value;
  if (
    !WHEN.test(question) ||
    PRESSED.test(question) ||
    inputGoes(asking) ||
    /第一次|\bfirst\b|几点|第几秒/i.test(question)
  )
    return null;
  const pins = pinsIn(question, facts);
  // "When are both on at once?": a matter of the run, not of a condition.
  if (pins.length > 1 && /同时|同一时刻|一起|\bat (?:once|the same time)\b|\btogether\b|simultan/i.test(question))
    return null;
  const code = bareLines(facts);
  const names = new Set([
    ...pins.flatMap(({ pin, name }) => [pin.pin, ...pin.aliases, name]),
    ...tokensOf(question).filter(
      (token) => token.length >= 3 && code.some((text) => new RegExp(`\\b${token}\\b`, 'i').test(text)),
    ),
  ]);
  const things = takeThings(question, thingsOf('gpio-asked')).named.map(({ written }) => written);
  const driven = new Set(pins.flatMap(({ pin }) => changesOf(facts, pin.pin).map(({ index }) => spotOf(facts, index))));
  const off = /关|灭|停|释放|断开|\boff\b|\bclose|\bstop/i.test(question);
  // PC13 stands in the text as `GPIOC, GPIO_PIN_13`.
  const apart = [...question.matchAll(/\bP([A-K])_?(\d{1,2})\b/gi)].map(
    ([, port, bit]) => new RegExp(`GPIO${port}\\b[^;]*PIN_${bit}\\b`, 'i'),
  );
  const speaks = (line: number): boolean => {
    const text = code[line - facts.firstLine] ?? '';
    return (
      driven.has(line) ||
      apart.some((written) => written.test(text)) ||
      (/[=(]/.test(text) && things.some((written) => written.test(text))) ||
      [...names].some(
        (name) => /^\w{2,}$/.test(name) && new RegExp(`\\b${name}\\b`, 'i').test(text) && /[=(]/.test(text),
      )
    );
  };
  const deciding = branches.filter((branch) => {
    for (let at = branch.from; at <= branch.to; at++) if (speaks(at)) return true;
    return false;
  });
  // The innermost ones say most.
  const chosen = deciding
    .filter(
      (branch) => !deciding.some((other) => other !== branch && other.line > branch.line && other.to <= branch.to),
    )
    .slice(0, 4);
  if (chosen.length === 0) return either;
  const sorted = off ? [...chosen].reverse() : chosen;
  const told = sorted.map((branch) => {
    const { text } = shown(asking, branch);
    return say(
      asking,
      `第 ${branch.line} 行，条件 ${conditionWords(asking, branch)} 成立时：${text}${waitsIn(asking, branch.from, branch.to)}`,
      `line ${branch.line}, where ${conditionWords(asking, branch)} holds: ${text}${waitsIn(asking, branch.from, branch.to)}`,
    );
  });
  const text = told.join('\n');
  return answer(
    asking,
    text[0]!.toUpperCase() + text.slice(1),
    sorted.flatMap((branch) => shown(asking, branch).lines),
    0.82,
  );
}

/** "How many beeps if the self test fails?": the branch whose condition the question names. */
function branchNamed(asking: Asking, branches: Branch[]): Answer | null {
  const { question } = asking;
  const clause =
    /\b(?:if|when|once|in case)\b(.*)$/i.exec(question)?.[1] ??
    /(?:如果|要是|当)?(.{1,24}?)(?:的时候|时候|时|的话|之?后)/.exec(question)?.[1];
  if (!clause || PRESSED.test(question)) return null;
  const words = (clause.match(/[A-Za-z]{3,}/g) ?? []).map((word) => word.toLowerCase().replace(/(?:ing|ed|es|s)$/, ''));
  const telling = words.filter((word) => !/^(?:the|and|for|fail|happen|it|is|are|pin|led|goe|get|doe)$/.test(word));
  if (telling.length === 0) return null;
  const scored = branches
    .filter(({ condition }) => condition !== 'else')
    .map((branch) => {
      const parts = branch.condition
        .replace(/([a-z])([A-Z])/g, '$1_$2')
        .toLowerCase()
        .split(/[^a-z]+/);
      return { branch, hits: telling.filter((word) => parts.some((part) => part.startsWith(word))).length };
    });
  const most = Math.max(0, ...scored.map(({ hits }) => hits));
  if (most === 0 || most * 2 < telling.length) return null;
  const chosen = scored
    .filter(({ hits }) => hits === most)
    .map(({ branch }) => branch)
    .slice(0, 2);
  const told = chosen.map((branch) => {
    const { text } = shown(asking, branch);
    return say(
      asking,
      `第 ${branch.line} 行，${conditionWords(asking, branch)} 成立时：${text}${waitsIn(asking, branch.from, branch.to)}`,
      `line ${branch.line}, where ${conditionWords(asking, branch)} holds: ${text}${waitsIn(asking, branch.from, branch.to)}`,
    );
  });
  const text = told.join('\n');
  return answer(
    asking,
    text[0]!.toUpperCase() + text.slice(1),
    chosen.flatMap((branch) => shown(asking, branch).lines),
    0.78,
  );
}

/** `cm < 20 ? HIGH : LOW`: a condition inside a statement. */
function aboutEither(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const pins = pinsIn(question, facts);
  const lines = bareLines(facts).flatMap((text, i) => {
    const ternary = /([\w.>()[\] -]{1,40}(?:<|>|==|!=|<=|>=)\s*[\w.]+)\s*\?\s*([^:;]{1,40}):\s*([^;]{1,40})/.exec(text);
    if (!ternary) return [];
    const named = pins.some(({ pin, name }) =>
      [pin.pin, ...pin.aliases, name].some((each) => /^\w{2,}$/.test(each) && new RegExp(`\\b${each}\\b`).test(text)),
    );
    return pins.length === 0 || named
      ? [{ line: i + facts.firstLine, condition: ternary[1]!.replace(/^.*\(|^.*,\s*/, '').trim() }]
      : [];
  });
  const [first] = lines;
  if (!first) return null;
  return answer(
    asking,
    say(
      asking,
      `第 ${first.line} 行决定：\`${quoted(first.condition)}\` 成立取前一个值，否则取后一个：\`${quoted(lineText(facts, first.line) ?? '')}\`。`,
      `Line ${first.line} decides: where \`${quoted(first.condition)}\` holds the first value is taken, else the second: \`${quoted(lineText(facts, first.line) ?? '')}\`.`,
    ),
    lines.map(({ line }) => line),
    0.82,
  );
}

/** "What happens at 50 degrees?": the branch that a value given in the question leads to. */
function valueAt(asking: Asking, branches: Branch[]): Answer | null {
  const { question, facts } = asking;
  if (
    !/时|时候|的话|之后|以后|收到|如果|要是|当|等于|会|\bat\b|\bif\b|\bwhen\b|\bfor\b|\bwith\b/i.test(question) ||
    /改成|改为|换成|chang|去掉|删|第\s*\d|行|\bline\b|毫秒|微秒|\d\s*(?:秒|[mu]?s\b|sec)|\bremov|\bdelet/i.test(
      question,
    )
  )
    return null;
  const number = /(?<![\w.])(-?\d+(?:\.\d+)?)(?![\w.]*\d)/.exec(
    question.replace(/\b[A-Z]+_?\d+\b|(?:引脚|管脚|端口|第|\bpins?|\bline)\s*\d+/gi, ' '),
  );
  if (!number) return null;
  const value = Number(number[1]);
  const declared = declaredIn(facts);
  const variables = new Map<string, Branch[]>();
  for (const branch of branches)
    for (const [, name] of branch.condition.matchAll(/\b([A-Za-z_]\w*)\s*(?:<|>|==|!=)/g))
      if (valueOf(name!, declared) === null || !declared.some((each) => each.name === name && each.kind === 'macro'))
        variables.set(name!, [...(variables.get(name!) ?? []), branch]);
  if (variables.size === 0) return null;
  const asked = tokensOf(question);
  const named = [...variables.keys()].find((name) =>
    asked.some(
      (token) =>
        name.toLowerCase().startsWith(token.toLowerCase()) || token.toLowerCase().startsWith(name.toLowerCase()),
    ),
  );
  const MEANT: [RegExp, RegExp][] = [
    [/温度|度|temp|degree/i, /temp|^t$|deg/i],
    [/亮度|光|light|bright/i, /light|bright|ldr|lux|adc|val|^v$/i],
    [/湿度|humid|moist/i, /hum|moist|adc|val|^v$/i],
    [/距离|distance|\bcm\b/i, /dist|cm|range/i],
    [/计数|count/i, /count|cnt|n|i/i],
    [/读数|采样|值|reading|value|adc|sensor/i, /adc|val|read|sens|^v$/i],
  ];
  const meant = MEANT.filter(([said]) => said.test(question)).flatMap(([, written]) =>
    [...variables.keys()].filter((name) => written.test(name)),
  );
  const variable = named ?? meant[0] ?? (variables.size === 1 ? [...variables.keys()][0] : undefined);
  if (!variable) return null;
  const chain = branches.filter(
    (branch) =>
      new RegExp(`\\b${variable}\\b`).test(branch.condition) ||
      (branch.condition === 'else' && branch.before.some((each) => new RegExp(`\\b${variable}\\b`).test(each))),
  );
  for (const branch of chain) {
    const denied = branch.before.every((each) => holds(each, variable, value, declared) === false);
    const own = branch.condition === 'else' ? true : holds(branch.condition, variable, value, declared);
    if (!denied || own !== true) continue;
    const { text, lines } = shown(asking, branch);
    return answer(
      asking,
      say(
        asking,
        `${variable} = ${value} 时走第 ${branch.line} 行的分支（${conditionWords(asking, branch)}）：${text}${waitsIn(asking, branch.from, branch.to)}。`,
        `With ${variable} = ${value} the branch on line ${branch.line} is taken (${conditionWords(asking, branch)}): ${text}${waitsIn(asking, branch.from, branch.to)}.`,
      ),
      lines,
      0.85,
    );
  }
  return null;
}

/** What stands under the condition that reads an input: for a press that was not run. */
export function underPress(asking: Asking, names: string[]): Answer | null {
  const { facts } = asking;
  const reading = branchesOf(facts).filter(
    ({ condition }) =>
      names.some((name) => /^\w+$/.test(name) && new RegExp(`\\b${name}\\b`).test(condition)) ||
      /digitalRead|ReadPin|ReadInput|gpio_get|gpio_pin_get|IDR|PIN[A-D]\b|P\dIN|input_bit_get|gpio_read|IsInputPinSet|GPIO_ReadInputDataBit|readPins?|DIN31_0|PIDR\b/i.test(
        condition,
      ),
  );
  // An output's name beside it is no reading of the input.
  const outputs = facts.outputs.flatMap(({ pin, aliases }) => [pin, ...aliases]).filter((name) => /^\w+$/.test(name));
  const inputs = reading.filter(
    ({ condition }) => !/ready/i.test(condition) && !outputs.some((name) => condition.includes(name)),
  );
  const chosen = inputs.slice(0, 2);
  if (chosen.length === 0) return null;
  const told = chosen.map((branch) => {
    const { text } = shown(asking, branch);
    return say(
      asking,
      `第 ${branch.line} 行读它，\`${quoted(branch.condition)}\` 成立时执行：${text}${waitsIn(asking, branch.from, branch.to)}`,
      `line ${branch.line} reads it; where \`${quoted(branch.condition)}\` holds this is done: ${text}${waitsIn(asking, branch.from, branch.to)}`,
    );
  });
  return answer(
    asking,
    `${say(asking, '这个输入没有另跑一遍，从代码看：', 'That press was not run; from the text: ')}${told.join('\n')}${say(asking, '。', '.')}`,
    chosen.flatMap((branch) => shown(asking, branch).lines),
    0.75,
  );
}
