import { duration } from '../words.ts';
import { bareLines, declaredIn } from './declared.ts';
import { factsWith } from './edited.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

const TREND =
  /越[大小高低长短].{0,12}越|[快慢][^。？?]{0,4}还是[^。？?]{0,4}[快慢]|\b(?:bigger|larger|higher|greater|smaller|lower|longer|shorter|increasing|raising|decreasing|lowering)\b.{0,40}\b(?:faster|slower|quicker)\b|\b(?:faster|slower)\b.{0,30}\bif\b.{0,24}\b(?:bigger|larger|higher|smaller|lower|increase\w*|decrease\w*)\b/i;

/** "speed 越大闪得越快还是越慢": the program run with twice the number, and its round held against the one it has. */
export function aboutTrend(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (!TREND.test(question) || facts.loopSeconds === null || facts.loop === null) return null;
  const named = declaredIn(facts).filter(
    ({ name, kind, value }) =>
      kind !== 'parameter' &&
      /^\d{1,7}(?:[uUlL]{0,3})$/.test(value ?? '') &&
      new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(question),
  );
  const [one, other] = named;
  if (!one || other) return null;
  const now = Number.parseInt(one.value!, 10);
  if (now === 0) return null;
  const text = facts.source.split('\n')[one.line - facts.firstLine] ?? '';
  const changed = text.replace(
    new RegExp(`(?<!\\w)(${one.name}(?:\\s*=\\s*|\\s+))${one.value}`),
    (_, head: string) => `${head}${2 * now}`,
  );
  if (changed === text || bareLines(facts)[one.line - facts.firstLine] === undefined) return null;
  const run = factsWith(facts, [{ line: one.line, text: changed, from: one.name, to: String(2 * now) }]);
  if (!run?.loopSeconds || run.loop === null || run.loop.period !== facts.loop.period) return null;
  const [before, after] = [duration(facts.loopSeconds, language), duration(run.loopSeconds, language)];
  const ratio = run.loopSeconds / facts.loopSeconds;
  const [zh, en] =
    ratio > 1.02
      ? ['越大越慢', 'The bigger, the slower']
      : ratio < 0.98
        ? ['越大越快', 'The bigger, the faster']
        : ['快慢不受它影响', 'It makes no difference to the pace'];
  return answer(
    asking,
    say(
      asking,
      `${zh}：${one.name} 是 ${now} 时一轮 ${before}，改成 ${2 * now} 再跑一遍是 ${after}。`,
      `${en}: with ${one.name} at ${now} a round takes ${before}, run again with ${2 * now} it takes ${after}.`,
    ),
    [one.line],
    0.9,
  );
}
