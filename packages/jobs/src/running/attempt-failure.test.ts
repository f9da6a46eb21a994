import { expect, test } from "vitest";
import { GiveUp } from "../give-up.ts";
import { failureCodeOf } from "../lanes/failure-code.ts";
import { describeFailure } from "./attempt-failure.ts";
import { backoffMs } from "./backoff.ts";
import { storedFailureOf } from "./stored-failure.ts";

const coded = (message: string, fields: object = {}): Error =>
  Object.assign(new Error(message), { code: "model_busy", ...fields });

test.each([
  [coded("try later"), "model_busy: try later"],
  [
    coded("POST https://oapi.dingtalk.com/robot/send?access_token=secret failed"),
    "model_busy: POST [url] failed",
  ],
  [coded("x".repeat(500)), `model_busy: ${"x".repeat(200)}`],
  [new GiveUp("ledger_entry_gone"), "ledger_entry_gone"],
  [new TypeError("cannot read 'my question'"), "unexpected: TypeError"],
  [Object.assign(new Error("text"), { code: 42 }), "unexpected: Error"],
  ["thrown text", "unexpected: string"],
])("an error is described without what a user may have said (%#)", (error, reason) => {
  const failure = describeFailure(error);
  expect(failure.reason).toBe(reason);
  expect(failureCodeOf(failure.reason)).toBe(failure.code);
});

test("the stored stack says where, and no more", () => {
  const stored = storedFailureOf(describeFailure(new SyntaxError("bad: my question")));
  expect(stored.stack).toContain("attempt-failure.test.ts");
  expect(stored.stack).not.toContain("question");
});

test("only giving up is final", () => {
  expect(describeFailure(new GiveUp("no")).isFinal).toBe(true);
  expect(describeFailure(coded("busy")).isFinal).toBe(false);
});

test("a reason of BullMQ's own has no code", () => {
  expect(failureCodeOf("job stalled more than allowable limit")).toBe("unexpected");
});

test.each([
  [1, undefined, 1_000],
  [2, undefined, 2_000],
  [1, 4_000, 4_000],
  [2, 500, 2_000],
  [1, 600_000, 15_000],
])("the pause after attempt %i when the error asks for %s ms", (made, retryAfterMs, pause) => {
  const error = storedFailureOf(describeFailure(coded("busy", { retryAfterMs })));
  expect(backoffMs(made, { delay: 1_000 }, error)).toBe(pause);
});
