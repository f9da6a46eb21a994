import { createNoticePost } from "@dinglane/delivery";
import { startReplyWorker } from "@dinglane/reply-worker";
import { followLive, REDIS_KEY_PREFIX, runService, startLiveConfig } from "@dinglane/runtime";
import { buildWordFilter, createSettingsStore, startSettingsWatch } from "@dinglane/settings";
import { createProcessors } from "./create-processors.ts";
import { demandDataDir } from "./demand-data-dir.ts";
import { startFileSettings } from "./settings/start-file-settings.ts";
import { startNotices } from "./notices/start-notices.ts";
import { startStatus } from "./status/start-status.ts";
import { startTranscripts } from "./transcripts/start-transcripts.ts";

runService({
  name: "admin-worker",
  demands: demandDataDir,
  async start(context) {
    const { config, log } = context;
    const live = await startLiveConfig(context, startSettingsWatch);
    const words = await followLive(live, ({ sensitiveWords }) => sensitiveWords, buildWordFilter);
    const settings = { redis: context.connectRedis("general"), prefix: REDIS_KEY_PREFIX };
    const store = createSettingsStore(settings);
    const postNotice = createNoticePost({ ...settings, now: Date.now, log });
    startFileSettings(context, { live, store, postNotice });
    const transcripts = await startTranscripts(context);
    const status = startStatus(context);

    const replyRoad = await startReplyWorker(context, {
      queue: "admin",
      concurrency: config.concurrency.admin,
      mask: (text) => words().mask(text),
      live,
      processors: (road, current) =>
        createProcessors({
          config: current,
          road,
          transcripts,
          status,
          settings: { store, base: context.configBase },
          log,
        }),
    });
    startNotices(context, live, replyRoad);
  },
});
