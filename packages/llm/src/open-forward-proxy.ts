import { once } from "node:events";
import { createServer, type IncomingMessage, request as requestOverHttp } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { pipeline } from "node:stream";
import { joinSockets, type TestProxy, type TestProxyOptions } from "./test-proxy.ts";

/** For tests: a forward proxy, for tunnels and for requests in absolute form. */
export async function openForwardProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const { account, hosts = {} } = options;
  const asked: string[] = [];
  const pair = account && Buffer.from(`${account.user}:${account.password}`).toString("base64");
  const mayPass = ({ headers }: IncomingMessage): boolean =>
    pair === undefined || headers["proxy-authorization"] === `Basic ${pair}`;

  const server = createServer((request, response) => {
    const target = new URL(request.url ?? "");
    asked.push(`${request.method} ${target.href}`);
    if (!mayPass(request)) {
      response.writeHead(407).end();
      return;
    }
    const { "proxy-authorization": _secret, ...headers } = request.headers;
    const onward = requestOverHttp(
      { port: hosts[target.hostname] ?? target.port, path: target.pathname, method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        pipeline(answer, response, () => undefined);
      },
    );
    onward.on("error", () => response.writeHead(502).end());
    request.pipe(onward);
  });
  const tunnels = new Set<Socket>();
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    tunnels.add(socket);
    asked.push(`CONNECT ${request.url}`);
    if (!mayPass(request)) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    const [name = "", port] = (request.url ?? "").split(":");
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    joinSockets(socket, connect(hosts[name] ?? Number(port), "127.0.0.1"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      for (const tunnel of tunnels) tunnel.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
