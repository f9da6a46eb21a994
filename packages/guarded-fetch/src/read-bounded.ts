import type { IncomingMessage } from "node:http";
import { GuardError } from "./guard-error.ts";

/**
 * The whole body of an answer, or nothing: reading ends as soon as it is known to be too large.
 *
 * @throws GuardError `too_large` or `cut_off`
 */
export async function readBounded(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) {
    response.destroy();
    throw new GuardError("too_large");
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new GuardError("too_large");
      chunks.push(chunk);
    }
  } catch (cause) {
    // Leaving the loop has closed the connection.
    throw cause instanceof GuardError ? cause : new GuardError("cut_off", { cause });
  }
  return Buffer.concat(chunks, bytes);
}
