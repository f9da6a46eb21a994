import { expect, it } from "vitest";
import { createScrubber } from "./create-scrubber.ts";
import { serializeError } from "./serialize-error.ts";

const scrub = createScrubber(["hunter2"]);

it("keeps what helps and drops what may hold a request or a person's words", () => {
  const cause = new TypeError("POST https://oapi.dingtalk.com/robot/sendBySession?session=abc");
  const error = Object.assign(new Error("sending with hunter2 failed", { cause }), {
    name: "SendError",
    code: "ECONNRESET",
    status: 502,
    retryable: true,
    command: { name: "set", args: ["a person's words"] },
    request: { body: "a person's words" },
  });
  const serialized = serializeError(error, scrub);
  expect(serialized).toMatchObject({
    type: "SendError",
    message: "sending with [redacted] failed",
    code: "ECONNRESET",
    status: 502,
    retryable: true,
    cause: { type: "TypeError", message: "POST https://oapi.dingtalk.com/robot/sendBySession?…" },
  });
  const text = JSON.stringify(serialized);
  for (const secret of ["words", "hunter2", "session=abc"]) expect(text).not.toContain(secret);
});

it("follows causes and aggregates, but not for ever", () => {
  const error = new Error("round");
  error.cause = error;
  expect(JSON.stringify(serializeError(error, scrub)).match(/"type"/gu)).toHaveLength(5);
  const many = new AggregateError([new Error("one"), "two"], "all");
  expect(serializeError(many, scrub).errors).toMatchObject([
    { type: "Error", message: "one" },
    { type: "string", message: "two" },
  ]);
});

it.each([undefined, null, 7, { password: "hunter2" }])("survives that %j was thrown", (thrown) => {
  expect(serializeError(thrown, scrub).message).toBe("not an Error was thrown");
});
