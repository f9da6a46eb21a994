import { memories, prompts } from "./replies.ts";

/** A question with all that came with it. */
export interface WholeQuestion {
  status: "read";
  /** The person's own words, spoken ones included. */
  words: string;
  /** What the model reads: the words, and the texts of files. */
  text: string;
  /** Data URLs. */
  pictures: string[];
  /** Some of the words were written down by a model. */
  hasSpeech: boolean;
  /** What context keeps: words, and of files and pictures that they were there. */
  remembered: string;
}

/** What one attachment adds. */
export type Piece =
  | { type: "picture"; dataUrl: string }
  | { type: "speech"; words: string }
  | { type: "file"; fileName: string; text: string };

const MAX_REMEMBERED_CHARACTERS = 2_000;

/** Puts together what somebody wrote and what came with it. */
export function wholeQuestionOf(typed: string, pieces: readonly Piece[]): WholeQuestion {
  const pictures = pieces.flatMap((piece) => (piece.type === "picture" ? [piece.dataUrl] : []));
  const files = pieces.filter((piece) => piece.type === "file");
  const speech = pieces.flatMap((piece) => (piece.type === "speech" ? [piece.words] : [])).join("\n");
  const words = joined(typed, typed === "" || speech === "" ? speech : prompts.speech(speech));
  const alone = files.length > 0 ? prompts.fileAlone : pictures.length > 0 ? prompts.pictureAlone : "";
  return {
    status: "read",
    words,
    text: joined(
      words === "" ? alone : words,
      ...files.map(({ fileName, text }) => prompts.file(fileName, text)),
    ),
    pictures,
    hasSpeech: speech !== "",
    remembered: joined(
      words,
      pictures.length > 0 ? memories.pictures(pictures.length) : "",
      ...files.map(({ fileName, text }) => memories.file(fileName, text, MAX_REMEMBERED_CHARACTERS)),
    ),
  };
}

const joined = (...texts: string[]): string => texts.filter((text) => text !== "").join("\n\n");
