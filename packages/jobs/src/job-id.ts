import { createHash } from "node:crypto";

/**
 * The id of a message's job: the same on every redelivery. BullMQ wants no ':' in it and nothing that reads as a
 * number, hence the letter in front.
 */
export function jobIdOf(robotKey: string, msgId: string): string {
  const hash = createHash("sha256").update(JSON.stringify([robotKey, msgId]));
  return `m${hash.digest("base64url").slice(0, 22)}`;
}
