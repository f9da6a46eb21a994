/** DingTalk answers in under 100 bytes, a gateway in a page: more is nobody's answer. */
const MAX_BYTES = 64 * 1024;

/** Reads an answer's body; undefined when it was cut off, or is too long to be one. */
export async function readBody(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    // Why it broke off changes nothing: the request was carried out or not, and only the answer would have told.
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}
