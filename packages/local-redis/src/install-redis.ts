import { access } from "node:fs/promises";
import { platform, userInfo } from "node:os";
import { LocalRedisError } from "./local-redis-error.ts";
import { type RunCommand, runCommand } from "./run-command.ts";

export interface Installer {
  /** What is about to happen, in one line for a person. */
  says: string;
  steps: { command: string; args: string[]; env?: Record<string, string> }[];
}

export interface InstallFacts {
  platform: string;
  isRoot: boolean;
  hasAptGet: boolean;
  hasBrew: boolean;
}

const installTimeoutMs = 5 * 60_000;

/** Which installer fits this machine; undefined where only a person can decide (no root, another system). */
export function chooseInstaller(facts: InstallFacts): Installer | undefined {
  if (facts.platform === "linux" && facts.hasAptGet && facts.isRoot) {
    // Without the environment variable debconf may ask a question that nobody is there to answer.
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    return {
      says: "No Redis found: installing redis-server with apt-get.",
      steps: [
        { command: "apt-get", args: ["update", "-qq"], env },
        {
          command: "apt-get",
          args: ["install", "-y", "-qq", "--no-install-recommends", "redis-server"],
          env,
        },
      ],
    };
  }
  if (facts.platform === "darwin" && facts.hasBrew) {
    return {
      says: "No Redis found: installing redis with Homebrew.",
      steps: [{ command: "brew", args: ["install", "redis"] }],
    };
  }
  return undefined;
}

/**
 * Installs a Redis where that needs no decision of a person: Debian or Ubuntu as root, macOS with Homebrew.
 * @returns false where neither is the case
 * @throws LocalRedisError `install_failed`
 */
export async function installRedis(
  say: (line: string) => void,
  run: RunCommand = runCommand,
): Promise<boolean> {
  const installer = chooseInstaller(await loadFacts(run));
  if (installer === undefined) return false;
  say(installer.says);
  for (const { command, args, env } of installer.steps) {
    const { ok, output } = await run(command, args, { timeoutMs: installTimeoutMs, ...(env && { env }) });
    if (!ok) {
      const tail = output.trim().split("\n").slice(-5).join("\n");
      throw new LocalRedisError("install_failed", `\`${command} ${args.join(" ")}\` failed:\n${tail}`);
    }
  }
  return true;
}

async function loadFacts(run: RunCommand): Promise<InstallFacts> {
  return {
    platform: platform(),
    isRoot: userInfo().uid === 0,
    hasAptGet: await access("/usr/bin/apt-get").then(
      () => true,
      () => false,
    ),
    hasBrew: platform() === "darwin" && (await run("brew", ["--version"])).ok,
  };
}
