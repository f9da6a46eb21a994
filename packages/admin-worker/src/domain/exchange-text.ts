import { once } from "node:events";
import { connect, type LookupFunction } from "node:net";

/**
 * Sends one line to a TCP server and reads what it says until it hangs up: the whole of the whois protocol (RFC 3912).
 *
 * @throws the socket's error, or the signal's reason.
 */
export async function exchangeText(
  server: { host: string; port: number; lookup: LookupFunction },
  line: string,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<string> {
  signal.throwIfAborted();
  const socket = connect(server);
  const end = (): void => void socket.destroy(signal.reason as Error);
  signal.addEventListener("abort", end, { once: true });
  try {
    await once(socket, "connect");
    socket.write(`${line}\r\n`);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      // What is looked for stands near the top; the rest is terms of use.
      if (bytes >= maxBytes) break;
    }
    return Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8");
  } finally {
    signal.removeEventListener("abort", end);
    socket.destroy();
  }
}
