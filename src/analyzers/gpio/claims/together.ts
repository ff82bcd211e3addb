import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { outputsOf } from './effects.ts';

const TOGETHER =
  /同时(?:点?亮|灭|闪|开)|一起(?:点?亮|灭|闪|开)|同步(?:闪|亮)|同亮同灭|\b(?:blink|flash|light|turn(?:ed)?|go|on|off)\w*\b[^.,;]{0,24}\b(?:together|simultaneously|in unison|in sync|in phase|at the same time)\b|\bin unison\b/i;
const ALTERNATING =
  /交替(?:闪|亮|点|翻)|轮流(?:闪|亮|点)|一亮一灭|互相?反|\balternat(?:e|es|ing|ely)\b(?! (?:func|pin|map|use|mode|clock|config))|\btake turns\b|\bin antiphase\b|\bopposite (?:phase|levels?)\b|\bping-?pong\b/i;
const RUNNING =
  /流水灯|跑马灯|running lights?\b|\bchas(?:er|ing)\b|knight rider|one (?:after|by) (?:one|another|the other)|逐个|依次/i;
/** Of a key, of a part of the time, of what was, or of more than the two. */
const OTHER =
  /\b(?:if|when|while|until|press|was|were|used to|instead|not|never|rather|or|first|then|key|button)\b|如果|当|按|键|以前|原来|不(?!断)|别|先|然后|再|中断|同时(?:按|读|写|等|响)|任务/i;
/** Shorter than this is the time from one write to the next. */
const APART_US = 100;

/** Comments that say of a program's pins that they change together, or in turn. */
export function togetherClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const said = comments.flatMap((comment) => {
    const together = TOGETHER.test(comment.text);
    const alternating = ALTERNATING.test(comment.text) || RUNNING.test(comment.text);
    return together === alternating || OTHER.test(comment.text) || comment.text.length > 80
      ? []
      : [{ comment, together }];
  });
  if (said.length === 0) return [];
  const found = shareOfSameLevel(evidence);
  if (found === null) return [];
  const { share, pins } = found;
  const names = outputsOf(evidence).map(({ pin }) => pin);
  return said.flatMap(({ comment, together }): Claim[] => {
    const holds = together ? share > 0.98 : share < 0.02;
    // More than two can only be told apart from those that never differ.
    if (!together && (pins > 2 || RUNNING.test(comment.text)) && share < 0.98) return [];
    if (!holds && (together ? share > 0.1 : share < 0.9)) return [];
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds,
        why:
          pins > 2 && share < 0.5
            ? { zh: '各个引脚不是一起变的', en: 'the pins do not change together' }
            : share > 0.5
              ? { zh: `${names.join('、')} 的电平始终一样`, en: `${names.join(' and ')} always have the same level` }
              : { zh: `${names.join('、')} 的电平始终相反`, en: `${names.join(' and ')} always have opposite levels` },
      },
    ];
  });
}

/** Of the time of a whole round, the part in which all pins that change have one level; null where it is only one. */
function shareOfSameLevel({ repeat, simulation, reading }: Evidence): { share: number; pins: number } | null {
  if (!repeat || repeat.period === 0) return null;
  const { events } = simulation.machine;
  const from = repeat.start;
  const to = from + repeat.period;
  if (events.length <= to) return null;
  const rest = reading.chip.gpio.resetLevel ? 1 : 0;
  const levels = new Map<string, number>();
  for (const { changes } of events.slice(0, to))
    for (const { port, bit } of changes) levels.set(`${port}:${bit}`, rest);
  let [same, whole] = [0, 0];
  for (const [i, event] of events.slice(0, to).entries()) {
    for (const { port, bit, level } of event.changes) levels.set(`${port}:${bit}`, level);
    const next = events[i + 1]!;
    const us = next.exactUs + next.estimatedUs - event.exactUs - event.estimatedUs;
    if (i < from || us < APART_US) continue;
    whole += us;
    if (new Set(levels.values()).size === 1) same += us;
  }
  return levels.size > 1 && whole > 0 ? { share: same / whole, pins: levels.size } : null;
}
