import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

const SOURCES = join(import.meta.dirname, 'src');
const COMPILED = join(import.meta.dirname, 'dist', 'src');

/** Where everything has just been built the tests run on that, as it is shipped: loading each source anew takes minutes. */
const onBuild: Plugin = {
  name: 'on-build',
  enforce: 'pre',
  resolveId(id, importer) {
    if (!importer || !id.startsWith('.') || !id.endsWith('.ts')) return null;
    const path = resolve(importer, '..', id);
    const inside = relative(SOURCES, path);
    if (inside.startsWith('..')) return null;
    const compiled = join(COMPILED, inside.replace(/\.ts$/, '.js'));
    return existsSync(compiled) ? compiled : null;
  },
};

/** Tests that start processes, servers or browsers, or change the environment: each file gets a process of its own. */
const APART = ['adapters', 'deploy', 'docs', 'examples', 'fuzz', 'house', 'jobs', 'store', 'workshop'];
const folders = `test/{${APART.join(',')}}/**/*.test.ts`;

export default defineConfig({
  plugins: process.env['CI'] ? [onBuild] : [],
  test: {
    server: { deps: { external: [/\/dist\/src\//] } },
    // What is waited for is waited for long enough on a busy machine; a test that passes never waits so long.
    expect: { poll: { timeout: 20_000 } },
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Half of the files that run apart mostly wait, so that three keep two cores busy.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'apart', include: [folders] } },
      // The analyzers keep nothing but their knowledge, which is read once and not once a file.
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: [folders], isolate: false } },
    ],
  },
});
