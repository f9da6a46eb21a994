import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { group, town } from "../fixtures/town.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";

const ROBOT_TOPIC = "/v1.0/im/bot/messages/get";
const { clientId, clientSecret } = town.robots[0];
const request = {
  clientId,
  clientSecret,
  subscriptions: [{ type: "CALLBACK", topic: ROBOT_TOPIC }],
};

let simulator: Simulator;
let nowMs = 0;

beforeEach(async () => {
  nowMs = Date.now();
  simulator = await startSimulator({
    ...town,
    ackWindowMs: 100,
    disconnectSilenceMs: 80,
    now: () => nowMs,
  });
});
afterEach(async () => simulator.close());

const post = async (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${simulator.url}/v1.0/gateway/connections/open`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

async function newAddress(): Promise<string> {
  const { endpoint, ticket } = (await (await post(request)).json()) as Record<string, string>;
  return `${endpoint}?ticket=${ticket}`;
}

async function openSocket(address?: string): Promise<WebSocket> {
  const socket = new WebSocket(address ?? (await newAddress()));
  await once(socket, "open");
  return socket;
}

/** A client that acks everything. */
async function openAcker(): Promise<WebSocket> {
  const socket = await openSocket();
  socket.on("message", (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as {
      type: string;
      headers: { messageId?: string };
      data: string;
    };
    const { messageId } = frame.headers;
    if (messageId === undefined) return;
    socket.send(
      JSON.stringify({
        code: 200,
        headers: { messageId, contentType: "application/json" },
        message: "OK",
        data: frame.type === "SYSTEM" ? frame.data : '{"response":null}',
      }),
    );
  });
  return socket;
}

describe("opening", () => {
  test.each([
    ["a wrong secret", { ...request, clientSecret: "wrong" }, 401, "authFailed"],
    ["a robot that is not there", { ...request, clientId: "ding-else" }, 401, "authFailed"],
    ["no subscriptions", { clientId, clientSecret }, 400, "param.error"],
    [
      "another event than *",
      { ...request, subscriptions: [{ type: "EVENT", topic: "user_add_org" }] },
      400,
      "param.error",
    ],
  ])("is refused for %s", async (_name, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      code,
      requestid: expect.stringMatching(/^[0-9A-F-]{36}$/u),
    });
  });

  test("answers XML to whoever does not ask for JSON", async () => {
    const response = await post(request, { accept: "*/*" });
    expect(response.headers.get("content-type")).toContain("xml");
  });

  test("gives a ticket for one connection within 90 s", async () => {
    const address = await newAddress();
    const socket = await openSocket(address);
    await expect(openSocket(address)).rejects.toThrow("401");
    const late = await newAddress();
    nowMs += 90_000;
    await expect(openSocket(late)).rejects.toThrow("401");
    await expect(openSocket(`${simulator.url.replace("http", "ws")}/connect`)).rejects.toThrow("401");
    socket.terminate();
  });

  test("fails so many times by a knob", async () => {
    simulator.faults.stream.gateway = { kind: "status", status: 401, times: 2 };
    const statuses = [];
    for (let nth = 0; nth < 3; nth += 1) statuses.push((await post(request)).status);
    expect(statuses).toEqual([401, 401, 200]);
  });

  test("fails, or hangs, by a knob", async () => {
    simulator.faults.stream.gateway = { kind: "status", status: 500 };
    expect((await post(request)).status).toBe(500);
    simulator.faults.stream.gateway = { kind: "hang" };
    await expect(
      fetch(`${simulator.url}/v1.0/gateway/connections/open`, {
        method: "POST",
        signal: AbortSignal.timeout(50),
      }),
    ).rejects.toMatchObject({ name: "TimeoutError" });
    expect(simulator.stream.opens.map(({ status }) => status)).toEqual([500, undefined]);
  });
});

describe("a connection", () => {
  test("that does not answer a ping is torn down", async () => {
    const socket = await openSocket();
    socket.on("error", () => undefined);
    const closed = once(socket, "close");
    expect(await simulator.stream.ping()).toBe(false);
    await closed;
  });

  test("that was told to leave is torn down after its last word", async () => {
    const socket = await openAcker();
    socket.on("error", () => undefined);
    const closed = once(socket, "close");
    simulator.stream.disconnect();
    const startedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 40));
    socket.send("{}");
    await closed;
    expect(performance.now() - startedAt).toBeGreaterThan(100);
  });

  test("that is black-holed takes messages and gives nothing back", async () => {
    const socket = await openAcker();
    simulator.stream.blackHole();
    expect(await simulator.say({ from: "ada", in: group, text: "x" })).toMatchObject({ outcome: "timeout" });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });
});

describe("a push", () => {
  test("goes to two connections, or loses its ack, by a knob", async () => {
    await openAcker();
    await openAcker();
    simulator.faults.stream.duplicates = 1;
    const twice = await simulator.say({ from: "ada", in: group, text: "x" });
    await vi.waitFor(() => expect(simulator.stream.pushes).toHaveLength(2));
    expect(new Set(simulator.stream.pushes.map(({ connectionId }) => connectionId)).size).toBe(2);
    expect(simulator.stream.pushes.map(({ msgId }) => msgId)).toEqual([twice.msgId, twice.msgId]);
    simulator.faults.stream.dropAcks = 1;
    const dropped = await simulator.say({ from: "ada", in: group, text: "x" });
    expect(dropped).toMatchObject({ outcome: "timeout" });
    expect(simulator.stream.pushes.at(-1)).toMatchObject({ outcome: "ack-dropped", code: 200 });
  });

  test("without a connection is pushed again when there is one", async () => {
    simulator.faults.stream.redelivery = { times: 20, delayMs: 10 };
    const said = await simulator.say({ from: "ada", in: group, text: "x" });
    expect(said).toMatchObject({ via: "stream", outcome: "unreachable" });
    await openAcker();
    await vi.waitFor(() => expect(simulator.stream.pushes.at(-1)).toMatchObject({ outcome: "acked" }));
  });

  test("is not for who has a callback address, unless told so", async () => {
    await openAcker();
    simulator.setCallbackUrl("http://127.0.0.1:1/");
    expect(await simulator.say({ from: "ada", in: group, text: "x" })).toMatchObject({ via: "http" });
    expect(await simulator.say({ from: "ada", in: group, text: "x", via: "stream" })).toMatchObject({
      via: "stream",
      status: 200,
    });
  });
});
