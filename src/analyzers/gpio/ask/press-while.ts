import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { levelAfter } from '../levels.ts';
import { duration } from '../words.ts';
import { outputsNamed } from './pins.ts';
import { pressing } from './presses.ts';
import { factsWithPresses, PRESS_AT_MS } from './scenario.ts';
import { onOf, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, answer, dot, lineList, say } from './text.ts';

const STATE = 'on|off|lit|dark|high|low';
const WHILE = [
  /(?<what>[^，。,？?]{1,20}?)(?<state>[亮响灭暗开关高低])(?:着|电平)?(?:的?时候|期间|时)[，,]?(?:我|如果|再|去|才|就)?.{0,4}按/,
  /按(?:下|了|键|按键|按钮|它)*的?时候?[，,]?(?<what>[^，。,？?]{1,20}?)(?:是|正好|刚好|还|正)?(?<state>[亮响灭暗开关高低])(?:着|电平|的)/,
  new RegExp(
    `\\b(?:press|push|hit|tap|click)\\w*\\b.{0,24}\\b(?:while|when|during)\\b (?<what>.{1,30}?) (?:is|are|was|were) (?:still )?(?<state>${STATE})\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:while|when|if)\\b (?<what>.{1,30}?) (?:is|are) (?:still )?(?<state>${STATE})\\b.{0,30}\\b(?:press|push|hit|tap|click)\\w*\\b`,
    'i',
  ),
];
/** A second press, and a press that lasts, are runs of other kinds. */
const OTHER = /再按|又按|\bagain\b|按住|不放|\bh[eo]ld\w*\b|\bkeep\b/i;
const TAP_MS = 100;
const MOST_TOLD = 8;

/** "What if I press it while the red LED is on": a run with the press in the middle of such a time. */
export function aboutPressWhile(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (OTHER.test(question)) return null;
  const said = WHILE.map((pattern) => pattern.exec(question)?.groups).find((groups) => groups !== undefined);
  const made = said && pressing(asking);
  if (!said || !made) return null;
  const inputs = new Set(facts.inputs.map(({ pin }) => pin));
  const [named, other] = outputsNamed(said['what']!, facts).filter(({ pin }) => !inputs.has(pin.pin));
  if (!named || other) return null;
  const level = levelSaid(facts, named.pin, said['state']!);
  const moment = momentOf(facts, named.pin, level);
  if (moment === null) return null;
  const { atMs, holdMs } = moment;
  const run = factsWithPresses(facts, made.input, [atMs, atMs + holdMs]);
  if (!run) return null;
  const after = run.events.flatMap((changes, i) =>
    changes.map((change) => ({ ...change, ...run.eventInfo[i]! })).filter(({ seconds }) => seconds * 1000 >= atMs),
  );
  const told = after
    .slice(0, MOST_TOLD)
    .map((change) =>
      say(
        asking,
        `${duration(change.seconds - atMs / 1000, 'zh')}后 ${labelOf(change)} 变${change.level ? '高' : '低'}（第 ${change.line} 行）`,
        `${labelOf(change)} goes ${change.level ? 'high' : 'low'} after ${duration(change.seconds - atMs / 1000, 'en')} (line ${change.line})`,
      ),
    );
  const lines = after.slice(0, MOST_TOLD).map(({ line }) => line);
  const label = labelOf(made.input);
  const head = say(
    asking,
    `另跑了一遍，在 ${labelOf(named.pin)} 为${level ? '高' : '低'}的时候按一下 ${label}（${duration(holdMs / 1000, 'zh')}）：`,
    `In a second run with ${label} pressed for ${duration(holdMs / 1000, 'en')} while ${labelOf(named.pin)} is ${level ? 'high' : 'low'}: `,
  );
  if (told.length === 0) return answer(asking, `${head}${say(asking, '没有引脚变化。', 'no pin changes.')}`, [], 0.85);
  const more =
    after.length > MOST_TOLD ? say(asking, `，接着还会变（${lineList(asking, lines)} 等）`, ', and so on') : '';
  return answer(asking, `${head}${told.join(say(asking, '，', ', '))}${more}${dot(asking)}`, lines, 0.88);
}

/** The level of a pin that a word for its state means. */
function levelSaid(facts: GpioFacts, pin: NamedPin, state: string): 0 | 1 {
  if (/高|high/i.test(state)) return 1;
  if (/低|low/i.test(state)) return 0;
  const on = onOf(facts, pin);
  return /^(?:on|lit|亮|响|开)$/i.test(state) ? on : ((1 - on) as 0 | 1);
}

/**
 * The middle of a time in which the pin has the level, once the program has settled, and a press that is over before that time
 * is; null where it never has it.
 */
function momentOf(facts: GpioFacts, pin: NamedPin, level: 0 | 1): { atMs: number; holdMs: number } | null {
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const spans = stretch.looping ? spansOf(facts, pin.pin, stretch) : [];
  if (spans.length === 0)
    return levelAfter(facts, pin.pin, facts.events.length) === level ? { atMs: PRESS_AT_MS, holdMs: TAP_MS } : null;
  const own = spans.filter((span) => span.level === level);
  const [longest] = own.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  if (!longest || !stretch.seconds) return null;
  const middle = (longest.from + longest.to) / 2;
  const rounds = Math.max(0, Math.ceil((PRESS_AT_MS / 1000 - middle) / stretch.seconds));
  return {
    atMs: (middle + rounds * stretch.seconds) * 1000,
    holdMs: Math.min(2 * TAP_MS, ((longest.to - middle) * 1000) / 2),
  };
}
