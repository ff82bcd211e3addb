// What is installed is what was looked at: no advisory service is asked, the lock file itself is read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const json = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

interface Locked {
  version: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  hasInstallScript?: boolean;
  dev?: boolean;
  optional?: boolean;
}
const { '': _, ...locked } = json('package-lock.json').packages as Record<string, Locked>;
const entries = Object.entries(locked);

/** Packages that would run something when they are installed, and why that may be left out. */
const WITH_SCRIPT: Record<string, string> = {
  'node_modules/esbuild': 'checks its binary; only for development',
  'node_modules/msgpackr-extract': 'compiles a faster reader where none is prebuilt; optional',
};
/** Licences under which a program may be passed on together with the package as it is. */
const LICENCES = [
  ...[
    'MIT',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'MIT OR Apache-2.0',
    'MIT AND Apache-2.0',
    'Unlicense',
    'CC0-1.0',
  ],
  ...['MPL-2.0', 'OFL-1.1', 'Python-2.0', 'PSF-2.0'],
];

describe('packages', () => {
  it('are named by their version, not by a range', () => {
    const { dependencies, devDependencies } = json('package.json') as Record<string, Record<string, string>>;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+(?:\.\d+)?$/);
  });

  it('are locked with their hash, each from a registry', () => {
    expect(entries.length).toBeGreaterThan(100);
    for (const [name, { version, integrity, resolved }] of entries) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+/);
      expect(integrity, name).toMatch(/^sha512-/);
      if (resolved) expect(resolved, name).toMatch(/^https:\/\/.+\.tgz$/);
    }
  });

  it('run nothing when they are installed, except those that were looked at', () => {
    const scripts = entries.filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripts.map(([name]) => name).sort()).toEqual(Object.keys(WITH_SCRIPT).sort());
    for (const [name, { dev, optional }] of scripts) expect(dev || optional, name).toBe(true);
  });

  it('may be passed on', () => {
    const others = entries.filter(([, { license }]) => !LICENCES.includes(license ?? 'none'));
    expect(others.map(([name, { license }]) => `${name}: ${license}`)).toEqual([]);
  });
});
