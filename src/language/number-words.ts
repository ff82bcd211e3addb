const ENGLISH = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const HAN = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

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
