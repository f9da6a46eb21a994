import { describe, expect, it } from "vitest";
import { chooseInstaller, type InstallFacts } from "./install-redis.ts";

const debianRoot: InstallFacts = { platform: "linux", isRoot: true, hasAptGet: true, hasBrew: false };

describe("chooseInstaller", () => {
  it("updates the package lists first on Debian, and never asks", () => {
    const steps = chooseInstaller(debianRoot)?.steps ?? [];
    expect(steps.map(({ args }) => args[0])).toEqual(["update", "install"]);
    expect(steps.every(({ env }) => env?.["DEBIAN_FRONTEND"] === "noninteractive")).toBe(true);
  });

  it("uses Homebrew on macOS, root or not", () => {
    const facts = { platform: "darwin", isRoot: false, hasAptGet: false, hasBrew: true };
    expect(chooseInstaller(facts)?.steps).toEqual([{ command: "brew", args: ["install", "redis"] }]);
  });

  it.each([
    { ...debianRoot, isRoot: false },
    { ...debianRoot, hasAptGet: false },
    { ...debianRoot, platform: "win32", hasAptGet: false },
    { platform: "darwin", isRoot: true, hasAptGet: false, hasBrew: false },
  ])("leaves it to a person otherwise: %o", (facts) => {
    expect(chooseInstaller(facts)).toBeUndefined();
  });
});
