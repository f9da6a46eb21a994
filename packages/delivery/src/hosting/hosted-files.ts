import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { HOSTED_FILE_TTL_SECONDS, hostedFileKey, hostedFilesKey } from "../keys.ts";
import { loadScript } from "../load-script.ts";
import { parseStored } from "../parse-stored.ts";
import { hasRoomFor } from "./redis-room.ts";

/** One file; DingTalk's limit for pictures and files is the same. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** All files together, also where Redis has no `maxmemory`. */
const MAX_HELD_BYTES = 512 * 1024 * 1024;
/** 192 bits: whoever has the link may see the file, and nobody finds one by trying. */
const ID_BYTES = 24;
const ID = /^[\w-]{32}$/;

/** What a file is for: each kind has a path of its own at ingress, and an id of one leads to none of another. */
export type HostedFileKind = "image" | "export";

/**
 * A file to be served. `metadata` is whatever its owner wants to know of it later (whose it is, a name for the
 * download); it is never served by itself, and holds nothing that people wrote.
 */
export interface HostedFile {
  /** As it is served: `image/png`, `text/html; charset=utf-8`. */
  contentType: string;
  bytes: Uint8Array;
  metadata: Readonly<Record<string, string>>;
}

/** `too_large`: more than 20 MB. `no_room`: Redis is nearly full, or holds 512 MB of files already. */
export type HostOutcome =
  | { status: "hosted"; id: string; expiresAtMs: number }
  | { status: "refused"; reason: "too_large" | "no_room" };

/**
 * Files that workers leave in Redis and ingress serves, for 24 h at most, under ids that nobody can guess:
 * `<SERVICE_URL>/images/<id>` for an image, `<SERVICE_URL>/exports/<id>` for an export.
 */
export interface HostedFiles {
  host(kind: HostedFileKind, file: HostedFile, ttlSeconds?: number): Promise<HostOutcome>;
  /** Undefined for an id that is none, is of another kind, or has ended. Whatever came with a request may be asked. */
  read(kind: HostedFileKind, id: string): Promise<HostedFile | undefined>;
  /** Removes the files whose metadata are wanted gone (a person is erased, say); resolves with how many those were. */
  removeWhere(
    kind: HostedFileKind,
    isUnwanted: (metadata: Readonly<Record<string, string>>) => boolean,
  ): Promise<number>;
}

const metadataSchema = z.record(z.string(), z.string());
const parseMetadata = (json: string | undefined): Record<string, string> =>
  parseStored(metadataSchema, json) ?? {};

/** Creates the store over a Redis connection that nobody waits for an acknowledgement on; `now` is epoch ms. */
export function createHostedFiles(options: { redis: Redis; prefix: string; now: () => number }): HostedFiles {
  const { redis, prefix, now } = options;
  const hostScript = loadScript(new URL("host-file.lua", import.meta.url));
  const index = hostedFilesKey(prefix);

  return {
    async host(kind, { contentType, bytes, metadata }, ttlSeconds = HOSTED_FILE_TTL_SECONDS) {
      if (bytes.byteLength > MAX_FILE_BYTES) return { status: "refused", reason: "too_large" };
      if (!(await hasRoomFor(redis, bytes.byteLength))) return { status: "refused", reason: "no_room" };
      const id = randomBytes(ID_BYTES).toString("base64url");
      const nowMs = now();
      const keys = [index, hostedFileKey(prefix, kind, id)];
      const isHosted = await hostScript(redis, keys, [
        nowMs,
        ttlSeconds,
        MAX_HELD_BYTES,
        `${kind}:${id}:${bytes.byteLength}`,
        bytes.byteLength,
        "contentType",
        contentType,
        "metadata",
        JSON.stringify(metadata),
        "bytes",
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      ]);
      if (isHosted !== 1) return { status: "refused", reason: "no_room" };
      return { status: "hosted", id, expiresAtMs: nowMs + ttlSeconds * 1_000 };
    },
    async read(kind, id) {
      if (!ID.test(id)) return undefined;
      const { contentType, bytes, metadata } = await redis.hgetallBuffer(hostedFileKey(prefix, kind, id));
      if (contentType === undefined || bytes === undefined) return undefined;
      return {
        contentType: contentType.toString("utf8"),
        bytes,
        metadata: parseMetadata(metadata?.toString("utf8")),
      };
    },
    async removeWhere(kind, isUnwanted) {
      let removed = 0;
      for (const entry of await redis.zrange(index, 0, "-1")) {
        const [ofKind, id = ""] = entry.split(":");
        if (ofKind !== kind) continue;
        const key = hostedFileKey(prefix, kind, id);
        const metadata = await redis.hget(key, "metadata");
        if (metadata === null || !isUnwanted(parseMetadata(metadata))) continue;
        await redis.del(key);
        await redis.zrem(index, entry);
        removed++;
      }
      return removed;
    },
  };
}
