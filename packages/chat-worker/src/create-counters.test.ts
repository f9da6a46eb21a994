import { expect, it } from "vitest";
import { createCounters } from "./create-counters.ts";

it("models that count alike share a counter, and others get their own", async () => {
  const counterOf = createCounters();
  const gpt4o = await counterOf("gpt-4o");
  expect(await counterOf("some-model-of-tomorrow")).toBe(gpt4o);
  const gpt4 = await counterOf("gpt-4");
  expect(gpt4).not.toBe(gpt4o);
  expect(await counterOf("gpt-4o")).toBe(gpt4o);
  const text = "今天天气真好";
  expect(await gpt4.count(text)).not.toBe(await gpt4o.count(text));
});
