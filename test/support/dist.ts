import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
let built = false;

/** Builds dist/ as `npm run build` does, where src/ is newer: for what only the built program shows. */
export function buildDist(): void {
  if (built || isBuilt()) return;
  for (const project of ['tsconfig.build.json', 'tsconfig.page.json']) {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${project} does not compile:\n${stdout}`);
  }
  built = true;
}

function isBuilt(): boolean {
  const output = statSync(join(ROOT, 'dist', 'src', 'adapters', 'cli', 'main.js'), { throwIfNoEntry: false });
  if (!output) return false;
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return sources.every((file) => statSync(join(ROOT, 'src', file)).mtimeMs < output.mtimeMs);
}
