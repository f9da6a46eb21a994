import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";
import { OpenApiError } from "./openapi-error.ts";

/** The newest text of a card. */
export interface CardText {
  outTrackId: string;
  /** The template's markdown variable. */
  key: string;
  /** All of it, each time; DingTalk refuses an empty one. */
  content: string;
  /** The last update: the card is complete. */
  isFinalize: boolean;
}

const answer = z.object({ success: z.boolean().nullish() });

const API = "card-stream";

/** `PUT card/streaming` (D:api-streamingupdate). Each call is a frame of its own: a repeated guid would change nothing. */
export async function streamCard(
  transport: ApiTransport & { apiUrl: string },
  token: string,
  { outTrackId, key, content, isFinalize }: CardText,
): Promise<ApiOutcome<undefined>> {
  const outcome = await callApi(transport, {
    api: API,
    url: `${transport.apiUrl}/v1.0/card/streaming`,
    init: {
      method: "PUT",
      headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": token },
      // A markdown variable takes nothing but the full text (isFull).
      body: JSON.stringify({
        outTrackId,
        guid: randomUUID(),
        key,
        content,
        isFull: true,
        isFinalize,
        isError: false,
      }),
    },
    answer,
  });
  // What DingTalk says about a key that the template does not have: the operator's to mend, not ours to repeat.
  if (outcome.status === "failed" && outcome.cause.apiCode === "unknownError") {
    return { ...outcome, action: "permission" };
  }
  if (outcome.status !== "done") return outcome;
  if (outcome.value.success !== false) return { status: "done", value: undefined };
  const cause = new OpenApiError(API, "refused", { httpStatus: 200 });
  return { status: "failed", action: "retry", cause };
}
