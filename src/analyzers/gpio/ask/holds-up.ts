import { labelOf } from '../behaviour.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsInOrder } from './pins.ts';
import { stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, say } from './text.ts';

const HOLDS =
  /拖(?:慢|住|累)|影响|耽误|卡住|妨碍|干扰|阻塞|打断|等(?:着)?|\bhold(?:s|ing)? up\b|\bblock(?:s|ed|ing)?\b|\bslow(?:s|ed)? down\b|\bdelay(?:s|ed)? (?:the|by)\b|\b(?:affect|disturb|interfere|interrupt|stall|freez|pause|wait)\w*\b/i;
/** The one that is held up stands first. */
const PASSIVE = /被|受|\bby\b|\bwait(?:s|ing)? (?:for|until)\b|等(?!待)/i;

/** "Does the slow LED hold up the fast one": whether the one keeps its pace while the other changes. */
export function aboutHoldsUp(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (!HOLDS.test(question) || /为什么|为何|为啥|\bwhy\b|按|\bpress|\bbutton|去掉|删|改/i.test(question)) return null;
  const named = outputsInOrder(question, facts);
  const stretch = stretchOf(facts);
  if (named.length !== 2 || !stretch?.looping) return null;
  const [one, two] = (PASSIVE.test(question) ? [named[1]!, named[0]!] : named) as [
    (typeof named)[0],
    (typeof named)[0],
  ];
  const changes = changesOf(facts, two.pin.pin).filter(({ index }) => index >= stretch.from - 1);
  const gaps = changes.slice(1).map(({ index }, i) => ({
    level: changes[i]!.level,
    from: facts.eventInfo[changes[i]!.index]!.seconds,
    seconds: facts.eventInfo[index]!.seconds - facts.eventInfo[changes[i]!.index]!.seconds,
    index: changes[i]!.index,
    ends: index,
  }));
  const others = changesOf(facts, one.pin.pin).filter(({ index }) => index >= stretch.from - 1);
  if (gaps.length < 3 || others.length === 0) return null;
  const even = ([0, 1] as const).every((level) => {
    const own = gaps.filter((gap) => gap.level === level);
    return own.every(({ seconds }) => Math.abs(seconds - own[0]!.seconds) <= 0.02 * own[0]!.seconds);
  });
  const [first, second] = [one.name, two.name];
  const time = (seconds: number): string => `${about(asking, stretch.exact)}${duration(seconds, language)}`;
  const lines = [...new Set([...others, ...changes].map(({ index }) => spotOf(facts, index)))];
  if (even) {
    const [high, low] = ([1, 0] as const).map((level) => gaps.find((gap) => gap.level === level)?.seconds ?? 0);
    const pace =
      Math.abs(high! - low!) <= 0.02 * high!
        ? say(asking, `一直每 ${time(high!)}变一次`, `changes every ${time(high!)} throughout`)
        : say(
            asking,
            `一直是高 ${time(high!)}、低 ${time(low!)}`,
            `is high for ${time(high!)} and low for ${time(low!)} throughout`,
          );
    return answer(
      asking,
      say(
        asking,
        `不会：${labelOf(two.pin)} ${pace}，${first} 变不变都一样，两个互不影响。`,
        `No: ${second} (${labelOf(two.pin)}) ${pace}, whatever ${first} (${labelOf(one.pin)}) does; they are independent.`,
      ),
      lines,
      0.9,
    );
  }
  // The longest stay, and whether the other one changed in it or kept a level all through it.
  const usual = gaps.map(({ seconds }) => seconds).sort((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
  const longest = gaps.reduce((top, gap) => (gap.seconds > top.seconds ? gap : top));
  const inside = others.filter(({ index }) => index >= longest.index && index <= longest.ends);
  if (inside.length === 0 || longest.seconds < 1.1 * usual) return null;
  const level = levelAfter(facts, two.pin.pin, longest.index + 1);
  return answer(
    asking,
    say(
      asking,
      `会：${labelOf(two.pin)} 平时每 ${time(usual)}左右变一次，可是 ${first} 动作的时候它停在${level ? '高' : '低'}电平 ${time(longest.seconds)}，要等那一段跑完。`,
      `Yes: ${second} usually changes about every ${time(usual)}, but around what ${first} does it stays ${level ? 'high' : 'low'} for ${time(longest.seconds)} and has to wait.`,
    ),
    lines,
    0.88,
  );
}
