import type { CardOwner } from "@dinglane/delivery";
import { cardPressReply, parseCardPress, type CardPressReply } from "@dinglane/dingtalk";
import type { JobProducer } from "@dinglane/jobs";
import type { Logger } from "@dinglane/runtime";
import { escapeId } from "./escape-id.ts";
import { ANSWER_TTL_MS, pressKey } from "./keys.ts";
import { pressWords } from "./replies.ts";

/** The id of the template's button, or the value of its parameter `action`; see docs/cards.md. */
const STOP = "stop";
/** The template's variable that says what became of a press, where it has one. */
const STATUS = "stop_status";

export interface TakeCardPressOptions {
  /** The robot whose connection it is: it answers for its own cards only. */
  robotKey: string;
  ownerOf: (outTrackId: string) => Promise<CardOwner | undefined>;
  isAdmin: (staffId: string) => boolean;
  producer: Pick<JobProducer, "stop">;
  prefix: string;
  /** Epoch ms. */
  now: () => number;
  log: Pick<Logger, "info">;
}

type Outcome = keyof typeof pressWords | "not_ours";

/**
 * Creates what answers the buttons of a robot's cards: 停止 stops the answer that is being written on it, for its asker and
 * for administrators. The worker that writes it ends the card.
 */
export function createTakeCardPress(
  options: TakeCardPressOptions,
): (json: string) => Promise<CardPressReply> {
  const { robotKey, ownerOf, isAdmin, producer, prefix, now, log } = options;

  async function stop(outTrackId: string, owner: CardOwner): Promise<Outcome> {
    const { count } = await producer.stop({
      lane: `${escapeId(owner.robotKey)}:${escapeId(owner.userId)}`,
      receipt: { key: pressKey(prefix, outTrackId), ttlSeconds: ANSWER_TTL_MS / 1000 },
      nowMs: now(),
      only: owner,
    });
    return count > 0 ? "stopped" : "ended";
  }

  async function outcomeOf(json: string): Promise<{ outTrackId?: string; outcome: Outcome }> {
    const press = parseCardPress(json);
    if (press === undefined) return { outcome: "not_ours" };
    const { outTrackId, userId, actionIds, params } = press;
    if (!actionIds.includes(STOP) && params["action"] !== STOP) return { outTrackId, outcome: "not_ours" };
    const owner = await ownerOf(outTrackId);
    if (owner === undefined) return { outTrackId, outcome: "ended" };
    if (owner.robotKey !== robotKey) return { outTrackId, outcome: "not_ours" };
    if (owner.userId !== userId && !isAdmin(userId)) return { outTrackId, outcome: "not_theirs" };
    return { outTrackId, outcome: await stop(outTrackId, owner) };
  }

  return async (json) => {
    const { outTrackId, outcome } = await outcomeOf(json);
    log.info({ robotKey, outTrackId, outcome }, "card button");
    if (outcome === "not_ours") return cardPressReply({});
    const status = { [STATUS]: pressWords[outcome] };
    return cardPressReply(outcome === "stopped" ? { forAll: status } : { forPresser: status });
  };
}
