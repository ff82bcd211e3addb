import { statedActiveLevel } from '../claims/level-words.ts';
import { switchings } from '../claims/switching.ts';
import { commentsOf } from '../code.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
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
  acts.push(...macroActs(evidence));
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

const HIGH_BODY = /PIN_SET\b|\bHIGH\b|SetBits|bit_set\b|,\s*(?:1|true)\s*\)\s*\)?\s*;?\s*$|[^=]=\s*1\s*\)?\s*;?\s*$/;
const LOW_BODY =
  /PIN_RESET\b|\bLOW\b|ResetBits|bit_reset\b|,\s*(?:0|false)\s*\)\s*\)?\s*;?\s*$|[^=]=\s*0\s*\)?\s*;?\s*$/;

/** A pair of macros like LED_ON and LED_OFF whose bodies plainly write opposite levels, where the program uses them. */
function macroActs(evidence: Evidence): { on: boolean; level: 0 | 1; line: number }[] {
  const acts = new Map<string, { on: boolean; level: 0 | 1; line: number }>();
  for (const { name, body, line } of evidence.reading.program.tree.macros) {
    const on = ON_NAME.test(name);
    if ((!on && !OFF_NAME.test(name)) || line <= 0 || line > evidence.lastLine) continue;
    const high = HIGH_BODY.test(body);
    if (high === LOW_BODY.test(body)) continue;
    const used = evidence.codeLines.some((text, i) => i !== line - 1 && new RegExp(`\\b${name}\\b`).test(text));
    if (used) acts.set(name, { on, level: high ? 1 : 0, line });
  }
  const all = [...acts.values()];
  return all.some((act) => act.on) && all.some((act) => !act.on) ? all : [];
}
