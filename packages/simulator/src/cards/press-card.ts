import { createHmac } from "node:crypto";
import { z } from "zod";
import { CORP_ID } from "../compose-message.ts";
import { parsedOrText } from "../parsed-or-text.ts";
import type { Push } from "../stream/push-to-connection.ts";
import type { PushRecord } from "../stream/stream-record.ts";
import { UnknownNameError } from "../unknown-name-error.ts";
import type { CardDesk } from "./card-desk.ts";
import type { SimulatedCard } from "./simulated-card.ts";
import { setParams } from "./update-card.ts";

const CARD_TOPIC = "/v1.0/card/instances/callback";
/** A robot has so long to answer a button. */
const ANSWER_WITHIN_MS = 2_000;

/** Somebody presses a button. */
export interface CardPress {
  outTrackId: string;
  /** A person's id. */
  by: string;
  actionId: string;
  /** Of the button, as its template says. */
  params?: Readonly<Record<string, string>>;
}

/** What a robot said to a button that was pressed. */
export interface CardAnswer {
  via: "http" | "stream";
  /** `refused`: with another status than 200; `timeout`: not within two seconds. */
  outcome: "answered" | "refused" | "timeout" | "unreachable";
  /** HTTP status, or the code of the ack. */
  status?: number;
  /** The answer as it came: by stream it is `{response: {…}}`. */
  body?: unknown;
  durationMs: number;
}

const map = z.object({ cardParamMap: z.record(z.string(), z.string()) }).optional();
const answerSchema = z.object({
  cardUpdateOptions: z
    .object({ updateCardDataByKey: z.boolean().optional(), updatePrivateDataByKey: z.boolean().optional() })
    .optional(),
  cardData: map,
  userPrivateData: map,
});

/**
 * Tells the robot that a button was pressed, and does what it answers.
 * https://open.dingtalk.com/document/development/event-callback-card
 */
export async function pressCard(
  desk: CardDesk,
  push: (push: Push) => Promise<PushRecord>,
  { outTrackId, by, actionId, params = {} }: CardPress,
): Promise<CardAnswer> {
  const card = desk.store.find(outTrackId);
  if (card === undefined) throw new UnknownNameError("card", outTrackId);
  const userId = desk.directory.person(by).staffId ?? "";
  const data = JSON.stringify({
    type: "actionCallback",
    outTrackId,
    corpId: CORP_ID,
    userId,
    spaceType: "IM",
    spaceId: card.conversationIds[0] ?? "",
    userIdType: 1,
    extension: "{}",
    content: JSON.stringify({ cardPrivateData: { actionIds: [actionId], params } }),
  });
  const answer = await (card.callbackType === "HTTP"
    ? post(desk, card, data)
    : pushPress(push, { robot: card.robot, topic: CARD_TOPIC, data }));
  const response =
    answer.via === "stream"
      ? z.object({ response: z.unknown() }).safeParse(answer.body).data?.response
      : answer.body;
  if (answer.outcome === "answered") obey(desk, card, response, userId);
  return answer;
}

async function pushPress(push: (push: Push) => Promise<PushRecord>, press: Push): Promise<CardAnswer> {
  const startedAt = performance.now();
  const { outcome, code, data } = await push(press);
  const durationMs = performance.now() - startedAt;
  if (outcome === "no-connection") return { via: "stream", outcome: "unreachable", durationMs };
  if (outcome !== "acked" || durationMs > ANSWER_WITHIN_MS)
    return { via: "stream", outcome: "timeout", durationMs };
  const verdict = code === 200 ? "answered" : "refused";
  return {
    via: "stream",
    outcome: verdict,
    ...(code === undefined ? {} : { status: code }),
    body: data,
    durationMs,
  };
}

/** Where the card asked for HTTP. Signed in another way than messages are. */
async function post({ routes, now }: CardDesk, card: SimulatedCard, data: string): Promise<CardAnswer> {
  const startedAt = performance.now();
  const took = (): number => performance.now() - startedAt;
  const route = routes.get(card.callbackRouteKey ?? "");
  if (route === undefined) return { via: "http", outcome: "unreachable", durationMs: took() };
  const timestamp = String(now());
  const signature = createHmac("sha256", route.apiSecret).update(timestamp).digest("base64");
  try {
    const response = await fetch(route.callbackUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "x-ddpaas-signature-timestamp": timestamp,
        "x-ddpaas-signature": signature,
      },
      body: data,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const body = parsedOrText(await response.text());
    const outcome = response.status === 200 ? "answered" : "refused";
    return { via: "http", outcome, status: response.status, body, durationMs: took() };
  } catch (error) {
    const isTimeout = error instanceof DOMException && error.name === "TimeoutError";
    return { via: "http", outcome: isTimeout ? "timeout" : "unreachable", durationMs: took() };
  }
}

function obey(desk: CardDesk, card: SimulatedCard, response: unknown, userId: string): void {
  const answer = answerSchema.safeParse(response).data;
  const { updateCardDataByKey = false, updatePrivateDataByKey = false } = answer?.cardUpdateOptions ?? {};
  const everybody = answer?.cardData?.cardParamMap ?? {};
  const own = answer?.userPrivateData?.cardParamMap ?? {};
  // An empty map is how a robot says that nothing changes.
  if (Object.keys(everybody).length > 0)
    setParams(desk, card, everybody, { by: "press", byKey: updateCardDataByKey });
  if (Object.keys(own).length > 0)
    setParams(desk, card, own, { by: "press", byKey: updatePrivateDataByKey, userId });
}
