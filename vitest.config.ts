import { defineConfig } from 'vitest/config';

// unit: no browser, no other program but a PostgreSQL of the test's own where one is installed, no port but those of stand-in vendors. e2e: real servers, a real browser, a real Prometheus. faults: real servers killed.
export default defineConfig({
  test: {
    env: { TZ: 'America/New_York' }, // no result may depend on the machine's zone; this one has gaps and folds
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/faults/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
