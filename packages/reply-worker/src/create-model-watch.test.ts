import type { Trouble } from "@dinglane/delivery";
import { ModelError, type ModelErrorKind } from "@dinglane/llm";
import { expect, test } from "vitest";
import { createModelWatch } from "./create-model-watch.ts";

/** Asks once for each outcome, and gives what administrators are told of. */
async function told(outcomes: (ModelErrorKind | "answered" | "defect")[]): Promise<Trouble[]> {
  const troubles: Trouble[] = [];
  const watch = createModelWatch("gpt", async (trouble) => void troubles.push(trouble));
  const ends = [];
  for (const outcome of outcomes) {
    const call = async (): Promise<string> => {
      if (outcome === "defect") throw new TypeError("x");
      if (outcome !== "answered") throw new ModelError(outcome);
      return outcome;
    };
    ends.push(await watch(call).catch(() => "failed"));
  }
  expect(ends).toEqual(outcomes.map((outcome) => (outcome === "answered" ? outcome : "failed")));
  return troubles;
}

test("five failures in a row are told of, four and an answer are not", async () => {
  const four = Array.from({ length: 4 }, () => "unavailable" as const);
  expect(await told([...four, "answered", ...four])).toEqual([]);
  expect(await told([...four, "timeout"])).toEqual([
    { kind: "model_down", model: "gpt", failures: 5, code: "model_timeout" },
  ]);
});

test("a refused key is told of at once", async () => {
  expect(await told(["refused_credentials"])).toEqual([{ kind: "model_refused", model: "gpt" }]);
});

test("what is not the model's fault is not counted", async () => {
  const each = (["content_policy", "context_too_long", "aborted", "defect"] as const).flatMap((kind) => [
    kind,
    kind,
  ]);
  expect(await told([...each, "unavailable"])).toEqual([]);
});
