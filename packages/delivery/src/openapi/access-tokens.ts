import { randomUUID } from "node:crypto";
import { OpenApiError, type ApiCredential, type ApiOutcome, type TokenKind } from "@dinglane/dingtalk";
import type { OpenApiClient } from "@dinglane/dingtalk";
import type { Redis } from "ioredis";
import { z } from "zod";
import { accessTokenKey, accessTokenLockKey } from "../keys.ts";
import { loadScript } from "../load-script.ts";
import { parseStored } from "../parse-stored.ts";

/** How long before its end a token is replaced. */
const REFRESH_EARLY_MS = 5 * 60_000;
/** Longer than the call for a token may take. */
const LOCK_MS = 8_000;
const POLL_MS = 50;

const schema = z.object({
  token: z.string(),
  /** Tells one grant from the next: DingTalk may grant the same token again. */
  grant: z.string(),
  refreshAtMs: z.number(),
  expiresAtMs: z.number(),
});

/** A token, and which grant of it. */
type AccessToken = Pick<z.infer<typeof schema>, "token" | "grant">;

/** The access tokens of all robots: one per robot and kind for all processes, asked for by one of them at a time. */
export interface AccessTokens {
  /** `refused`: the grant that DingTalk no longer takes, so another one is needed. */
  get(kind: TokenKind, credential: ApiCredential, refused?: string): Promise<ApiOutcome<AccessToken>>;
}

export function createAccessTokens(options: {
  redis: Redis;
  prefix: string;
  client: Pick<OpenApiClient, "requestAccessToken">;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}): AccessTokens {
  const { redis, prefix, client, now, sleep } = options;
  const releaseScript = loadScript(new URL("release-lock.lua", import.meta.url));
  /** The same question asked by several calls of this process at once is asked once. */
  const inFlight = new Map<string, Promise<ApiOutcome<AccessToken>>>();
  /** What is being replaced behind the calls that still use it. */
  const renewing = new Set<string>();

  async function renew(kind: TokenKind, credential: ApiCredential): Promise<ApiOutcome<AccessToken>> {
    const outcome = await client.requestAccessToken(kind, credential);
    if (outcome.status !== "done") return outcome;
    const { token, expiresInMs } = outcome.value;
    // A short-lived token is used for half its life at least.
    const usedForMs = Math.max(expiresInMs - REFRESH_EARLY_MS, expiresInMs / 2);
    const granted = {
      token,
      grant: randomUUID(),
      refreshAtMs: now() + usedForMs,
      expiresAtMs: now() + expiresInMs,
    };
    const key = accessTokenKey(prefix, kind, credential.clientId);
    await redis.set(key, JSON.stringify(granted), "PX", Math.max(1, Math.floor(expiresInMs)));
    return { status: "done", value: granted };
  }

  async function get(
    kind: TokenKind,
    credential: ApiCredential,
    refused: string | undefined,
  ): Promise<ApiOutcome<AccessToken>> {
    const key = accessTokenKey(prefix, kind, credential.clientId);
    const lockKey = accessTokenLockKey(prefix, kind, credential.clientId);
    const giveUpAtMs = now() + LOCK_MS;
    const read = async (): Promise<z.infer<typeof schema> | undefined> => {
      const held = parseStored(schema, (await redis.get(key)) ?? undefined);
      return held !== undefined && held.grant !== refused && now() < held.expiresAtMs ? held : undefined;
    };
    /** Undefined while another asks. */
    const replace = async (): Promise<ApiOutcome<AccessToken> | undefined> => {
      const lock = randomUUID();
      if ((await redis.set(lockKey, lock, "PX", LOCK_MS, "NX")) !== "OK") return undefined;
      try {
        // Somebody may have been quicker between our look and our lock.
        const newest = await read();
        if (newest !== undefined && now() < newest.refreshAtMs) return { status: "done", value: newest };
        return await renew(kind, credential);
      } finally {
        await releaseScript(redis, [lockKey], [lock]);
      }
    };
    const replaceBehind = (): void => {
      if (renewing.has(key)) return;
      renewing.add(key);
      void replace()
        // Nobody is hurt yet: the next call tries again, and the one that finds it ended is told why.
        .catch(() => undefined)
        .finally(() => renewing.delete(key));
    };
    for (;;) {
      const held = await read();
      if (held !== undefined) {
        // Nobody waits for the next one while this one is good.
        if (now() >= held.refreshAtMs) replaceBehind();
        return { status: "done", value: held };
      }
      const outcome = await replace();
      if (outcome !== undefined) return outcome;
      if (now() >= giveUpAtMs) {
        return { status: "failed", action: "retry", cause: new OpenApiError("access-token", "timeout") };
      }
      await sleep(POLL_MS);
    }
  }

  return {
    get(kind, credential, refused) {
      const question = JSON.stringify([kind, credential.clientId, refused]);
      const asked =
        inFlight.get(question) ?? get(kind, credential, refused).finally(() => inFlight.delete(question));
      inFlight.set(question, asked);
      return asked;
    },
  };
}
