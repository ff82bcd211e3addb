import { describe, expect, it } from 'vitest';
import { DOMAINS } from '../../src/knowledge/domains.ts';
import { readDomain } from '../../src/knowledge/read.ts';

describe.each(['chips', 'vendor-calls', 'boards'] as const)('sources of %s', (domain) => {
  const [first] = readDomain(domain).entries;
  const accepts = (...sources: string[]) => DOMAINS[domain].schema.safeParse({ ...first, sources }).success;

  it('lead to a page or an address', () => {
    expect(accepts('ST RM0008 rev. 21, 9.2 GPIO registers, pp. 171-175')).toBe(true);
    expect(accepts('TI SLAU144, p. 333')).toBe(true);
    expect(accepts('ST RM0008: 9.2', 'clock bits: https://github.com/a/b/blob/c/d.svd#L1-L9')).toBe(true);
    expect(accepts('ST RM0008 (STM32F10x reference manual): 9.2 GPIO registers')).toBe(false);
    expect(accepts('chapter 12. 3')).toBe(false);
    expect(accepts()).toBe(false);
  });
});
