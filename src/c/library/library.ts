/**
 * The library's index. Its text is the engine's own, one declaration a line (or indented lines below it), so names are
 * found without tokenising; a declaration or macro becomes tokens when something asks for it.
 */
import type { Target } from '../api.ts';
import { lex, type Token } from '../lexer.ts';
import { KEYWORDS, type PreludeIndex } from '../prelude.ts';
import type { Macro } from '../preprocess/expansion.ts';
import { Preprocessor } from '../preprocess/preprocess.ts';
import { libraryText } from './headers.ts';

/** Where in the library's text things stand: from and to. */
type Span = [number, number];

interface Places {
  macros: [string, Span][];
  chunks: Span[];
  /** Names and tags, and the chunks that may declare them. */
  names: [string, number[]][];
  tags: [string, number[]][];
}

/** Macros by name; the text of one is read at its first use. */
class LazyMacros extends Map<string, Macro | null> {
  readonly #text: string;
  readonly #spans: Map<string, Span>;

  constructor(text: string, spans: [string, Span][]) {
    super();
    this.#text = text;
    this.#spans = new Map(spans);
  }

  override get(name: string): Macro | null | undefined {
    const known = super.get(name);
    if (known !== undefined) return known;
    const span = this.#spans.get(name);
    if (span === undefined) return undefined;
    this.#spans.delete(name);
    new Preprocessor({ own: this, outer: () => undefined }, []).run(lex(this.#text.slice(...span), 0), false);
    return super.get(name);
  }

  override has(name: string): boolean {
    return super.has(name) || this.#spans.has(name);
  }
}

/** Declarations by number; the text of one is tokenised at its first use. */
class LazyChunks {
  readonly #text: string;
  readonly #spans: Span[];
  readonly #tokens: (Token[] | undefined)[] = [];

  constructor(text: string, spans: Span[]) {
    this.#text = text;
    this.#spans = spans;
  }

  at(index: number): Token[] {
    let tokens = this.#tokens[index];
    if (!tokens) {
      tokens = lex(this.#text.slice(...this.#spans[index]!), 0).slice(0, -1);
      this.#tokens[index] = tokens;
    }
    return tokens;
  }
}

/** They stand in front of a tag and are none. */
const TAGS: ReadonlySet<string> = new Set(['struct', 'union', 'enum']);

/** What build/pack.ts found in the library of one target: a cold start looks for nothing in it. */
declare const PACKED_LIBRARY: string | undefined;

interface Packed {
  target: string;
  places: Places;
}

/** The places of the library's functions, for the build. */
export function packLibrary(target: Target): string {
  return JSON.stringify({ target: JSON.stringify(target), places: placesIn(libraryText(target)) } satisfies Packed);
}

const cache = new Map<string, PreludeIndex>();

/** The library of a target, read once. */
export function libraryIndex(target: Target): PreludeIndex {
  const key = JSON.stringify(target);
  let index = cache.get(key);
  if (!index) {
    index = build(libraryText(target), key);
    cache.set(key, index);
  }
  return index;
}

function build(text: string, target: string): PreludeIndex {
  const packed = typeof PACKED_LIBRARY === 'undefined' ? undefined : (JSON.parse(PACKED_LIBRARY) as Packed);
  const { macros, chunks, names, tags } = packed?.target === target ? packed.places : placesIn(text);
  return {
    name: 'library',
    macros: new LazyMacros(text, macros),
    chunks: new LazyChunks(text, chunks),
    names: new Map(names),
    tags: new Map(tags),
    native: true,
  };
}

function placesIn(text: string): Places {
  const macros = new Map<string, Span>();
  const chunks: Span[] = [];
  const names = new Map<string, number[]>();
  const tags = new Map<string, number[]>();
  const put = (map: Map<string, number[]>, name: string, chunk: number): void => {
    const list = map.get(name);
    if (list) list.push(chunk);
    else map.set(name, [chunk]);
  };
  let from = -1;
  let to = -1;
  const close = (): void => {
    if (from < 0) return;
    const open = text.slice(from, to);
    const number = chunks.push([from, to]) - 1;
    from = -1;
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
  };
  let at = 0;
  for (const line of text.split('\n')) {
    const end = at + line.length;
    if (line.startsWith('#define ')) {
      close();
      macros.set(/^\w+/.exec(line.slice(8))![0], [at, end]);
    } else if (line === '' || line.startsWith('/*')) close();
    else if (line[0] === ' ' || line[0] === '}') to = end;
    else {
      close();
      [from, to] = [at, end];
    }
    at = end + 1;
  }
  close();
  return { macros: [...macros], chunks, names: [...names], tags: [...tags] };
}
