import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDist } from '../../support/dist.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'dist/src/adapters/cli/unpaste.cjs');
beforeAll(buildDist);

const scriptFor = (shell: string) =>
  spawnSync(process.execPath, [MAIN, 'completion', shell], { encoding: 'utf8' }).stdout;
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

describe.runIf(has('bash'))('completion in bash', () => {
  let script = '';
  beforeAll(() => {
    script = scriptFor('bash');
  });
  const complete = (...words: string[]) => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const ask = `${script}\nCOMP_WORDS=(unpaste ${line}); COMP_CWORD=${words.length}; _unpaste; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['--norc', '-c', ask], { encoding: 'utf8' }).stdout.trim().split('\n');
  };

  it('commands, options, their values, and what stands behind a command', () => {
    expect(complete('ex')).toEqual(['explain']);
    expect(complete('explain', '--j')).toEqual(['--json']);
    expect(complete('explain', '--lang', '')).toEqual(['auto', 'zh', 'en']);
    expect(complete('new', '')).toEqual(expect.arrayContaining(['rule', 'chip', 'call', 'note', 'case']));
    expect(complete('completion', 'f')).toEqual(['fish']);
    expect(complete('check', 'knowledge/chi')).toEqual(['']);
  });
});

describe.each(['zsh', 'fish'])('completion in %s', (shell) => {
  it('names every command with its options', () => {
    const script = scriptFor(shell);
    for (const word of ['explain', 'chat', 'check', 'doctor', 'watch', 'auto zh en']) expect(script).toContain(word);
  });

  it.runIf(has(shell))('is a script the shell can read', () => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: scriptFor(shell), encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

it('another shell is wrong usage', () => {
  expect(spawnSync(process.execPath, [MAIN, 'completion', 'tcsh'], { encoding: 'utf8' }).status).toBe(2);
});
