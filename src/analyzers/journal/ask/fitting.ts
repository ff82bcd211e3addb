import { readAsked } from '../../../asking/question.ts';
import type { AnswerAbout } from '../../analyzer.ts';

/** What a line of the log says stands in code; of a value alone that is kept. */
const A_LINE = /`[^`\n]*\s[^`\n]*`/g;
const CLOCK = /\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\b|\b\d{4}-\d\d-\d\d\b/g;

/** That there was none, or that it did not end, answers how many and how long as well. */
const DENIES =
  /^(?:\W*)(?:没|不|无|未|从未|还|一直|到|No\b|None\b|Not\b|Never\b|Nothing\b|It (?:did|was|has|is|never)\b|The log (?:does not|shows no)\b|(?:这段)?日志里(?:没|一次))/;
const A_LENGTH =
  /\d ?(?:ms|µs|us|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?|毫秒|秒|分|小时|天|周|个?月|年)(?![A-Za-z])|\d+[hm]\d+|(?:一|两|二|三|四|五|六|七|八|九|十|半) ?(?:秒|分|个?小时|天|周|个?月|年)/i;
const A_NUMBER =
  /\d|\b(?:once|twice|one|two|three|four|five|six|seven|eight|nine|ten|both|half)\b|[一二两三四五六七八九十零]/i;
const A_MOMENT =
  /\b\d{1,2}:\d{2}\b|\d{4}-\d\d|\+\d|\d ?(?:天|分钟|小时|秒|年|月|周)|\d ?[smhdwy]?\s*(?:之前|前|后)|\bago\b|\bafter boot\b|\b(?:in|at|after) \d|\b\d{1,2} [A-Z][a-z]{2}|[A-Z][a-z]{2} +\d{1,2}\b/;

/** A question that only asks how long, how often or when; one that asks for more is answered by more than a figure. */
const MORE = /为什么|为何|为啥|怎么办|原因|\bwhy\b|\breason|[和、]|\band\b/i;
/** "When the pod was killed, what ..." asks for no time. */
const WHEN_ASKED =
  /几点|什么时候|何时|啥时候|^(?:so |and |but )?(?:when (?:did|was|were|is|are|does|do|will|has|exactly)|(?:at )?what time)\b/i;

/** Whether an answer is of the kind that was asked for: a length for how long, a number for how many, a time for when. */
export function fits(question: string, { answer, declined }: AnswerAbout): boolean {
  if (declined || MORE.test(question)) return true;
  const asked = readAsked(question);
  if (asked.else || asked.yesNo) return true;
  if (DENIES.test(answer)) return true;
  if (asked.howLong) return A_LENGTH.test(answer);
  if (WHEN_ASKED.test(question)) return A_MOMENT.test(answer);
  if (asked.count && /几|多少|\bhow (?:many|often)\b/i.test(question))
    return A_NUMBER.test(answer.replace(A_LINE, ' ').replace(CLOCK, ' '));
  return true;
}
