import { type DWClient, type DWClientDownStream, EventAck, TOPIC_CARD, TOPIC_ROBOT } from "dingtalk-stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OfficialClient, openOfficialClient } from "../fixtures/official-client.ts";
import { group, town } from "../fixtures/town.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";

let simulator: Simulator;
const clients: DWClient[] = [];

beforeEach(async () => {
  vi.spyOn(console, "info").mockImplementation(() => undefined);
  simulator = await startSimulator({ ...town, ackWindowMs: 300 });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await simulator.close();
  vi.restoreAllMocks();
});

async function connected(listen: (client: DWClient, frame: DWClientDownStream) => void): Promise<DWClient> {
  const client = await openOfficialClient(simulator, (opened) =>
    opened.registerCallbackListener(TOPIC_ROBOT, (frame) => listen(opened, frame)),
  );
  clients.push(client);
  return client;
}

test("is registered, gets what people say, and has its acks understood", async () => {
  const frames: DWClientDownStream[] = [];
  const client = await connected((self, frame) => {
    frames.push(frame);
    self.socketCallBackResponse(frame.headers.messageId, { success: true });
  });
  await vi.waitFor(() => expect(client.registered).toBe(true));
  const said = await simulator.say({ from: "ada", in: group, text: "你好" });
  expect(said).toMatchObject({
    via: "stream",
    outcome: "answered",
    status: 200,
    body: { response: { success: true } },
  });
  expect(frames).toMatchObject([
    {
      specVersion: "1.0",
      type: "CALLBACK",
      headers: { topic: TOPIC_ROBOT, contentType: "application/json" },
    },
  ]);
  expect(JSON.parse(frames[0]!.data)).toMatchObject({ msgId: said.msgId, robotCode: "dingabc" });
  expect(simulator.stream.pushes).toMatchObject([{ msgId: said.msgId, outcome: "acked", code: 200 }]);
});

test("answers pings", async () => {
  await connected(() => undefined);
  expect(await simulator.stream.ping()).toBe(true);
});

test("gets events and buttons where it asked for them, and acks them in their own shape", async () => {
  const client = new OfficialClient(simulator.url);
  clients.push(client);
  const events: DWClientDownStream[] = [];
  client.registerAllEventListener((frame) => {
    events.push(frame);
    const isLater = frame.headers.eventType === "org_remove";
    return { status: isLater ? EventAck.LATER : EventAck.SUCCESS, message: "ok" };
  });
  client.registerCallbackListener(TOPIC_CARD, (frame) =>
    client.socketCallBackResponse(frame.headers.messageId, { cardData: {} }),
  );
  await client.connect();
  await simulator.stream.waitForConnections(1);
  const robot = town.robots[0].clientId;
  const button = await simulator.stream.push({ robot, topic: TOPIC_CARD, data: "{}" });
  expect(button).toMatchObject({ code: 200, data: { response: { cardData: {} } } });
  expect(await simulator.stream.push({ robot, topic: "*", data: "{}" })).toMatchObject({
    code: 200,
    data: { status: "SUCCESS", message: "ok" },
  });
  const later = await simulator.stream.push({ robot, topic: "*", eventType: "org_remove", data: '{"a":1}' });
  expect(later).toMatchObject({ code: 200, data: { status: "LATER" } });
  expect(events).toMatchObject([
    { type: "EVENT", headers: { topic: "*", eventType: "user_add_org" } },
    { headers: { eventType: "org_remove", eventCorpId: expect.stringMatching(/^ding/) }, data: '{"a":1}' },
  ]);
  expect(new Set(events.map(({ headers }) => headers.eventId)).size).toBe(2);
  // Not asked for: not pushed.
  expect(await simulator.stream.push({ robot, topic: TOPIC_ROBOT, data: "{}" })).toMatchObject({
    outcome: "no-connection",
  });
});

test("is pushed a message again that it does not ack: a new frame, the same msgId", async () => {
  simulator.faults.stream.redelivery = { times: 3, delayMs: 10 };
  const frames: DWClientDownStream[] = [];
  await connected((self, frame) => {
    frames.push(frame);
    if (frames.length === 3) self.socketCallBackResponse(frame.headers.messageId, {});
  });
  const said = await simulator.say({ from: "ada", in: group, text: "x" });
  expect(said).toMatchObject({ outcome: "timeout" });
  await vi.waitFor(() => expect(simulator.stream.pushes).toHaveLength(3), { timeout: 3_000 });
  expect(simulator.stream.pushes.map(({ outcome }) => outcome)).toEqual(["no-ack", "no-ack", "acked"]);
  expect(new Set(frames.map(({ headers }) => headers.messageId)).size).toBe(3);
  expect(new Set(frames.map(({ data }) => (JSON.parse(data) as { msgId: string }).msgId))).toEqual(
    new Set([said.msgId]),
  );
});

test("shares messages with its like, at random", async () => {
  const counts = [0, 0, 0];
  for (const index of counts.keys()) {
    await connected((self, frame) => {
      counts[index]! += 1;
      self.socketCallBackResponse(frame.headers.messageId, {});
    });
  }
  await Promise.all(
    Array.from({ length: 90 }, async () => simulator.say({ from: "ada", in: group, text: "x" })),
  );
  expect(counts.reduce((sum, count) => sum + count)).toBe(90);
  for (const count of counts) expect(count).toBeGreaterThan(10);
});

test("told to disconnect, is given no more; cut off, comes back with another ticket", async () => {
  const client = await connected((self, frame) => self.socketCallBackResponse(frame.headers.messageId, {}));
  simulator.stream.disconnect();
  await vi.waitFor(() => expect(client.connected).toBe(false));
  expect(await simulator.say({ from: "ada", in: group, text: "x" })).toMatchObject({
    outcome: "unreachable",
  });
  simulator.stream.cut();
  await simulator.stream.waitForConnections(0);
  await simulator.stream.waitForConnections(1);
  expect(simulator.stream.opens).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(await simulator.say({ from: "ada", in: group, text: "x" })).toMatchObject({ status: 200 });
});

test("is refused with wrong credentials", async () => {
  const client = new OfficialClient(simulator.url, "wrong");
  await expect(client.getEndpoint()).rejects.toThrow("HTTP 401");
  expect(simulator.stream.opens).toMatchObject([{ robot: "dingabc", status: 401 }]);
});
