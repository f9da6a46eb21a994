import { ModelError, type ChatModel, type Completion, type Drawing } from "@dinglane/llm";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createModelMetrics } from "./model-metrics.ts";

const said = (finishReason: string): Completion => ({
  text: "答",
  finishReason,
  model: "gpt-4o-2024-11-20",
  usage: { promptTokens: 30, completionTokens: 4 },
});

const modelOf = (...outcomes: (Completion | Error)[]): ChatModel => ({
  async complete() {
    const outcome = outcomes.shift();
    if (outcome === undefined || outcome instanceof Error) throw outcome;
    return outcome;
  },
});

test("calls and their tokens are counted under the configured name, failures included", async () => {
  const registry = new Registry();
  const metrics = createModelMetrics(registry);
  const usage = { promptTokens: 5, completionTokens: 900 };
  const model = metrics.meter(
    modelOf(
      said("stop"),
      said("end_turn"),
      said("length"),
      { text: "答", finishReason: "stop", model: "m" },
      new ModelError("empty", { usage }),
      new ModelError("rate_limited"),
      new Error("a defect"),
    ),
    "gpt-4o",
  );
  for (let call = 0; call < 7; call++) await model.complete({ messages: [] }).catch(() => undefined);
  metrics.keySetAside({ keyIndex: 1, trouble: "refused_credentials", waitMs: 1 });

  const lines = (await registry.metrics()).split("\n").filter((line) => line.startsWith("dinglane"));
  expect(lines).toEqual([
    'dinglane_model_requests_total{model="gpt-4o",outcome="answered"} 3',
    'dinglane_model_requests_total{model="gpt-4o",outcome="length"} 1',
    'dinglane_model_requests_total{model="gpt-4o",outcome="empty"} 1',
    'dinglane_model_requests_total{model="gpt-4o",outcome="rate_limited"} 1',
    'dinglane_model_tokens_total{model="gpt-4o",kind="prompt"} 95',
    'dinglane_model_tokens_total{model="gpt-4o",kind="completion"} 912',
    'dinglane_model_keys_set_aside_total{key="2",reason="refused_credentials"} 1',
  ]);
});

test("pictures are counted like completions, with tokens where the server counts them", async () => {
  const registry = new Registry();
  const metrics = createModelMetrics(registry);
  const drawn = { bytes: new Uint8Array(1), type: "png" as const };
  const outcomes: (Drawing | Error)[] = [
    { ...drawn, usage: { promptTokens: 7, completionTokens: 1056 } },
    drawn,
    new ModelError("content_policy"),
  ];
  const draw = async (): Promise<Drawing> => {
    const outcome = outcomes.shift();
    if (outcome === undefined || outcome instanceof Error) throw outcome;
    return outcome;
  };
  const model = metrics.meterDrawing({ draw }, "gpt-image-2");
  for (let call = 0; call < 3; call++) await model.draw({ prompt: "猫" }).catch(() => undefined);
  const lines = (await registry.metrics()).split("\n").filter((line) => line.startsWith("dinglane"));
  expect(lines).toEqual([
    'dinglane_model_requests_total{model="gpt-image-2",outcome="answered"} 2',
    'dinglane_model_requests_total{model="gpt-image-2",outcome="content_policy"} 1',
    'dinglane_model_tokens_total{model="gpt-image-2",kind="prompt"} 7',
    'dinglane_model_tokens_total{model="gpt-image-2",kind="completion"} 1056',
  ]);
});
