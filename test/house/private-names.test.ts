// Private names of a class. V8 12 reads the kept code of a class with more than 75 of them from the wrong place, and dies now and then.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');

describe('a source file', () => {
  it('has no class with so many private names that a packed command crashes', () => {
    const crowded = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((file) => {
        const names = new Set(
          readFileSync(join(SOURCES, file), 'utf8').match(/(?<=^ {2}(?:(?:readonly|static|async|get|set) )*)#\w+/gm),
        );
        return names.size > 70 ? [`${file}: ${names.size}`] : [];
      });
    expect(crowded).toEqual([]);
  });
});
