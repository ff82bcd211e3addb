import type { GpioFacts } from '../facts.ts';
import { readPaste } from '../read.ts';
import { reason } from '../reason.ts';

/** A line of the program and what it becomes. */
export interface Edit {
  line: number;
  text: string;
  /** The number that was there, and the one in its place. */
  from: string;
  to: string;
}

/** The facts of the program with some lines written anew. */
export function factsWith(facts: GpioFacts, edits: Edit[]): GpioFacts | null {
  const lines = facts.source.split('\n');
  for (const { line, text } of edits) lines[line - facts.firstLine] = text;
  const source = lines.join('\n');
  const reading = readPaste(source);
  if (!reading) return null;
  const changed = reason(reading, { lineOffset: facts.firstLine - 1 });
  return {
    ...changed,
    lines: facts.lines,
    restored: [],
    source: reading.mended.restored ? reading.source : source,
  };
}
