import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as library from '../../src/index.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/library.md'), 'utf8');

describe('docs/library.md', () => {
  it('names no function that does not exist', () => {
    const named = [...text.matchAll(/^\| (`.*?`(?:, `.*?`)*) \|/gm), ...text.matchAll(/^## (`\w+\()/gm)]
      .flatMap((match) => [...match[1]!.matchAll(/`(?:new )?(\w+)\(/g)])
      .map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(8);
    for (const name of named) expect(library, name).toHaveProperty(name);
  });

  it('its first program does what it says', async () => {
    const pasted =
      "Jul 13 00:48:25 h dockerd[215]: failed to start daemon: iptables failed: can't initialize iptables table `nat': Permission denied";
    const { report, memory } = await library.explain(pasted, { language: 'auto', locale: 'en' });
    expect(report.reply).toBe(true);
    const reply = await library.ask('which line says permission denied?', JSON.parse(JSON.stringify(memory)));
    expect(reply.quotes[0]!.text).toContain('Permission denied');
  });
});
