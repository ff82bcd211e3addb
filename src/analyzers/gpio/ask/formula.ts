/** "55cm 时 gap 是多少": a variable that the program works out from another one, for the value that the question gives that. */
import { quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS =
  /多少|是几|等于|多大|多长|\bwhat(?:'s| is| does| will| would)\b|\bhow (?:much|big|long|large)\b|\bvalue\b/i;
const SUPPOSED = /改成|换成|如果把|\bchange|\binstead\b/i;

/** A formula: what is worked out, the text of it, and where. */
interface Formula {
  name: string;
  text: string;
  line: number;
}

function formulasIn({ facts }: Asking): Formula[] {
  return bareLines(facts).flatMap((text, i) =>
    [...text.matchAll(/(?<![\w.>])([A-Za-z_]\w*)\s*=(?!=)\s*([^;=]+);/g)].map(([, name, own]) => ({
      name: name!,
      text: own!.trim(),
      line: i + facts.firstLine,
    })),
  );
}

/** The arguments of a call at its top level; null where the text is no such call. */
function callIn(text: string): { name: string; args: string[] } | null {
  const match = /^(map|constrain|min|max|abs)\s*\((.*)\)$/s.exec(text.trim());
  if (!match) return null;
  const args: string[] = [''];
  let depth = 0;
  for (const mark of match[2]!) {
    if (mark === '(') depth += 1;
    if (mark === ')' && --depth < 0) return null;
    if (mark === ',' && depth === 0) args.push('');
    else args[args.length - 1] += mark;
  }
  return { name: match[1]!, args };
}

/** The value of a formula of whole numbers; null where something in it is not known. */
function evaluate(text: string, value: (text: string) => number | null): number | null {
  const call = callIn(text);
  if (!call) return value(text);
  const numbers = call.args.map((arg) => evaluate(arg, value));
  if (numbers.some((each) => each === null)) return null;
  const [a, b, c, d, e] = numbers as number[];
  if (call.name === 'map' && numbers.length === 5) return Math.trunc(((a! - b!) * (e! - d!)) / (c! - b!)) + d!;
  if (call.name === 'constrain' && numbers.length === 3) return Math.min(Math.max(a!, b!), c!);
  if (call.name === 'abs' && numbers.length === 1) return Math.abs(a!);
  if (numbers.length !== 2) return null;
  return call.name === 'min' ? Math.min(a!, b!) : call.name === 'max' ? Math.max(a!, b!) : null;
}

/** What the program's own formula gives for the value in the question. */
export function aboutFormula(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question) || SUPPOSED.test(question)) return null;
  const words = new Set(tokensOf(question));
  const declared = declaredIn(facts);
  for (const { name, text, line } of formulasIn(asking)) {
    if (!words.has(name) || new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text)) continue;
    const open = [...new Set(text.match(/[A-Za-z_]\w*/g) ?? [])].filter(
      (word) =>
        !/^(?:map|constrain|min|max|abs|int|long|float|uint\d+_t)$/.test(word) && valueOf(word, declared) === null,
    );
    const [variable, other] = open;
    if (!variable || other || /\w\s*\(/.test(text.replace(/\b(?:map|constrain|min|max|abs)\s*\(/g, '('))) continue;
    const given =
      new RegExp(`(?<!\\w)${variable}\\s*(?:=+|是|为|等于|is|of|at)\\s*(-?\\d+)(?![\\w.])`, 'i').exec(question) ??
      new RegExp(`(?<![\\w.])(-?\\d+)\\s*${variable}(?!\\w)`, 'i').exec(question);
    if (!given) continue;
    const number = Number(given[1]);
    const put = (part: string): number | null =>
      valueOf(part.replace(new RegExp(`(?<!\\w)${variable}(?!\\w)`, 'g'), `(${number})`), declared);
    const result = evaluate(text, put);
    if (result === null) continue;
    const shown = quoted(lineText(facts, line) ?? '');
    return answer(
      asking,
      say(
        asking,
        `${variable} 是 ${number} 时 ${name} 是 ${result}（第 ${line} 行 \`${shown}\`，按整数算）。`,
        `With ${variable} = ${number}, ${name} is ${result} (line ${line}, \`${shown}\`, in whole numbers).`,
      ),
      [line],
      0.92,
    );
  }
  return null;
}
