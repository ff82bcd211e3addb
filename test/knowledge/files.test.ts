import { describe, expect, it } from 'vitest';
import { DOMAINS, type Domain } from '../../src/knowledge/domains.ts';
import { readDomain } from '../../src/knowledge/read.ts';

describe.each(Object.keys(DOMAINS) as Domain[])('knowledge %s', (domain) => {
  const { entries, flaws } = readDomain(domain);

  it('has no flawed file', () => {
    expect(flaws.map((flaw) => `${flaw.file}: ${flaw.problem}`)).toEqual([]);
  });

  it('has entries, each with an id of its own', () => {
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
  });
});
