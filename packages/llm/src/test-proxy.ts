import type { Socket } from "node:net";

/** What a proxy was asked for: `CONNECT model.test:443`, `POST http://…`, `SOCKS model.test:443`. */
export interface TestProxy extends AsyncDisposable {
  port: number;
  asked: string[];
}

/** How a proxy of a test behaves. */
export interface TestProxyOptions {
  /** Wanted of everybody. */
  account?: { user: string; password: string };
  /** Where names lead; anything else is an address of loopback. */
  hosts?: Record<string, number>;
}

/** Lets bytes through both ways until one side is gone. */
export function joinSockets(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
    from.pipe(to);
  }
}
