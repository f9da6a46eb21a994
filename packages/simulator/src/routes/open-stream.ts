import express, { Router } from "express";
import type { SimulatedRobot } from "../directory.ts";
import { parsedOrText } from "../parsed-or-text.ts";
import { judgeOpen, type OpenVerdict, refusal } from "../stream/judge-open.ts";
import type { GatewayFault, StreamFaults } from "../stream/stream-faults.ts";
import type { OpenRecord } from "../stream/stream-record.ts";
import type { Tickets } from "../stream/tickets.ts";
import { refusedByKnob } from "../replies.ts";

export interface OpenStreamOptions {
  robots: readonly SimulatedRobot[];
  tickets: Tickets;
  faults: StreamFaults;
  opens: OpenRecord[];
  /** The WebSocket address of the simulator. */
  endpoint: string;
  now: () => number;
}

/** `POST /v1.0/gateway/connections/open`: a ticket for one connection. */
export function openStream(options: OpenStreamOptions): Router {
  const { robots, tickets, faults, opens, endpoint, now } = options;
  const router = Router({ caseSensitive: true });
  router.post("/v1.0/gateway/connections/open", express.text({ type: () => true }), (request, response) => {
    const body: unknown = parsedOrText(String(request.body));
    const record: OpenRecord = { atMs: now(), ...robotIn(body) };
    opens.push(record);
    const fault = takeFault(faults);
    if (fault?.kind === "hang") return;
    const verdict: OpenVerdict =
      fault === undefined ? judgeOpen(body, robots) : refusal(fault.status, "knob", refusedByKnob);
    record.status = "grant" in verdict ? 200 : verdict.status;
    if (!(request.get("accept") ?? "").includes("application/json")) {
      response.status(record.status).type("xml").send("<result>ask for application/json</result>");
    } else if ("grant" in verdict) {
      response.json({ endpoint, ticket: tickets.issue(verdict.grant) });
    } else {
      response.status(verdict.status).json(verdict.body);
    }
  });
  return router;
}

function takeFault(faults: StreamFaults): GatewayFault | undefined {
  const fault = faults.gateway;
  if (fault?.times === undefined) return fault;
  faults.gateway = fault.times > 1 ? { ...fault, times: fault.times - 1 } : undefined;
  return fault;
}

function robotIn(body: unknown): { robot?: string } {
  const clientId =
    typeof body === "object" && body !== null && "clientId" in body ? body.clientId : undefined;
  return typeof clientId === "string" ? { robot: clientId } : {};
}
