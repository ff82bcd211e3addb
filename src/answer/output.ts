import { detect } from '../analyzers/journal/detect.ts';
import { isChat } from '../analyzers/journal/read/chat.ts';
import { readsAsWords } from './lines.ts';
import type { Block } from './split.ts';

// What tools print has no header, and line by line it looks like words. Beside a log it would be taken for the asker's:
// so each paragraph of words is asked once more whether it is output, and then it is a log or goes on in the one it touches.

/** An analyzer this sure of a paragraph gets it; of a single line it must be surer. */
const CLAIM = 0.5;
const CLAIM_LINE = 0.7;
const LIMIT_CHARACTERS = 20_000;

/** Finds the output in the words of a message that holds a log or a program as well. */
export function withOutput(blocks: Block[], message: string): Block[] {
  if (!blocks.some(({ kind }) => kind !== 'prose')) return blocks;
  const pieces = blocks.flatMap((block) =>
    block.kind === 'prose' && block.text.length <= LIMIT_CHARACTERS ? partedFrom(block) : [block],
  );
  if (pieces.length === blocks.length && pieces.every((piece, index) => piece.kind === blocks[index]!.kind))
    return blocks;
  const joined: Block[] = [];
  for (const piece of pieces) {
    const above = joined.at(-1);
    if (above?.kind === 'log' && piece.kind === 'log' && piece.firstLine === above.lastLine + 1)
      joined[joined.length - 1] = {
        ...above,
        text: message.slice(above.start, piece.end),
        end: piece.end,
        lastLine: piece.lastLine,
      };
    else joined.push(piece);
  }
  return joined;
}

interface Stretch {
  kind: 'log' | 'prose';
  /** Indices of its first line and of the one behind its last. */
  from: number;
  to: number;
}

/** A block of words as it is, or taken apart into words and output. */
function partedFrom(block: Block): Block[] {
  const lines = block.text.split('\n');
  const stretches: Stretch[] = [];
  let from = 0;
  while (from < lines.length) {
    let to = from;
    while (to < lines.length && lines[to]!.trim() !== '') to += 1;
    stretches.push(...outputOf(lines, from, to));
    from = to + 1;
  }
  if (!stretches.some(({ kind }) => kind === 'log')) return [block];
  const starts: number[] = [];
  let at = block.start;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  return grouped(stretches).map(({ kind, from, to }) => {
    const text = lines.slice(from, to).join('\n');
    return {
      kind,
      text,
      firstLine: block.firstLine + from,
      lastLine: block.firstLine + to - 1,
      start: starts[from]!,
      end: starts[from]! + text.length,
    };
  });
}

const isSaid = (line: string): boolean => readsAsWords(line) || isChat(line, false);

/** One paragraph: what somebody says at its edges, and the output between. */
function outputOf(lines: readonly string[], from: number, to: number): Stretch[] {
  let first = from;
  let last = to;
  while (first < last && isSaid(lines[first]!)) first += 1;
  while (last > first && isSaid(lines[last - 1]!)) last -= 1;
  const whole: Stretch[] = from < to ? [{ kind: 'prose', from, to }] : [];
  if (first >= last) return whole;
  const { score } = detect(lines.slice(first, last).join('\n'));
  if (score < (last - first > 1 ? CLAIM : CLAIM_LINE)) return whole;
  return [
    { kind: 'prose' as const, from, to: first },
    { kind: 'log' as const, from: first, to: last },
    { kind: 'prose' as const, from: last, to },
  ].filter((stretch) => stretch.from < stretch.to);
}

/** Words that only empty lines part are one block again. */
function grouped(stretches: readonly Stretch[]): Stretch[] {
  const groups: Stretch[] = [];
  for (const stretch of stretches) {
    const above = groups.at(-1);
    if (above?.kind === 'prose' && stretch.kind === 'prose') above.to = stretch.to;
    else groups.push({ ...stretch });
  }
  return groups;
}
