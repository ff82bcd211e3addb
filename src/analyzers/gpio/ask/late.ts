/** "Why does it take a while after pressing": the waits during which nothing looks at the button or acts on it. */
import { duration, quoted } from '../words.ts';
import { WANTS_EDIT } from './frame.ts';
import { codeOf, endlessLoop, offsetOf } from './places.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';
import { writtenWaits } from './written.ts';

const WHY = /为什么|为何|为啥|怎么(?=会|老|总|有时|按|这么|那么)|\bwhy\b|\bhow come\b/i;
const LATE =
  /过(?:了|一|好|很|会)|好一?会|等(?:了|好|很|一)|慢|延[迟后]|迟|半天|才(?:有)?(?:反应|变|亮|灭|响应|生效|动)|不(?:马上|立刻|立即|灵|及时)|卡|\b(?:late|delay\w*|slow\w*|lag\w*|a while|a moment|so long|not (?:at once|immediately|instantly)|unresponsive|sluggish)\b/i;
const PRESSES = /按|键|触发|\b(?:press\w*|push\w*|button|key|switch)\b/i;
/** A wait that nobody notices. */
const NOTICED_MS = 100;

/** The longest wait of the loop that the program stands in, where that is long enough to be noticed. */
export function aboutLate(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (WANTS_EDIT.test(question) || !WHY.test(question) || !LATE.test(question) || !PRESSES.test(question)) return null;
  if (!facts.readsInputs && facts.triggers.length === 0 && facts.whatIf.length === 0) return null;
  const code = codeOf(facts);
  const sketch = facts.functions.find(({ name }) => name === 'loop');
  const body = sketch ? null : endlessLoop(code, { from: 0, to: code.length });
  const inLoop = (line: number): boolean => {
    if (sketch) return line >= sketch.line && line <= sketch.endLine;
    const at = offsetOf(code, line - facts.firstLine);
    return body !== null && at >= body.from && at < body.to;
  };
  // Of a wait with a variable length the run knows the longest.
  const [longest] = [...writtenWaits(asking), ...facts.delays.filter(({ exact }) => exact)]
    .filter(({ line, ms }) => ms >= NOTICED_MS && inLoop(line))
    .sort((a, b) => b.ms - a.ms);
  if (!longest) return null;
  const { line, ms } = longest;
  const time = duration(ms / 1000, language);
  const shown = quoted(lineText(facts, line) ?? '');
  return answer(
    asking,
    say(
      asking,
      `因为主循环里的延时会阻塞：最长的是第 ${line} 行 \`${shown}\`，一等就是 ${time}。等的时候循环不往下走，按键的效果要等延时结束、循环再走到那里才看得到；正好在它开始时按，就要等差不多 ${time}。`,
      `Because the waits in the main loop block it: the longest is line ${line}, \`${shown}\`, ${time}. Meanwhile the loop goes no further, so what the button changes is seen only when the wait is over and the loop comes there again; pressed just as it begins, that takes about ${time}.`,
    ),
    [line],
    0.88,
  );
}
