import type { Frame } from '../../c/api.ts';

/** The innermost place of the paste itself in a call chain. */
export function placeOf(frames: readonly Frame[], lastLine: number): Frame | null {
  return frames.find((frame) => frame.line > 0 && frame.line <= lastLine) ?? null;
}
