import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ask, explain, type PartMemory } from '../../src/index.ts';

interface Case {
  id: string;
  paste: string;
  /** Each of `says` has to be in the answer, none of `not`; `after`: what was asked before. */
  asked: { q: string; after?: string; says: string[]; not?: string }[];
}

/** What was pasted, and what people asked about it afterwards. */
const folder = 'test/cases/asked';
for (const file of readdirSync(folder)) {
  const cases = parse(readFileSync(`${folder}/${file}`, 'utf8')) as Case[];
  describe(file, () => {
    for (const { id, paste, asked } of cases)
      describe(id, () => {
        let memory: PartMemory[] | undefined;
        it.each(asked)('$q', async ({ q, after, says, not }) => {
          memory ??= (await explain(paste, { keepProse: true })).memory;
          const { answer } = await ask(q, memory, { earlier: after === undefined ? [] : [after] });
          const plain = answer.normalize('NFKC').replace(/[`*]/g, '').replace(/\s+/g, ' ');
          for (const one of says) expect(plain).toMatch(new RegExp(one, 'i'));
          if (not !== undefined) expect(plain).not.toMatch(new RegExp(not, 'i'));
        });
      });
  });
}
