import { describe, expect, it } from "vitest";
import { createRestartPolicy } from "./restart-policy.ts";

describe("createRestartPolicy", () => {
  it("waits longer each time and gives up after a few tries", () => {
    const policy = createRestartPolicy();
    const decisions = Array.from({ length: 6 }, () => policy.afterEnd({ exitCode: 1, upMs: 10 }));
    expect(
      decisions.map((decision) => (decision.action === "restart" ? decision.delayMs : decision.because)),
    ).toEqual([500, 1_000, 2_000, 4_000, 8_000, "keeps-ending"]);
  });

  it("begins anew after a steady run", () => {
    const policy = createRestartPolicy();
    for (let run = 0; run < 5; run += 1) policy.afterEnd({ exitCode: null, upMs: 10 });
    expect(policy.afterEnd({ exitCode: null, upMs: 60_000 })).toEqual({ action: "restart", delayMs: 500 });
  });

  it("does not try again what is configured wrongly", () => {
    expect(createRestartPolicy().afterEnd({ exitCode: 78, upMs: 10 })).toEqual({
      action: "give-up",
      because: "configuration",
    });
  });
});
