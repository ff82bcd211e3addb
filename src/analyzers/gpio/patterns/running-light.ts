import { exactLoop } from '../behaviour.ts';
import { duration } from '../words.ts';
import type { FindPattern } from './pattern.ts';
import { even, statesOf } from './states.ts';

/** One pin of several is on at a time, in turn or to and fro. */
export const runningLight: FindPattern = ({ facts, moving, onLevel }) => {
  if (moving.length < 3) return null;
  const states = statesOf(facts, moving);
  for (const on of [1, 0] as const) {
    if (moving.some((story) => onLevel(story.pin) === 1 - on)) continue;
    const lit = states
      .filter((state) => state.levels.includes(on))
      .map((state) => (state.levels.filter((level) => level === on).length === 1 ? state.levels.indexOf(on) : -1));
    // Dark pauses are allowed between two steps, a second light is not.
    if (lit.length < 3 || lit.includes(-1) || new Set(lit).size !== moving.length) continue;
    const names = lit.map((index) => moving[index]!.label);
    const steps = states.filter((state) => state.levels.includes(on)).map((state) => state.seconds);
    const about = exactLoop(facts) ? '' : '~';
    const each = even(steps)
      ? {
          zh: `，每个亮${about ? '约' : ''} ${duration(steps[0]!, 'zh')}`,
          en: `, ${about}${duration(steps[0]!, 'en')} each`,
        }
      : { zh: '', en: '' };
    const pins = moving.map((story) => story.pin);
    if (lit.length === moving.length) {
      const order = names.join(' → ');
      return {
        words: { zh: `流水灯，${order} 轮流${each.zh}`, en: `a running light, ${order} in turn${each.en}` },
        pins,
      };
    }
    const first = facts.events.flat().find((change) => change.level === on && pins.includes(change.pin))?.pin;
    const out = toAndFro(lit, pins.indexOf(first ?? ''));
    if (out) {
      const turn = out.map((index) => moving[index]!.label).join(' → ');
      return {
        words: {
          zh: `来回流水灯，${turn} 再原路返回${each.zh}`,
          en: `a light that runs to and fro, ${turn} and back${each.en}`,
        },
        pins,
      };
    }
  }
  return null;
};

/** The way out of 0 1 2 3 2 1, or with the ends twice, from the end that is lit first where it is one; null where it is no such way. */
function toAndFro(lit: number[], first: number): number[] | null {
  const doubled = lit.filter((index, i) => index !== lit[(i + 1) % lit.length]);
  const count = new Set(lit).size;
  if (doubled.length !== 2 * count - 2) return null;
  const ways: number[][] = [];
  for (let turn = 0; turn < doubled.length; turn++) {
    const order = [...doubled.slice(turn), ...doubled.slice(0, turn)];
    const out = order.slice(0, count);
    if (new Set(out).size !== count) continue;
    if (order.slice(count).every((index, i) => index === out[count - 2 - i])) ways.push(out);
  }
  return ways.find(([end]) => end === first) ?? ways[0] ?? null;
}
