import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { joinSockets, type TestProxy, type TestProxyOptions } from "./test-proxy.ts";

const NO_ACCOUNT = 0;
const ACCOUNT = 2;

/** For tests: a SOCKS5 proxy (RFC 1928, RFC 1929) that knows the one command CONNECT. */
export async function openSocksProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const { account, hosts = {} } = options;
  const asked: string[] = [];
  const sockets = new Set<Socket>();

  async function serve(socket: Socket): Promise<void> {
    const read = createReader(socket);
    const [, methods = 0] = await read(2);
    const offered = await read(methods);
    const method = account === undefined ? NO_ACCOUNT : ACCOUNT;
    if (!offered.includes(method)) {
      socket.end(Buffer.from([5, 0xff]));
      return;
    }
    socket.write(Buffer.from([5, method]));
    if (account !== undefined) {
      const [, userLength = 0] = await read(2);
      const user = String(await read(userLength));
      const [passwordLength = 0] = await read(1);
      const isKnown = user === account.user && String(await read(passwordLength)) === account.password;
      socket.write(Buffer.from([1, isKnown ? 0 : 1]));
      if (!isKnown) return;
    }
    const [, , , kind] = await read(4);
    const name = kind === 1 ? (await read(4)).join(".") : String(await read((await read(1))[0] ?? 0));
    const port = (await read(2)).readUInt16BE();
    asked.push(`SOCKS ${name}:${port}`);
    read.stop();
    socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    joinSockets(socket, connect(hosts[name] ?? port, "127.0.0.1"));
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    void serve(socket).catch(() => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Reads so many bytes, which may come in pieces. */
function createReader(socket: Socket): { (length: number): Promise<Buffer>; stop(): void } {
  let held = Buffer.alloc(0);
  let wake: (() => void) | undefined;
  const onData = (bytes: Buffer): void => {
    held = Buffer.concat([held, bytes]);
    wake?.();
  };
  socket.on("data", onData);
  const read = async (length: number): Promise<Buffer> => {
    while (held.length < length) await new Promise<void>((resolve) => (wake = resolve));
    const bytes = held.subarray(0, length);
    held = held.subarray(length);
    return bytes;
  };
  return Object.assign(read, { stop: () => void socket.off("data", onData) });
}
