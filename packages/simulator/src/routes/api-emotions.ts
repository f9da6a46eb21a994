import { Router } from "express";
import { z } from "zod";
import { type ApiAnswer, done, refuse } from "../openapi/api-answer.ts";
import type { ApiOptions } from "../openapi/answer-call.ts";
import { answerJson } from "../openapi/answer-json.ts";
import type { Emotion } from "../openapi/emotion.ts";
import type { Timeline } from "../timeline.ts";

const filled = z.string().min(1);
/** As DingTalk's own connector and others send it; in none of its documents. */
const schema = z.object({
  robotCode: filled,
  openMsgId: filled,
  openConversationId: filled,
  emotionType: z.literal(2),
  emotionName: filled,
  textEmotion: z.object({ emotionId: filled, emotionName: filled, text: filled, backgroundId: filled }),
});

export interface ApiEmotionsOptions extends ApiOptions {
  emotions: Emotion[];
  timeline: Timeline;
  /** The conversation that a message was said in. */
  placeOf: (msgId: string) => string | undefined;
}

/** `robot/emotion/{reply,recall}`: 思考中 on somebody's message. What it answers and refuses with is not known. */
export function apiEmotions(options: ApiEmotionsOptions): Router {
  const { emotions, timeline, placeOf, now } = options;
  const router = Router({ caseSensitive: true });

  function set(robot: string, body: unknown, isOn: boolean): ApiAnswer {
    const given = schema.safeParse(body).data;
    if (given === undefined) return refuse(400, "invalidParameter.emotion");
    const { robotCode, openMsgId: msgId, openConversationId: conversationId, emotionName: name } = given;
    if (robotCode !== robot) return refuse(400, "invalidParameter.robotCode.auth");
    if (placeOf(msgId) !== conversationId) return refuse(400, "resource.not.found");
    const isSame = (emotion: Emotion): boolean =>
      emotion.robot === robot && emotion.msgId === msgId && emotion.name === name;
    const before = emotions.find((emotion) => isSame(emotion));
    if (before !== undefined) before.isOn = isOn;
    else if (isOn) emotions.push({ atMs: now(), robot, msgId, conversationId, name, isOn });
    timeline.add({ kind: "emotion", conversationId, msgId, name, isOn });
    return done({ success: true });
  }

  for (const [path, isOn] of [
    ["/v1.0/robot/emotion/reply", true],
    ["/v1.0/robot/emotion/recall", false],
  ] as const) {
    router.post(
      path,
      answerJson(options, (robot, body) => set(robot, body, isOn)),
    );
  }
  return router;
}
