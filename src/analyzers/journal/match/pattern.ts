/**
 * A regular expression taken apart far enough to make it safe and fast: cut at its top-level `.*`, its unbounded
 * repeats bounded, and the letters known that any matching line must contain.
 */

type Atom =
  | { kind: 'char'; char: string; source: string }
  | { kind: 'set'; source: string }
  | { kind: 'any'; source: string }
  | { kind: 'anchor'; source: string }
  | { kind: 'group'; open: string; branches: Item[][] };

interface Item {
  atom: Atom;
  min: number;
  max: number;
  lazy: boolean;
}

/** Longest run an unbounded repeat may take; makes a search that restarts at every character linear in the line. */
const LONGEST_REPEAT = 512;

class Reader {
  at = 0;
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }

  branches(): Item[][] {
    const branches: Item[][] = [[]];
    while (this.at < this.source.length && this.source[this.at] !== ')') {
      if (this.source[this.at] === '|') {
        this.at += 1;
        branches.push([]);
      } else branches.at(-1)!.push(this.item());
    }
    return branches;
  }

  item(): Item {
    const atom = this.atom();
    const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/.exec(this.source.slice(this.at, this.at + 16));
    if (!quantifier) return { atom, min: 1, max: 1, lazy: false };
    this.at += quantifier[0].length;
    const lazy = this.source[this.at] === '?';
    if (lazy) this.at += 1;
    const [sign, low, comma, high] = quantifier;
    if (sign === '*') return { atom, min: 0, max: Number.POSITIVE_INFINITY, lazy };
    if (sign === '+') return { atom, min: 1, max: Number.POSITIVE_INFINITY, lazy };
    if (sign === '?') return { atom, min: 0, max: 1, lazy };
    const min = Number(low);
    return { atom, min, max: comma === undefined ? min : high === '' ? Number.POSITIVE_INFINITY : Number(high), lazy };
  }

  atom(): Atom {
    const char = this.source[this.at]!;
    if (char === '(') return this.group();
    if (char === '[') {
      const set = /^\[\^?\]?(?:\\.|[^\]\\])*\]/.exec(this.source.slice(this.at));
      if (!set) throw new SyntaxError('a [ is never closed');
      this.at += set[0].length;
      return { kind: 'set', source: set[0] };
    }
    if (char === '\\') {
      const escaped = /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|p\{[^}]+\}|.)/.exec(this.source.slice(this.at));
      if (!escaped) throw new SyntaxError('a lone backslash at the end');
      this.at += escaped[0].length;
      const letter = escaped[0][1]!;
      if (/[1-9k]/.test(letter)) throw new SyntaxError('a back-reference');
      if (/[bB]/.test(letter)) return { kind: 'anchor', source: escaped[0] };
      if (/[dDsSwWpP]/.test(letter)) return { kind: 'set', source: escaped[0] };
      if (/[nrtfvxu0]/.test(letter)) return { kind: 'set', source: escaped[0] };
      return { kind: 'char', char: letter, source: escaped[0] };
    }
    this.at += 1;
    if (char === '.') return { kind: 'any', source: '.' };
    if (char === '^' || char === '$') return { kind: 'anchor', source: char };
    if (/[*+?]/.test(char)) throw new SyntaxError(`nothing to repeat before ${char}`);
    return { kind: 'char', char, source: char === '/' ? '\\/' : char };
  }

  group(): Atom {
    const open = /^\((?:\?:|\?<[A-Za-z_]\w*>|\?<?[=!]|\?[^:<]*)?/.exec(this.source.slice(this.at))![0];
    if (/^\(\?<?[=!]/.test(open)) throw new SyntaxError('look-ahead or look-behind');
    if (open.startsWith('(?') && open !== '(?:' && !open.startsWith('(?<')) throw new SyntaxError(`${open} inside`);
    this.at += open.length;
    const branches = this.branches();
    if (this.source[this.at] !== ')') throw new SyntaxError('a ( is never closed');
    this.at += 1;
    return { kind: 'group', open, branches };
  }
}

/** Writes items back; what stands last may run to the end of the line, since nothing after it can fail. */
function writeAll(items: Item[], last: boolean): string {
  const end = items.at(-1)?.atom.kind === 'anchor' ? items.length - 2 : items.length - 1;
  return items.map((item, index) => write(item, last && index === end)).join('');
}

function write(item: Item, last: boolean): string {
  const { atom, min, lazy } = item;
  const body =
    atom.kind === 'group'
      ? `${atom.open}${atom.branches.map((branch) => writeAll(branch, last && item.max === 1)).join('|')})`
      : atom.source;
  if (min === 1 && item.max === 1) return body;
  const unbounded = last && item.max === Number.POSITIVE_INFINITY && atom.kind !== 'group';
  if (unbounded) return `${body}${min === 0 ? '*' : min === 1 ? '+' : `{${min},}`}${lazy ? '?' : ''}`;
  const max = Math.min(item.max, Math.max(min, LONGEST_REPEAT));
  const sign = min === 0 && max === 1 ? '?' : min === max ? `{${min}}` : `{${min},${max}}`;
  return body + sign + (lazy ? '?' : '');
}

/** More ways than this to write a stretch of a pattern and it is taken apart. */
const MOST_WAYS = 64;

/** All ways a piece of a pattern can read, where it is nothing but letters and choices between them; else null. */
function waysOf({ atom, min, max }: Item): string[] | null {
  if (max !== 1) return null;
  let ways: string[] | null = null;
  if (atom.kind === 'char') ways = [atom.char];
  else if (atom.kind === 'anchor') return [''];
  else if (atom.kind === 'set') {
    const plain = /^\[([^\]\\^-][^\]\\-]{0,3}|-[^\]\\-]{0,3})\]$/.exec(atom.source);
    ways = plain ? [...plain[1]!] : null;
  } else if (atom.kind === 'group') {
    ways = [];
    for (const branch of atom.branches) {
      let runs: string[] | null = [''];
      for (const item of branch) runs = runs && cross(runs, waysOf(item));
      if (!runs) return null;
      ways.push(...runs);
    }
  }
  if (!ways || ways.length > MOST_WAYS) return null;
  return min === 0 ? ['', ...ways] : ways;
}

function cross(runs: string[], ways: string[] | null): string[] | null {
  if (!ways || runs.length * ways.length > MOST_WAYS) return null;
  if (ways.length === 1) return ways[0] === '' ? runs : runs.map((run) => run + ways[0]);
  return runs.flatMap((run) => ways.map((way) => run + way));
}

/** How rare lines with one of these words are: long words are, blanks at their ends do not help much. */
function strength(literals: string[]): number {
  return Math.min(...literals.map((literal) => (literal.length + literal.trim().length) / 2)) - literals.length / 12;
}

/** Strings of which every match contains at least one, or null where that cannot be said. */
function needed(items: Item[]): string[] | null {
  let best: string[] | null = null;
  let runs = [''];
  const offer = (candidate: string[] | null): void => {
    if (!candidate || candidate.some((literal) => literal === '')) return;
    if (!best || strength(candidate) > strength(best)) best = candidate;
  };
  for (const item of items) {
    const { atom } = item;
    const ways = waysOf(item);
    const longer = cross(runs, ways);
    if (longer) {
      runs = longer;
      continue;
    }
    offer(runs);
    runs = ways ?? [''];
    if (ways || item.min < 1) continue;
    if (atom.kind === 'group') {
      const branches = atom.branches.map(needed);
      offer(branches.every((branch) => branch !== null) ? branches.flat() : null);
    } else if (atom.kind === 'char') runs = [atom.char];
  }
  offer(runs);
  return best;
}

export interface Pattern {
  source: string;
  /** Searched one after the other in a line: the pattern cut at every `.*` that stands outside all groups. */
  parts: RegExp[];
  /** The parts as the author wrote them, for the safety check. */
  partSources: string[];
  /** In lower case; a matching line contains at least one of them. Empty: no such words, always try. */
  literals: string[];
  groups: string[];
  anchored: boolean;
}

/** Cuts branches at `.*` and `.+` outside groups; only a pattern without a top-level `|` is cut. */
function cut(branches: Item[][]): Item[][] {
  if (branches.length !== 1) return [];
  const parts: Item[][] = [[]];
  for (const item of branches[0]!) {
    if (item.atom.kind === 'any' && item.max === Number.POSITIVE_INFINITY && parts.at(-1)!.length > 0) {
      parts.push([]);
      if (item.min > 0) parts.at(-1)!.push({ ...item, min: item.min, max: item.min });
    } else parts.at(-1)!.push(item);
  }
  return parts.filter((part) => part.length > 0);
}

function trimmed(branches: Item[][]): Item[][] {
  if (branches.length !== 1) return branches;
  const items = [...branches[0]!];
  const idle = (item: Item | undefined) =>
    item?.atom.kind === 'any' && item.min === 0 && item.max === Number.POSITIVE_INFINITY;
  while (idle(items[0])) items.shift();
  while (idle(items.at(-1))) items.pop();
  return [items];
}

/** What reading a pattern's source gives, as JSON: it can be kept from one start to the next. */
export type ReadPattern = Pick<Pattern, 'partSources' | 'literals' | 'groups' | 'anchored'>;

/**
 * Compiles one pattern of a knowledge file.
 * @param known what reading it gave before; without it the source is read now.
 * @throws SyntaxError where it is no regular expression or uses what is not allowed (look-around, back-reference).
 */
export function compilePattern(source: string, known?: ReadPattern): Pattern {
  const flags = source.startsWith('(?i)') ? 'iu' : 'u';
  if (known) return new KnownPattern(source, known, flags);
  const read = readPattern(source);
  return { source, ...read, parts: read.partSources.map((text) => expressionOf(text, flags)) };
}

/** Its expressions are made when a line is first searched for them: most never are. */
class KnownPattern implements Pattern {
  readonly source: string;
  readonly partSources: string[];
  readonly literals: string[];
  readonly groups: string[];
  readonly anchored: boolean;
  readonly #flags: string;
  #parts: RegExp[] | undefined;

  constructor(source: string, known: ReadPattern, flags: string) {
    this.source = source;
    this.partSources = known.partSources;
    this.literals = known.literals;
    this.groups = known.groups;
    this.anchored = known.anchored;
    this.#flags = flags;
  }

  get parts(): RegExp[] {
    this.#parts ??= this.partSources.map((text) => expressionOf(text, this.#flags));
    return this.#parts;
  }
}

function expressionOf(text: string, flags: string): RegExp {
  try {
    return new RegExp(text, flags);
  } catch {
    // The strict syntax refuses harmless escapes such as \" that people write.
    return new RegExp(text, flags.replace('u', ''));
  }
}

function readPattern(source: string): ReadPattern {
  const body = source.startsWith('(?i)') ? source.slice(4) : source;
  const reader = new Reader(body);
  const branches = trimmed(reader.branches());
  if (reader.at < body.length) throw new SyntaxError('a ) too many');
  const pieces = cut(branches);
  const partSources =
    pieces.length > 0
      ? pieces.map((piece, index) => writeAll(piece, index === pieces.length - 1))
      : [branches.map((branch) => writeAll(branch, true)).join('|')];
  const all = branches.map(needed);
  const literals = all.every((literal) => literal !== null)
    ? [...new Set(all.flat().map((literal) => literal.toLowerCase()))]
    : [];
  return {
    partSources,
    literals,
    groups: [...body.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map((group) => group[1]!),
    anchored: /(?:^|[(|])\^/.test(body),
  };
}

/**
 * Searches a text for a pattern, part after part.
 * @returns the named groups (empty where it has none), or null.
 */
export function search(pattern: Pattern, text: string): Record<string, string> | null {
  let rest = text;
  let groups: Record<string, string> = {};
  for (const [index, part] of pattern.parts.entries()) {
    const found = part.exec(rest);
    if (!found || (index > 0 && part.source.startsWith('^'))) return null;
    if (found.groups) groups = { ...groups, ...definedOnly(found.groups) };
    rest = rest.slice(found.index + found[0].length);
  }
  return groups;
}

function definedOnly(groups: Record<string, string | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) if (value !== undefined) result[name] = value;
  return result;
}
