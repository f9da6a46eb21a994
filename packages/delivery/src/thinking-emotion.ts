import type { ApiCredential, OpenApiClient } from "@dinglane/dingtalk";
import type { CallBudget } from "./openapi/call-budget.ts";
import type { DingTalkCalls } from "./openapi/dingtalk-calls.ts";

/** A question that is being thought about. */
interface Question {
  robotKey: string;
  msgId: string;
  conversationId: string;
}

/** How long taking it off waits for a turn, of which it has its own. */
const RECALL_WAIT_MS = 60_000;

/** Puts 思考中 on a question; what is returned takes it off again. Both return at once, and nothing fails with them. */
export type ThinkAbout = (question: Question) => () => void;

/**
 * Creates the sign of life where there is no card. It is worth a free place among the calls, not a wait, and nothing of a
 * month's calls that run low. What was put on is taken off, though that may have to wait.
 */
export function createThinkingEmotion(options: {
  calls: DingTalkCalls;
  client: Pick<OpenApiClient, "setEmotion">;
  budget: Pick<CallBudget, "standing">;
  credentials: readonly ApiCredential[];
  log: { warn(fields: object, message: string): void };
}): ThinkAbout {
  const { calls, client, budget, credentials, log } = options;

  async function set(
    how: "reply" | "recall",
    { robotKey, msgId, conversationId }: Question,
  ): Promise<boolean> {
    const credential = credentials.find(({ clientId }) => clientId === robotKey);
    if (credential === undefined) return false;
    if (how === "reply" && (await budget.standing()).api.level !== "fine") return false;
    const target = { robotCode: robotKey, openMsgId: msgId, openConversationId: conversationId };
    const result = await calls({
      credential,
      api: `emotion-${how}`,
      token: "api",
      // Many answers may end at once; each sign that stayed would say that its question is still being thought about.
      maxWaitMs: how === "recall" ? RECALL_WAIT_MS : 0,
      make: (token) => client.setEmotion(token, how, target),
    });
    // What had no answer may be there: it is taken off as well.
    return result.status === "done" || result.status === "unknown";
  }

  const warn = (err: unknown): boolean => {
    log.warn({ err }, "no sign of thinking could be set");
    return false;
  };

  return (question) => {
    const isOn = set("reply", question).catch(warn);
    return () => void isOn.then(async (on) => on && set("recall", question)).catch(warn);
  };
}
