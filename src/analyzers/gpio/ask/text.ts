import type { z } from 'zod';
import type { Language } from '../../../language/language.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { onLevel } from '../levels.ts';

export type Answer = z.infer<typeof AnswerAbout>;

/** A question and all an answer is made from. */
export interface Asking {
  question: string;
  facts: GpioFacts;
  language: Language;
}

/** One of the two wordings. */
export const say = ({ language }: Asking, zh: string, en: string): string => (language === 'zh' ? zh : en);

/** The source line of that number, without its indent; null where the paste has none. */
export function lineText(facts: GpioFacts, line: number): string | null {
  const text = line > 0 ? facts.source.split('\n')[line - facts.firstLine]?.trim() : undefined;
  return text ? text : null;
}

/** An answer with the lines that show it. */
export function answer(asking: Asking, text: string, lines: number[], confidence = 0.9): Answer {
  const quotes = [...new Set(lines)].slice(0, 6).flatMap((line): Answer['quotes'] => {
    const quote = lineText(asking.facts, line);
    return quote === null ? [] : [{ text: quote, lines: [line, line] }];
  });
  return { answer: text, declined: false, quotes, confidence };
}

/** The question is about this program, and the program does not show the answer. */
export function decline(asking: Asking, zh: string, en: string, confidence = 0.7): Answer {
  return { answer: say(asking, zh, en), declined: true, quotes: [], confidence };
}

const LIGHT = /LED|LD\d|LAMP|LIGHT|RED|GREEN|YELLOW|BLUE|灯/i;

/** "on (high)": what a level means for a pin, and the level itself. */
export function state(asking: Asking, pin: NamedPin, level: 0 | 1, name = ''): string {
  const on = onLevel(asking.facts, pin);
  const electrical = say(asking, level ? '高电平' : '低电平', level ? 'high' : 'low');
  const light = [pin.pin, ...pin.aliases, name].some((each) => LIGHT.test(each));
  if (on === null && !light) return electrical;
  const lit = level === (on ?? 1);
  const word = light
    ? say(asking, lit ? '亮' : '灭', lit ? 'on' : 'off')
    : say(asking, lit ? '打开' : '关闭', lit ? 'on' : 'off');
  if (on === null)
    return say(
      asking,
      `${electrical}（按高电平点亮算，就是${word}）`,
      `${electrical}, which is ${word} if a high level lights it`,
    );
  return `${word}${say(asking, `（${electrical}）`, ` (${electrical})`)}`;
}

const DEVICE = /PUMP|VALVE|MOTOR|FAN|RELAY|HEAT|LOCK|DOOR|GATE|BUZ|BEEP|SOLENOID|ALARM|SIREN|LASER|SERVO/i;

/** What is switched and does not shine. */
export const isDevice = ({ pin, aliases }: NamedPin): boolean => [pin, ...aliases].some((name) => DEVICE.test(name));

/** "on (high)", short; what it rests on is said once by `onNote`. */
export function brief(asking: Asking, pin: NamedPin, level: 0 | 1): string {
  const on = onLevel(asking.facts, pin) ?? 1;
  return say(
    asking,
    `${isDevice(pin) ? (level === on ? '开' : '关') : level === on ? '亮' : '灭'}（${level ? '高' : '低'}电平）`,
    `${level === on ? 'on' : 'off'} (${level ? 'high' : 'low'})`,
  );
}

/** Where the paste does not say which level is on. */
export function onNote(asking: Asking, pin: NamedPin): string {
  return onLevel(asking.facts, pin) === null ? say(asking, '（按高电平为亮算）', ' (taking high as on)') : '';
}

/** "line 3", "lines 3 and 7". */
export function lineList(asking: Asking, lines: number[]): string {
  const own = [...new Set(lines)]
    .filter((line) => line > 0)
    .sort((a, b) => a - b)
    .slice(0, 8);
  if (asking.language === 'zh') return `第 ${own.join('、')} 行`;
  return own.length === 1 ? `line ${own[0]}` : `lines ${own.slice(0, -1).join(', ')} and ${own.at(-1)}`;
}

/** The full stop of the answer's language. */
export const dot = (asking: Asking): string => say(asking, '。', '.');

/** "about", where a time is an estimate. */
export const about = (asking: Asking, exact: boolean): string => (exact ? '' : say(asking, '约 ', 'about '));

/** Said once for several pins: which level was taken for "on". */
export const noteFor = (asking: Asking, pins: NamedPin[]): string =>
  pins.map((pin) => onNote(asking, pin)).find((note) => note !== '') ?? '';
