import { quoted } from '../words.ts';
import { aboutPeriod } from './changes.ts';
import { bareLines, declaredIn } from './declared.ts';
import { declaredAsked } from './named.ts';
import { pinsIn, tokensOf } from './pins.ts';
import { aboutFunction } from './program.ts';
import { type Answer, type Asking, lineList, lineText, say } from './text.ts';

/** Lines that are told of a name. */
const LINES_LIMIT = 4;

/**
 * The question is of no kind we know, but it names something of the program: what the run and the text show of that.
 * Declined all the same, for it need not be what was asked.
 */
export function aboutNamedThing(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const told: string[] = [];
  const quotes: Answer['quotes'] = [];
  const take = (found: Answer | null): void => {
    if (!found || found.declined) return;
    told.push(found.answer);
    quotes.push(...found.quotes);
  };
  const pins = pinsIn(question, facts).slice(0, 3);
  for (const { pin, name } of pins)
    if (facts.outputs.some((output) => output.pin === pin.pin))
      take(aboutPeriod({ ...asking, question: asking.language === 'zh' ? `${name} 多久` : `how long is ${name} on` }));
  const tokens = tokensOf(question);
  for (const { name } of facts.functions.filter((each) => tokens.includes(each.name)).slice(0, 2))
    take(aboutFunction({ ...asking, question: `what does ${name} do` }));
  const code = bareLines(facts);
  const names = [
    ...declaredAsked(question, declaredIn(facts)).map(({ name }) => name),
    ...tokens.filter((token) => token.length >= 3 && /[A-Z_\d]/.test(token)),
  ].filter((name) => !facts.functions.some((each) => each.name === name));
  for (const name of [...new Set(names)].slice(0, 3)) {
    const lines = code
      .flatMap((text, i) =>
        new RegExp(`(?<!\\w)${name.replace(/[^\w]/g, '\\$&')}(?!\\w)`).test(text) ? [i + facts.firstLine] : [],
      )
      .slice(0, LINES_LIMIT);
    if (lines.length === 0) continue;
    told.push(
      say(
        asking,
        `${name} 出现在${lineList(asking, lines)}：${lines.map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``).join('、')}。`,
        `${name} stands on ${lineList(asking, lines)}: ${lines.map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``).join(', ')}.`,
      ),
    );
    quotes.push(
      ...lines.map((line) => ({ text: lineText(facts, line) ?? '', lines: [line, line] as [number, number] })),
    );
  }
  if (told.length === 0) return null;
  return {
    answer: `${say(asking, '这一点代码和运行里没有直接说，能看到的是：', 'The paste and its run do not say that in so many words; what they show is: ')}${told.join(' ')}`,
    declined: true,
    quotes: quotes.slice(0, 6),
    confidence: 0.45,
  };
}
