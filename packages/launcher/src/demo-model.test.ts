import { describe, expect, it } from "vitest";
import { demoAnswer } from "./demo-answer.ts";
import { startDemoModel } from "./demo-model.ts";

describe("demoAnswer", () => {
  it("greets who greets, and says what it is", () => {
    for (const text of ["你好", " 您好！", "Hello"]) {
      expect(demoAnswer([{ role: "user", text }])).toMatch(/^您好！[^]*本地演示模型/);
    }
  });

  it("varies its answers, quotes the question in one short line and always says what it is", () => {
    const answers = ["天", "地", "人"].map((text) => demoAnswer([{ role: "user", text: `${text}\n# 吗？` }]));
    expect(new Set(answers.map((answer) => answer.slice(0, 6))).size).toBeGreaterThan(1);
    for (const answer of answers) expect(answer).toMatch(/本地演示模型/);
    expect(answers[0]).toContain("天 吗？");
    expect(demoAnswer([{ role: "user", text: "长".repeat(500) }]).length).toBeLessThan(300);
  });

  it("counts the questions of the context it is given", () => {
    const messages = ["一", "二", "三"].flatMap((text) => [
      { role: "assistant", text: "…" },
      { role: "user", text },
    ]);
    expect(demoAnswer(messages)).toMatch(/第 3 [次个]/);
  });

  it("has an answer to nothing at all", () => {
    expect(demoAnswer([])).toContain("本地演示模型");
  });
});

describe("startDemoModel", () => {
  it("streams its answer by OpenAI's chat API", async () => {
    const model = await startDemoModel();
    const response = await fetch(`${model.url}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer any" },
      body: JSON.stringify({
        model: "gpt-3.5-turbo",
        stream: true,
        messages: [
          { role: "system", content: "…" },
          { role: "user", content: [{ type: "text", text: "hi" }] },
        ],
      }),
    });
    const events = (await response.text()).split("\n\n").filter((event) => event.startsWith("data: {"));
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(events.length).toBeGreaterThan(10);
    await model.close();
  });

  it("draws a picture by OpenAI's image API", async () => {
    const model = await startDemoModel();
    const response = await fetch(`${model.url}/images/generations`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer any" },
      body: JSON.stringify({ model: "dall-e-2", prompt: "日出\n和海", response_format: "b64_json" }),
    });
    const { data } = (await response.json()) as { data: { b64_json: string }[] };
    const picture = Buffer.from(data[0]?.b64_json ?? "", "base64");
    expect(picture.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(picture.readUInt32BE(16)).toBe(256);
    await model.close();
  });
});
