import { expect, test } from "vitest";
import { answerFrame, type ListenerFault } from "./answer-frame.ts";
import { ackOf } from "./frame-answer.ts";
import { readFrame } from "./frame.ts";
import type { StreamListeners } from "./stream-client.ts";
import { CARD_TOPIC, ROBOT_TOPIC } from "./stream-topics.ts";

const taken: StreamListeners = { onRobotMessage: () => Promise.resolve("taken") };

async function answerTo(
  type: string,
  topic: string,
  data: string,
  listeners: StreamListeners = taken,
): Promise<{ answer: Awaited<ReturnType<typeof answerFrame>>; faults: ListenerFault[] }> {
  const faults: ListenerFault[] = [];
  const answer = await answerFrame(
    { type, headers: { topic, messageId: "f1" }, data },
    { listeners, listenerTimeoutMs: 20, pressTimeoutMs: 20, onFault: (_topic, fault) => faults.push(fault) },
  );
  return { answer, faults };
}

test("a ping gets its opaque back as it came", async () => {
  const { answer } = await answerTo("SYSTEM", "ping", '{"opaque":"123-dsfs"}');
  expect(answer).toMatchObject({ code: 200, data: '{"opaque":"123-dsfs"}' });
  expect(JSON.parse(ackOf("f1", answer!))).toEqual({
    code: 200,
    headers: { messageId: "f1", contentType: "application/json" },
    message: "OK",
    data: '{"opaque":"123-dsfs"}',
  });
});

test.each([
  ["SYSTEM", "disconnect"],
  ["SYSTEM", "KEEPALIVE"],
  ["SYSTEM", "REGISTERED"],
  ["NEWS", "x"],
])("%s %s wants no answer", async (type, topic) => {
  expect((await answerTo(type, topic, "{}")).answer).toBeUndefined();
});

test("an event is taken note of", async () => {
  const { answer } = await answerTo("EVENT", "*", "{}");
  expect(answer).toMatchObject({ code: 200, data: { status: "SUCCESS" } });
});

test("a message is 200 when it was taken and 500 when it was not", async () => {
  const given: string[] = [];
  const listeners: StreamListeners = {
    async onRobotMessage(json) {
      given.push(json);
      return json === "1" ? "taken" : "not_taken";
    },
  };
  expect((await answerTo("CALLBACK", ROBOT_TOPIC, "1", listeners)).answer?.code).toBe(200);
  expect((await answerTo("CALLBACK", ROBOT_TOPIC, "2", listeners)).answer?.code).toBe(500);
  expect(given).toEqual(["1", "2"]);
});

test("a button's answer is the response", async () => {
  const listeners = { ...taken, onCardCallback: async (json: string) => ({ cardData: json }) };
  const { answer } = await answerTo("CALLBACK", CARD_TOPIC, "{}", listeners);
  expect(answer).toMatchObject({ code: 200, data: { response: { cardData: "{}" } } });
});

test.each(["/v1.0/graph/api/invoke", "", CARD_TOPIC])(
  "topic %j is 404 with nobody to listen",
  async (topic) => {
    expect((await answerTo("CALLBACK", topic, "{}")).answer?.code).toBe(404);
  },
);

test.each<[string, StreamListeners["onRobotMessage"], ListenerFault["kind"]]>([
  [
    "throws",
    () => {
      throw new Error("no");
    },
    "threw",
  ],
  ["rejects", () => Promise.reject(new Error("no")), "threw"],
  ["never answers", () => new Promise(() => {}), "too_late"],
])("a listener that %s is answered for with 500", async (_name, onRobotMessage, kind) => {
  const { answer, faults } = await answerTo("CALLBACK", ROBOT_TOPIC, "{}", { onRobotMessage });
  expect(answer?.code).toBe(500);
  expect(faults).toMatchObject([{ kind }]);
});

const never = (): Promise<never> => new Promise(() => {});

test.each([
  [CARD_TOPIC, { pressTimeoutMs: 5, listenerTimeoutMs: 60_000 }],
  [ROBOT_TOPIC, { pressTimeoutMs: 60_000, listenerTimeoutMs: 5 }],
])("a push of %s has its own time", async (topic, timing) => {
  const listeners = { onRobotMessage: never, onCardCallback: never };
  const frame = { type: "CALLBACK", headers: { topic, messageId: "f1" }, data: "{}" };
  const answer = await answerFrame(frame, { listeners, ...timing, onFault() {} });
  expect(answer?.code).toBe(500);
});

test("a listener that fails after its time is nobody's unhandled rejection", async () => {
  const late = Promise.withResolvers<"taken">();
  const { answer } = await answerTo("CALLBACK", ROBOT_TOPIC, "{}", { onRobotMessage: () => late.promise });
  late.reject(new Error("too late"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(answer?.code).toBe(500);
});

test.each(["", "hello", "[]", "null", "{}", '{"type":"CALLBACK"}', '{"type":1,"headers":{}}', "\uFFFD"])(
  "%j is no frame",
  (text) => {
    expect(readFrame(text)).toBeUndefined();
  },
);

test("a disconnect may come without a messageId", () => {
  expect(readFrame('{"type":"SYSTEM","headers":{"topic":"disconnect"},"data":"{}"}')).toMatchObject({
    headers: { topic: "disconnect" },
  });
});
