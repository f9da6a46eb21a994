import { breaksLanes, headlines, noLongerSo, waitsForEarlier } from "../replies.ts";

/** What Bull Board's handlers answer with. */
export interface BoardAnswer {
  status: number;
  body: unknown;
}

/**
 * By an error's code, why an operator cannot have what they tried. Of a LaneError (see jobs/src/lanes/lane-error.ts), or of
 * BullMQ, whose codes are its scripts' numbers: -1 no such job, -2 no lock, -3 not in that state, because somebody was quicker
 * or because it never was.
 */
const REFUSALS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ["parked", waitsForEarlier],
  ["refused_on_lanes", breaksLanes],
  [-1, noLongerSo],
  [-2, noLongerSo],
  [-3, noLongerSo],
]);

/** A handler's exception as an answer in plain words, where it is no defect but a refusal. */
export function answerError(error: unknown): BoardAnswer | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const words = REFUSALS.get(code);
  if (words === undefined) return undefined;
  return { status: 409, body: { error: { key: headlines[409] }, message: words, code } };
}
