import { visitOf, type Visit } from "../login/visit.ts";
import { notOffered } from "../replies.ts";
import { sendRefusal } from "../send-refusal.ts";
import type { Request, RequestHandler } from "express";
import { answerError, type BoardAnswer } from "./answer-error.ts";
import type { Audit } from "./audit.ts";
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
 * The one way from Bull Board's handlers to a browser: nothing is answered that the rules do not name, a viewer's answer is
 * masked whatever it is (an exception too), and what an operator sees or does is audited.
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
    const answer = await handle(request).catch(answerError);
    const target = namesIn(request.params);
    if (rule.kind === "act") audit.acted({ visit, action: rule.action, target, status: answer.status });
    const kept = rule.kind === "read" && answer.status < 400 ? rule.keeps : KEPT.failure;
    const masked = mask(answer.body, kept);
    if (rule.kind === "read" && showsWords(visit, answer, masked.hidden)) {
      audit.shown(visit, shownJobs(target, answer.body));
    }
    const body = visit.role === "operator" ? answer.body : masked.value;
    response.status(answer.status).json(withoutReplyAddresses(body));
  };
}

/** What would have been hidden from a viewer was shown. */
function showsWords(visit: Visit, answer: BoardAnswer, hidden: number): boolean {
  return visit.role === "operator" && answer.status < 400 && hidden > 0;
}

function namesIn(params: Request["params"]): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
