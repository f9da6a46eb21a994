import { Counter, type Registry } from "prom-client";
import type { AuditLog } from "../audit-log.ts";

type LoginOutcome = "ok" | "failed" | "throttled";

export interface LoginRecord {
  login(outcome: LoginOutcome, who: { name: string; address: string }): void;
  logout(name: string): void;
}

/**
 * Logs and counts logins. A name that no user has is not logged: it may well be a password typed into the wrong field.
 */
export function createLoginRecord(options: {
  log: AuditLog;
  metrics: Registry;
  isUser: (name: string) => boolean;
}): LoginRecord {
  const { log, isUser } = options;
  const logins = new Counter({
    name: "dinglane_dashboard_logins_total",
    help: "Attempts to log in to the dashboard",
    labelNames: ["outcome"],
    registers: [options.metrics],
  });
  return {
    login(outcome, { name, address }) {
      logins.inc({ outcome });
      const fields = {
        audit: "login",
        outcome,
        address,
        ...(isUser(name) ? { user: name } : { unknownUser: true }),
      };
      if (outcome === "ok") log.info(fields, "logged in");
      else log.warn(fields, outcome === "failed" ? "login failed" : "login throttled");
    },
    logout: (name) => log.info({ audit: "logout", user: name }, "logged out"),
  };
}
