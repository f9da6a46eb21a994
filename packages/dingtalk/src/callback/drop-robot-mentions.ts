import type { RichPiece } from "./rich-piece.ts";

/** More names than this at the start are no mentions any more. */
const MAX_LEADING_MENTIONS = 32;

/**
 * Takes away the names by which the robot was called, as DingTalk itself does for plain text: those at the start, and
 * everywhere when the robot is the only one called. Other people's names further on belong to the question.
 * HarmonyOS clients repeat the leading name at the start of the next text.
 */
export function dropRobotMentions(
  pieces: readonly RichPiece[],
  call: { isGroup: boolean; robotOnly: boolean },
): RichPiece[] {
  const rest = dropLeading(pieces, call.isGroup);
  return call.robotOnly ? rest.filter((piece) => piece.type !== "mention") : rest;
}

function dropLeading(pieces: readonly RichPiece[], isGroup: boolean): RichPiece[] {
  const rest = [...pieces];
  const names: string[] = [];
  let at = 0;
  for (let dropped = 0; dropped < MAX_LEADING_MENTIONS && at < rest.length;) {
    const piece = rest[at];
    if (piece === undefined) break;
    if (piece.type === "picture" || (piece.type === "text" && piece.text.trim() === "")) {
      at += 1;
      continue;
    }
    const words = piece.type === "mention" ? piece.name : piece.text.trimStart();
    const next =
      names.find((name) => words.startsWith(name)) ??
      (piece.type === "mention" ? words : leadingName(words, rest, at, isGroup && names.length === 0));
    if (next === undefined) break;
    names.push(next);
    dropped += 1;
    const remainder = words.slice(next.length);
    rest.splice(at, 1, ...(remainder.trim() === "" ? [] : [{ type: "text" as const, text: remainder }]));
  }
  // Somebody who writes nothing but a name to the robot alone means the name.
  return rest.length === 0 && !isGroup ? [...pieces] : rest;
}

/** The robot's name at the start of a text; undefined when the question begins there. */
function leadingName(
  text: string,
  pieces: readonly RichPiece[],
  at: number,
  mayBeginWithName: boolean,
): string | undefined {
  if (!text.startsWith("@")) return undefined;
  const following = pieces.slice(at + 1).find((piece) => piece.type === "text");
  // A name with a blank in it is known for a name by its repetition.
  const whole = text.trimEnd();
  if (following?.type === "text" && following.text.trimStart().startsWith(whole)) return whole;
  return mayBeginWithName ? /^@\S+(?=\s)/.exec(text)?.[0] : undefined;
}
