import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markdown, postWebhook } from "./fixtures/post-webhook.ts";
import { group, town } from "./fixtures/town.ts";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";

let nowMs = 1_577_262_236_757;
let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({
    ...town,
    now: () => nowMs,
    customRobots: [
      { accessToken: "plain", groupId: group },
      { accessToken: "signing", groupId: group, secret: "this is secret" },
      { accessToken: "wordy", groupId: group, keywords: ["告警"] },
      { accessToken: "stopped", groupId: group, isStopped: true },
    ],
  });
});
afterEach(async () => simulator.close());

const post = async (token: string, body: unknown = markdown("你好"), query = "") =>
  (await postWebhook(`${simulator.url}/robot/send?access_token=${token}${query}`, body)).answer;
const signed = (timestamp: number, secret: string): string => {
  const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
  return `&timestamp=${timestamp}&sign=${encodeURIComponent(sign)}`;
};

test("posts into its group, each msgUuid once", async () => {
  expect(await post("plain", { ...markdown("一"), msgUuid: "u1" })).toEqual({ errcode: 0, errmsg: "ok" });
  expect(await post("plain", { ...markdown("二"), msgUuid: "u1" })).toEqual({ errcode: 0, errmsg: "ok" });
  expect(await post("plain", { ...markdown("三"), msgUuid: "u2" })).toMatchObject({ errcode: 0 });
  expect(simulator.deliveries).toMatchObject([
    { via: "custom", conversationId: group, text: "一", shown: true },
    { text: "三", shown: true },
  ]);
});

test("is refused as DingTalk refuses it", async () => {
  expect(await post("no")).toMatchObject({ errcode: 400101 });
  expect(await post("stopped")).toMatchObject({ errcode: 400102 });
  expect(await post("signing")).toEqual({ errcode: 310000, errmsg: "invalid timestamp" });
  expect(await post("signing", undefined, signed(nowMs - 3_600_001, "this is secret"))).toEqual({
    errcode: 310000,
    errmsg: "invalid timestamp",
  });
  expect(await post("signing", undefined, signed(nowMs, "else"))).toEqual({
    errcode: 310000,
    errmsg: "sign not match",
  });
  expect(await post("signing", undefined, signed(nowMs, "this is secret"))).toMatchObject({ errcode: 0 });
  expect(await post("wordy")).toEqual({ errcode: 310000, errmsg: "keywords not in content" });
  expect(await post("wordy", markdown("有告警"))).toMatchObject({ errcode: 0 });
  expect(await post("plain", { msgtype: "image" })).toMatchObject({ errcode: 400105 });
  expect(await post("plain", markdown("长".repeat(7_000)))).toMatchObject({ errcode: 460101 });
});

test("has twenty posts a minute", async () => {
  for (let nth = 0; nth < 20; nth += 1) expect(await post("plain")).toMatchObject({ errcode: 0 });
  expect(await post("plain")).toMatchObject({ errcode: 130101 });
  nowMs += 600_000;
  expect(await post("plain")).toMatchObject({ errcode: 0 });
});
