import { duration } from '../words.ts';
import type { FindPattern } from './pattern.ts';
import { even, statesOf } from './states.ts';

/** Segments a to g of the digits 0 to F, a in bit 0: the table every seven-segment display uses. */
export const DIGITS = [0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f, 0x77, 0x7c, 0x39, 0x5e, 0x79, 0x71];
const LEAST_DIGITS = 4;

/** Seven (or eight, with the point) pins of one port that show digits one after the other. */
export const sevenSegment: FindPattern = ({ facts, moving }) => {
  const numbered = moving
    .map((story) => ({ story, place: placeOf([story.pin, ...aliasesOf(facts, story.pin)]) }))
    .filter((each) => each.place !== null);
  const port = numbered[0]?.place?.port;
  if (numbered.length < 6 || numbered.length > 8 || numbered.some((each) => each.place!.port !== port)) return null;
  const lowest = Math.min(...numbered.map((each) => each.place!.bit));
  const states = statesOf(
    facts,
    numbered.map((each) => each.story),
  );
  for (const common of ['cathode', 'anode'] as const) {
    for (let base = lowest; base >= Math.max(0, lowest - 1); base--) {
      const shown = states.map(({ levels }) => {
        let code = common === 'cathode' ? 0 : 0x7f;
        for (const [i, level] of levels.entries()) {
          const segment = numbered[i]!.place!.bit - base;
          if (segment > 6) continue;
          if (common === 'cathode') code |= level << segment;
          else code &= ~((level ? 1 : 0) << segment);
        }
        return DIGITS.indexOf(code & 0x7f);
      });
      if (shown.length < LEAST_DIGITS || shown.includes(-1) || new Set(shown).size < LEAST_DIGITS) continue;
      const up = shown.filter((digit, i) => shown[(i + 1) % shown.length]! > digit).length * 2 > shown.length;
      const start = shown.indexOf(up ? Math.min(...shown) : Math.max(...shown));
      const order = [...shown.slice(start), ...shown.slice(0, start)].map((digit) => digit.toString(16).toUpperCase());
      const each = even(states.map((state) => state.seconds)) ? states[0]!.seconds : null;
      return {
        words: {
          zh: `数码管（共${common === 'cathode' ? '阴' : '阳'}）依次显示 ${order.join(' ')}${each === null ? '' : `，每个 ${duration(each, 'zh')}`}`,
          en: `a seven-segment display (common ${common}) shows ${order.join(' ')} in turn${each === null ? '' : `, ${duration(each, 'en')} each`}`,
        },
        pins: numbered.map((each) => each.story.pin),
      };
    }
  }
  return null;
};

const aliasesOf = (facts: Parameters<FindPattern>[0]['facts'], pin: string): string[] =>
  facts.outputs.find((output) => output.pin === pin)?.aliases ?? [];

function placeOf(names: string[]): { port: string; bit: number } | null {
  for (const name of names) {
    const match = /^(P[A-L]|P\d(?=\.)|GP(?:IO)?|D(?=\d))[._]?(\d{1,2})$/.exec(name);
    if (match) return { port: match[1]!, bit: Number(match[2]) };
  }
  return null;
}
