import { askedPattern } from '../../../knowledge/asked.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import { quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { functionAt } from './named.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

/** A word of the language or of a compiler: how it is asked for, how it stands in code, what it does. */
interface Keyword {
  asked: RegExp;
  code: RegExp;
  zh: string;
  en: string;
}

let known: Keyword[] | undefined;

function keywords(): Keyword[] {
  known ??= loadKnowledge('gpio-asked')
    .flatMap((file) => file.keywords)
    .map(({ asked, written, says }) => ({ asked: askedPattern(asked), code: askedPattern(written), ...says }));
  return known;
}

const ASKS =
  /为什么|为何|为啥|干嘛|干什么|作用|什么意思|是什么|是啥|有什么用|用来|含义|怎么理解|必须|去掉|不加|\bwhy\b|\bwhat\b|\bmean|\bpurpose\b|\bneed(?:ed)?\b|\bremove\b|\bwithout\b|how come|\bfor\?/i;

/** "Why is up static?", "what does _crol_ do", "TMOD = 0x01 什么意思": words of C and of its compilers. */
export function aboutKeyword(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question)) return null;
  const code = bareLines(facts);
  const time = aboutTimeType(asking, code);
  if (time) return time;
  for (const { asked, code: written, zh, en } of keywords()) {
    if (!asked.test(question)) continue;
    const all = code.flatMap((text, i) => (written.test(text) ? [i + facts.firstLine] : []));
    if (all.length === 0) continue;
    // "Why is up static": the line that speaks of it, and among several the one inside a function.
    const words = question.match(/[A-Za-z_]\w{0,40}/g) ?? [];
    const score = (line: number): number =>
      words.filter((word) => new RegExp(`\\b${word}\\b`).test(code[line - facts.firstLine]!)).length +
      (functionAt(asking, line) ? 0.5 : 0);
    const lines = [...all].sort((a, b) => score(b) - score(a)).slice(0, 2);
    return answer(
      asking,
      say(
        asking,
        `${zh}。这里在第 ${lines[0]} 行：\`${quoted(lineText(facts, lines[0]!) ?? '')}\``,
        `${en[0]!.toUpperCase()}${en.slice(1)}. Here it stands on line ${lines[0]}: \`${quoted(lineText(facts, lines[0]!) ?? '')}\``,
      ),
      lines,
      0.85,
    );
  }
  return null;
}

const OF_TYPE = /unsigned|uint|\blong\b|\bint\b|类型|\btype\b/i;

/** "Why unsigned long for last": a variable that keeps what millis() gave has to hold as much as that. */
function aboutTimeType(asking: Asking, code: readonly string[]): Answer | null {
  const { question, facts } = asking;
  if (!OF_TYPE.test(question)) return null;
  for (const [i, text] of code.entries()) {
    const [, name, clock] =
      /(?<![\w.>])(\w+)\s*=\s*(?:\([\w ]+\)\s*)?(millis|micros|HAL_GetTick|uwTick|xTaskGetTickCount|time_us_32)\b/.exec(
        text,
      ) ?? [];
    if (!name || !clock || !new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question)) continue;
    const line = i + facts.firstLine;
    const shown = quoted(lineText(facts, line) ?? '');
    return answer(
      asking,
      say(
        asking,
        `因为 \`${name}\` 存的是 \`${clock}()\` 的值（第 ${line} 行 \`${shown}\`），它是 32 位无符号数，会一直往上数：AVR 的 int 只有 16 位，到 32767 就溢出（毫秒的话才 32 秒多），32 位的 int 数到一半也会变成负数；无符号的相减在回绕时仍然正确。`,
        `Because \`${name}\` keeps what \`${clock}()\` returns (line ${line}, \`${shown}\`), a 32-bit unsigned count that goes on and on: an int of 16 bits, as on an AVR, overflows at 32767 (a little over 32 s of milliseconds), one of 32 bits turns negative half way, and unsigned subtraction stays right when the count wraps.`,
      ),
      [line],
      0.88,
    );
  }
  return null;
}
