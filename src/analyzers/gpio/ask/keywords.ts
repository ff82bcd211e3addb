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
