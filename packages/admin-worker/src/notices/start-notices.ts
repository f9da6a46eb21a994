import { createNoticeQueue } from "@dinglane/delivery";
import type { ReplyRoad } from "@dinglane/reply-worker";
import type { LiveConfig, ServiceContext } from "@dinglane/runtime";
import { startRepeating } from "../transcripts/start-repeating.ts";
import { createTellAdministrators } from "./tell-administrators.ts";

const LOOK_EVERY_MS = 2_000;

/** Tells administrators of trouble in the background, until the process ends; any admin-worker tells any notice. */
export function startNotices(
  { config, log, onShutdown }: Pick<ServiceContext, "config" | "log" | "onShutdown">,
  live: Pick<LiveConfig, "current">,
  { redis, prefix, now, dingtalk }: Pick<ReplyRoad, "redis" | "prefix" | "now" | "dingtalk">,
): void {
  const tell = createTellAdministrators({
    queue: createNoticeQueue({ redis, prefix, now }),
    dingtalk,
    credentials: config.dingtalk.credentials,
    adminUsers: () => live.current().access.adminUsers,
    now,
    log,
  });
  const look = startRepeating(LOOK_EVERY_MS, async () => {
    await tell().catch((err: unknown) => log.warn({ err }, "could not look for notices"));
  });
  onShutdown("notices", () => look.close());
}
