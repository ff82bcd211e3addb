import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // What is waited for is waited for long enough on a busy machine; a test that passes never waits so long.
    expect: { poll: { timeout: 20_000 } },
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
