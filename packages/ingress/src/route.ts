import type { Attachment } from "@dinglane/jobs";
import type { PersonQuery } from "./parse-person-query.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import type { Words } from "./replies.ts";

/** Work for a queue. */
export type JobRoute =
  | { type: "answer-message"; question: string; attachments?: Attachment[] }
  | { type: "switch-mode"; mode: "singleTurn" | "multiTurn" }
  | { type: "reset-session" }
  | { type: "show-help" }
  | { type: "draw-image"; prompt: string }
  | { type: "change-settings"; change: string }
  | { type: "report-usage" }
  | { type: "report-status" }
  | { type: "look-up-domain"; domain: string }
  | { type: "inspect-certificate"; host: string }
  | { type: "find-transcripts"; query: PersonQuery }
  | { type: "erase-person"; userId: string };

/** Carried out on the spot, by whichever ingress has it: it must not wait behind what it stops. */
interface StopRoute {
  type: "stop";
}

/** Answered on the spot as well: it takes nothing but the message itself. */
interface GroupIdRoute {
  type: "show-group-id";
}

/** Decided on the spot: the asker is told, nothing is queued. */
export interface Refusal {
  type: "refusal";
  reason: RefusalReason;
  words: Words;
}

/** What is to be done with a message. */
export type Route = JobRoute | StopRoute | GroupIdRoute | Refusal;

/** What of its asker a route depends on. */
export interface Asker {
  isAdmin: boolean;
}
