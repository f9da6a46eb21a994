import { expect, test } from "vitest";
import type { CallResult, DingTalkCall } from "./dingtalk-calls.ts";
import { createMediaUploads } from "./media-upload.ts";

const credential = { clientId: "dingrobot", clientSecret: "s" };
const picture = { type: "image" as const, fileName: "picture.png", content: new Blob(["…"]) };
const cause = new Error("refused");

/** Uploads over calls that end with this, and what was called. */
function uploadsEnding(result: CallResult<{ mediaId: string }>) {
  const called: DingTalkCall<unknown>[] = [];
  const uploads = createMediaUploads({
    calls: async (call) => {
      called.push(call);
      return result as CallResult<never>;
    },
    client: { uploadMedia: (token) => Promise.reject(new Error(`not in this test: ${token}`)) },
    credentials: [{ clientId: "ding2", clientSecret: "s2" }, credential],
  });
  return { uploads, called };
}

test("the robot that was spoken to uploads, with a token of the old API, and nobody else in its place", async () => {
  const { uploads, called } = uploadsEnding({ status: "done", value: { mediaId: "@lAL1" } });
  expect(await uploads.upload("dingrobot", picture)).toEqual({ status: "uploaded", mediaId: "@lAL1" });
  expect(called).toMatchObject([{ credential, token: "oapi", api: "media-upload" }]);
  expect(await uploads.upload("$:LWCP_v1:$outgoing", picture)).toEqual({ status: "no_credential" });
  expect(called).toHaveLength(1);
  expect([uploads.canUpload("dingrobot"), uploads.canUpload("other")]).toEqual([true, false]);
});

test.each<[CallResult<{ mediaId: string }>, object]>([
  [
    { status: "unknown", cause },
    { status: "later", cause },
  ],
  [
    { status: "failed", action: "retry", cause },
    { status: "later", cause },
  ],
  [
    { status: "failed", action: "give-up", cause },
    { status: "refused", cause },
  ],
  [
    { status: "held", reason: "blocked", retryAfterMs: 300_000, cause },
    { status: "later", retryAfterMs: 300_000, cause },
  ],
  [
    { status: "held", reason: "busy", retryAfterMs: 7 },
    { status: "later", retryAfterMs: 7 },
  ],
  [
    { status: "held", reason: "permission", retryAfterMs: 5, cause },
    { status: "refused", cause },
  ],
  [{ status: "held", reason: "monthly", retryAfterMs: 5 }, { status: "refused" }],
])("a call that ends with %j", async (result, outcome) => {
  expect(await uploadsEnding(result).uploads.upload("dingrobot", picture)).toMatchObject(outcome);
});
