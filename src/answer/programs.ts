import { blankComments } from '../analyzers/gpio/code.ts';
import { undressed } from '../analyzers/gpio/undressed.ts';
import type { Block } from './split.ts';

/** Functions a program starts in, by what may not be in one program twice or beside the other. */
const ENTRY = /\b(main|app_main|hal_entry|setup|loop)[ \t]*\([^;{}()]{0,80}\)\s*\{/g;
const DEFINES = /\b([A-Za-z_]\w*)[ \t]*\((?:[^;{}()]|\([^;{}()]*\)){0,300}\)\s*\{/g;
/** Comments and constants right above the first include of a program are its own. */
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*|#\s*(?:define|undef|pragma)\b)|\*\/\s*$/;
const LONGEST = 200_000;
/** Nobody pastes more programs at once; each is run by itself. */
const MOST_ENTRIES = 24;

interface Defined {
  name: string;
  start: number;
  end: number;
}

/** A stretch of code in which several whole programs stand is as many. */
export function splitPrograms(block: Block): Block[] {
  if (block.kind !== 'code' || block.text.length > LONGEST) return [block];
  const starts = programStarts(undressed(block.text));
  if (starts.length === 0) return [block];
  const borders = [0, ...starts, block.text.length];
  return borders.slice(0, -1).map((from, i) => {
    const text = block.text.slice(from, borders[i + 1]).trimEnd();
    const firstLine = block.firstLine + block.text.slice(0, from).split('\n').length - 1;
    return {
      ...block,
      text,
      firstLine,
      lastLine: firstLine + text.split('\n').length - 1,
      start: block.start + from,
      end: block.start + from + text.length,
      ...(block.said ? { said: i === 0 ? block.said : [] } : {}),
    };
  });
}

/** Where, after the first, a further program begins: its entry is one that the program before has already. */
function programStarts(code: string): number[] {
  const entries = code.match(ENTRY)?.length ?? 0;
  if (entries < 2 || entries > MOST_ENTRIES) return [];
  const bare = withoutWords(code);
  const defined = definedIn(bare);
  const starts: number[] = [];
  let own: Defined[] = [];
  for (const each of defined) {
    const last = own.findLast(({ name }) => isEntry(name));
    if (last && isEntry(each.name) && isAnother(own, each, bare)) {
      const start = borderIn(code, bare, own, last.end, each.start, defined);
      starts.push(start);
      own = defined.filter((other) => other.start >= start && other.start < each.start);
    }
    own.push(each);
  }
  return starts;
}

const isEntry = (name: string): boolean => /^(?:main|app_main|hal_entry|setup|loop)$/.test(name);
/** setup() and loop() go together. */
const entryOf = (name: string): string => (name === 'loop' ? 'setup' : name);

/** Whether an entry cannot belong to the program that these functions are of. */
function isAnother(own: Defined[], { name }: Defined, bare: string): boolean {
  if (own.some((other) => other.name === name)) return true;
  const others = own.filter((other) => isEntry(other.name) && entryOf(other.name) !== entryOf(name));
  // A core's own main calls setup() and loop(), or hal_entry().
  return others.length > 0 && ![name, ...others.map((other) => other.name)].some((each) => isCalled(each, bare));
}

const isCalled = (name: string, bare: string): boolean => new RegExp(`\\b${name}[ \\t]*\\(\\s*\\)\\s*;`).test(bare);

/** The code with comments, literals and branches of conditions blanked out; offsets stay. */
function withoutWords(code: string): string {
  let depth = 0;
  return blankComments(code)
    .split('\n')
    .map((line) => {
      const directive = /^\s*#\s*(if\w*|endif)/.exec(line)?.[1];
      if (directive === 'endif') depth = Math.max(0, depth - 1);
      const blank = depth > 0 || directive !== undefined;
      if (directive?.startsWith('if')) depth += 1;
      return blank ? ' '.repeat(line.length) : line;
    })
    .join('\n');
}

/** Functions defined outside of any braces, in order. */
function definedIn(bare: string): Defined[] {
  const found: Defined[] = [];
  let outside = 0;
  for (const match of bare.matchAll(DEFINES)) {
    if (match.index < outside) continue;
    let depth = 0;
    let end = match.index + match[0].length - 1;
    for (; end < bare.length; end += 1) {
      if (bare[end] === '{') depth += 1;
      else if (bare[end] === '}' && --depth === 0) break;
    }
    outside = end + 1;
    found.push({ name: match[1]!, start: match.index, end: outside });
  }
  return found;
}

/** The first line of the program that an entry belongs to, behind the end of the one before. */
function borderIn(code: string, bare: string, own: Defined[], end: number, entry: number, defined: Defined[]): number {
  const before = bare.slice(0, end);
  const names = new Set(own.map(({ name }) => name));
  let from = end;
  // Functions below main that the first program calls are its own.
  for (const each of defined) {
    if (each.start < end || each.start >= entry) continue;
    if (names.has(each.name) || !new RegExp(`\\b${each.name}\\b`).test(before)) break;
    from = each.end;
  }
  const include = /^[ \t]*#[ \t]*include\b/m.exec(bare.slice(from, entry));
  if (!include) return from + leadingBlank(code.slice(from));
  const upTo = from + include.index;
  const lines = code.slice(from, upTo).split('\n');
  let start = upTo;
  for (let i = lines.length - 2; i > 0 && COMMENT_LINE.test(lines[i]!); i -= 1) start -= lines[i]!.length + 1;
  return start;
}

const leadingBlank = (text: string): number => text.length - text.trimStart().length;
