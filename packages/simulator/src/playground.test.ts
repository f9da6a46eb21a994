import { expect, test } from "vitest";
import { markdown, postWebhook } from "./fixtures/post-webhook.ts";
import { startReceiver } from "./fixtures/start-receiver.ts";
import { startSimulator } from "./start-simulator.ts";
import { group, town } from "./fixtures/town.ts";

async function readUntil(reader: ReadableStreamDefaultReader<string>, wanted: string): Promise<string> {
  let text = "";
  while (!text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) {
      break;
    }
    text += value;
  }
  return text;
}

async function follow(url: string, lastEventId?: string): Promise<ReadableStreamDefaultReader<string>> {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  const response = await fetch(`${url}/playground/events`, { headers });
  return response.body!.pipeThrough(new TextDecoderStream()).getReader();
}

test("the page and its libraries come from here, under a policy that lets nothing else in", async () => {
  await using simulator = await startSimulator(town);
  for (const path of ["/", "/js/app.js", "/css/base.css", "/vendor/marked.js", "/vendor/dompurify.js"]) {
    const response = await fetch(simulator.url + path);
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).not.toBe("");
  }
  expect((await fetch(`${simulator.url}/v1.0/nothing`)).status).toBe(404);
});

test("what is said on the page becomes a callback, and everybody watching sees it and the reply", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
  const watching = await follow(simulator.url);
  await readUntil(watching, "event: ready");
  const answer = await fetch(`${simulator.url}/playground/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from: "ada", in: group, text: "<b>你好</b>", at: true }),
  });
  expect(await answer.json()).toMatchObject({ outcome: "answered", status: 200 });
  await postWebhook(String(receiver.received[0]!.body["sessionWebhook"]), markdown("好"));
  const seen = await readUntil(watching, '"kind":"reply"');
  expect(seen).toContain('"text":"@小钉 <b>你好</b>"');
  expect(seen).toContain('"kind":"callback"');

  const callbackId = /id: (\S+)\ndata: \{"kind":"callback"/u.exec(seen)?.[1];
  const again = await readUntil(await follow(simulator.url, callbackId), "event: ready");
  expect(again).not.toContain("event: reset");
  expect(again.match(/"kind"/gu)).toHaveLength(1);
  const late = await readUntil(await follow(simulator.url, "of-another-run"), "event: ready");
  expect(late).toContain("event: reset");
  expect(late.match(/"kind"/gu)).toHaveLength(3);
});

test.each([
  ["no such person", { from: "nobody", in: group, text: "x", at: true }, 404],
  ["no text", { from: "ada", in: group, at: true }, 400],
])("%s", async (_name, body, status) => {
  await using simulator = await startSimulator(town);
  const response = await fetch(`${simulator.url}/playground/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(status);
});

test("a form on a foreign page cannot speak for anybody", async () => {
  await using simulator = await startSimulator(town);
  const response = await fetch(`${simulator.url}/playground/messages`, {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: JSON.stringify({ from: "ada", in: group, text: "x", at: true }),
  });
  expect(response.status).toBe(400);
  expect(simulator.callbacks).toHaveLength(0);
});

test("places name who one can be and where one can talk, and keep the robot's secret", async () => {
  await using simulator = await startSimulator(town);
  const text = await (await fetch(`${simulator.url}/playground/places`)).text();
  expect(JSON.parse(text)).toMatchObject({
    robot: { name: "小钉" },
    groups: [{ id: group }],
    people: [{ id: "ada" }, { id: "bob" }, { id: "eve" }],
  });
  expect(text).not.toContain(town.robots[0].clientSecret);
});
