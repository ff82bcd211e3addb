import { keysAcross } from './across.ts';
import { pick } from './pick.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

/** "2,300 Pods on 85 nodes", "85 个节点上跑着 2300 个 Pod": so many of one thing on so many of another. */
const ON_EN =
  /(?<![\w.])(\d[\d,]*(?:\.\d+)?) ([A-Za-z][A-Za-z-]{1,20})(?: \w+){0,2} (?:on|across|over|in|among|between|for|per) (?:about |some |roughly |around |the |our )?(\d[\d,]*) ([A-Za-z][A-Za-z-]{1,20})/i;
const ON_ZH =
  /(\d[\d,]*) ?(?:多)?(?:个|台|条|名)?\s*([\p{Script=Han}A-Za-z]{1,8}?)(?:上|里|中)?(?:一共|总共|共)?(?:面)?(?:跑|有|放|部署|运行|承载|装)(?:着|了)?(?:大?约|近)? ?(\d[\d,]*) ?(?:多)?(?:个|台|条|名)?\s*([\p{Script=Han}A-Za-z]{1,8})/u;
const AVERAGE = /平均|\baverage\b|\bmean\b/i;

const isMeant = (noun: string, { question, keys }: Reading): boolean =>
  (/^[a-z]/i.test(noun) && new RegExp(`\\b${noun.replace(/(?:es|s)$/i, '')}`, 'i').test(question)) ||
  hanShared(noun, question) ||
  [...keysAcross(noun)].some((key) => keys.has(key));

/** "How many Pods per node on average": where a sentence has both numbers. */
export function averageOf(reading: Reading): ProseAnswer | null {
  if (!AVERAGE.test(reading.question)) return null;
  for (const statement of reading.statements) {
    const english = ON_EN.exec(statement.text);
    const chinese = english ? null : ON_ZH.exec(statement.text);
    const parts = english
      ? { many: english[1]!, thing: english[2]!, few: english[3]!, holder: english[4]! }
      : chinese
        ? { many: chinese[3]!, thing: chinese[4]!, few: chinese[1]!, holder: chinese[2]! }
        : null;
    if (!parts || !isMeant(parts.thing, reading) || !isMeant(parts.holder, reading)) continue;
    const [many, few] = [parts.many, parts.few].map((text) => Number(text.replaceAll(',', '')));
    if (!many || !few) continue;
    const mean = Number((many / few).toFixed(1));
    return {
      text: pick(
        reading,
        `平均约 ${mean}（${parts.many} ÷ ${parts.few}）`,
        `About ${mean} on average (${parts.many} / ${parts.few})`,
      ),
      from: [statement],
    };
  }
  return null;
}
