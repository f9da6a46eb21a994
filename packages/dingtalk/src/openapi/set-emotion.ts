import { z } from "zod";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";

/** A message in a conversation, to put a sticker on. */
export interface EmotionTarget {
  robotCode: string;
  openMsgId: string;
  openConversationId: string;
}

/** DingTalk's own sticker: its id goes with these words. */
const THINKING = "🤔思考中";
const answer = z.unknown().transform(() => undefined);

/**
 * `POST robot/emotion/{reply,recall}`: puts 思考中 on somebody's message, or takes it off again. Not in DingTalk's
 * documents, but in its own connector; what it answers is not known, so a 2xx is enough.
 */
export function setEmotion(
  transport: ApiTransport & { apiUrl: string },
  token: string,
  how: "reply" | "recall",
  target: EmotionTarget,
): Promise<ApiOutcome<undefined>> {
  return callApi(transport, {
    api: `emotion-${how}`,
    url: `${transport.apiUrl}/v1.0/robot/emotion/${how}`,
    init: {
      method: "POST",
      headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": token },
      body: JSON.stringify({
        ...target,
        emotionType: 2,
        emotionName: THINKING,
        textEmotion: {
          emotionId: "2659900",
          emotionName: THINKING,
          text: THINKING,
          backgroundId: "im_bg_1",
        },
      }),
    },
    answer,
  });
}
