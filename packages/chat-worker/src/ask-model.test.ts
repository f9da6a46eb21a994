import { ModelError, type ChatMessage, type ChatModel } from "@dinglane/llm";
import { expect, test } from "vitest";
import { askModel } from "./ask-model.ts";

const inquiry = {
  system: { role: "system", content: "s" } as const,
  turns: [1, 2, 3, 4, 5].map((n) => ({ question: `q${n}`, answer: `a${n}`, tokens: 4 })),
  question: "q6",
  pictures: [],
  user: "u",
  signal: new AbortController().signal,
};
const completion = { text: "a6", finishReason: "stop", model: "m" };

/** A model whose window holds so many messages. */
function modelWithWindow(size: number): ChatModel & { asked: (readonly ChatMessage[])[] } {
  const asked: (readonly ChatMessage[])[] = [];
  return {
    asked,
    async complete({ messages }) {
      asked.push(messages);
      if (messages.length > size) throw new ModelError("context_too_long");
      return completion;
    },
  };
}

test("roles are kept: the past in order, the question verbatim and last", async () => {
  const model = modelWithWindow(100);
  const { turns } = await askModel(model, { ...inquiry, turns: inquiry.turns.slice(0, 1) });
  expect(model.asked).toEqual([
    [
      { role: "system", content: "s" },
      { role: "user", content: "q1" },
      { role: "assistant", content: "a1" },
      { role: "user", content: "q6" },
    ],
  ]);
  expect(turns).toHaveLength(1);
});

test("a question with pictures is in parts, words first; the past stays words", async () => {
  const model = modelWithWindow(100);
  const pictures = ["data:image/jpeg;base64,AA==", "data:image/jpeg;base64,BB=="];
  await askModel(model, { ...inquiry, turns: inquiry.turns.slice(0, 1), pictures });
  expect(model.asked[0]?.slice(1)).toEqual([
    { role: "user", content: "q1" },
    { role: "assistant", content: "a1" },
    {
      role: "user",
      content: [
        { type: "text", text: "q6" },
        { type: "image_url", image_url: { url: pictures[0] } },
        { type: "image_url", image_url: { url: pictures[1] } },
      ],
    },
  ]);
});

test("a context that the model finds too long is halved from its old end until it fits", async () => {
  const model = modelWithWindow(4);
  const { turns } = await askModel(model, inquiry);
  expect(model.asked.map((messages) => messages.length)).toEqual([12, 6, 4]);
  expect(turns).toEqual([{ question: "q5", answer: "a5", tokens: 4 }]);
});

test("a question that is too long by itself is an error, not a loop", async () => {
  const model = modelWithWindow(1);
  await expect(askModel(model, inquiry)).rejects.toMatchObject({ kind: "context_too_long" });
  expect(model.asked).toHaveLength(4);
});
