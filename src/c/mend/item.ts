// Above 200 lines: one recursive recogniser of how C lines begin; its branches share their notion of evidence.
import { balanced, reach } from './expression.ts';
import type { Lexer, Token } from './lexer.ts';
import { isProse, isType, type Names } from './names.ts';
import {
  AGGREGATES,
  KNOWN_TYPES,
  QUALIFIERS,
  readsLikeName,
  STATEMENT_WORDS,
  STOP_WORDS,
  SUFFIX_QUALIFIERS,
  TYPE_WORDS,
} from './words.ts';

/** What a line of C may begin with, as far as it matters to where the line before it ended. */
export type Item =
  | 'comment'
  | 'directive'
  | 'brace'
  | 'statement'
  | 'action'
  | 'declaration'
  | 'function'
  | 'aggregate';

export interface Place {
  lexer: Lexer;
  names: Names;
  /** Outside of all functions, where only declarations can stand. */
  outermost: boolean;
  /** Inside a struct: members only. */
  members: boolean;
}

const STORAGE = new Set(['static', 'extern', 'typedef', 'inline', 'register', '__inline', '__interrupt', 'auto']);

/** A name in snake case that nothing is done with but naming a type. */
function snakeType(names: Names, word: string): boolean {
  return /^[a-z]\w*_[a-z]\w*$/.test(word) && !names.variables.has(word) && !names.used.has(word);
}

const BASES = new Set(['void', 'char', 'int', 'float', 'double', '_Bool', 'bool']);

/** Recognises an item of C at an offset, or null. It asks for evidence, since the text may as well be a sentence. */
export function itemAt(place: Place, offset: number, depth = 0): Item | null {
  const { lexer, names } = place;
  const token = lexer.at(offset);
  if (token.kind === 'line-comment' || token.kind === 'block-comment') return 'comment';
  if (token.kind === 'directive') return 'directive';
  if (token.kind === 'word') {
    if (STATEMENT_WORDS.has(token.text))
      return place.outermost || place.members ? null : statement(place, token, depth);
    const declared = declaration(place, token);
    if (declared) return declared;
    if (place.members)
      return /^(?:public|private|protected)$/.test(token.text) && lexer.at(token.end).text === ':' ? 'statement' : null;
    if (/^(?:public|private|protected|slots|signals)$/.test(token.text)) return null;
    return action(place, token);
  }
  if (token.kind !== 'punct') return null;
  if (token.text === '}' || token.text === '{') return 'brace';
  if (place.members || place.outermost) return null;
  if (token.text === ';') return 'statement';
  if (/^(?:\*|\(|\+\+|--)$/.test(token.text)) {
    if (/^(?:\*\*[* ]|--[->]|\* )/.test(lexer.slice(offset, offset + 3))) return null; // ornaments, bullets, arrows
    const all = reach(lexer, names, token.start);
    const voidCast = token.text === '(' && lexer.code(token.end).text === 'void';
    return (all.acts || voidCast) && !all.prose && all.complete && all.stop.text === ';' ? 'action' : null;
  }
  return null;
}

function ends(token: Token): boolean {
  return token.text === ';' || token.kind === 'end' || token.kind === 'line-comment';
}

function action(place: Place, token: Token): Item | null {
  const { lexer, names } = place;
  const next = lexer.code(token.end);
  // a label
  if (next.text === ':' && names.labels.has(token.text)) {
    return itemAt(place, next.end, 3) ? 'statement' : null;
  }
  if (isProse(names, token.text)) return null;
  if (next.text === '(') {
    const close = balanced(lexer, next);
    if (close > 0) {
      const after = lexer.code(close);
      // ISR(TIMER1_OVF_vect) {   main() {
      if (after.text === '{' && !/[^\w\s,*()&[\]]/.test(lexer.slice(next.end, close - 1))) return 'function';
      if (after.kind === 'line-comment' && place.outermost && /^[A-Z_]+$/.test(token.text)) return 'function';
      // void-less prototypes and ISR(..) interrupt forms are too rare to guess
    }
  }
  // asm volatile ("nop");
  if (/^(?:asm|__asm|__asm__|_asm)$/.test(token.text))
    return /^[({"]|volatile|goto/.test(next.text) || next.kind === 'string' ? 'action' : null;
  if (place.outermost) {
    // MACRO(x) and the like stand outside of functions too, but only with a name that says so.
    if (!(names.macros.has(token.text) && next.text === '(')) return null;
  }
  if (next.text === ';')
    return readsLikeName(token.text) &&
      (names.macros.has(token.text) || /^[A-Z0-9_]*_[A-Z0-9_]*$/.test(token.text) || token.text.startsWith('__'))
      ? 'action'
      : null;
  const all = reach(lexer, names, token.start);
  if (all.prose || !all.acts) {
    // a stream: Serial << x, cout << "..."
    return !all.prose && all.complete && next.text === '<<' && all.stop.text === ';' ? 'action' : null;
  }
  if (all.complete) {
    if (all.stop.text === ';' || (all.stop.kind === 'line-comment' && all.tokens > 2)) return 'action';
    // A macro that brings its own semicolon, before the brace that closes the body.
    if (all.stop.text === '}' && names.macros.has(token.text)) return 'action';
    if (names.macros.has(token.text) && next.text === '(' && itemAt(place, all.stop.start, 3)) return 'action';
  }
  // The rest of it stands after a comment of its own.
  return !all.complete && all.stop.kind === 'line-comment' && all.tokens > 2 ? 'action' : null;
}

function statement(place: Place, token: Token, depth: number): Item | null {
  const { lexer, names } = place;
  if (depth > 6) return 'statement';
  const next = lexer.code(token.end);
  const follows = (offset: number): Item | null => {
    const after = lexer.at(offset);
    if (after.text === ';' || after.kind === 'end' || after.kind === 'line-comment') return 'statement';
    if (after.kind === 'punct' && /^[*(]|\+\+|--|\{/.test(after.text))
      return itemAt(place, offset, depth + 1) ? 'statement' : null;
    return after.text !== '}' && itemAt(place, offset, depth + 1) ? 'statement' : null;
  };
  switch (token.text) {
    case 'if':
    case 'while':
    case 'switch':
    case 'for': {
      if (next.text === 'constexpr') return 'statement';
      if (next.text !== '(') return null;
      const close = balanced(lexer, next);
      if (close < 0) return depth === 0 && /\/\//.test(lexer.slice(next.start, next.start + 200)) ? 'statement' : null;
      if (token.text === 'for') {
        const header = lexer.slice(next.end, close - 1);
        if (!/;[^;]*;/.test(header) && !/:/.test(header)) return null;
        return follows(close);
      }
      const inside = reach(lexer, names, next.end);
      if (inside.prose || !inside.complete || inside.stop.end !== close) {
        if (!/^(?:const|int|char|void|auto)\b/.test(lexer.code(next.end).text)) return null;
      }
      return follows(close);
    }
    case 'else':
      return next.text === '{' || follows(token.end) ? 'statement' : null;
    case 'do':
      return next.text === '{' || lexer.at(token.end).kind === 'line-comment' ? 'statement' : null;
    case 'return': {
      if (next.text === ';') return 'statement';
      const value = reach(lexer, names, next.start);
      return value.complete && !value.prose && ends(value.stop) ? 'statement' : null;
    }
    case 'break':
    case 'continue':
      return next.text === ';' ? 'statement' : null;
    case 'goto':
      return next.kind === 'word' && lexer.code(next.end).text === ';' ? 'statement' : null;
    case 'default':
      return next.text === ':' ? 'statement' : null;
    case 'case': {
      const value = reach(lexer, names, next.start, true, 40);
      return value.complete && !value.prose && (value.stop.text === ':' || value.stop.text === '...')
        ? 'statement'
        : null;
    }
    default:
      return null;
  }
}

/** What the words in front of the names of a declaration say. */
interface Specified {
  /** Where the first name may stand. */
  at: number;
  /** A word that only declarations have is among them. */
  keyword: boolean;
  /** The name of the type is known from nowhere. */
  invented: boolean;
  /** They can be nothing but a declaration's. */
  strong: boolean;
}

/** A declaration: specifiers, then names with what belongs to them. */
function declaration(place: Place, first: Token): Item | null {
  const specified = specifiers(place, first);
  return specified === null || typeof specified === 'string' ? specified : declarators(place, first, specified);
}

/** The specifiers; what stands here where they alone tell it. */
function specifiers(place: Place, first: Token): Specified | Item | null {
  const { lexer, names } = place;
  let at = first.start;
  let keyword = false; // a word only declarations have
  let typed = false; // the type is named
  let base = false; // by a word of C's own
  let invented = false; // its name is known from nowhere
  for (let n = 0; n < 12; n++) {
    const token = lexer.code(at);
    if (token.kind !== 'word') break;
    const next = lexer.code(token.end);
    if (token.text === 'extern' && next.kind === 'string') return 'aggregate';
    if (QUALIFIERS.has(token.text)) {
      if (base && STORAGE.has(token.text)) return null;
      keyword = true;
      // XC8: void __interrupt() isr(void)
      const close = /interrupt/.test(token.text) && next.text === '(' ? balanced(lexer, next, 20) : -1;
      at = close > 0 ? close : token.end;
    } else if (TYPE_WORDS.has(token.text)) {
      if (base && BASES.has(token.text)) return null;
      base ||= BASES.has(token.text);
      keyword = true;
      typed = true;
      at = token.end;
    } else if (/^(?:__attribute__|__attribute|__declspec|_Alignas|__packed__)$/.test(token.text) && next.text === '(') {
      const close = balanced(lexer, next, 100);
      if (close < 0) return null;
      keyword = true;
      at = close;
    } else if (AGGREGATES.has(token.text)) {
      let tag = next;
      if (tag.text === '__attribute__') {
        const close = balanced(lexer, lexer.code(tag.end), 100);
        if (close < 0) return null;
        tag = lexer.code(close);
      }
      const after = tag.kind === 'word' ? lexer.code(tag.end) : tag;
      if (after.text === '{') return 'aggregate';
      if (tag.kind !== 'word') return after.kind === 'line-comment' && first.text === 'typedef' ? 'aggregate' : null;
      if (after.text === ';' && token === first) return STOP_WORDS.has(tag.text) ? null : 'declaration';
      if (after.kind === 'line-comment' && (first.text === 'typedef' || readsLikeName(tag.text))) return 'aggregate';
      if (after.text === ':' && token.text !== 'struct') return 'aggregate';
      keyword = true;
      typed = true;
      at = tag.end;
    } else if (!typed && token.text === 'sbit') {
      return next.kind === 'word' && lexer.code(next.end).text === '=' ? 'declaration' : null;
    } else if (!typed && next.kind === 'punct' && next.text === '::' && lexer.code(next.end).kind === 'word') {
      at = next.end;
    } else if (!typed && !STOP_WORDS.has(token.text.toLowerCase())) {
      const known = isType(names, token.text);
      const then = next.text === '<' ? templateEnd(place, next) : token.end;
      const name = lexer.code(then);
      if (known && name.text === ':' && place.members && lexer.code(name.end).kind === 'number') return 'declaration';
      const pointer = name.text === '*' || name.text === '&';
      if (!(name.kind === 'word' || (pointer && (known || typed)))) break;
      if (STATEMENT_WORDS.has(name.text)) break;
      if ((names.macros.has(token.text) || /^__\w+$/.test(token.text)) && name.kind === 'word' && !known) {
        // INLINE void f(void)
        const more = TYPE_WORDS.has(name.text) || QUALIFIERS.has(name.text) || isType(names, name.text);
        if (more) {
          keyword = true;
          at = token.end;
          continue;
        }
      }
      if (TYPE_WORDS.has(name.text) || AGGREGATES.has(name.text) || STORAGE.has(name.text)) break;
      if (!known && QUALIFIERS.has(name.text)) break;
      if (!known) {
        if (keyword) invented = true;
        else if (/^[A-Z][a-zA-Z0-9_]*[a-z]/.test(token.text)) invented = true;
        else if (snakeType(names, token.text)) keyword = true;
        else break;
      }
      typed = true;
      at = then;
    } else break;
  }
  if (!typed && !keyword) return null;
  return { at, keyword, invented, strong: keyword || (typed && !invented) };
}

/** The names, each with its stars, brackets and value. */
function declarators(place: Place, first: Token, { at: start, keyword, invented, strong }: Specified): Item | null {
  const { lexer, names } = place;
  let at = start;
  for (let n = 0; n < 40; n++) {
    let token = lexer.code(at);
    while (
      token.text === '*' ||
      token.text === '&' ||
      token.text === '^' ||
      QUALIFIERS.has(token.text) ||
      SUFFIX_QUALIFIERS.has(token.text)
    ) {
      token = lexer.code(token.end);
    }
    if (token.text === '(') {
      const star = lexer.code(token.end);
      if (star.text !== '*' || !strong) return null;
      return balanced(lexer, token, 60) > 0 ? 'declaration' : null;
    }
    if (token.text === ':' && strong && place.members) return 'declaration';
    if (token.kind !== 'word') return null;
    if (STATEMENT_WORDS.has(token.text) || TYPE_WORDS.has(token.text) || QUALIFIERS.has(token.text)) return null;
    if (STOP_WORDS.has(token.text) && token.text.length > 1 && !keyword) return null;
    if (invented && !keyword && !names.objects.has(token.text) && !names.variables.has(token.text)) return null;
    at = token.end;
    let after = lexer.code(at);
    if (after.text === '::' || (after.text === ':' && lexer.code(after.end).text === ':')) {
      at = after.end;
      continue;
    }
    if (after.text === '(') {
      const result = parameters(place, token, after, strong, invented);
      if (result !== 'more') return result;
      at = balanced(lexer, after);
      after = lexer.code(at);
    }
    const behind = behindName(place, after);
    if (behind === null) return null;
    after = behind;
    if (/^(?:_at_|__at|at)$/.test(after.text) && strong) return 'declaration';
    if (after.text === '@' || after.kind === 'junk') return null;
    if (after.text === '=') return invented && !keyword ? null : initialized(place, after, strong);
    if (after.text === ':' && strong) {
      const width = reach(lexer, names, after.end, true, 20);
      if (!width.complete) return null;
      after = width.stop;
    }
    if (after.text === ';') return 'declaration';
    if (after.kind === 'line-comment' || after.kind === 'end')
      return strong && (keyword || KNOWN_TYPES.has(first.text)) ? 'declaration' : null;
    if (after.text !== ',') return null;
    at = after.end;
    if (strong && lexer.at(at).kind === 'line-comment') return 'declaration';
  }
  return null;
}

/** What stands behind the brackets and qualifiers of a name; null where they do not close. */
function behindName({ lexer }: Place, name: Token): Token | null {
  let after = name;
  for (let n = 0; n < 8; n++) {
    if (after.text === '[') {
      const close = balanced(lexer, after, 200);
      if (close < 0) return null;
      after = lexer.code(close);
    } else if (after.kind === 'word' && SUFFIX_QUALIFIERS.has(after.text)) {
      const open = lexer.code(after.end);
      after = open.text === '(' ? lexer.code(Math.max(balanced(lexer, open, 60), open.end)) : open;
    } else break;
  }
  return after;
}

/** A name with its value; the value may go on where the paste does not. */
function initialized({ lexer, names }: Place, equals: Token, strong: boolean): Item | null {
  const { complete, prose, stop, tokens } = reach(lexer, names, equals.end, true, 800);
  if (complete && !prose) return ends(stop) ? 'declaration' : null;
  const open = stop.kind === 'line-comment' || stop.kind === 'directive' || stop.kind === 'end' || tokens > 700;
  return open && strong && tokens > 0 ? 'declaration' : null;
}

function templateEnd(place: Place, open: Token): number {
  let at = open.end;
  for (let n = 0; n < 12; n++) {
    const token = place.lexer.code(at);
    at = token.end;
    if (token.text === '>') return at;
    if (token.kind !== 'word' && token.kind !== 'number' && !/^(?:[,*]|::)$/.test(token.text)) break;
  }
  return open.start;
}

/** What follows a declared name in parentheses: parameters of a function, arguments of a constructor, or neither. */
function parameters(place: Place, name: Token, open: Token, strong: boolean, invented: boolean): Item | 'more' | null {
  const { lexer, names } = place;
  const close = balanced(lexer, open, 400);
  if (close < 0) return strong && /\/\//.test(lexer.slice(open.start, open.start + 200)) ? 'function' : null;
  const inside = lexer.slice(open.end, close - 1);
  const first = lexer.code(open.end);
  const empty = first.end === close;
  const typed =
    empty ||
    (first.kind === 'word' &&
      (isType(names, first.text) ||
        QUALIFIERS.has(first.text) ||
        AGGREGATES.has(first.text) ||
        /^\w+[ \t\n]*[*&]*[ \t\n]*\w+$/.test(inside.split(',', 1)[0]!.trim())));
  let after = lexer.code(close);
  for (
    let n = 0;
    n < 6 &&
    after.kind === 'word' &&
    (SUFFIX_QUALIFIERS.has(after.text) ||
      /^(?:interrupt|__interrupt|using|__using|_task_|__critical|__naked)$/.test(after.text));
    n++
  ) {
    const next = lexer.code(after.end);
    after =
      next.kind === 'number'
        ? lexer.code(next.end)
        : next.text === '('
          ? lexer.code(Math.max(balanced(lexer, next, 60), next.end))
          : next;
    if (after.text === '{') return 'function';
  }
  if (after.text === '{') return (strong || typed) && !/[;"]/.test(inside) ? 'function' : null;
  if (typed) {
    if (after.text === ';') return invented && !empty ? null : 'declaration';
    if (after.kind === 'line-comment' || after.kind === 'end') return strong ? 'function' : null;
    if (after.text === ':' && strong) return 'function';
    if (after.kind === 'word' && strong && !empty && balancedOldStyle(place, after)) return 'function';
    return after.text === ',' && strong ? 'declaration' : null;
  }
  // An object built with arguments: LiquidCrystal lcd(12, 11, 5, 4, 3, 2);
  const built = reach(lexer, names, open.start);
  return after.text === ';' && built.complete && !built.prose && names.objects.has(name.text) ? 'declaration' : null;
}

/** int f(a) int a; { */
function balancedOldStyle(place: Place, token: Token): boolean {
  return TYPE_WORDS.has(token.text) && /^[^{}]{1,120};\s*\{/.test(place.lexer.slice(token.start, token.start + 140));
}
