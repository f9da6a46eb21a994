import express, { Router } from "express";
import type { CustomRobot } from "../custom-robot.ts";
import type { Journal } from "../journal.ts";
import { judgeCustomRobot } from "../judge-custom-robot.ts";
import { parsedOrText } from "../parsed-or-text.ts";
import { takeReply } from "../take-reply.ts";
import type { Timeline } from "../timeline.ts";
import type { WebhookPace } from "../webhook-pace.ts";

export interface SendByTokenOptions {
  customRobots: readonly CustomRobot[];
  pace: WebhookPace;
  journal: Journal;
  timeline: Timeline;
  now: () => number;
}

/** `POST /robot/send?access_token=`: a custom robot's message into its group. A `msgUuid` that came before does nothing. */
export function sendByToken(options: SendByTokenOptions): Router {
  const { customRobots, pace, now } = options;
  const seen = new Set<string>();
  const router = Router({ caseSensitive: true });
  router.post(
    "/robot/send",
    express.raw({ type: () => true, limit: Number.POSITIVE_INFINITY }),
    (request, response) => {
      const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const body = parsedOrText(bytes.toString("utf8"));
      const inQuery = (name: string): string => {
        const value = request.query[name];
        return typeof value === "string" ? value : "";
      };
      const robot = customRobots.find(({ accessToken }) => accessToken === inQuery("access_token"));
      const uuid = uuidIn(body);
      const once = robot && uuid && `${robot.accessToken}\n${uuid}`;
      if (once !== undefined && seen.has(once)) return void response.json({ errcode: 0, errmsg: "ok" });
      const post = {
        contentType: request.get("content-type") ?? "",
        timestamp: inQuery("timestamp"),
        sign: inQuery("sign"),
        bytes: bytes.length,
        body,
      };
      const verdict = judgeCustomRobot(robot, post, pace, now());
      const isTaken = verdict.errcode === 0;
      if (isTaken && once !== undefined) seen.add(once);
      const place = robot === undefined ? {} : { conversationId: robot.groupId };
      takeReply(
        { via: "custom", body, bytes: bytes.length, ...place },
        { ...verdict, shown: isTaken },
        options,
      );
      response.json(verdict);
    },
  );
  return router;
}

function uuidIn(body: unknown): string | undefined {
  const uuid = typeof body === "object" && body !== null && "msgUuid" in body ? body.msgUuid : undefined;
  return typeof uuid === "string" && uuid !== "" ? uuid : undefined;
}
