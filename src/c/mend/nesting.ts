import type { Due } from './comment.ts';
import type { Token } from './lexer.ts';
import { AGGREGATES } from './words.ts';

/** What an open bracket holds. */
export type Frame = '(' | '[' | 'block' | 'struct' | 'enum' | 'values';

const HEADS = /^(?:if|for|while|switch)$/;

/** Follows brackets and statements through a text, token by token, and knows what may come next. */
export class Nesting {
  readonly frames: { kind: Frame; control: boolean; loop: boolean }[] = [];
  /** The last token of code. */
  last = '';
  #lastWord = false;
  #aggregate: '' | 'enum' | 'struct' = '';
  #parens = false;
  #assigned = false;
  #head = '';
  /** Whether the parenthesis that closed last was that of an if, for, while or switch. */
  afterControl = false;
  /** Whether the brace that closed last ended a struct, enum or initialiser: its statement goes on. */
  afterValue = false;
  /** Whether the brace that closed last was the body of a do. */
  afterDo = false;
  #labelled = false;
  #braces = 0;
  #blocks = 0;

  get top(): Frame | undefined {
    return this.frames[this.frames.length - 1]?.kind;
  }

  get outermost(): boolean {
    return this.frames.length === 0;
  }

  get list(): boolean {
    const { top } = this;
    return top !== undefined && top !== 'block' && top !== 'struct';
  }

  get closer(): ')' | ']' | '}' | '' {
    if (!this.list) return '';
    return this.top === '(' ? ')' : this.top === '[' ? ']' : '}';
  }

  /** Whether the head of a function stands before: its body is due. */
  get bodyDue(): boolean {
    return this.outermost && this.last === ')' && !this.#assigned && !this.afterControl;
  }

  /** Braces open: the depth of indentation. */
  get depth(): number {
    return this.#braces;
  }

  /** Whether all that is open are blocks of code. */
  get inBlocks(): boolean {
    return this.#blocks === this.frames.length;
  }

  /** Whether a statement ended with the last token. */
  get boundary(): boolean {
    if (this.list) return false;
    if (this.last === '' || this.last === ';' || this.last === '{' || this.last === '#') return true;
    if (this.last === '}') return !this.afterValue;
    return this.#labelled;
  }

  get due(): Due {
    if (this.boundary || (this.list && this.top !== '(' && this.last === '')) return 'item';
    if (this.list) return /^(?:[,({[]|[-+*/%&|^=<>?:!~]=?|<<=?|>>=?|&&|\|\|)$/.test(this.last) ? 'operand' : 'operator';
    if (this.last === 'else' || this.last === 'do') return 'item';
    if (this.last === ')') return this.#assigned && !this.afterControl ? 'operator' : 'item';
    if (/^(?:,|[-+*/%&|^=<>?:!~]=?|<<=?|>>=?|&&|\|\||return)$/.test(this.last)) return 'operand';
    return this.#aggregate && !this.#parens && this.#lastWord ? 'item' : 'operator';
  }

  /** A directive ended: a new line of code begins whatever was open. */
  directive(): void {
    if (this.boundary) this.last = '#';
  }

  take(token: Token): void {
    const { text, kind } = token;
    this.#labelled = false;
    if (kind === 'punct') this.#punctuation(text);
    else if (kind === 'word') {
      if (this.#head === '') this.#head = text;
      if (text === 'enum') this.#aggregate = 'enum';
      else if (AGGREGATES.has(text)) this.#aggregate = 'struct';
    } else if (this.#head === '') this.#head = text;
    this.last = text;
    this.#lastWord = kind === 'word';
  }

  #punctuation(text: string): void {
    switch (text) {
      case '(':
      case '[':
        this.frames.push({ kind: text, control: text === '(' && HEADS.test(this.last), loop: false });
        break;
      case ')':
      case ']':
        if (this.top === '(' || this.top === '[') this.afterControl = this.frames.pop()!.control;
        if (text === ')' && !this.list) this.#parens = true;
        break;
      case '{':
        this.frames.push({ kind: this.#braceKind(), control: false, loop: this.last === 'do' });
        this.#braces++;
        if (this.top === 'block') this.#blocks++;
        if (this.top !== 'values' && this.top !== 'enum') this.#begin();
        break;
      case '}': {
        while (this.top === '(' || this.top === '[') this.frames.pop();
        const frame = this.frames.pop();
        if (frame) this.#braces--;
        if (frame?.kind === 'block') this.#blocks--;
        this.afterValue = frame !== undefined && frame.kind !== 'block';
        this.afterDo = frame?.loop ?? false;
        if (!this.afterValue) this.#begin();
        else this.#aggregate = '';
        break;
      }
      case ';':
        if (this.top === 'values' || this.top === 'enum') break;
        if (!this.list) this.#begin();
        break;
      case '=':
        if (!this.list) this.#assigned = true;
        break;
      case ':':
        if (/^(?:case|default|public|private|protected)$/.test(this.#head) && !this.list) {
          this.#begin();
          this.#labelled = true;
        }
        break;
      default:
    }
  }

  #begin(): void {
    this.#aggregate = '';
    this.#parens = false;
    this.#assigned = false;
    this.#head = '';
  }

  #braceKind(): Frame {
    if (this.top === 'values') return 'values';
    if (this.last === '=' || this.last === 'return' || this.last === ',') return 'values';
    if (this.last === '(' || (this.top === '(' && this.last !== ')')) return this.last === '(' ? 'block' : 'values';
    if (this.list || (this.last === ')' && this.#assigned)) return 'values';
    if (this.#aggregate && !this.#parens) return this.#aggregate;
    return 'block';
  }
}
