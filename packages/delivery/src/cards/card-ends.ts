import type { OpenApiClient } from "@dinglane/dingtalk";
import type { Ledger } from "../ledger.ts";
import type { DingTalkCalls } from "../openapi/dingtalk-calls.ts";
import type { OpenApiRoad } from "../openapi/openapi-road.ts";
import { createCardCalls } from "./card-calls.ts";
import type { CardRecords } from "./card-records.ts";
import { createCloseCard, type CloseCard } from "./close-card.ts";
import { createCompleteCard } from "./complete-card.ts";
import { createDeliverOnCard, type DeliverOnCard } from "./deliver-on-card.ts";

/** How cards end, whichever process began them and whatever it was configured with. */
export interface CardEnds {
  deliverOnCard: DeliverOnCard;
  closeCard: CloseCard;
}

export function createCardEnds(options: {
  ledger: Pick<Ledger, "lease" | "release">;
  records: CardRecords;
  calls: DingTalkCalls;
  client: Pick<OpenApiClient, "createAndDeliverCard" | "streamCard">;
  openApi: Pick<OpenApiRoad, "reach">;
  /** What ends a card whose reply goes as messages. */
  movedText: string;
  neutralText: string;
  sleep: (ms: number) => Promise<void>;
  log: { warn(fields: object, message: string): void };
}): CardEnds {
  const { records } = options;
  const pause = (robot: string, ms: number): Promise<void> => records.pause(robot, ms);
  const calls = createCardCalls({ ...options, pause });
  const complete = createCompleteCard({ ...options, calls, pause });
  return {
    deliverOnCard: createDeliverOnCard({ ...options, complete }),
    closeCard: createCloseCard({ ...options, complete }),
  };
}
