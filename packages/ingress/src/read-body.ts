import type { IncomingMessage } from "node:http";

export type BodyRead = { status: "read"; text: string } | { status: "too_large" } | { status: "aborted" };

/**
 * Reads a request's body as UTF-8, up to a bound. Own code rather than a body parser: the signature is checked
 * before a byte is read, and this is the hot path. What is left of a body that is too large, Node throws away.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  if (Number(request.headers["content-length"]) > maxBytes) return Promise.resolve({ status: "too_large" });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        chunks.length = 0;
        resolve({ status: "too_large" });
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () => {
      // Almost every callback comes in one piece.
      const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      resolve({ status: "read", text: body?.toString("utf8") ?? "" });
    });
    request.on("error", () => resolve({ status: "aborted" }));
    request.on("close", () => resolve({ status: "aborted" }));
  });
}
