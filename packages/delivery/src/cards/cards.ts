import type { OpenApiClient } from "@dinglane/dingtalk";
import type { CallBudget } from "../openapi/call-budget.ts";
import type { DingTalkCalls } from "../openapi/dingtalk-calls.ts";
import type { OpenApiRoad } from "../openapi/openapi-road.ts";
import { NoOtherRoad, type ReplyTarget } from "../openapi/reply-target.ts";
import type { JobLock } from "../ledger.ts";
import { createCardCalls } from "./card-calls.ts";
import type { CardOwner } from "./card-owner.ts";
import type { CardRecords } from "./card-records.ts";
import type { CardState } from "./card-state.ts";
import { startCardWriter, type CardToWrite, type CardWriter } from "./card-writer.ts";

/** A card that has to wait longer for its turn is no help: the answer then comes as a message. */
const MAX_WAIT_MS = 1_500;
const AUTO_LAYOUT = JSON.stringify({ autoLayout: true });

/** A message that may be answered on a card. */
export interface CardRequest {
  /** The ledger entry. */
  key: string;
  lock: JobLock;
  owner: CardOwner;
  conversation: { id: string; type: "oneToOne" | "group" };
  asker: { staffId?: string; nick: string };
  /** Makes what was written so far fit to be seen. */
  render: (wholeText: string) => string;
}

/** Where a card appears, and what it is made of. */
interface CardPlace {
  to: ReplyTarget;
  templateId: string;
  contentKey: string;
}

/** Starts to show an answer on a card; undefined where there can be none. */
export type StartCard = (request: CardRequest) => CardWriter | undefined;

/** `summary`: what the list of conversations says of a card in a group. */
export function createStartCard(options: {
  /** What is configured at this moment. */
  cards: () => { streamMode: boolean; templateId?: string; contentKey: string };
  records: CardRecords;
  calls: DingTalkCalls;
  client: Pick<OpenApiClient, "createAndDeliverCard" | "streamCard">;
  budget: Pick<CallBudget, "standing">;
  openApi: Pick<OpenApiRoad, "reach">;
  summary: string;
  /** Monotonic ms. */
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  log: { warn(fields: object, message: string): void };
}): StartCard {
  const { records, budget, openApi } = options;
  const calls = createCardCalls({ ...options, pause: (robot, ms) => records.pause(robot, ms) });

  /** Asks for the card; undefined when it cannot be written to, or not yet. */
  async function create(
    { key, lock, asker }: CardRequest,
    { to, templateId }: CardPlace,
    { card, isNew }: { card: CardState; isNew: boolean },
    isWanted: () => boolean,
  ): Promise<CardState | undefined> {
    const newCard = {
      templateId,
      outTrackId: card.outTrackId,
      params: { [card.key]: "", config: AUTO_LAYOUT },
      summary: options.summary,
      at: asker,
    };
    const turn = {
      to,
      maxWaitMs: MAX_WAIT_MS,
      isWanted: async () => isWanted() && records.mayWrite(key, lock),
    };
    let result = await calls.create(turn, newCard);
    // What an earlier call, whoever made it, may have left there is not given up with a later one: it is owed its end.
    const mayBeThere = !isNew || result.status === "unknown";
    // It has a name: asked for again, it is made once.
    if (result.status === "unknown" && isWanted()) result = await calls.create(turn, newCard);
    if (result.status === "done") return records.settleOpening({ key, lock, card, state: "open" });
    if (!mayBeThere) await records.settleOpening({ key, lock, card, state: "closed" });
    return undefined;
  }

  async function open(
    request: CardRequest,
    place: CardPlace,
    isWanted: () => boolean,
  ): Promise<CardToWrite | undefined> {
    const { key, lock, owner } = request;
    const { to, contentKey } = place;
    const robot = to.credential.clientId;
    const [isPaused, { api }] = await Promise.all([records.isPaused(robot), budget.standing()]);
    if (isPaused || api.level === "spent") return undefined;
    const begun = await records.begin({ key, lock, owner, contentKey });
    if (begun === undefined) return undefined;
    const card = begun.card.state === "open" ? begun.card : await create(request, place, begun, isWanted);
    if (card === undefined) return undefined;
    return {
      level: api.level,
      write: (text, maxWaitMs) =>
        calls.write(
          { to, maxWaitMs, isWanted: async () => isWanted() && records.mayWrite(key, lock) },
          card,
          text,
          false,
        ),
    };
  }

  return (request) => {
    const { streamMode, templateId, contentKey } = options.cards();
    if (!streamMode || templateId === undefined) return undefined;
    const to = openApi.reach(whereTo(request));
    if (to instanceof NoOtherRoad) return undefined;
    const { render } = request;
    const place = { to, templateId, contentKey };
    return startCardWriter({ ...options, render, opening: (isWanted) => open(request, place, isWanted) });
  };
}

function whereTo({ owner, conversation, asker }: CardRequest): Parameters<OpenApiRoad["reach"]>[0] {
  return {
    conversation: [owner.robotKey, conversation.id]
      .map((id) => encodeURIComponent(id.toWellFormed()))
      .join(":"),
    conversationType: conversation.type,
    ...(asker.staffId === undefined ? {} : { staffId: asker.staffId }),
  };
}
