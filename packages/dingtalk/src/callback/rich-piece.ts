import { pictureCodeOf } from "./picture-code-of.ts";
import { isJsonObject } from "./read-object.ts";
import type { PictureCode } from "./robot-message.ts";

/** A text this long without a blank is a question, not a name. */
const MAX_NAME_LENGTH = 40;

/** One item of a richText message. */
export type RichPiece =
  | { type: "text"; text: string }
  | { type: "mention"; name: string }
  | { type: "picture"; picture: PictureCode };

/**
 * Reads an item; undefined for what says nothing (emoji, skills, what is not known yet).
 * A received item has `type` and `text`, one in a quote `msgType` and `content`; the @names of a received message are
 * kept as texts of their own (`{"text":"@小白"}`).
 */
export function richPieceOf(item: unknown): RichPiece | undefined {
  if (!isJsonObject(item)) return undefined;
  const type = item["type"] ?? item["msgType"];
  const text = [item["text"], item["content"], item["atName"]].find((value) => typeof value === "string");
  if (type === "at") return text?.trim() ? { type: "mention", name: withAt(text.trim()) } : undefined;
  const picture = pictureCodeOf(item);
  if (picture !== undefined) return { type: "picture", picture };
  if (text === undefined || text === "") return undefined;
  return isMention(text.trim()) ? { type: "mention", name: text.trim() } : { type: "text", text };
}

const withAt = (name: string): string => (name.startsWith("@") ? name : `@${name}`);
const isMention = (text: string): boolean =>
  text.length > 1 && text.length <= MAX_NAME_LENGTH && text.startsWith("@") && !/\s/.test(text);
