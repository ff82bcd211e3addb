import { isDelayName } from '../delay-names.ts';
import { duration, quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { effectsOf } from './effects.ts';
import { type Asking, lineText, say } from './text.ts';

type Explained = [zh: string, en: string];
/** One shape of a statement: how it is written, and what it does, with the groups of the match. */
const SHAPES: [RegExp, (groups: string[]) => Explained][] = [
  [/^#\s*include\s*[<"]([^>"]+)/, ([file]) => [`引入头文件 \`${file}\``, `includes the header \`${file}\``]],
  [
    /^#\s*define\s+(\w+)\s+(.+)/,
    ([name, value]) => [
      `定义宏 \`${name}\`，代码里写它就是写 \`${value}\``,
      `defines the macro \`${name}\`: wherever it stands, \`${value}\` is meant`,
    ],
  ],
  [
    /^#\s*if(?:n?def)?\b\s*(.*)/,
    ([what]) => [
      `条件编译：\`${what}\` 成立才编译下面这一段`,
      `conditional compilation: what follows is compiled only where \`${what}\` holds`,
    ],
  ],
  [/^#\s*(?:endif|else|elif)\b/, () => ['条件编译的分界', 'a border of conditional compilation']],
  [
    /^(?:\}\s*)?(?:else\s+)?if\s*\((.+)\)\s*\{?/,
    ([condition]) => [
      `判断 \`${condition}\`，成立才执行它下面的语句`,
      `checks \`${condition}\`; what is under it runs only where that holds`,
    ],
  ],
  [/^(?:\}\s*)?else\b/, () => ['前面的条件不成立时走这里', 'is where it goes when the condition before does not hold']],
  [
    /^while\s*\(\s*(?:1|1u|true|TRUE)\s*\)|^for\s*\(\s*;\s*;\s*\)/,
    () => ['无限循环，里面的语句一直重复', 'is an endless loop: what is inside repeats for ever'],
  ],
  [
    /^while\s*\((.+)\)\s*;/,
    ([condition]) => [
      `空等：\`${condition}\` 成立就一直停在这里`,
      `waits: it stays here as long as \`${condition}\` holds`,
    ],
  ],
  [
    /^while\s*\((.+)\)/,
    ([condition]) => [`\`${condition}\` 成立就一直循环`, `loops as long as \`${condition}\` holds`],
  ],
  [
    /^for\s*\((.+?);(.*?);(.*)\)/,
    ([from, condition, step]) => [
      `循环：从 \`${from}\` 开始，\`${condition!.trim()}\` 成立就继续，每圈 \`${step!.trim()}\``,
      `loops: from \`${from}\`, as long as \`${condition!.trim()}\`, with \`${step!.trim()}\` each time round`,
    ],
  ],
  [
    /^switch\s*\((.+)\)/,
    ([value]) => [`按 \`${value}\` 的值跳到对应的 case`, `jumps to the case of the value of \`${value}\``],
  ],
  [/^case\s+(.+?):/, ([value]) => [`值是 \`${value}\` 时从这里执行`, `is where it goes for the value \`${value}\``]],
  [/^break\s*;/, () => ['跳出最近的循环或 switch', 'leaves the nearest loop or switch']],
  [
    /^return\b\s*(.*?);/,
    ([value]) =>
      value
        ? [`返回 \`${value}\`，函数到此结束`, `returns \`${value}\` and ends the function`]
        : ['函数到此返回', 'returns from the function'],
  ],
  [
    /^pinMode\s*\(\s*([^,]+),\s*(\w+)\s*\)/,
    ([pin, mode]) => [
      `把 \`${pin}\` 设为${/OUT/.test(mode!) ? '输出' : /PULLUP/.test(mode!) ? '带内部上拉的输入' : '输入'}`,
      `makes \`${pin}\` an ${/OUT/.test(mode!) ? 'output' : /PULLUP/.test(mode!) ? 'input with the internal pull-up' : 'input'}`,
    ],
  ],
  [
    /^(?:digitalWrite|gpio_put|gpio_set_level)\s*\(\s*([^,]+),\s*([^)]+)\)/,
    ([pin, value]) => [`把 \`${value}\` 写到 \`${pin}\``, `writes \`${value}\` to \`${pin}\``],
  ],
  [/^Serial\d?\.begin\s*\(\s*(\w+)/, ([rate]) => [`打开串口，波特率 ${rate}`, `opens the serial port at ${rate} baud`]],
  [
    /^Serial\d?\.print(?:ln)?\s*\((.*)\)\s*;/,
    ([what]) => [`从串口打印 \`${what}\``, `prints \`${what}\` to the serial port`],
  ],
  [/^(?:std::)?printf?\s*\((.*)\)\s*;/, ([what]) => [`打印 \`${what}\``, `prints \`${what}\``]],
  [/^(\w+)\s*=\s*[!~]\s*\1\s*;/, ([name]) => [`把 \`${name}\` 取反`, `inverts \`${name}\``]],
  [/^(?:\+\+\s*(\w+)|(\w+)\s*\+\+)\s*;/, ([a, b]) => [`\`${a ?? b}\` 加 1`, `adds 1 to \`${a ?? b}\``]],
  [/^(?:--\s*(\w+)|(\w+)\s*--)\s*;/, ([a, b]) => [`\`${a ?? b}\` 减 1`, `takes 1 from \`${a ?? b}\``]],
  [
    /^([\w.>[\]-]+)\s*\|=\s*(.+?);/,
    ([name, bits]) => [
      `把 \`${name}\` 里 \`${bits}\` 那几位置 1，其他位不动`,
      `sets the bits \`${bits}\` of \`${name}\` and leaves the others`,
    ],
  ],
  [
    /^([\w.>[\]-]+)\s*&=\s*~\s*(.+?);/,
    ([name, bits]) => [
      `把 \`${name}\` 里 \`${bits}\` 那几位清 0，其他位不动`,
      `clears the bits \`${bits}\` of \`${name}\` and leaves the others`,
    ],
  ],
  [
    /^([\w.>[\]-]+)\s*\^=\s*(.+?);/,
    ([name, bits]) => [`把 \`${name}\` 里 \`${bits}\` 那几位翻转`, `flips the bits \`${bits}\` of \`${name}\``],
  ],
  [
    /^([\w.>[\]-]+)\s*\+=\s*(.+?);/,
    ([name, value]) => [`\`${name}\` 加上 \`${value}\``, `adds \`${value}\` to \`${name}\``],
  ],
  [
    /^((?:static |const |volatile |unsigned |signed )*(?:u?int(?:8|16|32|64)?(?:_t)?|char|long|short|float|double|bool|boolean|byte|word|u8|u16|u32|uchar|uint|auto)\b[\w\s*]*?)\b(\w+)\s*(?:\[[^\]]*\]\s*)?=\s*(.+?);/,
    ([type, name, value]) => [
      `定义变量 \`${name}\`（${type!.trim()}），初值 \`${value}\``,
      `defines the variable \`${name}\` (${type!.trim()}), which starts as \`${value}\``,
    ],
  ],
  [
    /^([\w.>[\]-]+)\s*=\s*(.+?);/,
    ([name, value]) => [`把 \`${value}\` 赋给 \`${name}\``, `sets \`${name}\` to \`${value}\``],
  ],
  [/^\}+;?$/, () => ['一段代码在这里结束', 'ends a block']],
];

/** What one statement of the program does, from the way it is written; null where it is none of the shapes known. */
export function explainStatement(asking: Asking, line: number): string | null {
  const { facts } = asking;
  const text = bareLines(facts)[line - facts.firstLine]?.trim() ?? '';
  if (text === '')
    return (lineText(facts, line) ?? '') === '' ? null : say(asking, '是注释，不执行', 'is a comment and does nothing');
  const effects = effectsOf(asking, text);
  if (effects.length > 0 && !/^(?:if|while|for|else)\b/.test(text)) return effects.join(say(asking, '，', ', '));
  for (const [shape, words] of SHAPES) {
    const match = shape.exec(text);
    if (!match) continue;
    const groups = match.slice(1).map((group) => (group === undefined ? group : quoted(group.trim()))) as string[];
    const [zh, en] = words(groups);
    return say(asking, zh, en);
  }
  const call = /^(\w+)\s*\((.*)\)\s*;/.exec(text);
  if (!call) return null;
  const [, name, args] = call;
  const own = facts.functions.find((each) => each.name === name);
  if (isDelayName(name!)) {
    const ms = valueOf(args!, declaredIn(facts));
    const time =
      ms !== null && /^(?:delay|HAL_Delay|delay_ms|sleep_ms|_delay_ms|delayms)$/i.test(name!)
        ? duration(ms / 1000, asking.language)
        : `\`${quoted(args!)}\``;
    return say(asking, `等待 ${time}`, `waits ${time}`);
  }
  if (own)
    return say(asking, `调用 \`${name}\`（第 ${own.line} 行定义）`, `calls \`${name}\` (defined on line ${own.line})`);
  return say(asking, `调用 \`${name}\`，它不在这段代码里定义`, `calls \`${name}\`, which is not defined in this paste`);
}
