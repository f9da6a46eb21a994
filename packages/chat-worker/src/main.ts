import { createModelMetrics, startReplyWorker } from "@dinglane/reply-worker";
import { demandModelAccount, followLive, runService, startLiveConfig } from "@dinglane/runtime";
import { buildWordFilter, startSettingsWatch } from "@dinglane/settings";
import { createCounters } from "./create-counters.ts";
import { createModel } from "./create-model.ts";
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
    const model = await followLive(
      live,
      (current) => current.model,
      (account) => createModel({ model: account, metrics, log }),
    );

    await startReplyWorker(context, {
      queue: "chat",
      concurrency: config.concurrency.chat,
      mask: (text) => words().mask(text),
      live,
      processors: (road, current) =>
        createProcessors({ config: current, road, model: model(), counter: counter() }),
    });
  },
});
