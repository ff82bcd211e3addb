import { isCommand } from './session.ts';

/**
 * Lines that come from a pipe as messages: a blank line ends one. It does not where it stands in a fence, between the
 * braces of a program, or behind lines that are nothing but `#include` and the like.
 */
export class Pastes {
  #lines: string[] = [];
  #fenced = false;
  #depth = 0;

  /** Takes a line; returns the message that it completes, if any. */
  push(line: string): string[] {
    const text = line.replace(/\r$/, '');
    if (this.#lines.length === 0 && isCommand(text)) return [text];
    if (/^\s*```/.test(text)) this.#fenced = !this.#fenced;
    if (text.trim() === '' && this.#ends()) return this.end();
    this.#depth = Math.max(0, this.#depth + count(text, '{') - count(text, '}'));
    if (text.trim() !== '' || this.#lines.length > 0) this.#lines.push(text);
    return [];
  }

  /** What is left at the end of the input. */
  end(): string[] {
    const text = this.#lines.join('\n').trimEnd();
    this.#lines = [];
    this.#depth = 0;
    this.#fenced = false;
    return text === '' ? [] : [text];
  }

  #ends(): boolean {
    if (this.#fenced || this.#depth > 0) return false;
    return !this.#lines.every((line) => /^\s*(?:#|\/\/|$)/.test(line));
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
