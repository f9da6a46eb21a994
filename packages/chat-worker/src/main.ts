import { createModelMetrics, startReplyWorker } from "@dinglane/reply-worker";
import { demandModelAccount, followLive, runService, startLiveConfig } from "@dinglane/runtime";
import { buildWordFilter, startSettingsWatch } from "@dinglane/settings";
import { createCounters } from "./create-counters.ts";
import { createModels } from "./create-models.ts";
import { createProcessors } from "./create-processors.ts";

runService({
  name: "chat-worker",
  demands: demandModelAccount,
  async start(context) {
    const { config, log } = context;
    const metrics = createModelMetrics(context.metrics);
    const live = await startLiveConfig(context, startSettingsWatch);
    const words = await followLive(live, ({ sensitiveWords }) => sensitiveWords, buildWordFilter);
    const counter = await followLive(live, ({ model }) => model.chat, createCounters());
    const models = await followLive(
      live,
      (current) => current.model,
      (account) => createModels({ model: account, metrics, log }),
    );

    await startReplyWorker(context, {
      queue: "chat",
      concurrency: config.concurrency.chat,
      mask: (text) => words().mask(text),
      live,
      processors: (road, current) =>
        createProcessors({
          config: current,
          road,
          models: models(),
          counter: counter(),
          words: words(),
          log,
        }),
    });
  },
});
