import type { Request, RequestHandler } from "express";
import { visitOf, type Visit } from "../login/visit.ts";
import { noSuchJob, notOffered } from "../replies.ts";
import { sendRefusal } from "../send-refusal.ts";
import { answerError, type BoardAnswer } from "./answer-error.ts";
import type { Audit } from "./audit.ts";
import { isJobId } from "./is-job-id.ts";
import { KEPT } from "./kept-texts.ts";
import { mask, withoutReplyAddresses } from "./mask.ts";
import { ruleOf } from "./routes.ts";
import { shownJobs } from "./shown-jobs.ts";

export interface BoardRoute {
  method: string;
  route: string;
  /** Bull Board's own handler. */
  handle: (request: Request) => Promise<BoardAnswer>;
}

/**
 * The one way from Bull Board's handlers to a browser: nothing is answered that the rules do not name, nothing is taken for a
 * job that cannot be one, a viewer's answer is masked whatever it is, and what an operator sees or does is audited. An
 * exception that is no refusal goes on to the app, which answers without its words.
 */
export function serveRoute({ method, route, handle }: BoardRoute, audit: Audit): RequestHandler {
  const rule = ruleOf(method, route);
  return async (request, response) => {
    const visit = visitOf(response);
    if (rule.kind === "refused" || (rule.kind === "act" && visit.role !== "operator")) {
      audit.refused(visit, { method, path: request.path });
      sendRefusal(response, 403, notOffered);
      return;
    }
    const target = namesIn(request.params);
    const acted = (status: number): void => {
      if (rule.kind === "act") audit.acted({ visit, action: rule.action, target, status });
    };
    if (target["jobId"] !== undefined && !isJobId(target["jobId"])) {
      acted(404);
      sendRefusal(response, 404, noSuchJob);
      return;
    }
    let answer: BoardAnswer;
    try {
      // Refused because it ran, and over before Bull Board looked whether it runs: what ended can be removed.
      const isRemoval = rule.kind === "act" && rule.action === "remove-job";
      answer = await (isRemoval ? handle(request).catch(() => handle(request)) : handle(request));
    } catch (error) {
      const refusal = answerError(error);
      acted(refusal?.status ?? 500);
      if (refusal === undefined) throw error;
      // Words of ours.
      response.status(refusal.status).json(refusal.body);
      return;
    }
    acted(answer.status);
    const masked = mask(answer.body, rule.kind === "read" && answer.status < 400 ? rule.keeps : KEPT.failure);
    if (showsWords(visit, { isRead: rule.kind === "read", status: answer.status, hidden: masked.hidden })) {
      audit.shown(visit, shownJobs(target, answer.body));
    }
    const body = visit.role === "operator" ? answer.body : masked.value;
    response.status(answer.status).json(withoutReplyAddresses(body));
  };
}

/** What would have been hidden from a viewer was shown: in what was asked for, or quoted by a failure. */
function showsWords(visit: Visit, answer: { isRead: boolean; status: number; hidden: number }): boolean {
  return visit.role === "operator" && answer.hidden > 0 && (answer.isRead || answer.status >= 400);
}

function namesIn(params: Request["params"]): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
