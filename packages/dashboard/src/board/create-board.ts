import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { QUEUES, type OpenQueues } from "@dinglane/jobs";
import type { RequestHandler } from "express";
import { visitOf } from "../login/visit.ts";
import { logoutWords, QUEUE_DESCRIPTIONS } from "../replies.ts";
import type { Audit } from "./audit.ts";
import { BoardAdapter } from "./board-adapter.ts";

/**
 * Bull Board over the queues, for whoever is logged in. Viewers have a board of their own, whose queues are read-only, so
 * that it shows them no buttons. That is a courtesy: what they may do is decided in `serveRoute`.
 */
export function createBoard(options: {
  /** Every operation of these keeps lanes in order; BullMQ's plain ones would break them. */
  queues: OpenQueues["queues"];
  audit: Audit;
}): RequestHandler {
  const boards = {
    viewer: createBoardOf("viewer", options),
    operator: createBoardOf("operator", options),
  };
  return (request, response, next) => boards[visitOf(response).role](request, response, next);
}

function createBoardOf(
  role: "viewer" | "operator",
  { queues, audit }: Parameters<typeof createBoard>[0],
): RequestHandler {
  const serverAdapter = new BoardAdapter(audit);
  createBullBoard({
    queues: QUEUES.map(
      (name) =>
        new BullMQAdapter(queues[name], {
          readOnlyMode: role === "viewer",
          description: QUEUE_DESCRIPTIONS[name],
        }),
    ),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: "Dinglane",
        locale: { lng: "zh-CN" },
        hideDocsLink: true,
        sortQueues: false,
        miscLinks: [{ text: logoutWords.title, url: "/logout" }],
      },
    },
  });
  return serverAdapter.getRouter() as RequestHandler;
}
