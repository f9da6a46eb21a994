import { defineConfig } from "vitest/config";

const redisSetup = "packages/test-redis/src/global-setup.ts";
/** What is waited for comes at once, unless the machine has other things to do. */
const patient = { poll: { timeout: 15_000 } };

const faults = {
  include: ["packages/e2e/src/**/*.faults.test.ts"],
  globalSetup: [redisSetup, "packages/e2e/src/faults/fault-run.ts"],
  // Each of these takes both cores of a small machine.
  fileParallelism: false,
  hookTimeout: 60_000,
  expect: patient,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts"],
          exclude: ["**/*.{redis,e2e,faults,browser,compose}.test.ts"],
        },
      },
      {
        test: {
          name: "redis",
          include: ["packages/*/src/**/*.redis.test.ts"],
          globalSetup: [redisSetup],
          testTimeout: 30_000,
          expect: patient,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["packages/e2e/src/**/*.e2e.test.ts"],
          globalSetup: [redisSetup],
          // They mostly wait, but what they start takes both cores of a small machine; apart from the others for the same reason.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patient,
        },
      },
      { test: { ...faults, name: "faults", testTimeout: 240_000 } },
      // The same, longer: for an evening, by hand.
      { test: { ...faults, name: "faults-long", testTimeout: 3_600_000 } },
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
