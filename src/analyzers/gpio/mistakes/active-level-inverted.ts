import { statedActiveLevel } from '../claims/level-words.ts';
import { switchings } from '../claims/switching.ts';
import { commentsOf } from '../code.ts';
import { placeOf } from '../place.ts';
import type { Detector } from './detector.ts';

const ON_NAME = /(?:^|_)(?:turn_?)?on$|On$|_ON$|^(?:open|light)_?led$/;
const OFF_NAME = /(?:^|_)(?:turn_?)?off$|Off$|_OFF$/;

/** The paste says which level turns the thing on, and its functions or comments named on and off do the other throughout. */
export const activeLevelInverted: Detector = (evidence) => {
  const comments = commentsOf(evidence.reading.source);
  const stated = statedActiveLevel(comments);
  if (!stated) return [];
  const acts = switchings(evidence, comments).map(({ on, level, line }) => ({ on, level, line }));
  for (const event of evidence.simulation.machine.events.slice(0, 200)) {
    const place = placeOf(event.frames, evidence.lastLine);
    const [first] = event.changes;
    if (!place || !first || event.changes.some((change) => change.level !== first.level)) continue;
    if (ON_NAME.test(place.function)) acts.push({ on: true, level: first.level, line: place.line });
    else if (OFF_NAME.test(place.function)) acts.push({ on: false, level: first.level, line: place.line });
  }
  if (acts.length === 0 || !acts.every(({ on, level }) => (level === stated.level) !== on)) return [];
  const first = acts.find((act) => act.on) ?? acts[0]!;
  return [
    {
      line: first.line,
      names: {
        level: String(stated.level),
        other: String(1 - stated.level),
        line: String(evidence.lineOf(stated.comment.line)),
      },
    },
  ];
};
