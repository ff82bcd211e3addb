import { statedActiveLevel } from '../claims/level-words.ts';
import { switchings } from '../claims/switching.ts';
import { commentsOf } from '../code.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
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
    const macro = macroOn(evidence, place.line);
    const name = macro?.name ?? place.function;
    const line = macro?.line ?? place.line;
    if (ON_NAME.test(name)) acts.push({ on: true, level: first.level, line });
    else if (OFF_NAME.test(name)) acts.push({ on: false, level: first.level, line });
  }
  acts.push(...pairedActs(evidence));
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

/** The macro of the paste that is the whole statement of a line (`LED_ON();`), and where it is defined. */
function macroOn(evidence: Evidence, line: number): { name: string; line: number } | null {
  const name = /^\s*(\w+)\s*\(\s*\w*\s*\)\s*;\s*$/.exec(evidence.codeLines[line - 1] ?? '')?.[1];
  if (!name) return null;
  const defined = evidence.codeLines.findIndex((text) => new RegExp(`^\\s*#\\s*define\\s+${name}\\b`).test(text));
  return defined < 0 ? null : { name, line: defined + 1 };
}

/** A pair like LED_ON and LED_OFF, macros or functions, that by their text alone write opposite levels, where the program uses them. */
function pairedActs(evidence: Evidence): { on: boolean; level: 0 | 1; line: number }[] {
  const acts = new Map<string, { on: boolean; level: 0 | 1; line: number }>();
  const { macros } = evidence.reading.program.tree;
  for (const { node, inside, level, line } of levelWrites(evidence)) {
    const name = node.macro ?? inside.name;
    const on = ON_NAME.test(name);
    if (!on && !OFF_NAME.test(name)) continue;
    const defined = macros.find((each) => each.name === node.macro)?.line;
    acts.set(name, { on, level, line: defined !== undefined && defined > 0 ? defined : line });
  }
  const all = [...acts.values()];
  return all.some((act) => act.on) && all.some((act) => !act.on) ? all : [];
}
