import { expect, test } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { GiveUp } from "./give-up.ts";
import { jobKey, userDayKey, userWindowKey } from "./keys.ts";
import { PREFIX } from "./testing/lab-constants.ts";
import { createRecorder } from "./testing/recorder.ts";
import { newJob, openLab, question, receiptKey } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

const statuses = (outcomes: { status: string }[]): string[] => outcomes.map(({ status }) => status);

test("an added message has its job, its place and its receipt", async () => {
  await using lab = await openLab();
  const jobId = jobIdOf("robot", "m1");
  expect(await lab.add("ann", "m1")).toEqual({ status: "added", jobId, ahead: 0 });
  expect(await lab.add("ann", "m2")).toMatchObject({ status: "added", ahead: 1 });
  expect(await lab.redis.hgetall(receiptKey("m1"))).toEqual({ to: "{}", job: `chat:${jobId}` });
  expect(await lab.redis.ttl(receiptKey("m1"))).toBeGreaterThan(590);
  const opts = await lab.redis.hget(jobKey(PREFIX, "chat", jobId), "opts");
  expect(JSON.parse(opts ?? "")).toMatchObject({
    receipt: receiptKey("m1"),
    lane: `${PREFIX}:lane:chat:robot:ann`,
  });
  expect((await lab.redis.keys("*")).filter((key) => !key.startsWith(PREFIX))).toEqual([]);
});

test("a message that comes three times, twice at once, is added once", async () => {
  await using lab = await openLab();
  const outcomes = await Promise.all([lab.add("ann", "m1"), lab.add("ann", "m1")]);
  outcomes.push(await lab.add("ann", "m1"));
  expect(statuses(outcomes).sort()).toEqual(["added", "duplicate", "duplicate"]);
});

test("a message is a duplicate for as long as its receipt lives, however long the job is kept", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  await lab.operator.chat.remove(jobIdOf("robot", "m1"));
  expect(await lab.add("ann", "m1")).toEqual({ status: "duplicate" });
});

test("chat and image lanes of one person are apart", async () => {
  await using lab = await openLab();
  await lab.add("ann", "m1");
  const drawn = await lab.producer.add({ ...newJob(question("ann", "m2")), queue: "image" });
  expect(drawn).toMatchObject({ status: "added", ahead: 0 });
});

test("lane_limit bounds what waits beside what runs", async () => {
  await using lab = await openLab({ laneLimit: 2, userConcurrency: 1 });
  const outcomes = [];
  for (let number = 0; number < 5; number += 1) outcomes.push(await lab.add("ann", `a${number}`));
  expect(statuses(outcomes)).toEqual(["added", "added", "added", "refused", "refused"]);
  expect(outcomes[3]).toEqual({ status: "refused", bound: "lane_limit" });
  expect(await lab.redis.exists(receiptKey("a3"))).toBe(0);
  expect(statuses([await lab.add("bob", "b0")])).toEqual(["added"]);
});

test("lane_limit holds when all come at once", async () => {
  await using lab = await openLab({ laneLimit: 5 });
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, number) => lab.add("ann", `a${number}`)));
  expect(statuses(outcomes).filter((status) => status === "added")).toHaveLength(6);
});

test("without a settings hash the defaults hold", async () => {
  await using lab = await openLab();
  await lab.redis.del(`${PREFIX}:lanes:settings`);
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, number) => lab.add("ann", `a${number}`)));
  expect(statuses(outcomes).filter((status) => status === "added")).toHaveLength(6);
});

test("max_waiting counts every queue", async () => {
  await using lab = await openLab({ maxWaiting: 3 });
  await lab.add("ann", "m1");
  await lab.add("ann", "m2");
  await lab.producer.add({ ...newJob(question("bob", "m3")), queue: "image" });
  expect(await lab.add("eve", "m4")).toEqual({ status: "refused", bound: "max_waiting" });
});

test("max_waiting keeps out no command that sets it right", async () => {
  await using lab = await openLab({ maxWaiting: 1 });
  await lab.add("ann", "m1");
  expect(await lab.add("boss", "m2")).toMatchObject({ status: "refused" });
  const { question: _, ...envelope } = question("boss", "m3");
  const change = { ...envelope, name: "change-settings" as const, change: "max_waiting 恢复" };
  expect(statuses([await lab.producer.add({ ...newJob(change), queue: "admin" })])).toEqual(["added"]);
});

test("a window starts with its first message, and a refusal does not prolong it", async () => {
  await using lab = await openLab({ perUserPerMinute: 2 });
  const window = userWindowKey(PREFIX, "robot", "ann");
  await lab.add("ann", "m1");
  await lab.redis.pexpire(window, 30_000);
  await lab.add("ann", "m2");
  const refused = await lab.add("ann", "m3");
  expect(refused).toMatchObject({ status: "refused", bound: "user_minute" });
  expect(refused).toHaveProperty("retryAfterMs", expect.closeTo(30_000, -3));
  expect(await lab.redis.get(window)).toBe("2");
  expect(await lab.redis.exists(receiptKey("m3"))).toBe(0);
  expect(statuses([await lab.add("bob", "m4")])).toEqual(["added"]);
  await lab.redis.del(window);
  // Refused is not forgotten as a duplicate: it may come again.
  expect(statuses([await lab.add("ann", "m3")])).toEqual(["added"]);
});

test("a group has its window, and what one window refuses no other counts", async () => {
  await using lab = await openLab({ perGroupPerMinute: 1, globalPerMinute: 2, perUserPerMinute: 10 });
  const inGroup = { conversation: { id: "team", type: "group" as const } };
  await lab.add("ann", "m1", inGroup);
  expect(await lab.add("bob", "m2", inGroup)).toMatchObject({ bound: "group_minute" });
  expect(await lab.redis.exists(userWindowKey(PREFIX, "robot", "bob"))).toBe(0);
  expect(statuses([await lab.add("bob", "m3")])).toEqual(["added"]);
  expect(await lab.add("eve", "m4")).toMatchObject({ bound: "global_minute" });
});

const DAY_MS = 24 * 60 * 60 * 1000;
// Midnight in Shanghai, in the middle of a UTC day, and long ago: whoever asks a clock instead of the message for its day
// counts and gives back elsewhere.
const MIDNIGHT_MS = Date.parse("2026-02-28T16:00:00Z");
const onTheLast = { receivedAtMs: MIDNIGHT_MS - 1 };
const onTheFirst = { receivedAtMs: MIDNIGHT_MS };
const dayKey = (user: string, day = "2026-02-28"): string => userDayKey(PREFIX, "robot", user, day);

test("a person has so many messages a day, in chat and image together; a refused one costs nothing", async () => {
  await using lab = await openLab({ perUserPerDay: 2, perUserPerMinute: 5 });
  await lab.add("ann", "m1", onTheLast);
  await lab.producer.add({ ...newJob(question("ann", "m2", onTheLast)), queue: "image" });
  expect(await lab.add("ann", "m3", onTheLast)).toMatchObject({ status: "refused", bound: "user_day" });
  expect(await lab.redis.get(dayKey("ann"))).toBe("2");
  expect(await lab.redis.get(userWindowKey(PREFIX, "robot", "ann"))).toBe("2");
  expect(statuses([await lab.add("bob", "m4", onTheLast)])).toEqual(["added"]);
  const exempt = await lab.producer.add({ ...newJob(question("ann", "m5", onTheLast)), isExempt: true });
  expect(exempt.status).toBe("added");
  expect(await lab.redis.get(dayKey("ann"))).toBe("2");
  // What was left when each was taken, for its answer to tell; nothing for whom no quota holds.
  const left = ["m1", "m2", "m4", "m5"].map(async (msgId) => lab.redis.hget(receiptKey(msgId), "left"));
  expect(await Promise.all(left)).toEqual(["1", "0", "1", null]);
});

test("a message that another bound refuses leaves the day as it was", async () => {
  await using lab = await openLab({ perUserPerDay: 5, perUserPerMinute: 1 });
  await lab.add("ann", "m1", onTheLast);
  expect(await lab.add("ann", "m2", onTheLast)).toMatchObject({ bound: "user_minute" });
  expect(await lab.redis.get(dayKey("ann"))).toBe("1");
});

test("the day ends at local midnight, and what is given back goes to the day that it was taken from", async () => {
  await using lab = await openLab({ perUserPerDay: 1 });
  const days = [dayKey("ann"), dayKey("ann", "2026-03-01")];
  expect(statuses([await lab.add("ann", "m1", onTheLast)])).toEqual(["added"]);
  expect(statuses([await lab.add("ann", "m2", onTheFirst)])).toEqual(["added"]);
  expect(await lab.redis.mget(days)).toEqual(["1", "1"]);
  for (const day of days) expect(await lab.redis.pttl(day)).toBeGreaterThan(DAY_MS);
  await lab.operator.chat.remove(jobIdOf("robot", "m1"));
  expect(await lab.redis.mget(days)).toEqual(["0", "1"]);
  expect(statuses([await lab.add("ann", "m3", onTheLast)])).toEqual(["added"]);
  await lab.operator.chat.remove(jobIdOf("robot", "m2"));
  expect(await lab.redis.mget(days)).toEqual(["1", "0"]);
});

test("the day's bound holds when 50 come at once", async () => {
  await using lab = await openLab({ perUserPerDay: 7 });
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, number) => lab.add("ann", `a${number}`, onTheLast)),
  );
  expect(statuses(outcomes).filter((status) => status === "added")).toHaveLength(7);
  expect(await lab.redis.get(dayKey("ann"))).toBe("7");
});

test("what failed for good, was removed or could not be answered is given back, once; an answer is not", async () => {
  await using lab = await openLab({ perUserPerDay: 10 });
  for (const msgId of ["good", "bad", "removed"]) await lab.add("ann", msgId, onTheLast);
  await lab.operator.chat.remove(jobIdOf("robot", "removed"));
  expect(await lab.redis.get(dayKey("ann"))).toBe("2");
  const worker = await lab.work(async ({ payload, receiptKey: receipt }) => {
    if (payload.msgId === "bad") throw new GiveUp("no");
    await lab.redis.hset(receipt, "replied", 1);
  });
  await until(async () => expect(await lab.redis.get(dayKey("ann"))).toBe("1"));
  await until(async () => expect(await lab.lanes()).toEqual([]));
  await worker.close({ timeoutMs: 1_000 });
  expect(await lab.redis.hget(receiptKey("bad"), "released")).toBe(dayKey("ann"));
  // An operator's second try counts again, and is given back again.
  const failed = await lab.operator.chat.getJob(jobIdOf("robot", "bad"));
  await failed?.retry();
  expect(await lab.redis.get(dayKey("ann"))).toBe("2");
  await lab.operator.chat.remove(jobIdOf("robot", "bad"));
  await lab.operator.chat.remove(jobIdOf("robot", "good"));
  expect(await lab.redis.get(dayKey("ann"))).toBe("1");
});

test("who has context is answered one at a time, from that message on", async () => {
  await using lab = await openLab({ userConcurrency: 3 });
  const { question: _, ...envelope } = question("ann", "m1");
  await lab.add("ann", "m0");
  const into = { ...envelope, name: "switch-mode" as const, mode: "multiTurn" as const };
  await lab.producer.add({ ...newJob(into), serialSeconds: 60 });
  for (const msgId of ["m2", "m3"]) await lab.add("ann", msgId);
  for (const msgId of ["b0", "b1", "b2", "b3"]) await lab.add("bob", msgId);
  expect(await lab.redis.zcard(`${PREFIX}:chat:delayed`)).toBe(4);
  const seen = createRecorder();
  await lab.work(seen.taking(5));
  await until(() => expect(seen.ended).toHaveLength(7));
  expect(seen.endedOf("ann")).toEqual(["m0", "m2", "m3"]);
});

test("a command costs nothing, and passes when the window is full", async () => {
  await using lab = await openLab({ perUserPerMinute: 1 });
  const { question: _, ...envelope } = question("ann", "m1");
  const help = { ...envelope, name: "show-help" as const };
  await lab.producer.add(newJob(help));
  expect(statuses([await lab.add("ann", "m2")])).toEqual(["added"]);
  expect(statuses([await lab.producer.add(newJob({ ...help, msgId: "m3" }))])).toEqual(["added"]);
});

test("a job that does not parse is not stored", async () => {
  await using lab = await openLab();
  const strange = { ...question("ann", "m1"), v: 2 } as never;
  await expect(lab.producer.add(newJob(strange))).rejects.toThrow("invalid_value");
  expect(await lab.redis.exists(receiptKey("m1"))).toBe(0);
});

test("settings reach running processes with their next script", async () => {
  await using lab = await openLab();
  const started: string[] = [];
  const gates = new Map(["a0", "a1", "a2"].map((id) => [id, Promise.withResolvers<void>()]));
  for (const msgId of gates.keys()) await lab.add("ann", msgId);
  await lab.work(async ({ payload }) => {
    started.push(payload.msgId);
    await gates.get(payload.msgId)?.promise;
  });
  await until(() => expect(started).toEqual(["a0"]));
  await lab.set({ userConcurrency: 2 });
  gates.get("a0")?.resolve();
  // Two that are let in at once may be begun in either order.
  await until(() => expect(started.toSorted()).toEqual(["a0", "a1", "a2"]));
  for (const gate of gates.values()) gate.resolve();
});
