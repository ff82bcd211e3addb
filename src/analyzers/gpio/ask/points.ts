/** A moment of a run that a question speaks of. */
import { englishNumbers, hanNumbers } from '../../../language/number-words.ts';
import { table } from '../../../language/table.ts';
import { lengthsIn } from '../claims/lengths.ts';

const MOST = 20;
const NUMBERS = table<number>({ ...englishNumbers(1, MOST), ...hanNumbers(1, MOST), once: 1, twice: 2 });
const WORD = Object.keys(NUMBERS).join('|');
const ROUNDS = [
  new RegExp(
    `\\b(?:after|in|at the end of)\\s+(\\d{1,4}|${WORD})\\s+(?:full\\s+|complete\\s+|main\\s+)?(?:rounds?|loops?|pass(?:es)?|steps?|iterations?|cycles?|turns?|times? (?:round|around|through)|runs? of (?:the )?loop)\\b`,
    'i',
  ),
  new RegExp(
    `(?:过了?|跑了?|执行了?|循环了?|经过|转了?)?\\s*(\\d{1,4}|${WORD})\\s*(?:轮|圈|次(?:主)?循环|个(?:主)?循环|遍|步(?=之?后|以后|是)|次\\s*loop|个\\s*loop)(?:之后|以后|过后|后|完|结束)?`,
    'i',
  ),
  new RegExp(`(?:循环|loop|跑|执行)(?:了)?\\s*(\\d{1,4}|${WORD})\\s*[次遍圈轮]`, 'i'),
];

/** "After three loops", "5 圈之后": how many passes of the main loop are over; null where the question does not say. */
export function roundsIn(question: string): number | null {
  for (const pattern of ROUNDS) {
    const word = pattern.exec(question)?.[1]?.toLowerCase();
    const rounds = word === undefined ? Number.NaN : (NUMBERS[word] ?? Number(word));
    if (rounds >= 1) return rounds;
  }
  return null;
}

const AT =
  /\b(?:at|after|by)\b|\bt\s*=|第\s*[\d半一二两三四五六七八九十]|过了?\s*[\d半一二两三四五六七八九十]|[秒s]钟?\s*(?:后|之后|以后|时|的时候|那一刻|处)|\bin(?:to)?\b.{0,20}\bin\b/i;
const OTHERWISE = /多久|多长时间|\bhow long\b|\bwithin\b|以内|之内|内|每|\bevery\b|\bper\b|\bfor\b/i;

/** "After 2 s", "300ms 时": seconds since the start; null where the question names no one moment. */
export function secondIn(question: string): number | null {
  // "是几" asks and tells no length.
  const [us, more] = lengthsIn(question.replace(/[是到为]几|等于几|几次/g, '')) ?? [];
  return us === undefined || more !== undefined || !AT.test(question) || OTHERWISE.test(question) ? null : us / 1e6;
}
