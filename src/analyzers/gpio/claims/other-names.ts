import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import { codeLineOf, holdsOneStatement } from './effects.ts';
import { phrasesOf } from './phrases.ts';

/** A comment that says on, off, high or low of one named pin, beside a line that writes another named one. */
export function otherNameClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const { macros, variables } = evidence.reading.program.tree;
  const defined = new Set(
    [...macros, ...variables.map((each) => ({ name: each.symbol.name, line: each.line }))]
      .filter(({ name, line }) => line > 0 && line <= evidence.lastLine && name.length > 1)
      .map(({ name }) => name),
  );
  const writes = levelWrites(evidence);
  const namesOn = (line: number): string[] =>
    [...new Set(evidence.codeLines[line - 1]?.match(/\b[A-Za-z_]\w*\b/g) ?? [])].filter((word) => defined.has(word));
  // Names that stand alone for what a write goes to.
  const pins = new Map<string, string>();
  for (const { line, pins: written } of writes) {
    const names = namesOn(line);
    if (names.length === 1 && written.length === 1) pins.set(names[0]!, `${written[0]!.port}:${written[0]!.bit}`);
  }
  if (pins.size < 2) return [];
  return comments.flatMap((comment): Claim[] => {
    const line = codeLineOf(evidence, comment);
    const [own, ...more] = namesOn(line);
    const said = [...pins.keys()].filter((name) => new RegExp(`\\b${name}\\b`, 'i').test(comment.text));
    const [other] = said;
    if (!own || more.length > 0 || said.length !== 1 || !other || other === own || pins.get(other) === pins.get(own))
      return [];
    const phrases = phrasesOf(comment.text);
    if (phrases.length !== 1 || phrases[0]!.action === 'spare' || phrases[0]!.action === 'toggle') return [];
    if (!pins.has(own) || !holdsOneStatement(evidence, line)) return [];
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: false,
        why: { zh: `这一行写的是 ${own}，不是 ${other}`, en: `this line writes ${own}, not ${other}` },
      },
    ];
  });
}
