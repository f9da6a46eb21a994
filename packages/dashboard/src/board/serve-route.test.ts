import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, it } from "vitest";
import { rememberVisit } from "../login/visit.ts";
import type { BoardAnswer } from "./answer-error.ts";
import type { JobsOfQueue } from "./audit.ts";
import { serveRoute } from "./serve-route.ts";

const ID = `m${"x".repeat(22)}`;

/** What an operator gets for a press of a button that Bull Board answers like this, and what is audited. */
async function press(handle: () => Promise<BoardAnswer>): Promise<{
  status: number;
  body: string;
  shown: JobsOfQueue[];
  acted: number[];
}> {
  const shown: JobsOfQueue[] = [];
  const acted: number[] = [];
  const app = express();
  app.use((_request, response, next) => {
    rememberVisit(response, { name: "otto", role: "operator", session: "s" });
    next();
  });
  app.put(
    "/:queueName/:jobId",
    serveRoute(
      { method: "put", route: "/api/queues/:queueName/:jobId/clean", handle },
      {
        shown: (_visit, jobs) => void shown.push(...jobs),
        acted: ({ status }) => void acted.push(status),
        refused: () => undefined,
      },
    ),
  );
  app.use(((_error, _request, response, _next) => {
    response.status(599).end();
  }) satisfies express.ErrorRequestHandler);
  const server = createServer(app).listen(0);
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat/${ID}`;
  const response = await fetch(url, { method: "PUT", headers: { connection: "close" } });
  const body = await response.text();
  server.close();
  await once(server, "close");
  return { status: response.status, body, shown, acted };
}

it("audits a failure that quotes somebody as words shown", async () => {
  const quoting = { error: { key: "ERRORS.X" }, message: "could not read 芝麻开门" };
  expect(await press(() => Promise.resolve({ status: 400, body: quoting }))).toMatchObject({
    shown: [{ queue: "chat", jobIds: [ID] }],
    acted: [400],
  });
});

it("does not take ids and states in a failure for words", async () => {
  const body = {
    error: { key: "ERRORS.JOB_IS_ACTIVE", options: { state: "waiting" } },
    message: { key: "ERRORS.JOB_IS_ACTIVE_DETAILS", options: { jobId: ID } },
  };
  expect(await press(() => Promise.resolve({ status: 409, body }))).toMatchObject({
    shown: [],
    acted: [409],
  });
});

it("removes what ended while it was being refused", async () => {
  let times = 0;
  const answer = await press(() => {
    times += 1;
    if (times === 1) return Promise.reject(new Error("locked by another worker"));
    return Promise.resolve({ status: 204, body: {} });
  });
  expect(answer).toMatchObject({ status: 204, acted: [204] });
});

it("answers nothing of an exception that is no refusal", async () => {
  const answer = await press(() => Promise.reject(new Error("芝麻开门")));
  expect(answer).toEqual({ status: 599, body: "", shown: [], acted: [500] });
});
