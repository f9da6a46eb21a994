const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);
const OPENING_BRACE = 0x7b;

/**
 * Keeps a body that is one JSON object, where a stream of events was asked for. Told by its first character, which no
 * stream begins with: the content type is not always right about it.
 */
export function createJsonCapture(): { take(bytes: Uint8Array): void; json(): string | undefined } {
  const decoder = new TextDecoder();
  let isJson: boolean | undefined;
  let text = "";
  return {
    take(bytes) {
      if (isJson === undefined) {
        const first = bytes.find((byte) => !BLANKS.has(byte));
        if (first !== undefined) isJson = first === OPENING_BRACE;
      }
      if (isJson === true) text += decoder.decode(bytes, { stream: true });
    },
    json: () => (isJson === true ? text + decoder.decode() : undefined),
  };
}
