import { breaksLanes, headlines, waitsForEarlier } from "../replies.ts";

/** What Bull Board's handlers answer with. */
export interface BoardAnswer {
  status: number;
  body: unknown;
}

/** By the code of a LaneError (see jobs/src/lanes/lane-error.ts): what an operator tried that lanes do not allow. */
const LANE_REFUSALS: Readonly<Record<string, string>> = {
  parked: waitsForEarlier,
  refused_on_lanes: breaksLanes,
};

/** An exception of a handler as an answer: a refusal of the lanes in plain words, anything else as it says itself. */
export function answerError(error: unknown): BoardAnswer {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const words = typeof code === "string" ? LANE_REFUSALS[code] : undefined;
  if (words !== undefined)
    return { status: 409, body: { error: { key: headlines[409] }, message: words, code } };
  const message = error instanceof Error ? error.message : "unexpected";
  return { status: 500, body: { error: { key: "ERRORS.INTERNAL_SERVER_ERROR" }, message } };
}
