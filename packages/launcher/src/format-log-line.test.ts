import { describe, expect, it } from "vitest";
import { createLauncherConsole } from "./launcher-console.ts";
import { formatLogLine } from "./format-log-line.ts";

describe("formatLogLine", () => {
  it("turns pino's JSON into words, with numbers or names of levels", () => {
    const line = { level: 40, time: 1, pid: 2, service: "ingress", msg: "forged signature", status: 401 };
    expect(formatLogLine(JSON.stringify(line))).toEqual({
      level: 40,
      text: "warn forged signature status=401",
    });
    expect(formatLogLine(JSON.stringify({ ...line, level: "warn" })).level).toBe(40);
  });

  it("shows an error's class, code, message and first frames", () => {
    const err = {
      type: "ModelError",
      code: "timeout",
      message: "late",
      stack: "ModelError: late\n    at a\n    at b",
    };
    expect(formatLogLine(JSON.stringify({ level: 50, msg: "failed", err })).text).toBe(
      "error failed\n  ModelError timeout late\n    at a\n    at b",
    );
  });

  it.each(["plain words", '{"level":30,"msg":"ha', '{"no":"level"}', "{}"])("leaves %s as it is", (line) => {
    expect(formatLogLine(line)).toEqual({ level: 50, text: line });
  });
});

describe("createLauncherConsole", () => {
  const info = JSON.stringify({ level: 30, msg: "listening" });
  const warning = JSON.stringify({ level: 40, msg: "careful" });

  it("keeps info back until all is up", () => {
    const printed: string[] = [];
    const console = createLauncherConsole((text) => printed.push(text), "info");
    console.line("ingress", info);
    console.line("ingress", warning);
    console.settle();
    console.line("chat-worker", info);
    expect(printed).toEqual(["ingress     warn careful\n", "chat-worker info listening\n"]);
  });

  it("shows everything at debug", () => {
    const printed: string[] = [];
    createLauncherConsole((text) => printed.push(text), "debug").line("ingress", info);
    expect(printed).toEqual(["ingress     info listening\n"]);
  });
});
