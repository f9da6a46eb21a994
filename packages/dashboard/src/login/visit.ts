import type { DashboardUser } from "@dinglane/runtime";
import type { Response } from "express";

/** Who is logged in behind a request. */
export interface Visit extends Pick<DashboardUser, "name" | "role"> {
  /** Tells logins apart; the hash of the session's id. */
  session: string;
}

const visits = new WeakMap<Response, Visit>();

export function rememberVisit(response: Response, visit: Visit): void {
  visits.set(response, visit);
}

/** @throws when the request did not pass `requireLogin`: then nothing may be shown at all. */
export function visitOf(response: Response): Visit {
  const visit = visits.get(response);
  if (visit === undefined) throw new Error("the request did not pass the login");
  return visit;
}
