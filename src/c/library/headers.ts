/**
 * The C library in C, compiled by the engine itself; only what a program refers to is compiled. Prototypes without a body
 * are natives (natives.ts). Names that begin with two underscores are the library's own.
 *
 * The texts have one declaration a line, or indented lines below it: library.ts finds them by that.
 */
import type { Target } from '../api.ts';
import { ATOMIC } from './text/atomic.ts';
import { HEAP } from './text/heap.ts';
import { MACROS } from './text/macros.ts';
import { MATH } from './text/math.ts';
import { RANDOM } from './text/random.ts';
import { SCANF } from './text/scanf.ts';
import { STDIO } from './text/stdio.ts';
import { STDLIB } from './text/stdlib.ts';
import { STRINGS } from './text/string.ts';
import { limitsOf } from './text/target.ts';
import { TIME } from './text/time.ts';

/** Headers that are known; including them needs no file. */
export const KNOWN_HEADERS = new Set([
  'assert.h',
  'complex.h',
  'ctype.h',
  'errno.h',
  'fenv.h',
  'float.h',
  'inttypes.h',
  'iso646.h',
  'limits.h',
  'locale.h',
  'malloc.h',
  'math.h',
  'memory.h',
  'setjmp.h',
  'signal.h',
  'stdalign.h',
  'stdarg.h',
  'stdatomic.h',
  'stdbool.h',
  'stddef.h',
  'stdint.h',
  'stdio.h',
  'stdlib.h',
  'stdnoreturn.h',
  'string.h',
  'strings.h',
  'sys/types.h',
  'tgmath.h',
  'time.h',
  'unistd.h',
  'wchar.h',
  'wctype.h',
  'alloca.h',
  'cstdint',
  'cstdio',
  'cstdlib',
  'cstring',
  'cmath',
]);

/** In the order in which they stand; each begins and ends its own lines. */
const PARTS = [MACROS, STRINGS, RANDOM, HEAP, STDLIB, STDIO, SCANF, MATH, ATOMIC, TIME];

const texts = new Map<string, string>();

/** The library's text for a target. */
export function libraryText(target: Target): string {
  const key = JSON.stringify(target);
  let text = texts.get(key);
  if (text === undefined) {
    text = [limitsOf(target), ...PARTS].join('');
    texts.set(key, text);
  }
  return text;
}
