import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { startGuardedProcess } from "./guarded-process.ts";

const modulePath = new URL("guarded-process.ts", import.meta.url).href;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("startGuardedProcess", () => {
  it("passes lines, environment and exit code on", async () => {
    const lines: string[] = [];
    const child = startGuardedProcess("sh", ["-c", 'echo "$WORD"; echo bad >&2; exit 78'], {
      env: { PATH: "/usr/bin:/bin", WORD: "good" },
      onLine: (line, source) => lines.push(`${source} ${line}`),
    });
    expect(await child.ended).toMatchObject({ exitCode: 78, signal: null });
    expect(lines.toSorted()).toEqual(["stderr bad", "stdout good"]);
  });

  it("reports a program that does not exist as ended", async () => {
    const child = startGuardedProcess("no-such-program", [], { onLine: () => undefined });
    expect((await child.ended).exitCode).toBe(127);
  });

  it("ends the program when its parent is killed with SIGKILL", async () => {
    const script = `
      import { startGuardedProcess } from ${JSON.stringify(modulePath)};
      const child = startGuardedProcess("sleep", ["60"], { onLine: () => undefined });
      console.log(child.pid);
    `;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", script]);
    const [output] = await once(parent.stdout, "data");
    const pid = Number(String(output));
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 4_000 }).toBe(false);
  });
});
