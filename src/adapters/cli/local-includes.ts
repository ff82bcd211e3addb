import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

/** Files one program may bring in, and their characters together. */
const FILE_LIMIT = 64;
const CHARACTER_LIMIT = 1_000_000;

const QUOTED_INCLUDE = /^[ \t]*#[ \t]*include[ \t]*"([^"\n]{1,200})"/gm;

/**
 * What a program includes in quotes, by the name it uses: files beside it or below its folder, and what those include.
 * Files elsewhere are left out: a program that somebody sent must not read the reader's disk.
 */
export function localIncludes(path: string, text: string): Record<string, string> {
  const folder = dirname(resolve(path));
  const found: Record<string, string> = {};
  const waiting = [text];
  let room = CHARACTER_LIMIT;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [, name] of next.matchAll(QUOTED_INCLUDE)) {
      if (!name || name in found || Object.keys(found).length >= FILE_LIMIT) continue;
      const file = resolve(folder, name);
      if (relative(folder, file).startsWith('..')) continue;
      const content = textOf(file);
      if (content === null || content.length > room) continue;
      room -= content.length;
      found[name] = content;
      waiting.push(content);
    }
  }
  return found;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
