import type { Directory } from "../directory.ts";
import type { ApiFaults } from "../openapi/api-faults.ts";
import type { CardFaults } from "./card-faults.ts";
import type { CardStore } from "./card-store.ts";
import type { FindTemplate } from "./card-template.ts";

/** What whoever works on cards needs. */
export interface CardDesk {
  store: CardStore;
  directory: Directory;
  faults: CardFaults;
  /** A knob of messages to people is one of cards to them too. */
  apiFaults: Pick<ApiFaults, "invalidStaffIds">;
  findTemplate: FindTemplate;
  /** Addresses for buttons, by callbackRouteKey. */
  routes: Map<string, { callbackUrl: string; apiSecret: string }>;
  now: () => number;
}
