import { hanNumbers } from '../../../language/number-words.ts';
import { labelOf } from '../behaviour.ts';
import { changesOf } from '../levels.ts';
import { duration, list } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsNamed } from './pins.ts';
import { type Answer, type Asking, answer, decline, say } from './text.ts';

const HAN: Record<string, number> = hanNumbers(1, 20);
const NTH = [
  new RegExp(
    `第\\s*(\\d{1,4}|${Object.keys(HAN).join('|')})\\s*(?:次|个)\\s*(?:电平)?(?:变化|跳变|翻转|事件)(?!.{0,6}(?:之?[前后]|以[前后]))`,
  ),
  /\b(\d{1,4})(?:st|nd|rd|th)\s+(?:change|event|transition)\b(?! of\b)/i,
];

/** One change of one pin, by its number. */
function ofPin(asking: Asking, pin: string, name: string, nth: number): Answer | null {
  const { facts, language } = asking;
  const change = changesOf(facts, pin)[nth - 1];
  if (!change) return null;
  const { seconds, exact } = facts.eventInfo[change.index]!;
  const line = spotOf(facts, change.index);
  const at = `${exact ? '' : '~'}${duration(seconds, language)}`;
  return answer(
    asking,
    say(
      asking,
      `${name} 第 ${nth} 次变化在开始后 ${at}：变${change.level ? '高' : '低'}（第 ${line} 行）。`,
      `Change ${nth} of ${name} comes ${at} after the start: it goes ${change.level ? 'high' : 'low'} (line ${line}).`,
    ),
    [line],
    0.9,
  );
}

/** "第 10 次变化是什么": one change of the run by its number, continued through the loop. */
export function aboutNthChange(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const word = NTH.map((pattern) => pattern.exec(question)?.[1]).find((each) => each !== undefined);
  if (word === undefined || facts.events.length === 0) return null;
  const nth = HAN[word] ?? Number(word);
  const named = outputsNamed(question, facts);
  if (named.length === 1) return ofPin(asking, named[0]!.pin.pin, named[0]!.name, nth);
  const { loop, loopSeconds } = facts;
  const last = facts.events.length;
  const rounds = loop && nth > last ? Math.ceil((nth - last) / loop.period) : 0;
  const index = nth - 1 - rounds * (loop?.period ?? 0);
  const event = facts.events[index];
  const info = facts.eventInfo[index];
  if (nth < 1 || !event || !info)
    return decline(asking, `运行里一共只有 ${last} 次变化。`, `There are only ${last} changes in the run.`, 0.8);
  const seconds = info.seconds + rounds * (loopSeconds ?? 0);
  const at = `${info.exact ? '' : '~'}${duration(seconds, language)}`;
  const zh = list(
    event.map((each) => `${labelOf(each)} 变${each.level ? '高' : '低'}`),
    'zh',
  );
  const en = list(
    event.map((each) => `${labelOf(each)} goes ${each.level ? 'high' : 'low'}`),
    'en',
  );
  return answer(
    asking,
    say(
      asking,
      `第 ${nth} 次变化：${zh}，在开始后 ${at}${info.line > 0 ? `，第 ${info.line} 行` : ''}。`,
      `Change ${nth}: ${en}, ${at} after the start${info.line > 0 ? `, line ${info.line}` : ''}.`,
    ),
    info.line > 0 ? [info.line] : [],
    0.88,
  );
}
