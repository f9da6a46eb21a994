import { randomUUID } from "node:crypto";

/** DingTalk's: 90 s, for one connection. */
const TICKET_LIFE_MS = 90_000;

/** Whose connection it is to be, and what is to be pushed there. */
export interface Grant {
  robot: string;
  topics: readonly string[];
}

export interface Tickets {
  issue(grant: Grant): string;
  /** What a ticket is good for; undefined for one that is unknown, used or too old. Uses it up. */
  redeem(ticket: string): Grant | undefined;
}

export function createTickets(now: () => number): Tickets {
  const issued = new Map<string, Grant & { expiresAtMs: number }>();
  return {
    issue(grant) {
      const ticket = randomUUID();
      issued.set(ticket, { ...grant, expiresAtMs: now() + TICKET_LIFE_MS });
      return ticket;
    },
    redeem(ticket) {
      const grant = issued.get(ticket);
      issued.delete(ticket);
      return grant !== undefined && grant.expiresAtMs > now() ? grant : undefined;
    },
  };
}
