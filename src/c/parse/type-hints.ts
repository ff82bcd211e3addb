/** Words used as types although nothing declares them, found by how they stand. */
import type { Token } from '../lexer.ts';
import { STATEMENT_WORDS } from './words.ts';

/** Words used as types although nothing declares them, found by how they stand: `Foo x;`, `(Foo *)`, `Foo *x = ...`. */
export function findTypeHints(tokens: Token[], known: (name: string) => boolean): Set<string> {
  const hints = new Set<string>();
  const KEYWORDS =
    /^(struct|union|enum|const|volatile|static|extern|unsigned|signed|int|char|short|long|float|double|void|typedef|register|inline|auto|class|define|public|private|interrupt|using|code|data|xdata|idata|bit|sbit|sfr)$/;
  for (let i = 0; i < tokens.length - 2; i++) {
    const token = tokens[i]!;
    if (token.kind !== 'id' || STATEMENT_WORDS.has(token.text) || KEYWORDS.test(token.text)) continue;
    const before = tokens[i - 1]?.text ?? ';';
    let at = i + 1;
    while (tokens[at]?.text === '*') at++;
    const stars = at - i - 1;
    const name = tokens[at];
    if (!name) break;
    const opens = before === ';' || before === '{' || before === '}';
    if (stars > 0 && name.text === ')' && before === '(') {
      if (!known(token.text)) hints.add(token.text);
      continue;
    }
    if (name.kind !== 'id' || STATEMENT_WORDS.has(name.text) || KEYWORDS.test(name.text)) continue;
    const after = tokens[at + 1]?.text ?? '';
    const plain =
      stars === 0 &&
      (opens ||
        before === '(' ||
        before === ',' ||
        before === 'const' ||
        before === 'static' ||
        before === 'volatile') &&
      [';', '=', ',', '[', ')', '('].includes(after);
    const starred = stars > 0 && opens && [';', '=', ',', '['].includes(after);
    if ((plain || starred) && !known(token.text)) hints.add(token.text);
  }
  return hints;
}
