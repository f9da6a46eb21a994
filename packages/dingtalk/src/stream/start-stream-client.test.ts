import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRecordingLog } from "./fixtures/recording-log.ts";
import {
  robotFrame,
  startGateway,
  systemFrame,
  TICKET,
  type Gateway,
  type Peer,
} from "./fixtures/start-gateway.ts";
import { startStreamClient, type StreamClientOptions } from "./start-stream-client.ts";
import type { StreamClient } from "./stream-client.ts";

const SECRET = "client-secret-0815";
const WORDS = "what somebody said";
const credential = { clientId: "ding-robot", clientSecret: SECRET };
/** Everything a hundred times faster than it is, except what must not be hit by accident. */
const timing = {
  keepAliveIntervalMs: 60,
  firstBackoffMs: 5,
  maxBackoffMs: 150,
  refusedRetryMs: 600,
  settledAfterMs: 100,
  reopenJitterMs: 2,
  listenerTimeoutMs: 100,
  closeTimeoutMs: 100,
};

/** Long enough for a machine that has other things to do. */
const until = <Result>(check: () => Result | Promise<Result>): Promise<Result> =>
  vi.waitFor(check, { interval: 2, timeout: 4_500 });

let gateway: Gateway;
let clients: StreamClient[];
let record: ReturnType<typeof createRecordingLog>;

beforeEach(async () => {
  gateway = await startGateway();
  clients = [];
  record = createRecordingLog();
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await gateway[Symbol.asyncDispose]();
  const shown = record.everything();
  const leaked = [SECRET, TICKET, encodeURIComponent(TICKET), "ticket=", WORDS].filter((each) =>
    shown.includes(each),
  );
  if (leaked.length > 0) throw new Error(`the log shows ${leaked.join(", ")}`);
});

function start(options: Partial<StreamClientOptions> = {}): StreamClient {
  const client = startStreamClient({
    credential,
    connections: 1,
    apiUrl: gateway.apiUrl,
    onRobotMessage: () => Promise.resolve("taken"),
    onRefused: () => undefined,
    log: record.log,
    now: () => performance.now(),
    random: Math.random,
    timing: { ...timing, ...options.timing },
    ...options,
  });
  clients.push(client);
  return client;
}

const peer = async (nth = 1): Promise<Peer> =>
  until(() => gateway.peers[nth - 1] ?? Promise.reject(new Error(`no connection ${nth}`)));

const acksOf = async (of: Peer, count: number): Promise<Peer["acks"]> =>
  until(() => (of.acks.length >= count ? of.acks : Promise.reject(new Error("no ack"))));

const closedBy = async ({ socket }: Peer): Promise<void> =>
  until(() => expect(socket.readyState).toBe(socket.CLOSED));

test("opens as many connections as it is told, asking for the topics it listens to", async () => {
  const client = start({ connections: 3, onCardCallback: () => Promise.resolve({}) });
  await until(() => expect(client.state()).toEqual({ standing: "well", live: 3, connecting: 0 }));
  expect(gateway.opens).toHaveLength(3);
  expect(gateway.opens[0]?.headers.accept).toBe("application/json");
  expect(gateway.opens[0]?.body["subscriptions"]).toEqual([
    { type: "CALLBACK", topic: "/v1.0/im/bot/messages/get" },
    { type: "CALLBACK", topic: "/v1.0/card/instances/callback" },
  ]);
});

test("acknowledges on the connection a push came down, after the listener has taken it", async () => {
  const release = Promise.withResolvers<"taken">();
  start({ onRobotMessage: () => release.promise });
  const only = await peer();
  only.socket.send(robotFrame("f1", JSON.stringify({ text: WORDS })));
  only.socket.send(systemFrame("ping", '{"opaque":"o"}', "f2"));
  expect(await acksOf(only, 1)).toMatchObject([{ headers: { messageId: "f2" }, data: '{"opaque":"o"}' }]);
  release.resolve("taken");
  expect((await acksOf(only, 2))[1]).toEqual({
    code: 200,
    headers: { messageId: "f1", contentType: "application/json" },
    message: "OK",
    data: '{"response":null}',
  });
});

test("survives what is no frame, an unknown topic and a listener that fails, and says so", async () => {
  start({ onRobotMessage: () => Promise.reject(new Error("no")) });
  const only = await peer();
  only.socket.send(`${WORDS} {`);
  only.socket.send(Buffer.from([0xff, 0xfe]), { binary: true });
  only.socket.send("[]");
  only.socket.send(robotFrame("f1", "{}", "/v1.0/unknown"));
  only.socket.send(robotFrame("f2", WORDS));
  expect((await acksOf(only, 2)).map(({ code }) => code)).toEqual([404, 500]);
  expect(record.lines.filter((line) => line.includes("could not be read"))).toHaveLength(3);
  expect(record.lines).toContain("error: dealing with a push failed");
  expect(gateway.peers).toHaveLength(1);
});

test("a frame beyond a megabyte costs the connection, not the process", async () => {
  start();
  (await peer()).socket.send("x".repeat(1_100_000));
  (await peer(2)).socket.send(robotFrame("f1"));
  expect(await acksOf(await peer(2), 1)).toMatchObject([{ code: 200 }]);
});

describe("disconnect", () => {
  test("opens the next connection first, and closes the old after its last acknowledgement", async () => {
    const release = Promise.withResolvers<"taken">();
    start({ onRobotMessage: () => release.promise, timing: { ...timing, listenerTimeoutMs: 5_000 } });
    const old = await peer();
    old.socket.send(robotFrame("f1"));
    old.socket.send(systemFrame("disconnect", '{"reason":"connection is expired"}'));
    await peer(2);
    expect(old.socket.readyState).toBe(old.socket.OPEN);
    release.resolve("taken");
    expect(await acksOf(old, 1)).toMatchObject([{ code: 200, headers: { messageId: "f1" } }]);
    await closedBy(old);
    expect(gateway.opens).toHaveLength(2);
  });

  test("keeps the old one while no next can be had", async () => {
    start();
    const old = await peer();
    gateway.refuse = (response) => response.writeHead(500).end();
    old.socket.send(systemFrame("disconnect", "{}"));
    await until(() => expect(gateway.opens.length).toBeGreaterThan(2));
    expect(old.socket.readyState).toBe(old.socket.OPEN);
    gateway.refuse = undefined;
    await peer(2);
    await closedBy(old);
  });
});

describe("a connection that ends", () => {
  test("by a cut is replaced", async () => {
    const client = start({ connections: 2 });
    const first = await peer();
    await peer(2);
    first.tcp.resetAndDestroy();
    await peer(3);
    await until(() => expect(client.state().live).toBe(2));
  });

  // After how many pings: start-keep-alive.test.ts.
  test("without a word is found dead and replaced", async () => {
    start();
    const first = await peer();
    first.tcp.pause();
    await peer(2);
    expect(record.lines.some((line) => line.includes("is dead"))).toBe(true);
  });

  test("again and again is no storm", async () => {
    start({ connections: 3, timing: { ...timing, settledAfterMs: 60_000, maxBackoffMs: 60_000 } });
    const kick = setInterval(() => {
      for (const { tcp } of gateway.peers) tcp.destroy();
    }, 1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    clearInterval(kick);
    // 5 ms, doubled each time.
    expect(gateway.opens.length).toBeLessThan(20);
  });
});

describe("a gateway that refuses", () => {
  test("with three 401s is asked seldom, and one callback tells of it", async () => {
    const refused = vi.fn<() => void>();
    gateway.refuse = (response) => response.writeHead(401).end('{"code":"authFailed"}');
    const client = start({ connections: 2, onRefused: refused });
    await until(() => expect(refused).toHaveBeenCalled());
    expect(gateway.opens).toHaveLength(3);
    expect(client.state()).toEqual({ standing: "refused", live: 0, connecting: 2 });
    gateway.refuse = undefined;
    await peer(2);
    expect(refused).toHaveBeenCalledTimes(1);
    expect((gateway.opens[3]?.atMs ?? 0) - (gateway.opens[2]?.atMs ?? 0)).toBeGreaterThan(
      timing.refusedRetryMs - 5,
    );
    expect(record.lines.filter((line) => line.startsWith("warn"))).toHaveLength(1);
  });

  test("does not disturb another robot", async () => {
    gateway.refuse = (response) => {
      const isOther = gateway.opens.at(-1)?.body["clientId"] === "ding-other";
      if (!isOther) return response.writeHead(401).end();
      const endpoint = `${gateway.apiUrl.replace("http", "ws")}/connect`;
      return response.end(JSON.stringify({ endpoint, ticket: TICKET }));
    };
    start();
    const other = start({ credential: { ...credential, clientId: "ding-other" } });
    await until(() => expect(other.state().live).toBe(1));
  });

  test("a handshake counts as a failure, a hang ends", async () => {
    gateway.refuse = (response) =>
      response.end(
        JSON.stringify({ endpoint: `${gateway.apiUrl.replace("http", "ws")}/`, ticket: "another" }),
      );
    const client = start({ timing: { ...timing, openTimeoutMs: 50 } });
    await until(() => expect(client.state().standing).toBe("failing"));
    gateway.refuse = () => undefined;
    const before = gateway.opens.length;
    await until(() => expect(gateway.opens.length).toBeGreaterThan(before + 1));
    gateway.refuse = undefined;
    await peer();
    expect(record.lines.filter((line) => line.startsWith("warn: no stream connection"))).toHaveLength(1);
    await until(() => expect(record.lines).toContain("info: stream gateway lets us in again"));
  });
});

describe("close", () => {
  test("lets what was taken be acknowledged, takes what still comes, and says goodbye", async () => {
    const release = Promise.withResolvers<"taken">();
    const taken: string[] = [];
    const client = start({
      async onRobotMessage(json) {
        taken.push(json);
        return release.promise;
      },
      timing: { ...timing, listenerTimeoutMs: 5_000 },
    });
    const only = await peer();
    only.socket.send(robotFrame("f1", "1"));
    await until(() => expect(taken).toEqual(["1"]));
    const closing = client.close();
    only.socket.send(robotFrame("f2", "2"));
    await until(() => expect(taken).toEqual(["1", "2"]));
    release.resolve("taken");
    await closing;
    expect(only.acks.map(({ headers }) => headers.messageId)).toEqual(["f1", "f2"]);
    await closedBy(only);
    expect(client.state()).toEqual({ standing: "well", live: 0, connecting: 0 });
    expect(gateway.opens).toHaveLength(1);
  });

  test("does not wait for a peer that does not answer", async () => {
    const client = start();
    const only = await peer();
    only.tcp.pause();
    await client.close();
    expect(only.socket.readyState, "it has heard nothing yet").toBe(only.socket.OPEN);
  });

  test.each([
    ["a back-off", (response: { writeHead(code: number): { end(): void } }) => response.writeHead(500).end()],
    ["an answer", () => undefined],
  ])("ends the wait for %s", async (_name, refuse) => {
    gateway.refuse = refuse as Gateway["refuse"];
    const client = start({
      connections: 2,
      timing: { ...timing, firstBackoffMs: 60_000, maxBackoffMs: 60_000 },
    });
    await until(() => expect(gateway.opens.length).toBeGreaterThan(0));
    await client.close();
    expect(client.state().connecting).toBe(0);
  });
});
