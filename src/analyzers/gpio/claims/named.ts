import { pinsIn, unknownName } from '../ask/pins.ts';
import type { Comment } from '../code.ts';
import type { Claim, NamedPin } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { list } from '../words.ts';
import { levelWrites } from '../written.ts';
import { codeLineOf, type Effect, effectsOf, holdsOneStatement, outputsOf } from './effects.ts';
import { type Phrase, phrasesOf } from './phrases.ts';

/** A comment that names pins and says what its line does to them, with what the line did. */
export interface Statement {
  comment: Comment;
  phrase: Phrase;
  pins: NamedPin[];
  effects: Effect[];
  /** The lines write each of the pins, and the effects are those of the last one. */
  whole: boolean;
}

/** "Led1~Led3" as three names. */
const spread = (text: string): string =>
  text.replace(
    /\b([A-Za-z_]+)(\d{1,2})\s*(?:~|-|–|to|到|至)\s*(?:[A-Za-z_]+)?(\d{1,2})\b/gi,
    (whole, stem, from, to) => {
      const [first, last] = [Number(from), Number(to)];
      if (last <= first || last - first > 15) return whole as string;
      return Array.from({ length: last - first + 1 }, (_, i) => `${stem as string}${first + i}`).join(' ');
    },
  );

const MOST_LINES = 4;

/** The lines a comment speaks of: its own, or the plain statements right below it. */
function blockOf(evidence: Evidence, comment: Comment, from: number, comments: readonly Comment[]): number[] {
  if (from <= 0 || !holdsOneStatement(evidence, from)) return [];
  if (comment.behindCode) return [from];
  const lines: number[] = [];
  for (let line = from; line < from + MOST_LINES; line++) {
    const text = evidence.codeLines[line - 1] ?? '';
    if (!/\S/.test(text) || /[{}]/.test(text) || !holdsOneStatement(evidence, line)) break;
    if (line > from && comments.some((each) => each.line === line)) break;
    if (line > from && /\b\w*(?:[Dd]elay|DELAY|[Ss]leep|[Ww]ait)\w*\s*\(/.test(text)) break;
    lines.push(line);
  }
  return lines;
}

/** What the comments say of pins by name, phrase by phrase. */
export function statementsOf(evidence: Evidence, comments: readonly Comment[]): Statement[] {
  const effects = effectsOf(evidence);
  const facts = {
    outputs: outputsOf(evidence).map((pin) => ({ ...pin, mode: '', lines: null })),
    inputs: [],
    source: evidence.reading.source,
  };
  const writes = levelWrites(evidence);
  const written = (line: number): string[] =>
    writes.flatMap((each) => (each.line === line ? each.pins.map((pin) => evidence.naming.name(pin).pin) : []));
  return comments.flatMap((comment) => {
    const line = codeLineOf(evidence, comment);
    const block = blockOf(evidence, comment, line, comments).filter((each) => effects.has(each));
    const [first] = block;
    if (first === undefined) return [];
    return phrasesOf(comment.text).flatMap((phrase): Statement[] => {
      const what = spread(phrase.what);
      const pins = pinsIn(what, facts).map((each) => each.pin);
      if (pins.length === 0 || unknownName(what, facts) !== null) return [];
      const names = pins.map(({ pin }) => pin);
      // Of several lines below a comment the one that moves the pin is meant.
      const mover = block.find((each) =>
        effects.get(each)!.some(({ changed }) => changed.some(({ pin }) => names.includes(pin))),
      );
      if (first !== line && mover === undefined) return [];
      // Of several pins that the block writes one by one, what they are at its end is told.
      const last = block.findLast((each) => names.some((name) => written(each).includes(name)));
      const all = names.length > 1 && names.every((name) => block.some((each) => written(each).includes(name)));
      const at = all && last !== undefined && effects.has(last) ? last : (mover ?? first);
      return [{ comment, phrase, pins, effects: effects.get(at)!, whole: at === last && all }];
    });
  });
}

/** The level of a pin nothing has changed yet. */
const restOf = ({ reading }: Evidence): 0 | 1 => (reading.chip.gpio.alwaysOutput ? 1 : 0);

/** The one level all these pins have after each execution; null where they differ. */
function levelOf({ pins, effects }: Statement, rest: 0 | 1): 0 | 1 | null {
  const levels = new Set(effects.flatMap(({ after }) => pins.map(({ pin }) => after.get(pin) ?? rest)));
  return levels.size === 1 ? [...levels][0]! : null;
}

/** Whether each of the pins has one level whenever the lines ran, and not all of them the same. */
function differing({ pins, effects }: Statement, rest: 0 | 1): 'differing' | null {
  const each = pins.map(({ pin }) => new Set(effects.map(({ after }) => after.get(pin) ?? rest)));
  return each.every((levels) => levels.size === 1) && new Set(each.flatMap((levels) => [...levels])).size > 1
    ? 'differing'
    : null;
}

export interface NamedVote {
  on: boolean;
  level: 0 | 1;
}

/** Which level these comments call "on" and "off", one vote a comment. */
export function namedVotes(evidence: Evidence, statements: readonly Statement[]): NamedVote[] {
  return statements.flatMap((statement) => {
    const level = levelOf(statement, restOf(evidence));
    const { action } = statement.phrase;
    return level !== null && (action === 'on' || action === 'off') ? [{ on: action === 'on', level }] : [];
  });
}

/**
 * Comments that name pins, checked against what their line did each time it ran.
 * @param active the level that means "on"; null where nothing tells, then on and off are not judged.
 */
export function namedClaims(evidence: Evidence, statements: readonly Statement[], active: 0 | 1 | null): Claim[] {
  return statements.flatMap((statement): Claim[] => {
    const { comment, phrase, pins, effects } = statement;
    const names = pins.map(({ pin }) => pin);
    const claim = (holds: boolean, zh: string, en: string): Claim[] => [
      { line: evidence.lineOf(comment.line), quote: comment.text, holds, why: { zh, en } },
    ];
    const said = { zh: list(names, 'zh'), en: list(names, 'en') };
    if (phrase.action === 'toggle') {
      const turned = effects.map(({ changed }) => changed.filter(({ pin }) => names.includes(pin)));
      if (effects.length < 2 || turned.some((each) => each.length !== names.length)) return [];
      const both = names.every(
        (name) =>
          new Set(
            turned
              .flat()
              .filter(({ pin }) => pin === name)
              .map(({ level }) => level),
          ).size === 2,
      );
      return both
        ? claim(true, `这一行每次都让 ${said.zh} 翻转`, `each time this line runs it toggles ${said.en}`)
        : [];
    }
    if (phrase.action === 'spare') {
      const touched = effects.some(({ changed }) => changed.some(({ pin }) => names.includes(pin)));
      return touched
        ? claim(false, `这一行也改变了 ${said.zh}`, `this line changes ${said.en} too`)
        : claim(true, `这一行没有动 ${said.zh}`, `this line leaves ${said.en} alone`);
    }
    const level =
      levelOf(statement, restOf(evidence)) ?? (statement.whole ? differing(statement, restOf(evidence)) : null);
    if (level === null) return [];
    const wanted =
      phrase.action === 'high'
        ? 1
        : phrase.action === 'low'
          ? 0
          : active === null
            ? null
            : phrase.action === 'on'
              ? active
              : ((1 - active) as 0 | 1);
    if (level === 'differing')
      return claim(false, `这里 ${said.zh} 的电平不一样`, `here ${said.en} have different levels`);
    if (wanted === null) return [];
    return claim(
      level === wanted,
      `这里 ${said.zh} 变成${level ? '高' : '低'}电平`,
      `here ${said.en} ${names.length > 1 ? 'go' : 'goes'} ${level ? 'high' : 'low'}`,
    );
  });
}
