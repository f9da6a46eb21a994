import { once } from "node:events";
import type { RequestListener } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listen, type Listening } from "./listen.ts";

// What Node itself does for its connections goes by clocks of its own.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** A connection that the server has accepted, and what was written to it. */
async function speak(server: Listening, words: string): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  if (words !== "") socket.write(words);
  // Answered on a connection of its own, and so after the server has met the first.
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
  return socket;
}

const ok: RequestListener = (request, response) => {
  request.resume().once("end", () => response.end("ok"));
};

const headers = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n";

it.each([
  ["says nothing", ""],
  ["has sent half a header", "POST / HTTP/1.1\r\nHo"],
  ["has sent half a body", `${headers}{`],
  ["has sent half of a second request", "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n"],
])("does not wait long for a connection that %s", async (_name, words) => {
  const server = await listen(ok, 0);
  const socket = await speak(server, words);
  const gone = once(socket, "close");
  socket.resume();
  const closed = server.close();
  vi.advanceTimersByTime(1_900);
  expect(socket.destroyed).toBe(false);
  vi.advanceTimersByTime(100);
  await closed;
  await gone;
});

it("takes the rest of a request that was on its way, and answers it", async () => {
  const server = await listen(ok, 0);
  const socket = await speak(server, `${headers}{`);
  const answer = text(socket);
  const closed = server.close();
  vi.advanceTimersByTime(1_900);
  socket.write(" ".repeat(99));
  expect(await answer).toMatch(/^HTTP\/1\.1 200 [^]*ok$/);
  await closed;
});

it("closes kept-alive connections at once", async () => {
  const server = await listen(ok, 0);
  const socket = await speak(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(socket, "data");
  await server.close();
});

it("lets an answer under way finish, but none for ever", async () => {
  const answers: (() => void)[] = [];
  const slow: RequestListener = (request, response) => {
    if (request.url === "/slow") answers.push(() => response.end("late"));
    else response.end();
  };
  const server = await listen(slow, 0);
  const asked = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
  const first = text(await speak(server, asked));
  const second = await speak(server, asked);
  const gone = once(second, "close");
  second.resume();
  const closed = server.close();
  vi.advanceTimersByTime(4_900);
  answers[0]?.();
  expect(await first).toMatch(/late$/);
  expect(second.destroyed).toBe(false);
  vi.advanceTimersByTime(100);
  await closed;
  await gone;
});

it("listens on one address where it is told to", async () => {
  const server = await listen(ok, 0, "127.0.0.1");
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
  // Another address of this machine; what listens on all answers there too.
  await expect(fetch(`http://127.0.0.2:${server.port}/`)).rejects.toThrow("fetch failed");
  await server.close();
});

it("rejects when the port is taken", async () => {
  const server = await listen(ok, 0);
  await expect(listen(ok, server.port)).rejects.toMatchObject({ code: "EADDRINUSE" });
  await server.close();
});
