import { OpenApiError, type NewCard, type OpenApiClient } from "@dinglane/dingtalk";
import type { CallResult, DingTalkCalls } from "../openapi/dingtalk-calls.ts";
import type { ReplyTarget } from "../openapi/reply-target.ts";
import type { CardState } from "./card-state.ts";

/** How long no cards are tried after DingTalk found a template, a variable or a permission missing. */
const PAUSE_MS = 300_000;
const NO_SUCH_CARD: ReadonlySet<string | undefined> = new Set([
  "param.stream.outTrackId",
  "param.cardNotExist",
]);

/** One call that a card needs; its turn is waited for `maxWaitMs` at the most. */
interface Turn {
  to: ReplyTarget;
  maxWaitMs: number;
  /** Asked right before the call is made. */
  isWanted: () => Promise<boolean>;
}

/** A card's calls, at the pace of all processes. */
export interface CardCalls {
  create(turn: Turn, card: Omit<NewCard, "robotCode" | "target">): Promise<CallResult<"created" | "existed">>;
  /** `text` is asked for when the turn has come, so that it is the newest; never blank. */
  write(turn: Turn, card: CardState, text: () => string, isFinalize: boolean): Promise<CallResult<undefined>>;
}

/** `pause` keeps all processes from trying cards of a robot that cannot have any. */
export function createCardCalls(options: {
  calls: DingTalkCalls;
  client: Pick<OpenApiClient, "createAndDeliverCard" | "streamCard">;
  pause: (robot: string, ms: number) => Promise<void>;
}): CardCalls {
  const { calls, client } = options;

  async function call<T>(
    { to, maxWaitMs, isWanted }: Turn,
    api: string,
    make: Parameters<typeof calls<T>>[0]["make"],
  ): Promise<CallResult<T>> {
    const { credential } = to;
    const result = await calls<T>({ credential, api, token: "api", maxWaitMs, isWanted, make });
    if (result.status === "held" && result.reason === "permission") {
      await options.pause(credential.clientId, PAUSE_MS);
    }
    return result;
  }

  return {
    create: (turn, card) =>
      call(turn, "card-create", (token) =>
        client.createAndDeliverCard(token, {
          ...card,
          robotCode: turn.to.credential.clientId,
          target: turn.to.target,
        }),
      ),
    write: (turn, { outTrackId, key }, text, isFinalize) =>
      call(turn, "card-stream", (token) =>
        client.streamCard(token, { outTrackId, key, content: text(), isFinalize }),
      ),
  };
}

/** Whether a call failed because there is no such card. */
export const isNoSuchCard = (result: CallResult<unknown>): boolean =>
  result.status === "failed" &&
  result.cause instanceof OpenApiError &&
  NO_SUCH_CARD.has(result.cause.apiCode);
