import { walk } from '../../../c/ast.ts';
import { type StatedLevel, statedLevels, thingsIn } from '../claims/level-words.ts';
import { type Act, both, OFF_NAME, ON_NAME, pairedActs } from '../claims/paired-names.ts';
import { switchings } from '../claims/switching.ts';
import { blankComments, type Comment, commentsOf } from '../code.ts';
import { placeOf } from '../place.ts';
import { type Evidence, everythingSaid } from '../reason.ts';
import { levelWrites } from '../written.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, constantOf, ownFunctions } from './tree.ts';

/** A parameter that says whether the thing is to be on. */
const ON_PARAMETER = /^(?:on|is_?on|turn_?on|on_?off|en|enabled?)$/i;

/** The paste says which level turns the thing on, and its functions or comments named on and off do the other throughout. */
export const activeLevelInverted: Detector = (evidence) => {
  const comments = commentsOf(evidence.reading.source);
  const stated = statedLevels([...comments, ...wiringSaid(evidence)]);
  if (stated.length === 0) return [];
  const acts: Act[] = switchings(evidence, comments).map(({ on, level, line, pin, comment }) => ({
    on,
    level,
    line,
    words: `${pin} ${comment.text} ${evidence.codeLines[line - 1] ?? ''}`,
  }));
  acts.push(...ranActs(evidence), ...pairedActs(evidence), ...namedLevels(evidence), ...parameterActs(evidence));
  const groups = new Map<StatedLevel, Act[]>();
  for (const act of acts) {
    const one = statementFor(stated, act);
    if (one === null) continue;
    groups.set(one, [...(groups.get(one) ?? []), act]);
  }
  return [...groups].flatMap(([{ level, comment }, own]): Detected[] => {
    if (!own.every((act) => (act.level === level) !== act.on)) return [];
    const first = own.find((act) => act.on) ?? own[0]!;
    const line = evidence.lineOf(comment.line);
    const names = {
      level: String(level),
      other: String(1 - level),
      zh: comment.line > 0 ? `第 ${line} 行说` : '接线说明里说',
      en: comment.line > 0 ? `Line ${line} says` : 'Of the wiring it is said that',
    };
    return [{ line: first.line, names }];
  });
};

const OF_HARDWARE =
  /接|板|原理图|共[阳阴]|模块|\bVCC\b|3\.?3 ?V|3V3|\bGND\b|anode|cathode|wired|connected|board|schematic|module|active[ -](?:low|high)|有效/i;
const ASKS = /[?？]|为什么|为啥|怎么|如何|吗|想[要改]|应该|改成|\b(?:why|how|should|want|instead|expect\w*|but)\b/i;

/** Words around the code that say how the thing is wired, put as comments of no line; what somebody asks or wants is no wiring. */
function wiringSaid(evidence: Evidence): Comment[] {
  return everythingSaid(evidence)
    .split('\n')
    .flatMap((text): Comment[] => {
      const words = blankComments(text);
      const prose = /[\u4e00-\u9fff]/.test(words) || !/[;{}=#<>*/]|\w\(/.test(words);
      if (!prose || !OF_HARDWARE.test(words) || ASKS.test(words)) return [];
      return [{ line: 0, endLine: 0, text: words.trim(), quote: words.trim(), behindCode: false, code: '' }];
    });
}

/** The statement that is about the thing an act switches; null where none is, or two disagree. */
function statementFor(stated: readonly StatedLevel[], { words }: Act): StatedLevel | null {
  const things = thingsIn(words);
  const about = stated.filter(
    (each) => each.things.length === 0 || things.length === 0 || each.things.some((thing) => things.includes(thing)),
  );
  const [first] = about;
  return first && about.every(({ level }) => level === first.level) ? first : null;
}

/** Functions and macros named on or off, by what the run saw them do. */
function ranActs(evidence: Evidence): Act[] {
  return evidence.simulation.machine.events.slice(0, 200).flatMap((event): Act[] => {
    const place = placeOf(event.frames, evidence.lastLine);
    const [first] = event.changes;
    if (!place || !first || event.changes.some((change) => change.level !== first.level)) return [];
    const macro = macroOn(evidence, place.line);
    const name = macro?.name ?? place.function;
    if (!ON_NAME.test(name) && !OFF_NAME.test(name)) return [];
    const { pin, aliases } = evidence.naming.name(first);
    const words = [name, pin, ...aliases, evidence.codeLines[place.line - 1] ?? ''].join(' ');
    return [{ on: ON_NAME.test(name), level: first.level, line: macro?.line ?? place.line, words }];
  });
}

/** The macro of the paste that is the whole statement of a line (`LED_ON();`), and where it is defined. */
function macroOn(evidence: Evidence, line: number): { name: string; line: number } | null {
  const name = /^\s*(\w+)\s*\(\s*\w*\s*\)\s*;\s*$/.exec(evidence.codeLines[line - 1] ?? '')?.[1];
  if (!name) return null;
  const defined = evidence.codeLines.findIndex((text) => new RegExp(`^\\s*#\\s*define\\s+${name}\\b`).test(text));
  return defined < 0 ? null : { name, line: defined + 1 };
}

/** `digitalWrite(LED, LED_ON)`: a level that has a name, and is told where the name is defined. */
function namedLevels(evidence: Evidence): Act[] {
  const { macros } = evidence.reading.program.tree;
  const acts = levelWrites(evidence).flatMap(({ levelName, level, line, pins }): Act[] => {
    if (levelName === null || !(ON_NAME.test(levelName) || OFF_NAME.test(levelName))) return [];
    const defined = macros.find((each) => each.name === levelName && each.line > 0 && each.line <= evidence.lastLine);
    const names = pins.map((pin) => Object.values(evidence.naming.name(pin)).flat().join(' '));
    const words = [levelName, ...names, evidence.codeLines[line - 1] ?? ''].join(' ');
    return [{ on: ON_NAME.test(levelName), level, line: defined?.line ?? line, words }];
  });
  return both(acts) ? acts : [];
}

/** `void led(int on) { if (on) ... else ... }`: what each side writes. */
function parameterActs(evidence: Evidence): Act[] {
  const writes = levelWrites(evidence);
  return ownFunctions(evidence).flatMap(({ name, parameters, body }) => {
    const acts: Act[] = [];
    const says = parameters.find((each) => ON_PARAMETER.test(each.name));
    if (!says) return acts;
    walk(body, (node) => {
      if (node.kind !== 'if' || !node.otherwise) return;
      const asked = bare(node.condition);
      const positive =
        asked.kind === 'identifier'
          ? asked.name === says.name
          : asked.kind === 'binary' &&
            bare(asked.left).kind === 'identifier' &&
            (asked.operator === '=='
              ? constantOf(asked.right) === 1
              : asked.operator === '!=' && constantOf(asked.right) === 0);
      const left = asked.kind === 'binary' ? bare(asked.left) : asked;
      if (!positive || left.kind !== 'identifier' || left.name !== says.name) return;
      for (const [side, on] of [
        [node.then, true],
        [node.otherwise, false],
      ] as const)
        walk(side, (each) => {
          const write = writes.find((one) => one.node === each);
          if (!write) return;
          const names = write.pins.map((pin) => Object.values(evidence.naming.name(pin)).flat().join(' '));
          acts.push({ on, level: write.level, line: write.line, words: [name, ...names].join(' ') });
        });
    });
    return both(acts) ? acts : [];
  });
}
