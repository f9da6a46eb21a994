import { GiveUp } from "@dinglane/jobs";
import { expect, it, vi } from "vitest";
import type { Browser } from "../fixtures/browser.ts";
import {
  OPERATOR,
  openDashboard,
  PREFIX,
  receiptKey,
  VIEWER,
  type TestDashboard,
} from "../fixtures/dashboard.ts";
import { KNOWN_ROUTES, ruleOf } from "./routes.ts";

async function idOf({ redis }: TestDashboard, msgId: string): Promise<string> {
  return (await redis.hget(receiptKey(msgId), "job"))?.split(":").at(-1) ?? "";
}

/** Presses a button of the board. */
async function press(browser: Browser, path: string): Promise<{ status: number; message?: string }> {
  const response = await browser.send("PUT", `/api/queues${path}`);
  const text = await response.text();
  const { message } = (text === "" ? {} : JSON.parse(text)) as { message?: string };
  return { status: response.status, ...(message === undefined ? {} : { message }) };
}

async function lanes({ redis }: TestDashboard): Promise<string[]> {
  return redis.keys(`${PREFIX}:lane*:chat*`);
}

/** Lets a worker run everything; tells what ran, in order, and how many of one person ran at once. */
async function runAll(dashboard: TestDashboard): Promise<{ ran: string[]; most: number }> {
  const ran: string[] = [];
  let [running, most] = [0, 0];
  const worker = await dashboard.work(async ({ payload }) => {
    running += 1;
    most = Math.max(most, running);
    ran.push(payload.msgId);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  });
  await vi.waitFor(async () => expect(await lanes(dashboard)).toEqual([]), { timeout: 5_000 });
  await worker.close({ timeoutMs: 2_000 });
  return { ran, most };
}

async function failAll(dashboard: TestDashboard, count: number): Promise<void> {
  const worker = await dashboard.work(() => Promise.reject(new GiveUp("model_bad_request")));
  await vi.waitFor(async () => expect(await dashboard.queues.chat.getFailedCount()).toBe(count));
  await worker.close({ timeoutMs: 2_000 });
}

it("lets a viewer change nothing, whatever the route", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  const viewer = await dashboard.browser(VIEWER);
  const id = await idOf(dashboard, "a0");
  const before = await dashboard.queues.chat.getJobCounts();
  const routes = [
    ...KNOWN_ROUTES.filter((route) => !route.startsWith("get ")),
    "delete /api/queues/chat",
    "put /nowhere",
  ];
  for (const route of routes) {
    const [method = "", path = ""] = route.split(" ");
    const filled = path
      .replace(":queueName", "chat")
      .replace(":jobId", id)
      .replace(":queueStatus", "waiting");
    const response = await viewer.send(method.toUpperCase(), filled, { json: {} });
    expect([route, response.status]).toEqual([route, 403]);
  }
  expect(await dashboard.queues.chat.getJobCounts()).toEqual(before);
  expect(await dashboard.queues.chat.isPaused()).toBe(false);
  expect(dashboard.logged.filter(({ audit }) => audit === "refused")).toHaveLength(routes.length);
});

it("refuses everybody what would forge a message, and says so", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  const operator = await dashboard.browser(OPERATOR);
  const id = await idOf(dashboard, "a0");
  const before = await dashboard.redis.hgetall(`${PREFIX}:chat:${id}`);
  const refused = KNOWN_ROUTES.filter((route) => {
    const [method = "", path = ""] = route.split(" ");
    return ruleOf(method, path).kind === "refused";
  });
  expect(refused).toContain("post /api/queues/:queueName/add");
  expect(refused).toContain("patch /api/queues/:queueName/:jobId/update-data");
  for (const route of refused) {
    const [method = "", path = ""] = route.split(" ");
    const response = await operator.send(
      method.toUpperCase(),
      path.replace(":queueName", "chat").replace(":jobId", id),
      {
        json: {
          name: "answer-message",
          data: {},
          jobData: { forged: true },
          runAt: 1,
          priority: 1,
          concurrency: 1,
        },
      },
    );
    expect([route, response.status]).toEqual([route, 403]);
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining("不提供这个操作") as string,
    });
  }
  expect(await dashboard.redis.hgetall(`${PREFIX}:chat:${id}`)).toEqual(before);
  expect(await dashboard.queues.chat.getJobCounts("waiting", "delayed")).toEqual({ waiting: 1, delayed: 0 });
});

it("retries one at a time and in line, and answers once", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  await dashboard.add("ann", "a1");
  await failAll(dashboard, 2);
  await dashboard.add("ann", "a2");
  const operator = await dashboard.browser(OPERATOR);
  expect(await press(operator, `/chat/${await idOf(dashboard, "a0")}/retry`)).toEqual({ status: 204 });
  expect((await press(operator, "/chat/retry/failed")).status).toBe(200);
  expect(await runAll(dashboard)).toEqual({ ran: ["a2", "a0", "a1"], most: 1 });
  expect(await dashboard.redis.zcard(`${PREFIX}:debts`)).toBe(0);
  const again = await press(operator, `/chat/${await idOf(dashboard, "a0")}/retry`);
  expect(again.status).toBe(204);
  expect((await runAll(dashboard)).ran).toEqual(["a0"]);
});

it("removes the head of a line and the next one runs; the removed message does not come back", async () => {
  await using dashboard = await openDashboard();
  for (const msgId of ["a0", "a1", "a2"]) await dashboard.add("ann", msgId);
  const operator = await dashboard.browser(OPERATOR);
  expect(await press(operator, `/chat/${await idOf(dashboard, "a0")}/clean`)).toEqual({ status: 204 });
  expect(await dashboard.redis.hmget(receiptKey("a0"), "failure", "apology")).toEqual(["removed", "due"]);
  expect(await dashboard.add("ann", "a0")).toEqual({ status: "duplicate" });
  expect((await runAll(dashboard)).ran).toEqual(["a1", "a2"]);
  expect(await dashboard.add("ann", "a1")).toEqual({ status: "duplicate" });
});

it("does not remove what runs", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  await dashboard.add("ann", "a1");
  const gate = Promise.withResolvers<void>();
  await dashboard.work(() => gate.promise);
  await vi.waitFor(async () => expect(await dashboard.queues.chat.getActiveCount()).toBe(1));
  const operator = await dashboard.browser(OPERATOR);
  expect((await press(operator, `/chat/${await idOf(dashboard, "a0")}/clean`)).status).toBe(409);
  expect(await press(operator, `/chat/${await idOf(dashboard, "a1")}/clean`)).toEqual({ status: 204 });
  gate.resolve();
  await vi.waitFor(async () => expect(await lanes(dashboard)).toEqual([]));
  expect(await dashboard.queues.chat.getJobCounts("completed", "failed")).toEqual({
    completed: 1,
    failed: 0,
  });
});

it("says why a message that waits behind another cannot be promoted", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  await dashboard.add("ann", "a1");
  const operator = await dashboard.browser(OPERATOR);
  const one = await press(operator, `/chat/${await idOf(dashboard, "a1")}/promote`);
  expect(one).toEqual({ status: 409, message: "这条消息排在同一个人更早的消息之后，不能提前。" });
  const all = await press(operator, "/chat/promote");
  expect(all).toEqual({ status: 409, message: "这个操作会打乱每个人的先后次序，不能执行。" });
  expect((await runAll(dashboard)).ran).toEqual(["a0", "a1"]);
});

it("says that what is not delayed cannot be promoted", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  const operator = await dashboard.browser(OPERATOR);
  const refused = { status: 409, message: "这条消息现在的状态不能这样操作。请刷新页面，再看一看。" };
  expect(await press(operator, `/chat/${await idOf(dashboard, "a0")}/promote`)).toEqual(refused);
  await runAll(dashboard);
  expect(await press(operator, `/chat/${await idOf(dashboard, "a0")}/promote`)).toEqual(refused);
});

it("takes none of BullMQ's own keys for a job", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  const operator = await dashboard.browser(OPERATOR);
  await press(operator, "/chat/pause");
  const id = await idOf(dashboard, "a0");
  const before = (await dashboard.redis.keys("*")).filter((key) => !key.includes(":dashboard:")).toSorted();
  for (const text of [
    "meta",
    "wait",
    "paused",
    "events",
    "marker",
    `${id}:lock`,
    `${id}:logs`,
    "..%2Flane",
  ]) {
    for (const action of ["clean", "retry", "promote"]) {
      const { status, message } = await press(operator, `/chat/${text}/${action}`);
      expect([text, action, status, message]).toEqual([text, action, 404, "没有这条消息。"]);
    }
    const read = await operator.get(`/api/queues/chat/${text}`);
    expect([text, read.status]).toEqual([text, 404]);
  }
  const after = (await dashboard.redis.keys("*")).filter((key) => !key.includes(":dashboard:")).toSorted();
  expect(after).toEqual(before);
  expect(await dashboard.queues.chat.isPaused()).toBe(true);
  expect(dashboard.logged.at(-1)).toMatchObject({ action: "promote-job", status: 404, outcome: "failed" });
});

it.each([
  "empty",
  "clean/waiting",
  "clean/delayed",
  "clean/prioritized",
  "clean/failed",
  "clean/completed",
  "clean/active",
])("leaves no line stuck after %s", async (button) => {
  await using dashboard = await openDashboard();
  const old = { receivedAtMs: Date.now() - 60_000 };
  await dashboard.add("ann", "f0", old);
  await failAll(dashboard, 1);
  for (const msgId of ["a0", "a1", "a2"]) await dashboard.add("ann", msgId, old);
  await dashboard.add("bob", "b0", old);
  const operator = await dashboard.browser(OPERATOR);
  expect((await press(operator, `/chat/${button}`)).status).toBe(200);
  const { ran } = await runAll(dashboard);
  for (const msgId of ["a0", "a1", "a2", "b0"]) {
    const told = (await dashboard.redis.hget(receiptKey(msgId), "failure")) === "removed";
    expect([msgId, told !== ran.includes(msgId)]).toEqual([msgId, true]);
    expect(await dashboard.add(msgId.startsWith("a") ? "ann" : "bob", msgId)).toEqual({
      status: "duplicate",
    });
  }
  await dashboard.add("ann", "a3");
  expect((await runAll(dashboard)).ran).toEqual(["a3"]);
});

it("pauses and resumes, one queue or all", async () => {
  await using dashboard = await openDashboard();
  const operator = await dashboard.browser(OPERATOR);
  expect((await press(operator, "/image/pause")).status).toBe(200);
  expect(await dashboard.queues.image.isPaused()).toBe(true);
  expect(await dashboard.queues.chat.isPaused()).toBe(false);
  expect((await press(operator, "/pause")).status).toBe(200);
  expect(await dashboard.queues.chat.isPaused()).toBe(true);
  await dashboard.add("ann", "a0");
  expect((await press(operator, "/resume")).status).toBe(200);
  expect((await runAll(dashboard)).ran).toEqual(["a0"]);
});

it("logs and counts who did what, to which job, and how it ended", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  const operator = await dashboard.browser(OPERATOR);
  const id = await idOf(dashboard, "a0");
  await press(operator, `/chat/${id}/clean`);
  await press(operator, `/chat/${id}/clean`);
  await press(operator, "/chat/clean/failed");
  const mine = { audit: "acted", user: "otto" };
  expect(dashboard.logged.slice(1)).toMatchObject([
    { ...mine, action: "remove-job", queueName: "chat", jobId: id, status: 204, outcome: "done" },
    { ...mine, action: "remove-job", queueName: "chat", jobId: id, status: 404, outcome: "failed" },
    { ...mine, action: "clean-jobs", queueName: "chat", queueStatus: "failed", outcome: "done" },
  ]);
  const metrics = await dashboard.metrics.metrics();
  expect(metrics).toContain('dinglane_dashboard_actions_total{action="remove-job",outcome="done"} 1');
});

it("shows which queues have workers", async () => {
  await using dashboard = await openDashboard();
  await dashboard.work(() => Promise.resolve());
  const viewer = await dashboard.browser(VIEWER);
  const shown = async (): Promise<Record<string, unknown>> => {
    const body = (await (await viewer.get("/api/queues")).json()) as {
      queues: { name: string; hasWorkers: unknown }[];
    };
    return Object.fromEntries(body.queues.map(({ name, hasWorkers }) => [name, hasWorkers]));
  };
  await vi.waitFor(async () => expect(await shown()).toMatchObject({ chat: true, image: false }));
});
