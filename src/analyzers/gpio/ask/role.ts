import { quoted } from '../words.ts';
import { bareLines, type Declared, declaredIn } from './declared.ts';
import { declaredAsked } from './named.ts';
import { readsInput } from './purpose.ts';
import { type Answer, type Asking, answer, lineList, lineText, say } from './text.ts';

const ASKS =
  /干什么|干嘛|干啥|作用|有什么用|有啥用|什么用|用来|用处|什么意思|是什么|是啥|做什么|存的|记的|表示什么|代表|(?:有|被)?用到|用上|\bwhat(?:'s| is| does| do)\b.{0,40}\b(?:for|do|does|mean|hold|store|used|here)\b|\bpurpose\b|\bused\b|\bwhat is `?\w+`?\s*\??$|\bwhat does `?\w+`? (?:do|mean|hold|store|count)/i;
const OTHER =
  /多少|几(?!个用)|第\s*\d+\s*行|\bline \d|改成|换成|类型|为什么|为何|哪一?行|\b(?:type|why|change|value|how many|when)\b|volatile|static|const\b|uint/i;
const CLOCK =
  /\b(?:millis|micros|HAL_GetTick|xTaskGetTickCount|time_us_64|time_us_32|get_absolute_time|esp_timer_get_time|k_uptime_get)\b/;

/** Every line that holds the name, apart from where it is declared. */
interface Uses {
  all: number[];
  writes: { line: number; text: string }[];
}

const escaped = (name: string): string => name.replace(/[^\w]/g, '\\$&');

function usesOf({ facts }: Asking, { name, line }: Declared): Uses {
  const word = new RegExp(`(?<![\\w.])${escaped(name)}(?!\\w)`);
  const written = new RegExp(
    `(?<![\\w.])${escaped(name)}\\s*(?:\\[[^\\]]*\\])?\\s*(?:(?:[-+*/%|&^]|<<|>>)?=(?!=)|\\+\\+|--)|(?:\\+\\+|--)\\s*${escaped(name)}(?!\\w)`,
  );
  const code = bareLines(facts);
  const all = code.flatMap((text, i) => (word.test(text) ? [i + facts.firstLine] : []));
  // The declaration itself is no use; what stands behind it on its line may be.
  const own = (text: string): string => text.replace(word, ' ');
  return {
    all: all.filter((at) => at !== line || word.test(own(code[at - facts.firstLine]!))),
    writes: all
      .filter((at) => written.test(at === line ? own(code[at - facts.firstLine]!) : code[at - facts.firstLine]!))
      .map((at) => ({ line: at, text: code[at - facts.firstLine]! })),
  };
}

/** A variable and the lines that use it, to look for the marks of a role in. */
interface Looked extends Uses {
  asking: Asking;
  variable: Declared;
  /** The name, as a pattern holds it. */
  name: string;
  code: string[];
  /** The first of its lines that a pattern is found in. */
  find(pattern: RegExp): { line: number; match: RegExpExecArray } | null;
  /** The line of the text without its comments. */
  at(line: number): string;
}

function look(asking: Asking, variable: Declared, uses: Uses): Looked {
  const code = bareLines(asking.facts);
  const at = (line: number): string => code[line - asking.facts.firstLine]!;
  const find: Looked['find'] = (pattern) => {
    for (const line of uses.all) {
      const match = pattern.exec(at(line));
      if (match) return { line, match };
    }
    return null;
  };
  return { ...uses, asking, variable, name: escaped(variable.name), code, find, at };
}

interface Role {
  text: string;
  lines: number[];
}

function keepsMoment({ asking, variable, name, find }: Looked): Role | null {
  const stamp = find(new RegExp(`(?<![\\w.])${name}\\s*=\\s*(?:${CLOCK.source}|now\\b|t\\b)`));
  const since = find(new RegExp(`-\\s*${name}(?!\\w)\\s*\\)?\\s*(>=?|<=?)\\s*([\\w.]+)`));
  if (!stamp || !since) return null;
  return {
    text: say(
      asking,
      `记时刻：第 ${stamp.line} 行把当前时间存进 \`${variable.name}\`，第 ${since.line} 行拿现在的时间减它，看过了 ${since.match[2]} 没有（\`${quoted(since.match[0])}\`）`,
      `It keeps a moment: line ${stamp.line} stores the current time in \`${variable.name}\`, and line ${since.line} subtracts it from now to see whether ${since.match[2]} have passed (\`${quoted(since.match[0])}\`)`,
    ),
    lines: [stamp.line, since.line],
  };
}

const compared = ({ name, find }: Looked): ReturnType<Looked['find']> =>
  find(
    new RegExp(
      `(?<![\\w.])${name}(?:\\+\\+)?\\s*(==|>=?|<=?|%)\\s*(\\w+)|\\b(?:\\+\\+)${name}\\s*(==|>=?|<=?)\\s*(\\w+)`,
    ),
  );

function counts(looked: Looked): Role | null {
  const { asking, variable, name, find } = looked;
  const up = find(new RegExp(`(?<![\\w.])${name}\\s*(?:\\+\\+|\\+=\\s*1\\b)|\\+\\+\\s*${name}(?!\\w)`));
  const asked = compared(looked);
  if (!up || !asked) return null;
  const bound = asked.match[2] ?? asked.match[4]!;
  const reset = find(new RegExp(`(?<![\\w.])${name}\\s*=\\s*0\\b`));
  const back =
    reset && reset.line !== variable.line
      ? say(asking, `，再清零（第 ${reset.line} 行）`, `, then goes back to 0 (line ${reset.line})`)
      : '';
  const modulo = (asked.match[1] ?? asked.match[3]) === '%';
  return {
    text: modulo
      ? say(
          asking,
          `计数：第 ${up.line} 行每次加 1，第 ${asked.line} 行看它除以 ${bound} 的余数，也就是每 ${bound} 次才做一回`,
          `A counter: line ${up.line} adds 1 each time and line ${asked.line} looks at the remainder by ${bound}, so that something happens every ${bound} times`,
        )
      : say(
          asking,
          `计数：第 ${up.line} 行每次加 1，第 ${asked.line} 行看它到没到 ${bound}${back}`,
          `A counter: line ${up.line} adds 1 each time, line ${asked.line} asks whether it has come to ${bound}${back}`,
        ),
    lines: [up.line, asked.line, ...(reset ? [reset.line] : [])],
  };
}

function countsDown(looked: Looked): Role | null {
  const { asking, name, find, writes } = looked;
  const down = find(new RegExp(`(?<![\\w.])${name}\\s*(?:--|-=)|--\\s*${name}(?!\\w)`));
  const asked = compared(looked);
  if (!down || !asked || writes.length <= 1) return null;
  const given = lineList(
    asking,
    writes.map(({ line }) => line).filter((line) => line !== down.line),
  );
  return {
    text: say(
      asking,
      `倒计数：别处给它一个数（${given}），第 ${down.line} 行每次减 1，减到头（第 ${asked.line} 行）就停`,
      `A countdown: it is given a number (${given}), line ${down.line} takes 1 away each time, and line ${asked.line} asks whether it has run out`,
    ),
    lines: [down.line, asked.line],
  };
}

function remembersReading({ asking, name, code, all, at }: Looked): Role | null {
  const kept = new RegExp(`^\\s*${name}\\s*=\\s*([a-z]\\w*)\\s*;`, 'm');
  const previous = all.find((line) => kept.test(at(line)));
  const asks = all.find((line) => line !== previous && /\bif\b|[!=]=/.test(at(line)));
  if (previous === undefined || asks === undefined) return null;
  const now = kept.exec(at(previous))![1]!;
  const isReading = (text: string): boolean =>
    new RegExp(`\\b${now}\\s*=`).test(text) && (readsInput(asking.facts, text) || /read/i.test(text));
  if (!code.some(isReading)) return null;
  return {
    text: say(
      asking,
      `记上一次的读数：第 ${previous} 行把 \`${now}\` 存进去，第 ${asks} 行拿它和新读数比，只有刚变化的那一刻（边沿）才动作`,
      `It remembers the last reading: line ${previous} stores \`${now}\` in it, and line ${asks} compares it with the new one, so that only the moment of a change (an edge) counts`,
    ),
    lines: [previous, asks],
  };
}

function isState({ asking, name, find, writes }: Looked): Role | null {
  const switched = find(new RegExp(`\\bswitch\\s*\\(\\s*${name}\\s*\\)`));
  if (!switched) return null;
  const set = writes.map(({ line }) => line);
  return {
    text: say(
      asking,
      `状态：第 ${switched.line} 行按它的值分支，${lineList(asking, set)}改它`,
      `The state: line ${switched.line} branches on it, and ${lineList(asking, set)} change${writes.length === 1 ? 's' : ''} it`,
    ),
    lines: [switched.line, ...set],
  };
}

function holdsReading({ asking, name, find }: Looked): Role | null {
  const { facts } = asking;
  const input = find(new RegExp(`(?<![\\w.])${name}\\s*=\\s*([^;]+);`));
  if (!input || !readsInput(facts, input.match[1]!)) return null;
  const shown = `\`${quoted(lineText(facts, input.line) ?? '')}\``;
  return {
    text: say(
      asking,
      `存输入的读数：第 ${input.line} 行 ${shown}`,
      `It holds the reading of an input: line ${input.line}, ${shown}`,
    ),
    lines: [input.line],
  };
}

function isStep({ asking, name, find }: Looked): Role | null {
  const turned = find(
    new RegExp(`(?<![\\w.])${name}\\s*=\\s*-\\s*${name}(?!\\w)|(?<![\\w.])${name}\\s*\\*=\\s*-\\s*1`),
  );
  const added = find(new RegExp(`(\\w+)\\s*\\+=\\s*${name}(?!\\w)`));
  if (!turned || !added) return null;
  const [, sum] = added.match;
  return {
    text: say(
      asking,
      `步长和方向：第 ${added.line} 行每次把它加到 \`${sum}\` 上，第 ${turned.line} 行把它反号，\`${sum}\` 就往回走`,
      `The step and its direction: line ${added.line} adds it to \`${sum}\` each time, and line ${turned.line} turns its sign round, so that \`${sum}\` goes back`,
    ),
    lines: [added.line, turned.line],
  };
}

function isFlag({ asking, name, find, all }: Looked): Role | null {
  const flag = find(new RegExp(`(?<![\\w.])${name}\\s*=\\s*!\\s*${name}(?!\\w)|(?<![\\w.])${name}\\s*\\^=\\s*1\\b`));
  if (!flag) return null;
  const used = lineList(
    asking,
    all.filter((line) => line !== flag.line),
  );
  return {
    text: say(
      asking,
      `开关标志：第 ${flag.line} 行每次把它反过来（0、1 交替），用在${used}`,
      `A flag that is turned round each time (line ${flag.line}) and used on ${used}`,
    ),
    lines: [flag.line, ...all],
  };
}

/** What a variable can be for, by how it is written and asked; the first whose marks are there is told. */
const ROLES: ((looked: Looked) => Role | null)[] = [
  keepsMoment,
  counts,
  countsDown,
  remembersReading,
  isState,
  holdsReading,
  isStep,
  isFlag,
];

/** "open_since 是干什么的", "K1 有什么用", "what is tick for": what a variable is for, by how it is used; that it is not used at all. */
export function aboutRole(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question) || OTHER.test(question)) return null;
  const known = declaredIn(facts).filter(({ kind }) => kind === 'variable');
  const bits = bareLines(facts).flatMap((text, i): Declared[] => {
    const name = /^\s*(?:sbit|bit)\s+(\w+)\s*=/.exec(text)?.[1];
    return name ? [{ name, kind: 'variable', type: 'sbit', value: null, items: null, line: i + facts.firstLine }] : [];
  });
  const [variable, other] = declaredAsked(question, [...known, ...bits]);
  if (!variable || other) return null;
  const uses = usesOf(asking, variable);
  if (uses.all.length === 0)
    return answer(
      asking,
      say(
        asking,
        `没有用到：${variable.name} 只在第 ${variable.line} 行声明，后面没有一行读它或写它。`,
        `It is not used: ${variable.name} is only declared on line ${variable.line}; no other line reads or writes it.`,
      ),
      [variable.line],
      0.91,
    );
  if (facts.outputs.some(({ pin, aliases }) => [pin, ...aliases].includes(variable.name))) return null;
  const looked = look(asking, variable, uses);
  for (const roleIn of ROLES) {
    const role = roleIn(looked);
    if (role) return answer(asking, `${role.text}${say(asking, '。', '.')}`, role.lines, 0.9);
  }
  return null;
}
