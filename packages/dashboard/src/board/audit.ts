import { Counter, type Registry } from "prom-client";
import type { AuditLog } from "../audit-log.ts";
import type { Visit } from "../login/visit.ts";
import { createShownBefore } from "./shown-before.ts";

export interface JobsOfQueue {
  queue: string;
  jobIds: string[];
}

interface ActionTaken {
  visit: Visit;
  action: string;
  /** What it was done to: queue, job, status, as far as the route names them. */
  target: Readonly<Record<string, string>>;
  status: number;
}

export interface Audit {
  /** Somebody was shown what people wrote. Logged once per session and job, and always where it is of no job. */
  shown(visit: Visit, jobs: JobsOfQueue[]): void;
  acted(taken: ActionTaken): void;
  refused(visit: Visit, request: { method: string; path: string }): void;
}

/** Who saw and who did what, in the log: ids only, never the text. */
export function createAudit(options: { log: AuditLog; metrics: Registry }): Audit {
  const { log } = options;
  const notShownBefore = createShownBefore();
  const actions = new Counter({
    name: "dinglane_dashboard_actions_total",
    help: "Actions of operators on queues and jobs",
    labelNames: ["action", "outcome"],
    registers: [options.metrics],
  });
  const shown = new Counter({
    name: "dinglane_dashboard_shown_total",
    help: "Answers of the dashboard in which an operator was shown what people wrote",
    registers: [options.metrics],
  });
  return {
    shown({ name, session }, jobs) {
      shown.inc();
      const unseen = notShownBefore(session, jobs);
      if (jobs.length > 0 && unseen.length === 0) return;
      log.info({ audit: "shown", user: name, jobs: unseen }, "people's words shown");
    },
    acted({ visit, action, target, status }) {
      const outcome = status < 400 ? "done" : "failed";
      actions.inc({ action, outcome });
      log.info({ audit: "acted", user: visit.name, action, ...target, status, outcome }, "action taken");
    },
    refused({ name, role }, { method, path }) {
      actions.inc({ action: "other", outcome: "refused" });
      log.warn({ audit: "refused", user: name, role, method, path }, "action refused");
    },
  };
}
