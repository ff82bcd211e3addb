/**
 * The library's index. Its text is the engine's own, one declaration a line (or indented lines below it), so names are
 * found without tokenising; a declaration or macro becomes tokens when something asks for it.
 */
import type { Target } from '../api.ts';
import { lex, type Token } from '../lexer.ts';
import { KEYWORDS, type PreludeIndex } from '../prelude.ts';
import { type Macro, Preprocessor } from '../preprocess.ts';
import { libraryText } from './headers.ts';

/** Macros by name; the text of one is read at its first use. */
class LazyMacros extends Map<string, Macro | null> {
  readonly #lines = new Map<string, string>();

  define(name: string, line: string): void {
    this.#lines.set(name, line);
  }

  override get(name: string): Macro | null | undefined {
    const known = super.get(name);
    if (known !== undefined) return known;
    const line = this.#lines.get(name);
    if (line === undefined) return undefined;
    this.#lines.delete(name);
    new Preprocessor({ own: this, outer: () => undefined }, []).run(lex(line, 0), false);
    return super.get(name);
  }

  override has(name: string): boolean {
    return super.has(name) || this.#lines.has(name);
  }
}

/** Declarations by number; the text of one is tokenised at its first use. */
class LazyChunks {
  readonly texts: string[] = [];
  readonly #tokens: (Token[] | undefined)[] = [];

  at(index: number): Token[] {
    let tokens = this.#tokens[index];
    if (!tokens) {
      tokens = lex(this.texts[index]!, 0).slice(0, -1);
      this.#tokens[index] = tokens;
    }
    return tokens;
  }
}

/** They stand in front of a tag and are none. */
const TAGS: ReadonlySet<string> = new Set(['struct', 'union', 'enum']);

const cache = new Map<string, PreludeIndex>();

export function libraryIndex(target: Target): PreludeIndex {
  const key = JSON.stringify(target);
  let index = cache.get(key);
  if (!index) {
    index = build(libraryText(target));
    cache.set(key, index);
  }
  return index;
}

function build(text: string): PreludeIndex {
  const macros = new LazyMacros();
  const chunks = new LazyChunks();
  const names = new Map<string, number[]>();
  const tags = new Map<string, number[]>();
  const put = (map: Map<string, number[]>, name: string, chunk: number): void => {
    const list = map.get(name);
    if (list) list.push(chunk);
    else map.set(name, [chunk]);
  };
  let open = '';
  const close = (): void => {
    if (open === '') return;
    const number = chunks.texts.push(open) - 1;
    const tag = /^(?:typedef )?(?:struct|union) (\w+) \{/.exec(open)?.[1];
    if (tag !== undefined) put(tags, tag, number);
    if (/^(typedef|struct|enum|union)\b/.test(open))
      for (const word of new Set(open.match(/[A-Za-z_]\w*/g))) {
        if (!KEYWORDS.has(word) && !TAGS.has(word)) put(names, word, number);
      }
    else {
      const name = /^[^(;=[]*?\(\*(\w+)/.exec(open)?.[1] ?? /(\w+) ?[(;=[]/.exec(open)?.[1];
      if (name !== undefined) put(names, name, number);
    }
    open = '';
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('#define ')) {
      close();
      macros.define(/^\w+/.exec(line.slice(8))![0], line);
    } else if (line === '' || line.startsWith('/*')) close();
    else if (line[0] === ' ' || line[0] === '}') open += `\n${line}`;
    else {
      close();
      open = line;
    }
  }
  close();
  return { name: 'library', macros, chunks, names, tags, native: true };
}
