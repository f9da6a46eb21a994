import { createHostedFiles } from "@dinglane/delivery";
import { REDIS_KEY_PREFIX } from "@dinglane/runtime";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { startIngressProcess } from "./fixtures/ingress-process.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

test.each(["http", "stream"])(
  "a hosted picture is served as what it is, and nothing else is (%s)",
  async (mode) => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({
      REDIS_URL: redis.url,
      RUN_MODE: mode,
      DINGTALK_API_URL: "http://127.0.0.1:1",
    });
    const files = createHostedFiles({ redis: redis.redis, prefix: REDIS_KEY_PREFIX, now: Date.now });
    const idOf = async (kind: "image" | "export", contentType: string): Promise<string> => {
      const hosted = await files.host(kind, { contentType, bytes: PNG, metadata: { user: "staff-1" } });
      return hosted.status === "hosted" ? hosted.id : "";
    };
    const get = (path: string): Promise<Response> => fetch(`${ingress.url}${path}`);

    const id = await idOf("image", "image/png");
    const shown = await get(`/images/${id}`);
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": String(PNG.byteLength),
      "cache-control": expect.stringMatching(/^private/),
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);

    const strange = [
      await idOf("export", "image/png"),
      await idOf("image", "text/html"),
      "a".repeat(32),
      "%2e%2e%2fledger",
      `${id}0`,
    ];
    for (const other of strange) {
      const gone = await get(`/images/${other}`);
      expect([other, gone.status]).toEqual([other, 404]);
      expect(gone.headers.get("content-type")).toContain("text/plain; charset=utf-8");
      expect(gone.headers.get("cache-control")).toBe("no-store");
      expect(await gone.text()).toContain("过期");
    }
    expect((await get("/images/%zz")).status).toBe(404);
    expect(ingress.printed()).not.toContain("request failed");
    expect(ingress.printed()).not.toContain(id);
  },
);
