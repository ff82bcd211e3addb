/** "Why does the buzzer never sound": what was found wrong with just the thing that is asked about. */
import { speaksOf } from './pins.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const WHY_NOT =
  /(?:为什么|为何|为啥|怎么|咋).{0,16}(?:不|没)|(?:不|没)[^，,。?？]{0,8}[，,]?\s*(?:为什么|为何|为啥|怎么回事|咋回事|什么原因|啥原因|是?怎么了)|\bwhy\b.{0,40}\b(?:not|never|no)\b|\bwhy\b.{0,30}n['’]t\b|\b(?:never|not|n['’]t)\b.{0,30}\bwhy\b/i;
const NAME = /[A-Za-z_]\w*/g;

/** The finding on a line that names what the question asks about. */
export function aboutSilent(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (!WHY_NOT.test(question)) return null;
  const found = facts.findings.find(({ line, severity }) => {
    const names = (lineText(facts, line) ?? '').match(NAME) ?? [];
    return severity !== 'note' && names.some((name) => speaksOf(question, name));
  });
  if (!found) return null;
  const cure = found.fix ? say(asking, `改成：${found.fix}`, `Instead: ${found.fix}`) : found.advice[language];
  return answer(
    asking,
    say(
      asking,
      `第 ${found.line} 行：${found.text.zh}${found.why.zh}${cure}`,
      `Line ${found.line}: ${found.text.en} ${found.why.en} ${cure}`,
    ),
    [found.line],
    0.9,
  );
}
