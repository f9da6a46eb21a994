import { hash } from "node:crypto";

/**
 * The id of a message's job: the same on every redelivery. BullMQ wants no ':' in it and nothing that reads as a
 * number, hence the letter in front.
 */
export function jobIdOf(robotKey: string, msgId: string): string {
  return `m${hash("sha256", JSON.stringify([robotKey, msgId]), "base64url").slice(0, 22)}`;
}
