const ENGLISH = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const HAN = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Which one of several a word says: "3", "3rd", "third", "三", "十二"; 0 where it says none. */
export function placeOf(word: string): number {
  const digits = /^(\d+)(?:st|nd|rd|th)?$/i.exec(word)?.[1];
  if (digits !== undefined) return Number(digits);
  const ordinal = ORDINALS.indexOf(word.toLowerCase()) + 1;
  const han = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(word);
  if (ordinal > 0 || word === '' || !han) return ordinal;
  const digit = (sign: string | undefined): number => (sign ? HAN.indexOf(sign) + 1 : 0);
  return han[2] ? (digit(han[1]) || 1) * 10 + digit(han[3]) : digit(han[1] ?? han[3]);
}

/** English words for whole numbers, from one up to ten. */
export function englishNumbers(from = 1, to = 10): Record<string, number> {
  return Object.fromEntries(ENGLISH.slice(from - 1, to).map((word, at) => [word, from + at]));
}

/** Chinese signs for whole numbers, from one up to ten; two has two of them. */
export function hanNumbers(from = 1, to = 10): Record<string, number> {
  const signs = Object.fromEntries(HAN.slice(from - 1, to).map((sign, at) => [sign, from + at]));
  return '二' in signs ? { ...signs, 两: 2 } : signs;
}

/** English words for the numbers above ten that people spell out. */
export const LARGER_ENGLISH_NUMBERS: Readonly<Record<string, number>> = {
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
};
