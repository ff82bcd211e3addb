import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLE = /<!-- unpaste explain (\S+) --lang (zh|en) -->\n```text\n([\s\S]*?)\n```\n/g;

describe.each(['README.md', 'README.zh.md'])('%s shows what unpaste really says', (file) => {
  const examples = [...readFileSync(join(ROOT, file), 'utf8').matchAll(EXAMPLE)];

  it('has its four examples', () => expect(examples).toHaveLength(4));

  // "…" on a line of its own stands for lines that are left out.
  it.each(
    examples.map(([, paste, language, shown]) => [paste!, language as 'zh' | 'en', shown!] as const),
  )('%s', async (paste, language, shown) => {
    const { report } = await explain(readFileSync(join(ROOT, paste), 'utf8'), { language });
    const plain = report.text
      .replaceAll('**', '')
      .replace(/^```\w*\n/gm, '')
      .replace(/^```$\n?/gm, '');
    let from = 0;
    for (const stretch of shown.split(/\n?^…$\n?/m)) {
      const at = plain.indexOf(stretch.trim(), from);
      expect(at, `not said (any more):\n${stretch}`).toBeGreaterThanOrEqual(0);
      from = at + stretch.length;
    }
  });
});
