import { loadKnowledge } from '../../../knowledge/load.ts';
import { quoted } from '../words.ts';
import { callsOf } from './calls.ts';
import { wantedBy } from './frame.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS = /什么|啥|意思|表示|含义|代表|作用|干嘛|\bwhat\b|\bmean|\bstand for\b|\bwhy\b|\bfor\b/i;
/** The number itself is asked for, not what happens at it. */
const DIRECT =
  /(?:0[xX][\da-fA-F]+|\d+(?:\.\d+)?)[uUlLfF]*\s*(?:这个(?:数|参数|值)?|那个(?:数)?)?\s*(?:是什么|是啥|是干|什么意思|啥意思|表示|代表|含义|有什么用|的?作用|干嘛|干什么)|\bwhat(?:'s| is| does| do)?\b (?:the |that |this )?(?:number |value )?(?:0x[\da-f]+|\d+(?:\.\d+)?)\b(?! (?:ms|sec|milli|hz))|\bmeaning of (?:the )?\d/i;
const NUMBER = /(?<![\w.])(0[xX][\da-fA-F]+|\d+(?:\.\d+)?)(?:[uUlLfF]{0,3})(?![\w.])/g;
const OTHER = /改成|换成|第\s*\d+\s*(?:行|次|个)|\bline \d|延[时迟]多|\bchang\w+/i;

/** "2048 是什么", "what is the 5 in tone(5, 1000)": the argument that a number is, of a known call or of one in the paste. */
export function aboutArgument(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question) || OTHER.test(question) || wantedBy(question) === 'reason') return null;
  if (!DIRECT.test(question)) return null;
  const numbers = [...question.matchAll(NUMBER)].map(([, number]) => number!);
  const known = loadKnowledge('gpio-asked').flatMap((file) => file.calls);
  // All of a call is asked for, not one number of it.
  if (numbers.length !== 1 && !/哪个参数|第.个参数|argument|parameter/i.test(question)) return null;
  for (const number of numbers) {
    const found = callsOf(asking, () => true).flatMap((call) =>
      call.args.flatMap((arg, at) => {
        if (arg.replace(/[uUlLfF]+$/, '') !== number) return [];
        const library = known.find(({ name }) => name === call.name)?.args[at] ?? null;
        const own = facts.functions.find(({ name }) => name === call.name);
        const parameter = own ? parameterOf(lineText(facts, own.line) ?? '', call.name, at) : null;
        return library || parameter ? [{ call, at, library, parameter }] : [];
      }),
    );
    const [first] = found;
    if (!first || new Set(found.map(({ call, at }) => `${call.name} ${at}`)).size > 1) continue;
    const { call, at, library, parameter } = first;
    const lines = found.map((each) => each.call.line);
    const meaning = library
      ? library[asking.language]
      : say(asking, `参数 \`${parameter}\` 的值`, `the value of its parameter \`${parameter}\``);
    return answer(
      asking,
      say(
        asking,
        `${number} 是 \`${call.name}\` 的第 ${at + 1} 个参数：${meaning}（第 ${call.line} 行 \`${quoted(lineText(facts, call.line) ?? '')}\`）。`,
        `${number} is argument ${at + 1} of \`${call.name}\`: ${meaning} (line ${call.line}, \`${quoted(lineText(facts, call.line) ?? '')}\`).`,
      ),
      lines,
      0.88,
    );
  }
  return null;
}

/** The name of a parameter in the head of a function. */
function parameterOf(head: string, name: string, at: number): string | null {
  const inside = new RegExp(`\\b${name}\\s*\\(([^)]*)\\)`).exec(head)?.[1];
  const part = inside?.split(',')[at]?.trim();
  return part === undefined ? null : (/([A-Za-z_]\w*)\s*(?:\[\s*\])?$/.exec(part)?.[1] ?? null);
}
