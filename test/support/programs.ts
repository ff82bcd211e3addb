import { spawnSync } from 'node:child_process';

/**
 * Whether a program that a test needs is here. Where it is not, the test is left out and its name says so; in CI
 * (CI=true) nothing may be left out, so the test runs and fails.
 */
export function hasProgram(name: string): boolean {
  if (process.env['CI'] === 'true') return true;
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}
