import { expect, test } from "vitest";
import { messageFixture } from "../message.fixture.ts";
import { replyAddressOf } from "../reply-address.ts";
import type { CallResult, DingTalkCall } from "./dingtalk-calls.ts";
import { createOpenApiRoad } from "./openapi-road.ts";
import { NoOtherRoad, replyTargetOf } from "./reply-target.ts";

const credential = { clientId: "dingrobot", clientSecret: "s" };
const others = [{ clientId: "ding2", clientSecret: "s2" }, credential];
const oneToOne = { conversation: { id: "cid0002==", type: "oneToOne" as const } };

const codeOf = (target: unknown): unknown => (target instanceof NoOtherRoad ? target.code : target);

test("a group is reached by its conversation, a person by staffId, with the credential of that robot", () => {
  expect(replyTargetOf(replyAddressOf(messageFixture()), others)).toEqual({
    credential,
    target: { openConversationId: "cid0001==" },
  });
  expect(replyTargetOf(replyAddressOf(messageFixture(oneToOne)), others)).toEqual({
    credential,
    target: { staffId: "staff-1" },
  });
});

test("who cannot be reached is told apart", () => {
  const external = messageFixture({ ...oneToOne, sender: { id: "$:x", nick: "外部" } });
  expect(codeOf(replyTargetOf(replyAddressOf(external), others))).toBe("no_staff_id");
  expect(codeOf(replyTargetOf(replyAddressOf(messageFixture()), []))).toBe("no_credential");
  const { conversation: _, ...older } = replyAddressOf(messageFixture());
  expect(codeOf(replyTargetOf(older, others)), "an entry of an older version").toBe("no_conversation");
  const group = replyAddressOf(messageFixture({ sender: { id: "$:x", nick: "外部" } }));
  expect(codeOf(replyTargetOf(group, others)), "in a group").toMatchObject({ credential });
});

const cause = new Error("refused");

test.each<[CallResult<undefined>, object]>([
  [{ status: "done", value: undefined }, { status: "sent" }],
  [
    { status: "unknown", cause },
    { status: "unknown", cause },
  ],
  [{ status: "withdrawn" }, { status: "taken" }],
  [
    { status: "failed", action: "back-off", cause },
    { status: "failed", action: "back-off", cause },
  ],
  [
    { status: "failed", action: "give-up", cause },
    { status: "undeliverable", code: "openapi_refused", cause },
  ],
  [
    { status: "held", reason: "blocked", retryAfterMs: 5, cause },
    { status: "postponed", code: "dingtalk_busy", retryAfterMs: 5, cause },
  ],
  [
    { status: "held", reason: "permission", retryAfterMs: 5, cause },
    { status: "undeliverable", code: "openapi_unavailable", retryAfterMs: 5, cause },
  ],
])("a call that ends with %j", async (result, outcome) => {
  const seen: DingTalkCall<unknown>[] = [];
  const road = createOpenApiRoad({
    async calls(call) {
      seen.push(call);
      return result as CallResult<never>;
    },
    client: { sendRobotText: () => Promise.reject(new Error("not called here")) },
    credentials: others,
  });
  const to = { credential, target: { staffId: "staff-1" } };
  expect(await road.send(to, { title: "题", text: "答" }, async () => true)).toEqual(outcome);
  expect(seen).toMatchObject([{ api: "one-to-one-send", token: "api" }]);
  expect(await road.send(to, { title: "题", text: "长".repeat(5_000) }, async () => true)).toEqual({
    status: "failed",
    action: "split",
  });
  expect(seen).toHaveLength(1);
});
