import { expect, it } from "vitest";
import type { LogLevel } from "../config/config.ts";
import { createLogger } from "./create-logger.ts";

function capture(level: LogLevel = "info"): { lines: string[]; log: ReturnType<typeof createLogger> } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, log: createLogger({ service: "ingress", level, secrets: ["hunter2"] }, destination) };
}

it("writes one JSON line with service, level in words and an ISO time", () => {
  const { lines, log } = capture();
  log.info({ msgId: "m" }, "taken");
  expect(JSON.parse(lines[0]!)).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u) as string,
    service: "ingress",
    msgId: "m",
    msg: "taken",
  });
});

it("takes secrets out of messages, bindings of children, nested properties and errors, and stays JSON", () => {
  const { lines, log } = capture();
  const webhook = "https://oapi.dingtalk.com/robot/sendBySession?session=abc123";
  log
    .child({ sessionWebhook: webhook })
    .info({ deep: { deeper: [{ deepest: { clientSecret: "s3cr3t" } }] } }, "hunter2");
  log.error({ err: new Error(`POST ${webhook}`) }, `failed: ${JSON.stringify({ accessToken: "s3cr3t" })}`);
  log.error(new Error(`bare ${webhook}`));
  for (const line of lines) {
    expect(line).not.toMatch(/hunter2|s3cr3t|abc123/u);
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  }
  expect(lines).toHaveLength(3);
});

it("keeps to its level", () => {
  const { lines, log } = capture("warn");
  log.info("no");
  log.warn("yes");
  expect(lines).toHaveLength(1);
});
