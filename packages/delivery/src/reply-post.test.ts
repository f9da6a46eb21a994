import type { RobotText, SendOutcome } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { closedRoad } from "./closed-road.fixture.ts";
import type { OpenApiRoad } from "./openapi/openapi-road.ts";
import type { PostOutcome } from "./post-outcome.ts";
import { createReplyPost } from "./reply-post.ts";

const ENDS_AT_MS = 1_000_000;
const body = { msgtype: "markdown", markdown: { title: "题", text: "答\n\n@staff-1" } } as const;
const expired = (errcode: number): SendOutcome => ({ status: "failed", action: "expired", errcode });

/** A post whose roads answer by script, and the roads that were taken. */
function scripted(over: {
  now?: number;
  webhookEnded?: boolean;
  webhook?: SendOutcome[];
  openApi?: OpenApiRoad;
  mayPost?: boolean[];
}) {
  const roads: string[] = [];
  const messages: RobotText[] = [];
  let renewals = 0;
  const open: OpenApiRoad = {
    reach: () => ({
      credential: { clientId: "ding1", clientSecret: "s" },
      target: { openConversationId: "cid" },
    }),
    async send(_to, message, mayPost): Promise<PostOutcome> {
      if (!(await mayPost())) return { status: "taken" };
      roads.push("openapi");
      messages.push(message);
      return { status: "sent" };
    },
  };
  const post = createReplyPost({
    address: {
      sessionWebhook: "http://127.0.0.1:9/",
      sessionWebhookExpiresAtMs: ENDS_AT_MS,
      conversationType: "group",
      nick: "小张",
    },
    webhookEnded: over.webhookEnded ?? false,
    webhook: {
      async send() {
        roads.push("webhook");
        return over.webhook?.shift() ?? { status: "sent" };
      },
    },
    openApi: over.openApi ?? open,
    now: () => over.now ?? 0,
    mayPost: async () => over.mayPost?.shift() ?? true,
    renewLease: async () => {
      renewals++;
      return over.mayPost?.shift() ?? true;
    },
  });
  return { post, roads, messages, renewals: () => renewals };
}

test("the webhook is the road while it lives", async () => {
  const { post, roads } = scripted({});
  expect(await post(body)).toEqual({ status: "sent" });
  expect(roads).toEqual(["webhook"]);
});

test.each([ENDS_AT_MS - 10_000, ENDS_AT_MS + 1])("at %i, near its end, the OpenAPI is", async (now) => {
  const { post, roads, messages, renewals } = scripted({ now });
  await post(body);
  expect(renewals(), "token and turn may have taken a while").toBe(1);
  expect(roads).toEqual(["openapi"]);
  expect(messages, "the line that mentions is all there is").toEqual([
    { title: "题", text: "答\n\n@staff-1" },
  ]);
});

test.each([300_001, 90_030])(
  "after errcode %i the part goes by OpenAPI, and the next ones too",
  async (errcode) => {
    const { post, roads } = scripted({ webhook: [expired(errcode)] });
    expect(await post(body)).toEqual({ status: "sent" });
    expect(await post(body)).toEqual({ status: "sent" });
    expect(roads).toEqual(["webhook", "openapi", "openapi"]);
  },
);

test("a webhook that was seen to end is not tried again", async () => {
  const { post, roads } = scripted({ webhookEnded: true });
  await post(body);
  expect(roads).toEqual(["openapi"]);
});

test("whom the OpenAPI cannot reach is written to by webhook to its very end; then the reason is told", async () => {
  const alive = scripted({ openApi: closedRoad, now: ENDS_AT_MS - 1 });
  expect(await alive.post(body)).toEqual({ status: "sent" });
  const ended = scripted({ openApi: closedRoad, webhook: [expired(300_001)] });
  expect(await ended.post(body)).toMatchObject({
    status: "undeliverable",
    code: "webhook_expired",
    cause: { code: "no_credential" },
  });
});

test("who lost the right to send posts by no road", async () => {
  const before = scripted({ mayPost: [false] });
  expect(await before.post(body)).toEqual({ status: "taken" });
  expect(before.roads).toEqual([]);
  const between = scripted({ mayPost: [true, false], webhook: [expired(300_001)] });
  expect(await between.post(body)).toEqual({ status: "taken" });
  expect(between.roads).toEqual(["webhook"]);
});
