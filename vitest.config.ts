import { defineConfig } from "vitest/config";

const redisSetup = "packages/test-redis/src/global-setup.ts";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts"],
          exclude: ["**/*.{redis,e2e,browser,compose}.test.ts"],
        },
      },
      {
        test: {
          name: "redis",
          include: ["packages/*/src/**/*.redis.test.ts"],
          globalSetup: [redisSetup],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["packages/e2e/src/**/*.e2e.test.ts"],
          globalSetup: [redisSetup],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["packages/e2e/src/**/*.browser.test.ts"],
          globalSetup: [redisSetup],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // Needs a Docker engine and compose, builds the image, and fails where there is neither. Not a part of `pnpm test`.
      {
        test: {
          name: "compose",
          include: ["packages/e2e/src/**/*.compose.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
