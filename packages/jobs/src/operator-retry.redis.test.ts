import { expect, test } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { openLab, receiptKey, type Lab } from "./testing/lab.ts";
import { until } from "./testing/until.ts";

const quotas = async (lab: Lab): Promise<(string | null)[]> =>
  Promise.all((await lab.redis.keys("*quota:*")).map(async (key) => lab.redis.get(key)));

async function retry(lab: Lab, msgId: string, state: "completed" | "failed"): Promise<void> {
  const job = await lab.operator.chat.getJob(jobIdOf("robot", msgId));
  await job?.retry(state);
}

test("what was taken back costs nothing, though an operator runs it again", async () => {
  await using lab = await openLab({ perUserPerDay: 5 });
  await lab.add("ann", "a0");
  await lab.producer.stop({
    lane: "robot:ann",
    receipt: { key: receiptKey("stop"), fields: {}, ttlSeconds: 600 },
    nowMs: Date.now(),
  });
  expect(await quotas(lab)).toEqual(["0"]);
  await retry(lab, "a0", "completed");
  const ran: string[] = [];
  await lab.work(async ({ payload }) => void ran.push(payload.msgId));
  await until(() => expect(ran).toEqual(["a0"]));
  await until(async () => expect(await lab.lanes()).toEqual([]));
  expect(await quotas(lab)).toEqual(["0"]);
});

test("what failed costs nothing until an operator runs it again", async () => {
  await using lab = await openLab({ perUserPerDay: 5 });
  await lab.add("ann", "a0");
  let broken = true;
  await lab.work(async () => {
    if (broken) throw new Error("passes");
  });
  const state = async (): Promise<unknown> => lab.operator.chat.getJobState(jobIdOf("robot", "a0"));
  await until(async () => expect(await state()).toBe("failed"));
  expect(await quotas(lab)).toEqual(["0"]);
  broken = false;
  await retry(lab, "a0", "failed");
  await until(async () => expect(await state()).toBe("completed"));
  expect(await quotas(lab)).toEqual(["1"]);
});
