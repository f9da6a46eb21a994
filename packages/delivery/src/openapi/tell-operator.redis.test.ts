import { OpenApiError } from "@dinglane/dingtalk";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import type { Trouble } from "../notices/notice.ts";
import { createTellOperator } from "./tell-operator.ts";

test("the log has a refusal once a day, administrators each time that it may be worth it", async () => {
  await using database = await openTestRedis();
  const lines: object[] = [];
  const notices: Trouble[] = [];
  const tell = createTellOperator({
    redis: database.redis,
    prefix: "t",
    log: { error: (fields) => void lines.push(fields) },
    postNotice: async (trouble) => void notices.push(trouble),
  });
  const wrongSecret = new OpenApiError("access-token", "refused", { apiCode: "invalidClientIdOrSecret" });
  await tell("ding1", wrongSecret);
  await tell("ding1", wrongSecret);
  await tell("ding1", new OpenApiError("group-send", "refused", { apiCode: "60020" }));
  await tell("ding2", new OpenApiError("group-send", "blocked"));
  expect(lines).toMatchObject([
    { robot: "ding1", apiCode: "invalidClientIdOrSecret" },
    { robot: "ding1", apiCode: "60020" },
    { robot: "ding2" },
  ]);
  expect(notices).toEqual([
    { kind: "credentials_refused", robot: "ding1" },
    { kind: "credentials_refused", robot: "ding1" },
    { kind: "calls_refused", robot: "ding1", code: "60020" },
    { kind: "calls_refused", robot: "ding2", code: "blocked" },
  ]);
});
