import { ModelError, type Transcriber } from "@dinglane/llm";
import type { WordFilter } from "@dinglane/settings";
import { nameRecording } from "./name-recording.ts";
import { refusals } from "./replies.ts";
import type { Piece } from "./whole-question.ts";

/** What is said in a recording, or why there is nothing to answer. */
export async function writeDown(
  transcriber: Transcriber,
  content: Uint8Array,
  words: Pick<WordFilter, "find">,
  signal: AbortSignal,
): Promise<Piece | string> {
  try {
    const said = await transcriber.transcribe({ content, fileName: nameRecording(content) }, signal);
    if (said === "") return refusals.speechNotUnderstood;
    return words.find(said) === undefined ? { type: "speech", words: said } : refusals.sensitive("audio");
  } catch (error) {
    // Mostly a format that it does not know: no attempt will change that.
    if (error instanceof ModelError && error.kind === "bad_request") return refusals.speechNotUnderstood;
    throw error;
  }
}
