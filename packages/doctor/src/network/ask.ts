import type { Clock } from "../clock.ts";
import { explainNetworkError } from "./explain-network-error.ts";
import { networkFailureOf, type NetworkFailure } from "./network-failure.ts";

/** What a check needs to ask a server over HTTP. */
export interface AskTools {
  fetch: typeof globalThis.fetch;
  clock: Pick<Clock, "elapsedMs">;
}

/** Nobody answered: in words, and by reason. */
export interface Unreached {
  reached: false;
  why: string;
  failure: NetworkFailure;
}

export type Answer =
  | { reached: true; status: number; headers: Headers; text: string; json: unknown; tookMs: number }
  | Unreached;

const LONGEST_ANSWER_BYTES = 64 * 1024;

/** One request, no redirects, at most 64 KiB of answer. Never rejects. */
export async function ask(
  { fetch, clock }: AskTools,
  url: string,
  init: Omit<RequestInit, "redirect">,
): Promise<Answer> {
  const startedAtMs = clock.elapsedMs();
  try {
    const response = await fetch(url, { ...init, redirect: "manual" });
    const text = await readStart(response);
    const tookMs = clock.elapsedMs() - startedAtMs;
    return {
      reached: true,
      status: response.status,
      headers: response.headers,
      text,
      json: jsonOf(text),
      tookMs,
    };
  } catch (error) {
    return { reached: false, why: explainNetworkError(error), failure: networkFailureOf(error) };
  }
}

async function readStart({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const piece of body ?? []) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes >= LONGEST_ANSWER_BYTES) break;
  }
  return Buffer.concat(pieces).toString("utf8", 0, LONGEST_ANSWER_BYTES);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever reads it sees that it is not what was asked for.
    return undefined;
  }
}
