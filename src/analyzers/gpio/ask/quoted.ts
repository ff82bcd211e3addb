/** "What does (i == 0) ? (i = 1) : (i = 0) do there": a piece of the paste that the question writes out. */
import { labelOf } from '../behaviour.ts';
import { changesOf } from '../levels.ts';
import { list, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS = /什么意思|啥意思|干什么|干嘛|干啥|做什么|作用|\bwhat (?:does|is|do)\b|\bexplain\b|\bmean\b/i;
/** A value that is chosen by a condition. */
const CHOOSES = /\?[^?:]+:/;
/** A shorter piece says nothing of which line is meant. */
const LEAST = 8;

const flat = (text: string): string => text.replace(/\s+/g, '');

/** The one line that holds a piece of code with a choice which the question writes out. */
function lineQuoted({ question, facts }: Asking): number | null {
  const asked = flat(question);
  const found = bareLines(facts).flatMap((text, i) => {
    const choice = /\(?[^(),;=]*(?:\([^()]*\)[^(),;=?]*)?\?[^;]*:[^;]*/.exec(text)?.[0];
    const piece = choice === undefined ? '' : flat(choice).replace(/\){1,2}$/, '');
    return CHOOSES.test(text) && piece.length >= LEAST && asked.includes(piece) ? [i + facts.firstLine] : [];
  });
  return found.length === 1 ? found[0]! : null;
}

/** What a line with such a choice does, by what the pins did each time it ran. */
export function aboutQuoted(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const line = ASKS.test(question) && CHOOSES.test(question) ? lineQuoted(asking) : null;
  if (line === null) return null;
  const pins = facts.outputs.filter((output) => {
    const changes = changesOf(facts, output.pin);
    return changes.length > 3 && changes.every((change) => change.line === line);
  });
  if (pins.length === 0) return null;
  const name = /\(?\s*(\w+)\s*==\s*0\s*\)?\s*\?\s*\(?\s*\1\s*=/.exec(lineText(facts, line) ?? '')?.[1];
  // Only where each time is the opposite of the last does every run of the line turn it round.
  if (name === undefined) return null;
  const keeps = say(
    asking,
    `\`${name}\` 记着上一次写的是什么，每次换成相反的值；`,
    `\`${name}\` keeps what was written last and is set to the opposite each time; `,
  );
  const names = list(pins.map(labelOf), asking.language);
  return answer(
    asking,
    say(
      asking,
      `${keeps}第 ${line} 行 \`${quoted(lineText(facts, line) ?? '')}\` 每执行一次就让 ${names} 翻转（一次高、一次低）。`,
      `${keeps}each time line ${line}, \`${quoted(lineText(facts, line) ?? '')}\`, runs, it toggles ${names}: high, then low, and so on.`,
    ),
    [line],
    0.88,
  );
}
