import type { z } from "zod";
import { type ApiAnswer, done, refuse } from "../openapi/api-answer.ts";
import { dingtalkWords } from "../replies.ts";
import { streamSchema } from "./card-body.ts";
import type { CardDesk } from "./card-desk.ts";
import { isUnsafe } from "./create-card.ts";
import type { SimulatedCard } from "./simulated-card.ts";

type Frame = z.infer<typeof streamSchema> & { content: string };

/**
 * `PUT /v1.0/card/streaming`.
 * https://open.dingtalk.com/document/development/api-streamingupdate
 */
export function streamCard(desk: CardDesk, robot: string, body: object): ApiAnswer {
  const parsed = streamSchema.safeParse(body);
  if (!parsed.success) return refuse(400, "param.invalid");
  const { key, guid, content, outTrackId } = parsed.data;
  if (key === "") return refuse(400, "param.stream.keyEmpty");
  if (content === undefined || content === "") return refuse(400, "param.stream.contentEmpty");
  if (typeof content !== "string") return refuse(400, "param.invalid");
  if (guid === "") return refuse(400, "param.stream.guidEmpty");
  const card = desk.store.find(outTrackId);
  if (card === undefined || card.robot !== robot)
    return refuse(400, "param.stream.outTrackId", "card is not exist");
  const variable = desk.findTemplate(card.cardTemplateId)?.variables[key];
  if (variable === undefined) return refuse(500, "unknownError", dingtalkWords.unknownError);
  if (variable === "markdown" && parsed.data.isFull !== true) return refuse(400, "param.stream.isFull");
  if (Buffer.byteLength(content) > (desk.faults.maxContentBytes ?? Infinity))
    return refuse(400, "param.stream.content", "content is too large");
  if (isUnsafe(desk, [content])) return refuse(400, "param.contentUnsafe");
  write(desk, card, { ...parsed.data, content });
  return done({ success: true, result: true });
}

function write(desk: CardDesk, card: SimulatedCard, frame: Frame): void {
  const { key, guid, content, isFull, isFinalize = false, isError = false } = frame;
  const update = { by: "stream" as const, key, guid, content, isFinalize, isError };
  if (card.updates.some((before) => before.guid === guid)) {
    desk.store.note(card, { ...update, isRepeated: true });
    return;
  }
  // Whether DingTalk takes it is not known; a robot that does it has lost track of its card.
  if (card.state === "finished" || card.state === "failed")
    card.warnings.push(`streamed after it was ${card.state}`);
  card.params[key] = isFull === true ? content : (card.params[key] ?? "") + content;
  card.state = isError ? "failed" : isFinalize ? "finished" : "inputing";
  desk.store.note(card, update);
}
