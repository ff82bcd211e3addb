import { duration } from '../words.ts';
import type { FindPattern } from './pattern.ts';
import { even, statesOf } from './states.ts';

/** Three or more pins that show 0, 1, 2, 3 ... in binary, or downwards. */
export const binaryCounter: FindPattern = ({ facts, moving }) => {
  if (moving.length < 3 || moving.length > 16) return null;
  // The quickest pin is bit 0: a counter's pins halve their rate one after the other.
  const bits = [...moving].sort((a, b) => b.looping.length - a.looping.length);
  if (new Set(bits.map((story) => story.looping.length)).size !== bits.length) return null;
  const states = statesOf(facts, bits);
  if (states.length !== 2 ** bits.length) return null;
  const values = states.map(({ levels }) => levels.reduce<number>((sum, level, bit) => sum + level * 2 ** bit, 0));
  for (const step of [1, -1]) {
    if (!values.every((value, i) => (value + step + states.length) % states.length === values[(i + 1) % states.length]))
      continue;
    const each = even(states.map((state) => state.seconds)) ? states[0]!.seconds : null;
    const names = bits.map((story) => story.label).reverse();
    return {
      words: {
        zh: `二进制${step > 0 ? '递增' : '递减'}计数，${names[0]} 是最高位，${names.at(-1)} 是最低位${each === null ? '' : `，每 ${duration(each, 'zh')}${step > 0 ? '加' : '减'} 1`}`,
        en: `a binary counter counting ${step > 0 ? 'up' : 'down'}, ${names[0]} the highest bit, ${names.at(-1)} the lowest${each === null ? '' : `, one step every ${duration(each, 'en')}`}`,
      },
      pins: bits.map((story) => story.pin),
    };
  }
  return null;
};
