import { startReplyWorker } from "@dinglane/reply-worker";
import { followLive, runService, startLiveConfig } from "@dinglane/runtime";
import { buildWordFilter, startSettingsWatch } from "@dinglane/settings";
import { createProcessors } from "./create-processors.ts";
import { demandDataDir } from "./demand-data-dir.ts";
import { startStatus } from "./status/start-status.ts";
import { startTranscripts } from "./transcripts/start-transcripts.ts";

runService({
  name: "admin-worker",
  demands: demandDataDir,
  async start(context) {
    const { config, log } = context;
    const live = await startLiveConfig(context, startSettingsWatch);
    const words = await followLive(live, ({ sensitiveWords }) => sensitiveWords, buildWordFilter);
    const transcripts = await startTranscripts(context);
    const status = startStatus(context);

    await startReplyWorker(context, {
      queue: "admin",
      concurrency: config.concurrency.admin,
      mask: (text) => words().mask(text),
      live,
      processors: (road, current) => createProcessors({ config: current, road, transcripts, status, log }),
    });
  },
});
