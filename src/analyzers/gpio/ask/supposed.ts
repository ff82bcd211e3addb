import { readAsked } from '../../../asking/question.ts';
import { list, quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { type Answer, type Asking, answer, say } from './text.ts';
import { type Deed, flagsOf, type Supposed, traceSketch } from './trace.ts';

const READS = /读到|读数|采样|模拟|电位器|旋钮|adc|\breads?\b|\breading\b|\banalog\b|\bpot(?:entiometer)?\b|\braw\b/i;
const AT_VALUE =
  /(?:读到|读数(?:是|为)|等于|到了?|为|是|在)\s*(-?\d+(?:\.\d+)?)\s*(?:度|℃|%|时|的时候)|(-?\d+(?:\.\d+)?)\s*(?:度|℃|°C?)\s*(?:的时候|时|会|的话)|(?:读到|读数(?:是|为)|等于)\s*(-?\d+(?:\.\d+)?)|(?:\b(?:is|reads?|at|equals?|of|=)\s*|=\s*)(-?\d+(?:\.\d+)?)\b(?!\s*(?:ms|s\b|sec|second|minute|round|time|press|loop|iteration))/i;

/** Where a variable gets its value from an input: `int t = analogRead(A0) / 10`. */
export function readVariables(code: readonly string[]): string[] {
  return code.flatMap(
    (text) => /(\w+)\s*=\s*[^=;]*\b(?:analogRead|adc\w*|read\w*|\w*getTemp\w*|\w*Read\w*)\s*\(/i.exec(text)?.[1] ?? [],
  );
}

const shownDeed = ({ name, args }: Deed): string =>
  quoted(
    `${name}(${args.map((one) => (one === null ? '…' : typeof one === 'string' ? `"${one}"` : String(one))).join(', ')})`,
  );
/** Calls that show: pins that are driven, and what is printed. */
const SHOWS = /^(?:digitalWrite|analogWrite|tone|noTone|Serial\.print(?:ln|f)?)$/;

/** "m 是 700", "m is exactly 600": a number that the question gives a variable. */
const givenTo = (question: string, names: readonly string[]): RegExpExecArray | null =>
  names.length === 0
    ? null
    : new RegExp(
        `(?<![\\w.])(?:${names.join('|')})\\s*(?:的值)?\\s*(?:==?|等于|正好是|刚好是|是|为|\\bis(?: exactly)?\\b|\\bequals\\b)\\s*(-?\\d+(?:\\.\\d+)?)(?![\\w.])`,
      ).exec(question);

/** The question gives a value to a variable that is read from outside: what the run without it did is no answer. */
export const supposesReading = ({ question, facts }: Asking): boolean =>
  givenTo(question, [...new Set(readVariables(bareLines(facts)))]) !== null;

/** "What is printed when t is 650", "读到 100 的时候风扇转吗": the loop traced once with that value. */
export function aboutValueSupposed(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (/为什么|怎么改|\bwhy\b|改成|换成|\bif i change\b/i.test(question)) return null;
  const code = bareLines(facts);
  const read = [...new Set(readVariables(code))];
  const match = AT_VALUE.exec(question) ?? givenTo(question, read);
  const number = Number(match?.slice(1).find((one) => one !== undefined) ?? Number.NaN);
  if (!Number.isFinite(number)) return null;
  const named = read.filter((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question));
  const variable = named[0] ?? (read.length === 1 ? read[0] : undefined);
  if (variable === undefined) return null;
  const direct = new RegExp(`\\b${variable}\\s*=\\s*\\w+\\s*\\([^()]*\\)\\s*;`).test(code.join('\n'));
  const supposed: Supposed =
    READS.test(question) && named.length === 0
      ? { analog: number }
      : { fixed: new Map([[variable, number]]), analog: direct ? number : undefined };
  const flags = flagsOf(code).filter((name) => new RegExp(`if\\s*\\([^;{]*\\b${name}\\b`).test(code.join('\n')));
  const states =
    flags.length === 0
      ? [new Map<string, number>()]
      : [0, 1].map((value) => new Map(flags.map((name) => [name, value])));
  const traced = states.map((initial) => ({
    initial,
    trace: traceSketch(code, facts.firstLine, 1, { ...supposed, initial }),
  }));
  if (traced.some(({ trace }) => trace === null)) return null;
  const declared = declaredIn(facts);
  // What happens at every value says nothing about this one.
  const key = ({ name, args, line }: Deed): string => `${line}:${name}:${args.join()}`;
  const others = [-100_000, 0, 100_000].map((value) =>
    states.map((initial) =>
      traceSketch(code, facts.firstLine, 1, {
        initial,
        ...(supposed.fixed ? { fixed: new Map([[variable, value]]), analog: value } : { analog: Math.max(0, value) }),
      }),
    ),
  );
  const always = (deed: Deed): boolean =>
    others.every((each) => each.every((trace) => trace?.deeds.some((one) => key(one) === key(deed)) ?? false));
  const pinName = (value: number | string | null, line: number): string => {
    const text = code[line - facts.firstLine] ?? '';
    const own = declared.find((one) => one.value === String(value) && new RegExp(`\\(\\s*${one.name}\\b`).test(text));
    return own ? own.name : String(value);
  };
  const tell = (deed: Deed): string => {
    const [pin, value] = deed.args;
    if (deed.name === 'digitalWrite')
      return `${pinName(pin ?? null, deed.line)} → ${value === 1 ? 'HIGH' : value === 0 ? 'LOW' : '?'}`;
    if (deed.name === 'analogWrite')
      return `${pinName(pin ?? null, deed.line)} → ${value ?? '?'}${typeof value === 'number' ? ` (${Math.round((value / 255) * 100)}%)` : ''}`;
    return shownDeed(deed);
  };
  // What is written every time says nothing about the value: only the outcome does.
  const outcomes = traced.map(({ initial, trace }) => {
    const deeds = trace!.deeds.filter(
      (deed) => SHOWS.test(deed.name) && !always(deed) && !(deed.name.startsWith('Serial') && deed.args[0] === number),
    );
    const flag = [...initial].map(([name, value]) => `${name} = ${value === 1 ? 'true' : 'false'}`).join(', ');
    return {
      flag,
      deeds,
      text: list(
        deeds.slice(0, 6).map((deed) => `\`${tell(deed)}\``),
        asking.language,
      ),
    };
  });
  const none = say(
    asking,
    '什么也不做：没有条件成立，引脚和输出保持原来的样子',
    'nothing: no condition holds, so pins stay as they are and nothing is printed',
  );
  const value = traced[0]!.trace!.variables.get(variable);
  const lines = [...new Set(outcomes.flatMap(({ deeds }) => deeds.map(({ line }) => line)))];
  const conditions = code.flatMap((text, index) =>
    /\bif\s*\(/.test(text) && new RegExp(`\\b${variable}\\b`).test(text) ? [index + facts.firstLine] : [],
  );
  const same = outcomes.every(({ text }) => text === outcomes[0]!.text);
  const what =
    READS.test(question) && named.length === 0
      ? say(asking, `读到 ${number} 时`, `Where the input reads ${number}`)
      : say(asking, `${variable} 是 ${number} 时`, `Where ${variable} is ${number}`);
  const printed = /打印|输出什么|串口|\bprint\w*|\bserial\b/i.test(question);
  const plain = printed ? say(asking, '什么也不打印：没有条件成立', 'nothing is printed: no condition holds') : none;
  const told = same
    ? outcomes[0]!.text || plain
    : outcomes
        .map(({ flag, text }) => say(asking, `原来 ${flag}：${text || '不变'}`, `with ${flag}: ${text || 'no change'}`))
        .join(say(asking, '；', '; '));
  const derived = [...traced[0]!.trace!.variables]
    .filter(([name]) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question) && name !== variable)
    .map(([name, own]) => `${name} = ${own}`);
  const extra =
    derived.length > 0 && value !== undefined
      ? `${say(asking, '；', '; ')}${derived.join(', ')}`
      : derived.length > 0
        ? `${say(asking, '；', '; ')}${derived.join(', ')}`
        : '';
  return answer(
    asking,
    `${what}${say(asking, '：', ': ')}${told}${extra}${say(asking, '。', '.')}`,
    [...lines, ...conditions].slice(0, 5),
    0.88,
  );
}

const ROUNDS =
  /(?:after|in) (\d{1,4}|two|three|four|five|ten) (?:rounds?|loops?|passes|iterations|cycles|turns)|(?:过了?|跑了?|执行|循环)?\s*(\d{1,4}|两|三|四|五|十)\s*(?:轮|圈|次循环|个循环|遍|次 ?loop)(?:之后|以后|后)?/i;
const COUNTS: Record<string, number> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ten: 10,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  十: 10,
};

/** "After three rounds, what is level": the loop traced so often. */
export function aboutAfterRounds(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match = ROUNDS.exec(question);
  if (!match || (!readAsked(question).which && !/多少|几/.test(question))) return null;
  const word = (match[1] ?? match[2])!.toLowerCase();
  const rounds = COUNTS[word] ?? Number(word);
  const code = bareLines(facts);
  const names = declaredIn(facts).filter(
    ({ kind, name }) => kind === 'variable' && new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question),
  );
  const [variable] = names;
  if (!variable || !Number.isInteger(rounds)) return null;
  const trace = traceSketch(code, facts.firstLine, rounds, { analog: 0 });
  const other = traceSketch(code, facts.firstLine, rounds, { analog: 1023 });
  const value = trace?.variables.get(variable.name);
  // What depends on an input cannot be told.
  if (value === undefined || other?.variables.get(variable.name) !== value) return null;
  const written = code.flatMap((text, index) =>
    new RegExp(
      `(?<!\\w)${variable.name}\\s*(?:[-+*/%&|^]|<<|>>)?=(?!=)|(?<!\\w)${variable.name}\\s*(?:\\+\\+|--)|(?:\\+\\+|--)\\s*${variable.name}(?!\\w)`,
    ).test(text)
      ? [index + facts.firstLine]
      : [],
  );
  return answer(
    asking,
    say(
      asking,
      `${rounds} 轮之后 ${variable.name} 是 ${value}。`,
      `After ${rounds} rounds ${variable.name} is ${value}.`,
    ),
    written,
    0.9,
  );
}

const HYSTERESIS =
  /回差|滞回|迟滞|死区|(?:两个|2 ?个)(?:阈值|门限|界限|数)|\b(?:two|2|different) (?:thresholds|limits|levels|values)\b|\bhysteresis\b|\bdead ?band\b/i;

/** "回差是多少": the distance between the two thresholds that one variable is held against. */
export function aboutHysteresis(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HYSTERESIS.test(question)) return null;
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  for (const variable of new Set(readVariables(code))) {
    const bounds = code.flatMap((text, index) =>
      /\bif\s*\(/.test(text)
        ? [...text.matchAll(new RegExp(`(?<!\\w)${variable}\\s*(<=?|>=?)\\s*(\\w+)`, 'g'))].flatMap(
            ([, sign, value]) => {
              const number = valueOf(value!, declared);
              return number === null ? [] : [{ sign: sign![0]!, number, line: index + facts.firstLine }];
            },
          )
        : [],
    );
    const high = bounds.filter(({ sign }) => sign === '>').sort((a, b) => a.number - b.number)[0];
    const low = bounds
      .filter(({ sign, number }) => sign === '<' && high && number < high.number)
      .sort((a, b) => b.number - a.number)[0];
    if (!low || !high) continue;
    return answer(
      asking,
      say(
        asking,
        `${high.number - low.number}：低于 ${low.number} 和高于 ${high.number} 之间（${variable}）不动作。`,
        `${high.number - low.number}: between ${low.number} and ${high.number} (${variable}) nothing is switched.`,
      ),
      [low.line, high.line],
      0.9,
    );
  }
  return null;
}
