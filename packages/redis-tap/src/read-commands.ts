/** One command as a client sends it: its words, and the bytes they came in. */
export interface RedisCommand {
  words: string[];
  bytes: Buffer;
}

/**
 * Cuts what a client sends (RESP arrays of bulk strings) into commands, in whatever pieces it comes:
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
export function createCommandReader(): (chunk: Buffer) => RedisCommand[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const commands: RedisCommand[] = [];
    for (let words = wordsOf(rest); words !== undefined; words = wordsOf(rest)) {
      const bytes = rest.subarray(0, words.length);
      commands.push({ words: words.words, bytes });
      rest = rest.subarray(words.length);
    }
    return commands;
  };
}

/** The first whole command of some bytes; undefined when more must come. */
function wordsOf(bytes: Buffer): { words: string[]; length: number } | undefined {
  const count = numberAt(bytes, 0);
  if (count === undefined) return undefined;
  const words: string[] = [];
  let at = count.next;
  while (words.length < count.value) {
    const size = numberAt(bytes, at);
    if (size === undefined || bytes.length < size.next + size.value + 2) return undefined;
    words.push(bytes.toString("utf8", size.next, size.next + size.value));
    at = size.next + size.value + 2;
  }
  return { words, length: at };
}

/** `*3\r\n` or `$5\r\n`. */
function numberAt(bytes: Buffer, at: number): { value: number; next: number } | undefined {
  const end = bytes.indexOf("\r\n", at);
  return end < 0 ? undefined : { value: Number(bytes.toString("latin1", at + 1, end)), next: end + 2 };
}
