import type { Lexer, Token } from './lexer.ts';
import { isProse, isType, type Names } from './names.ts';
import { AGGREGATES, QUALIFIERS, readsLikeName, STATEMENT_WORDS, TYPE_WORDS } from './words.ts';

/** How far an expression reaches from an offset, told by the alternation of operands and operators alone. */
export interface Reach {
  /** Offset after the last token where the expression could have ended. */
  end: number;
  /** The token that does not belong to it any more. */
  stop: Token;
  /** Whether nothing is open and no operand is missing at `stop`. */
  complete: boolean;
  /** An assignment outside of parentheses whose left side can be assigned to, a call or an increment: it does something. */
  acts: boolean;
  /** Parentheses or braces still open at `stop`. */
  depth: number;
  tokens: number;
  /** A word that belongs to sentences rather than to programs stood as an operand. */
  prose: boolean;
}

interface Open {
  mark: '(' | '[' | '{';
  group: boolean;
  onlyType: boolean;
  hasType: boolean;
  endsStar: boolean;
}

const PREFIX = new Set(['!', '~', '-', '+', '*', '&', '++', '--', '#', '##']);
const ASSIGN = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);
const BINARY = new Set([
  ...['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '<', '>', '<=', '>=', '==', '!=', '&&', '||', '##', '::'],
  ...ASSIGN,
]);
const CLOSES: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const UNARY_WORDS = new Set(['sizeof', 'defined', '_Alignof', 'new', 'delete', 'not']);

/** End of what a bracket opens, counted blindly, or -1 where it does not close within reach. */
export function balanced(lexer: Lexer, open: Token, limit = 3000): number {
  const stack = [open.text];
  let at = open.end;
  for (let n = 0; n < limit; n++) {
    const token = lexer.at(at);
    if (token.kind === 'end' || token.kind === 'directive') return -1;
    if (token.kind === 'punct') {
      if (token.text === '(' || token.text === '[' || token.text === '{') stack.push(token.text);
      const opening = CLOSES[token.text];
      if (opening) {
        if (stack.pop() !== opening) return -1;
        if (stack.length === 0) return token.end;
      }
    }
    at = token.end;
  }
  return -1;
}

/**
 * Follows an expression from `from`. `operand` false: an operand stands before, an operator is due.
 * `limit` bounds the tokens read.
 */
export function reach(lexer: Lexer, names: Names, from: number, operandDue = true, limit = 500): Reach {
  const stack: Open[] = [];
  let due = operandDue;
  let at = from;
  let end = from;
  let previous: Token | undefined;
  let justCast = false;
  let ternaries = 0;
  let acts = false;
  let plain = true; // no binary operator outside of parentheses yet: what stands here may be assigned to
  let prose = false;
  let tokens = 0;
  let stop = lexer.code(from);
  for (; tokens < limit; tokens++) {
    const token = lexer.code(at);
    stop = token;
    const { kind, text } = token;
    const top = stack[stack.length - 1];
    let cast = false;
    if (kind === 'word') {
      if (STATEMENT_WORDS.has(text)) break;
      const typeWord = TYPE_WORDS.has(text) || QUALIFIERS.has(text) || AGGREGATES.has(text);
      if (typeWord) {
        if (!top || top.mark === '{') {
          // Arduino's functional casts: int(x)
          if (!(due && lexer.code(token.end).text === '(')) break;
        } else if (!due && !(previous?.kind === 'word') && !justCast && previous?.text !== '*') break;
        if (top) top.hasType = true;
        due = false;
      } else if (due) {
        if (UNARY_WORDS.has(text)) {
          due = true;
        } else {
          if (isProse(names, text)) prose = true;
          if (top && isType(names, text)) top.hasType = true;
          due = false;
        }
      } else {
        const afterType = previous?.kind === 'word' && top?.onlyType && top.hasType;
        const afterString =
          previous?.kind === 'string' &&
          (readsLikeName(text) || (top !== undefined && /^[,)]$|^"/.test(lexer.code(token.end).text)));
        if (!(justCast || afterType || afterString)) break;
      }
    } else if (kind === 'number' || kind === 'char' || kind === 'string') {
      if (!due && !justCast) {
        // No line begins with a string: it goes on with what it stands behind.
        const joined =
          kind === 'string' &&
          (previous?.kind === 'string' ||
            previous?.text === ')' ||
            (previous?.kind === 'word' && (top?.mark === '(' || readsLikeName(previous.text))));
        if (!joined) break;
      }
      if (top) top.onlyType = false;
      due = false;
    } else if (kind === 'punct') {
      if (text === '(' || text === '[' || text === '{') {
        if (due) {
          if (text === '[' && top?.mark !== '{') break;
          if (text === '{') {
            if (previous?.text === '(') {
              const close = balanced(lexer, token); // a statement expression
              if (close < 0) break;
              previous = { ...token, text: '}' };
              at = close;
              due = false;
              continue;
            }
            if (previous && !/^(?:=|,|\{|\()$/.test(previous.text)) break;
          }
        } else if (text === '{') {
          if (!justCast) break;
        } else if (text === '(' && top) top.onlyType &&= previous?.kind === 'word' && top.hasType;
        stack.push({ mark: text, group: due, onlyType: text === '(', hasType: false, endsStar: false });
        due = true;
      } else if (CLOSES[text]) {
        if (!top || top.mark !== CLOSES[text]) break;
        const empty = previous?.text === top.mark;
        const star = text === ')' && previous?.text === '*' && top.onlyType;
        const comma = text === '}' && previous?.text === ',';
        if (due && !empty && !star && !comma) break;
        stack.pop();
        cast = text === ')' && top.group && top.onlyType && !empty && (top.hasType || star);
        if (text === ')' && !top.group && stack.length === 0 && plain) acts = true;
        due = false;
      } else if (text === '++' || text === '--') {
        if (stack.length === 0 && (plain || due)) acts = true;
      } else if (text === '.' || text === '->') {
        const designator = due && text === '.' && top?.mark === '{';
        if (due && !designator) break;
        const field = lexer.code(token.end);
        if (field.kind !== 'word' || field.start > token.end) break;
        if (top) top.onlyType = false;
        at = field.end;
        previous = field;
        due = false;
        if (stack.length === 0) end = at;
        justCast = false;
        continue;
      } else if (text === '...') {
        if (!due) break;
        due = false;
      } else if (text === '?') {
        if (due) break;
        ternaries++;
        if (stack.length === 0) plain = false;
        due = true;
      } else if (text === ':') {
        if (due || ternaries === 0) break;
        ternaries--;
        due = true;
      } else if (text === ',') {
        if (due) break;
        if (stack.length === 0) plain = true;
        if (top) top.onlyType = false;
        due = true;
      } else if (text === ';') {
        break;
      } else if (due) {
        if (!PREFIX.has(text)) break;
        if (top && text !== '*') top.onlyType = false;
      } else if (BINARY.has(text)) {
        if (stack.length === 0) {
          if (ASSIGN.has(text)) {
            if (plain && !(previous?.kind === 'number' || previous?.kind === 'string')) acts = true;
          } else plain = false;
        }
        if (top && text !== '*') top.onlyType = false;
        due = true;
      } else if (justCast && (text === '~' || text === '!')) {
        due = true;
      } else break;
    } else break;
    justCast = cast;
    previous = token;
    at = token.end;
    if (stack.length === 0 && !due) end = at;
    stop = lexer.code(at);
  }
  return { end, stop, complete: !due && stack.length === 0, acts, depth: stack.length, tokens, prose };
}
