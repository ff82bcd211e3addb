import { exactLoop } from '../behaviour.ts';
import { duration } from '../words.ts';
import { type FindPattern, namesOf } from './pattern.ts';
import { statesOf } from './states.ts';

const COLOURS = [
  { name: /RED|(?:^|[_ ])R(?:_|$| )|HONG/, zh: '红', en: 'red' },
  { name: /YELLOW|YEL|AMBER|HUANG|(?:^|[_ ])Y(?:_|$| )/, zh: '黄', en: 'yellow' },
  { name: /GREEN|GRN|(?:^|[_ ])G(?:_|$| )|(?:^|[_ ])LV/, zh: '绿', en: 'green' },
];
const MOST_STATES = 8;

/** A red, a yellow and a green light of which never red and green are on together. */
export const trafficLight: FindPattern = ({ facts, moving, onLevel }) => {
  if (moving.length !== 3) return null;
  const colours = moving.map((story) => {
    const fitting = COLOURS.filter((colour) => colour.name.test(namesOf(facts, story.pin)));
    return fitting.length === 1 ? fitting[0]! : null;
  });
  if (colours.includes(null) || new Set(colours).size !== 3) return null;
  const states = statesOf(facts, moving);
  if (states.length < 3 || states.length > MOST_STATES) return null;
  const on = moving.map((story) => onLevel(story.pin) ?? 1);
  const isOn = (state: (typeof states)[number], colour: string): boolean =>
    state.levels[colours.findIndex((each) => each!.en === colour)] ===
    on[colours.findIndex((each) => each!.en === colour)];
  if (states.some((state) => isOn(state, 'red') && isOn(state, 'green'))) return null;
  if (!['red', 'yellow', 'green'].every((colour) => states.some((state) => isOn(state, colour)))) return null;
  const about = exactLoop(facts) ? '' : '~';
  const step = (state: (typeof states)[number], language: 'zh' | 'en'): string => {
    const lit = colours.flatMap((colour, i) => (state.levels[i] === on[i] ? [colour![language]] : []));
    const names = lit.length === 0 ? (language === 'zh' ? '全灭' : 'all off') : lit.join(language === 'zh' ? '' : '+');
    return `${names} ${about}${duration(state.seconds, language)}`;
  };
  return {
    words: {
      zh: `交通灯：${states.map((state) => step(state, 'zh')).join(' → ')}`,
      en: `a traffic light: ${states.map((state) => step(state, 'en')).join(' → ')}`,
    },
    pins: moving.map((story) => story.pin),
  };
};
