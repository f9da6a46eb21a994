import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { startKeepAlive } from "./start-keep-alive.ts";

const INTERVAL_MS = 6_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket that says what is done to it, and hears what it is told to. */
function open(): { socket: EventEmitter; done: string[] } {
  const done: string[] = [];
  const socket = Object.assign(new EventEmitter(), {
    ping: () => done.push("ping"),
    terminate: () => done.push("terminate"),
  });
  startKeepAlive(socket as unknown as WebSocket, INTERVAL_MS, () => done.push("dead"));
  return { socket, done };
}

test("a peer without a word is dead at the third interval", () => {
  const { done } = open();
  vi.advanceTimersByTime(3 * INTERVAL_MS - 1);
  expect(done).toEqual(["ping", "ping"]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(["ping", "ping", "dead", "terminate"]);
});

test.each(["pong", "message"])("a %s is a sign of life", (sign) => {
  const { socket, done } = open();
  vi.advanceTimersByTime(2 * INTERVAL_MS);
  socket.emit(sign);
  vi.advanceTimersByTime(2 * INTERVAL_MS);
  expect(done).toEqual(["ping", "ping", "ping", "ping"]);
  vi.advanceTimersByTime(INTERVAL_MS);
  expect(done.slice(4)).toEqual(["dead", "terminate"]);
});

test("a socket that has closed is left alone", () => {
  const { socket, done } = open();
  socket.emit("close");
  vi.advanceTimersByTime(10 * INTERVAL_MS);
  expect(done).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
