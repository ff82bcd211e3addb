import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

let built = false;

/** Builds dist/ as `npm run build` does, once a test file: for what only the built program shows. */
export function buildDist(): void {
  if (built) return;
  const root = join(import.meta.dirname, '..', '..');
  for (const project of ['tsconfig.build.json', 'tsconfig.page.json']) {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${project} does not compile:\n${stdout}`);
  }
  built = true;
}
