import type { AnswerMessage, Attachment } from "@dinglane/jobs";
import type { Transcriber } from "@dinglane/llm";
import type { WordFilter } from "@dinglane/settings";
import { decodeText } from "./decode-text.ts";
import type { FetchAttachment } from "./fetch-attachment.ts";
import { hasForbiddenWord } from "./has-forbidden-word.ts";
import type { PreparePicture } from "./prepare-picture.ts";
import { type AttachmentKind, refusals } from "./replies.ts";
import { createSlots } from "./slots.ts";
import { type Piece, type WholeQuestion, wholeQuestionOf } from "./whole-question.ts";
import { writeDown } from "./write-down.ts";

/** Nothing can be answered; the person reads why. */
interface UnreadQuestion {
  status: "refused";
  words: string;
}

export type ReadQuestion = (
  job: Pick<AnswerMessage, "robotKey" | "question">,
  signal: AbortSignal,
) => Promise<WholeQuestion | UnreadQuestion>;

export interface ReadQuestionOptions {
  fetchAttachment: FetchAttachment;
  preparePicture: PreparePicture;
  /** Undefined: no model is configured that could. */
  transcriber: Transcriber | undefined;
  words: Pick<WordFilter, "find" | "createStreamMask">;
  maxFileBytes: number;
}

/** DingTalk itself takes no larger ones. */
const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** A minute of speech is far less. */
const MAX_AUDIO_BYTES = 20 * 1024 * 1024;
/** Each file is in memory as a whole until it is read. */
const FILES_AT_ONCE = 4;

/**
 * Creates what turns codes into what a model reads. Files are fetched one after another in the order they were sent;
 * the first that cannot be read refuses the whole: an answer to the rest would be about something else.
 */
export function createReadQuestion(options: ReadQuestionOptions): ReadQuestion {
  const { fetchAttachment, preparePicture, transcriber, words } = options;
  const inSlot = createSlots(FILES_AT_ONCE);
  const maxBytes: Record<AttachmentKind, number> = {
    picture: MAX_PICTURE_BYTES,
    audio: MAX_AUDIO_BYTES,
    file: options.maxFileBytes,
  };

  async function read(
    attachment: Attachment,
    content: Uint8Array,
    signal: AbortSignal,
  ): Promise<Piece | string> {
    switch (attachment.type) {
      case "picture": {
        const picture = await preparePicture(content, signal);
        if (picture.status === "refused") return refusals.badPicture(picture.reason);
        return { type: "picture", dataUrl: picture.dataUrl };
      }
      case "audio":
        return transcriber === undefined
          ? refusals.speechNotReady
          : writeDown(transcriber, content, words, signal);
      case "file": {
        const { fileName } = attachment;
        const text = decodeText(content);
        if (text === undefined) return refusals.notText(fileName);
        if (text.trim() === "") return refusals.emptyFile(fileName);
        if (await hasForbiddenWord(text, words, signal)) return refusals.sensitive("file");
        return { type: "file", fileName, text };
      }
    }
  }

  async function fetchAndRead(
    robotKey: string,
    attachment: Attachment,
    signal: AbortSignal,
  ): Promise<Piece | string> {
    const { type } = attachment;
    signal.throwIfAborted();
    const fetched = await fetchAttachment({
      robotKey,
      codes: codesOf(attachment),
      maxBytes: maxBytes[type],
      signal,
    });
    if (fetched.status === "refused") return refusals.notFetched(type, fetched.reason, maxBytes[type]);
    return read(attachment, fetched.content, signal);
  }

  return async ({ robotKey, question }, signal) => {
    const pieces: Piece[] = [];
    for (const attachment of question.attachments ?? []) {
      const work = async (): Promise<Piece | string> => fetchAndRead(robotKey, attachment, signal);
      // A recording is small, and whoever writes it down may take long.
      const piece = await (attachment.type === "audio" ? work() : inSlot(work, signal));
      if (typeof piece === "string") return { status: "refused", words: piece };
      pieces.push(piece);
    }
    return wholeQuestionOf(question.text, pieces);
  };
}

/** The larger picture first: what DingTalk gives for the other code is often a preview. */
const codesOf = (attachment: Attachment): string[] =>
  attachment.type === "picture" && attachment.pictureDownloadCode !== undefined
    ? [...new Set([attachment.downloadCode, attachment.pictureDownloadCode])]
    : [attachment.downloadCode];
