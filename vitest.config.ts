import { defineConfig } from 'vitest/config';

/** Tests that start processes, servers or browsers, or change the environment: each file gets a process of its own. */
const APART = ['adapters', 'deploy', 'docs', 'examples', 'fuzz', 'house', 'jobs', 'store', 'workshop'];
const folders = `test/{${APART.join(',')}}/**/*.test.ts`;

export default defineConfig({
  test: {
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
