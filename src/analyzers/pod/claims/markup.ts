import type { Span } from '../../../language/sentences.ts';

/** An address, a picture, where a link leads. */
const ADDRESS =
  /https?:\/\/[^\s)\]>，。；、）]+|!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?|\]\([^)\n]*\)?|\]\[[^\]\n]*\]/g;

/** A sentence with as many blanks in the place of addresses: what they are made of says nothing. */
export function withoutAddresses(sentence: string): string {
  return sentence.replace(ADDRESS, (address) => ' '.repeat(address.length));
}

/** How a fence is marked that holds no prose. */
const FENCE = /^[ \t]*(?:```|~~~)[ \t]*(?!(?:text|txt|markdown|md|plain)?\s*$)[\w{][^\n`]*$/i;
const FENCE_END = /^[ \t]*(?:```|~~~)[ \t]*$/;

/** The fenced blocks of code of a text. One that is never closed is none. */
export function codeBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  let open = -1;
  let at = 0;
  for (const line of text.split('\n')) {
    if (open < 0 && FENCE.test(line)) open = at;
    else if (open >= 0 && FENCE_END.test(line)) {
      blocks.push({ start: open, end: at + line.length, text: text.slice(open, at + line.length) });
      open = -1;
    }
    at += line.length + 1;
  }
  return blocks;
}

/** A remark, be it behind code. */
const REMARK = /(?:^|\s)(?:#|\/\/)\s*\S/;

/** True for what stands in a block of code and holds no remark. */
export function isCode(text: string, { start, end }: Span, blocks: readonly Span[]): boolean {
  if (!blocks.some((block) => block.start <= start && start < block.end)) return false;
  return !REMARK.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, end));
}
