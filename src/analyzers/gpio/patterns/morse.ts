import { duration } from '../words.ts';
import type { FindPattern } from './pattern.ts';

const LETTERS: Record<string, string> = {
  '.-': 'A',
  '-...': 'B',
  '-.-.': 'C',
  '-..': 'D',
  '.': 'E',
  '..-.': 'F',
  '--.': 'G',
  '....': 'H',
  '..': 'I',
  '.---': 'J',
  '-.-': 'K',
  '.-..': 'L',
  '--': 'M',
  '-.': 'N',
  '---': 'O',
  '.--.': 'P',
  '--.-': 'Q',
  '.-.': 'R',
  '...': 'S',
  '-': 'T',
  '..-': 'U',
  '...-': 'V',
  '.--': 'W',
  '-..-': 'X',
  '-.--': 'Y',
  '--..': 'Z',
  '-----': '0',
  '.----': '1',
  '..---': '2',
  '...--': '3',
  '....-': '4',
  '.....': '5',
  '-....': '6',
  '--...': '7',
  '---..': '8',
  '----.': '9',
};
const near = (is: number, wanted: number): boolean => Math.abs(is - wanted) <= 0.2 * wanted;

/** One pin that is on for one or three units and spells letters (ITU-R M.1677-1: dash three, letter gap three). */
export const morse: FindPattern = ({ facts, moving, onLevel }) => {
  const [story] = moving;
  if (!story || moving.length !== 1 || facts.loopSeconds === null || story.looping.length < 8) return null;
  const on = onLevel(story.pin) ?? 1;
  const spans = story.looping.map((change, i) => ({
    on: change.level === on,
    seconds: (story.looping[i + 1]?.seconds ?? story.looping[0]!.seconds + facts.loopSeconds!) - change.seconds,
  }));
  const unit = Math.min(...spans.map((span) => span.seconds));
  if (unit <= 0.01) return null;
  // The message begins after its longest silence.
  const pause = Math.max(...spans.filter((span) => !span.on).map((span) => span.seconds));
  const at = spans.findIndex((span) => !span.on && span.seconds === pause) + 1;
  const turned = [...spans.slice(at), ...spans.slice(0, at)];
  let text = '';
  let code = '';
  for (const span of turned) {
    if (span.on) {
      if (near(span.seconds, unit)) code += '.';
      else if (near(span.seconds, 3 * unit)) code += '-';
      else return null;
    } else if (!near(span.seconds, unit)) {
      if (span.seconds < 2.4 * unit || LETTERS[code] === undefined) return null;
      text += LETTERS[code]! + (span.seconds > 5 * unit ? ' ' : '');
      code = '';
    }
  }
  text = text.trim();
  if (code !== '' || text.length < 2 || !/[^EISH5T ]/.test(text)) return null;
  return {
    words: {
      zh: `${story.label} 用摩尔斯电码反复发送「${text}」，一个点 ${duration(unit, 'zh')}`,
      en: `${story.label} sends "${text}" in Morse code again and again, a dot is ${duration(unit, 'en')}`,
    },
    pins: [story.pin],
  };
};
