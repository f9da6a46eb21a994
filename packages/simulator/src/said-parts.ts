import { recordOf } from "./record-of.ts";
import type { RobotMessageBody } from "./robot-messages.ts";

/** What a message holds beside its words, for the page to show. */
export interface SaidParts {
  /** downloadCodes. */
  pictures?: readonly string[];
  file?: { name: string; downloadCode: string };
  /** The words of what it quotes; "" where that has none. */
  quoted?: string;
}

/** Reads them out of a callback's body. */
export function saidParts(body: RobotMessageBody): SaidParts {
  const content = recordOf(body.content);
  const items = Array.isArray(content["richText"])
    ? content["richText"].map((item: unknown) => recordOf(item))
    : [];
  const pictures = [body.msgtype === "picture" ? content : {}, ...items].flatMap((item) =>
    typeof item["downloadCode"] === "string" ? [item["downloadCode"]] : [],
  );
  const { fileName, downloadCode } = content;
  const isFile = body.msgtype === "file" && typeof fileName === "string" && typeof downloadCode === "string";
  const replied = body.text?.["repliedMsg"] ?? content["repliedMsg"];
  const of = recordOf(recordOf(replied)["content"]);
  const words = [of["text"], of["recognition"], of["fileName"]].find((each) => typeof each === "string");
  return {
    ...(pictures.length === 0 ? {} : { pictures }),
    ...(isFile ? { file: { name: fileName, downloadCode } } : {}),
    ...(replied === undefined ? {} : { quoted: words ?? "" }),
  };
}
