import { englishNumbers, hanNumbers } from '../language/number-words.ts';
import { pick } from './pick.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';

const WORDS: Record<string, number> = { ...englishNumbers(), ...hanNumbers() };
const COUNT_EN = `(\\d[\\d,]*|${Object.keys(englishNumbers()).join('|')})`;
const COUNT_ZH = `(\\d[\\d,]*|[${Object.keys(hanNumbers()).join('')}]+)`;
const ASKS = /几(?:批|轮|组|波|次才)|多少(?:批|轮|组|波)|\bhow many (?:batches|rounds|groups|waves|chunks|steps)\b/i;
const IN_EN = new RegExp(
  `\\b${COUNT_EN} (?:[\\w-]+ ){1,3}?(?:are \\w+ |were \\w+ )?in (?:batches|groups|waves|chunks) of ${COUNT_EN}\\b`,
  'i',
);
const IN_ZH = new RegExp(
  `${COUNT_ZH} ?(?:台|个|条|份|名)[^。；]{0,24}?(?:每批|一批|每轮|每次|一次|每组) ?${COUNT_ZH} ?(?:台|个|条|份|名)`,
  'u',
);
const BACK_ZH = new RegExp(
  `${COUNT_ZH} ?(?:台|个|条|份|名)[^。；]{0,24}?${COUNT_ZH} ?(?:台|个|条|份|名)?(?:一批|一组|一轮)`,
  'u',
);

const value = (text: string): number => WORDS[text.toLowerCase()] ?? Number(text.replaceAll(',', ''));

/** "70 nodes in batches of five": how many batches that makes. */
export function batches(reading: Reading): ProseAnswer | null {
  if (!ASKS.test(reading.question)) return null;
  for (const statement of reading.statements) {
    const match = IN_EN.exec(statement.text) ?? BACK_ZH.exec(statement.text) ?? IN_ZH.exec(statement.text);
    if (!match) continue;
    const [whole, each] = [value(match[1]!), value(match[2]!)];
    if (!(whole > each && each > 0)) continue;
    const count = Math.ceil(whole / each);
    return {
      text: pick(
        reading,
        `${count} 批（${whole} ÷ ${each}${whole % each === 0 ? '' : '，最后一批不满'}）`,
        `${count} (${whole} / ${each}${whole % each === 0 ? '' : ', the last one not full'})`,
      ),
      from: [statement],
    };
  }
  return null;
}
