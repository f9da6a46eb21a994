import type { Callback } from "./callback-schema.ts";
import { dropRobotMentions } from "./drop-robot-mentions.ts";
import { richPieceOf, type RichPiece } from "./rich-piece.ts";
import type { PictureCode } from "./robot-message.ts";

/** The words and pictures of a richText message. */
export interface RichText {
  text: string;
  pictures: PictureCode[];
}

/** Reads the items of a received richText message, without the names by which the robot was called. */
export function parseRichText(
  items: readonly unknown[],
  callback: Pick<Callback, "conversationType" | "atUsers">,
): RichText {
  const isGroup = callback.conversationType === "2";
  const robotOnly = isGroup && callback.atUsers !== undefined && callback.atUsers.length <= 1;
  return richTextOf(dropRobotMentions(piecesOf(items), { isGroup, robotOnly }));
}

/** Reads the items of a quoted richText message, names and all. */
export const parseQuotedRichText = (items: readonly unknown[]): RichText => richTextOf(piecesOf(items));

const piecesOf = (items: readonly unknown[]): RichPiece[] =>
  items.map(richPieceOf).filter((piece) => piece !== undefined);

function richTextOf(pieces: readonly RichPiece[]): RichText {
  const pictures: PictureCode[] = [];
  let text = "";
  // What has to stand between the last words and the next: a picture was there, or a name ends.
  let gap = "";
  for (const piece of pieces) {
    if (piece.type === "picture") {
      pictures.push(piece.picture);
      gap = "\n";
      continue;
    }
    const words = piece.type === "mention" ? piece.name : piece.text;
    text += text === "" || /^\s/.test(words) ? words : gap + words;
    gap = piece.type === "mention" ? " " : "";
  }
  return { text: text.trim(), pictures };
}
