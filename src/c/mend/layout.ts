/** A line of mended text and the line of the paste it came from. */
export interface Line {
  text: string;
  from: number;
}

let before: { texts: string[]; whole: string } = { texts: [], whole: '' };

/** Lines as one text. Mends in a row ask for the same one, and most of them change nothing. */
export function textOf(lines: readonly Line[]): string {
  const { texts } = before;
  if (texts.length !== lines.length || lines.some(({ text }, i) => text !== texts[i])) {
    const now = lines.map(({ text }) => text);
    before = { texts: now, whole: now.join('\n') };
  }
  return before.whole;
}

/** Characters of the longest line. */
export function widthOf(lines: readonly Line[]): number {
  return lines.reduce((widest, { text }) => Math.max(widest, text.length), 0);
}

const WIDTH = 110;

/** Lays tokens out one statement a line. Tokens are written as they were; only the space between lines is ours. */
export class Layout {
  readonly lines: Line[] = [];
  #text = '';
  #last = '';
  #from = 0;
  #indent = 0;

  /** Whether the line being written is empty. */
  get fresh(): boolean {
    return this.#text === '';
  }

  /** A line that needed nothing, as it was. */
  raw(text: string, from: number): void {
    this.flush();
    this.lines.push({ text, from });
  }

  token(text: string, from: number, spaced: boolean, depth: number): void {
    const full = this.#text.length + text.length > WIDTH && spaced;
    if (this.#text !== '' && full && (/^(?:[,;|&]|\|\||&&)$/.test(this.#last) || this.#text.length > 3 * WIDTH)) {
      this.flush();
      this.#start(from, depth + 1);
    } else if (this.#text === '') this.#start(from, depth);
    else if (spaced) this.#text += ' ';
    this.#text += text;
    this.#last = text;
  }

  comment(text: string, from: number, depth: number): void {
    if (this.#text === '') this.#start(from, depth);
    else this.#text += ' ';
    this.#text += text;
  }

  /** A block comment on lines of its own; where it lost its line breaks before ` * ` it gets them back. */
  block(text: string, from: number, depth: number): void {
    this.flush();
    const pad = '  '.repeat(depth);
    const opened = text.split(/ +\*(?= )/);
    const starred = opened.length > 1 ? text.split(/ +\*(?= )| +(?=\*\/$)/) : opened;
    const parts =
      starred.length > 1
        ? starred.map((part, i) => (i === 0 ? part : part.startsWith('*/') ? ` ${part}` : ` *${part}`))
        : starred;
    for (const part of parts)
      for (const line of part.split('\n')) this.lines.push({ text: pad + line.trimEnd(), from });
  }

  flush(): void {
    if (this.#text !== '') this.lines.push({ text: '  '.repeat(this.#indent) + this.#text, from: this.#from });
    this.#text = '';
  }

  #start(from: number, depth: number): void {
    this.#indent = Math.min(depth, 20);
    this.#from = from;
  }
}
