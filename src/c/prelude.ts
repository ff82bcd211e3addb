/**
 * A prelude's text, tokenised once and cut into its top-level declarations, each found by the names it declares. Kept
 * between compilations as long as the conditions in it come out the same.
 */
import { lex, type Token } from './lexer.ts';
import type { Macro } from './preprocess/expansion.ts';
import { Preprocessor } from './preprocess/preprocess.ts';
import { BASIC_TYPE_WORDS } from './types.ts';

export interface PreludeIndex {
  name: string;
  macros: Map<string, Macro | null>;
  /** Declarations, macros not yet expanded. */
  chunks: { at(index: number): Token[] | undefined };
  /** Identifier -> chunks that may declare it. */
  names: Map<string, number[]>;
  tags: Map<string, number[]>;
  /** Functions without a body are the engine's own. */
  native: boolean;
}

interface Cached {
  index: PreludeIndex;
  /** What the conditions asked the outside for, and what they were told. */
  asked: Map<string, string | undefined>;
}

const cache = new Map<string, Cached[]>();
/** Texts kept; a bot serves many pastes with the same few preludes. */
const CACHE_LIMIT = 64;

/** Words that never are a name of a declaration. */
export const KEYWORDS: ReadonlySet<string> = new Set<string>([
  'typedef',
  'static',
  'extern',
  'inline',
  'const',
  'volatile',
  'register',
  ...BASIC_TYPE_WORDS,
  '__attribute__',
  '__inline',
  '__inline__',
  '__extension__',
]);

const body = (macro: Macro | undefined): string | undefined => macro?.body.map((t) => t.text).join(' ');

/** What a text of ours declares and where, so that only what is used of it is parsed. */
export function indexPrelude(name: string, text: string, outer: (name: string) => Macro | undefined): PreludeIndex {
  const known = cache.get(text) ?? [];
  for (const entry of known) {
    let same = entry.index.name === name;
    for (const [key, value] of entry.asked) same &&= body(outer(key)) === value;
    if (same) return entry.index;
  }
  const macros = new Map<string, Macro | null>();
  const preprocessor = new Preprocessor({ own: macros, outer }, []);
  const result = preprocessor.run(lex(text, 0), false);
  const chunks: Token[][] = [];
  const index: PreludeIndex = { name, macros, chunks, names: new Map(), tags: new Map(), native: false };
  split(result.tokens, index, chunks);
  const asked = new Map<string, string | undefined>();
  for (const key of preprocessor.asked) asked.set(key, body(outer(key)));
  if (cache.size >= CACHE_LIMIT) cache.delete(cache.keys().next().value!);
  cache.set(text, [...known.slice(-3), { index, asked }]);
  return index;
}

function split(tokens: Token[], index: PreludeIndex, chunks: Token[][]): void {
  let start = 0;
  let depth = 0;
  let isFunction = false;
  let previous: Token | undefined;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'eof') break;
    if (token.kind === 'punct') {
      if (token.text === '{') {
        if (depth === 0) {
          if (previous?.kind === 'string' && tokens[start]!.text === 'extern') {
            // extern "C" {: its braces are left out.
            start = i + 1;
            previous = token;
            continue;
          }
          isFunction = previous?.text === ')' && tokens[start]!.text !== 'typedef';
        }
        depth++;
      } else if (token.text === '(' || token.text === '[') depth++;
      else if (token.text === ')' || token.text === ']') depth--;
      else if (token.text === '}') {
        if (depth === 0) {
          start = i + 1;
          continue;
        }
        depth--;
        if (depth === 0 && isFunction) {
          add(tokens.slice(start, i + 1), index, chunks);
          start = i + 1;
          isFunction = false;
        }
      } else if (token.text === ';' && depth === 0) {
        if (i > start) add(tokens.slice(start, i + 1), index, chunks);
        start = i + 1;
      }
    }
    previous = token;
  }
}

function add(chunk: Token[], index: PreludeIndex, chunks: Token[][]): void {
  const number = chunks.length;
  const put = (map: Map<string, number[]>, name: string): void => {
    const list = map.get(name);
    if (!list) map.set(name, [number]);
    else if (list.at(-1) !== number) list.push(number);
  };
  let depth = 0;
  let enumDepth = -1;
  for (let i = 0; i < chunk.length; i++) {
    const token = chunk[i]!;
    if (token.kind === 'punct') {
      if (token.text === '{' || token.text === '(' || token.text === '[') depth++;
      else if (token.text === '}' || token.text === ')' || token.text === ']') {
        depth--;
        if (depth < enumDepth) enumDepth = -1;
      }
      continue;
    }
    if (token.kind !== 'id' || KEYWORDS.has(token.text)) continue;
    const before = chunk[i - 1]?.text;
    if (token.text === 'enum' || token.text === 'struct' || token.text === 'union') {
      const named = chunk[i + 1]?.kind === 'id';
      const open = named ? i + 2 : i + 1;
      if (chunk[open]?.text === '{') {
        if (named) put(index.tags, chunk[i + 1]!.text);
        if (token.text === 'enum') enumDepth = depth + 1;
      }
      continue;
    }
    if (depth === 0) put(index.names, token.text);
    else if (depth === 1 && before === '*' && chunk[i - 2]?.text === '(') put(index.names, token.text);
    else if (enumDepth === depth && (before === '{' || before === ',')) put(index.names, token.text);
  }
  // The lists are in the order of the text: a type's own declaration comes before its uses.
  chunks.push(chunk);
}
