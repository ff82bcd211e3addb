import { describe, expect, it } from 'vitest';
import { NO_SECRETS, SECRET_KINDS } from '../../src/language/secret-list.ts';
import { findSecrets, MASK, maskSecrets } from '../../src/language/secrets.ts';

describe('secrets', () => {
  it.each(
    SECRET_KINDS.map((kind) => [kind.id, kind] as const),
  )('%s: found in its samples, not beside them', (id, kind) => {
    for (const sample of kind.samples) {
      const text = `before ${sample.join('')} after`;
      expect(
        findSecrets(text).map((found) => found.kind.id),
        text,
      ).toEqual([id]);
      const masked = maskSecrets(text);
      expect(masked, text).toContain(MASK);
      expect(masked.length).toBe(text.length);
      expect(masked.split('\n').length).toBe(text.split('\n').length);
      expect([masked.slice(0, 7), masked.slice(-6)]).toEqual(['before ', ' after']);
    }
    for (const sample of kind.not) expect(findSecrets(sample.join('')), sample.join('')).toEqual([]);
  });

  it.each(NO_SECRETS)('nothing in %s', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it('reads a megabyte that almost matches everywhere without growing slow', () => {
    for (const piece of [
      '-----BEGIN PRIVATE KEY-----',
      'eyJaaaaaaaaaaaa.',
      'a://b:',
      'password="',
      'PASSWORD=',
      'A1.',
      '--token ',
    ]) {
      const text = piece.repeat(Math.ceil(1e6 / piece.length));
      expect(Array.isArray(findSecrets(text))).toBe(true);
    }
  });
});
