import { createModelMetrics, startReplyWorker } from "@dinglane/reply-worker";
import { demandModelAccount, followLive, runService, startLiveConfig } from "@dinglane/runtime";
import { buildWordFilter, startSettingsWatch } from "@dinglane/settings";
import { createModel } from "./create-model.ts";
import { createProcessors } from "./create-processors.ts";

runService({
  name: "image-worker",
  demands: demandModelAccount,
  async start(context) {
    const { config, log } = context;
    const metrics = createModelMetrics(context.metrics);
    const live = await startLiveConfig(context, startSettingsWatch);
    const words = await followLive(live, ({ sensitiveWords }) => sensitiveWords, buildWordFilter);
    const mask = (text: string): string => words().mask(text);
    const model = await followLive(
      live,
      (current) => current.model,
      (account) => createModel({ model: account, metrics, log }),
    );

    await startReplyWorker(context, {
      queue: "image",
      concurrency: config.concurrency.image,
      mask,
      live,
      processors: (road, current) => createProcessors({ config: current, road, model: model(), mask, log }),
    });
  },
});
