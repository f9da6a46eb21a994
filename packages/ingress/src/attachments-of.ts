import type { PictureCode } from "@dinglane/dingtalk";
import type { Attachment } from "@dinglane/jobs";
import {
  cannotRead,
  cannotReadQuote,
  notTextFile,
  tooManyPictures,
  type UnreadableKind,
  type Words,
} from "./replies.ts";
import type { Refusal } from "./route.ts";

/** What can be read beside words and pictures, as it is configured. */
export interface Readable {
  speech: boolean;
  files: boolean;
}

/** What came beside words, in a message or in the one that it replies to. */
export interface Media {
  type: UnreadableKind;
  pictures?: readonly PictureCode[];
  downloadCode?: string | undefined;
  fileName?: string | undefined;
  isQuoted?: boolean;
}

/** More of them would take a model minutes, and a worker's memory. */
const MAX_PICTURES = 8;

/** Sent as files they are pictures all the same. */
const PICTURE_NAME = /\.(?:jpe?g|png|gif|webp|bmp)$/i;
/** What people send most of all that is no text: refused before anything is fetched. */
const OTHER_NAME =
  /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|rtf|odt|ods|odp|pages|numbers|key|zip|rar|7z|gz|tar|exe|dmg|apk|mp[34]|mov|avi|wav|amr|m4a|heic|tiff?|psd|ai|dwg|xmind)$/i;

/** What is to be fetched for a question; a refusal where the bot cannot read it. */
export function attachmentsOf(media: Media, readable: Readable): Attachment[] | Refusal {
  const { type, downloadCode, fileName = "" } = media;
  if (type === "picture") return picturesOf(media);
  if (downloadCode === undefined) return unreadable(media);
  if (type === "audio" && readable.speech) return [{ type, downloadCode }];
  if (type !== "file") return unreadable(media);
  if (PICTURE_NAME.test(fileName)) return [{ type: "picture", downloadCode }];
  if (!readable.files) return unreadable(media);
  if (OTHER_NAME.test(fileName)) return refusal(notTextFile());
  return [{ type, downloadCode, fileName }];
}

/** Both together, unless that is too many pictures. */
export function joinAttachments(
  one: readonly Attachment[],
  other: readonly Attachment[],
): Attachment[] | Refusal {
  const all = [...one, ...other];
  return all.filter(({ type }) => type === "picture").length > MAX_PICTURES
    ? { type: "refusal", reason: "too_many_pictures", words: tooManyPictures(MAX_PICTURES) }
    : all;
}

function picturesOf(media: Media): Attachment[] | Refusal {
  const { pictures = [] } = media;
  if (pictures.length === 0) return unreadable(media);
  return joinAttachments(
    pictures.map((codes) => ({ type: "picture", ...codes })),
    [],
  );
}

function unreadable({ type, isQuoted = false }: Media): Refusal {
  return refusal(isQuoted ? cannotReadQuote(type) : cannotRead(type));
}

function refusal(words: Words): Refusal {
  return { type: "refusal", reason: "unreadable", words };
}
