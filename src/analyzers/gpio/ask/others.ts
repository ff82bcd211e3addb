import type { GpioFacts, NamedPin } from '../facts.ts';
import { outputsNamed } from './pins.ts';

const COUNT: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, two: 2, three: 3, four: 4, five: 5 };
const OTHERS =
  /(?:另外|其[他它余]|别|剩下)的?(?<zh>[一二两三四五])?个?(?:的)?(?:灯|LED|引脚|管脚|脚|输出)|\b(?:the )?(?:other|remaining) (?<en>two|three|four|five)?\s*(?:leds?|lights?|lamps?|pins?|outputs?|ones?)\b|\bthe (?:other (?<alone>two|three|four|five)|others)\b/i;

/** The name a question would use: what the paste calls it sooner than where it is. */
const calledBy = ({ pin, aliases }: NamedPin): string =>
  aliases.find((name) => /^[A-Za-z]\w*$/.test(name) && !/^(?:P[A-L]_?\d|GPIO|D\d)/.test(name)) ?? pin;

/** "另外两个灯": the outputs that a question does not name, by their names; the question as it was where it does not say so. */
export function withOthersNamed(question: string, facts: GpioFacts): string {
  const match = OTHERS.exec(question);
  if (!match) return question;
  const rest = `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}`;
  const named = outputsNamed(rest, facts).map(({ pin }) => pin.pin);
  const others = facts.outputs.filter(({ pin }) => !named.includes(pin));
  const count = COUNT[(match.groups!['zh'] ?? match.groups!['en'] ?? match.groups!['alone'] ?? '').toLowerCase()];
  if (named.length === 0 || others.length === 0 || others.length > 4 || (count ?? others.length) !== others.length)
    return question;
  const names = others.map(calledBy).join(/\p{Script=Han}/u.test(question) ? '和' : ' and ');
  return `${question.slice(0, match.index)}${/\w$/.test(question.slice(0, match.index)) ? ' ' : ''}${names}${question.slice(match.index + match[0].length)}`;
}
