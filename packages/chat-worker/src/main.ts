import { createTokenCounter } from "@dinglane/llm";
import { createModelMetrics, startReplyWorker } from "@dinglane/reply-worker";
import { demandModelAccount, runService } from "@dinglane/runtime";
import { createWordFilter } from "@dinglane/settings";
import { createModel } from "./create-model.ts";
import { createProcessors } from "./create-processors.ts";

runService({
  name: "chat-worker",
  demands: demandModelAccount,
  async start(context) {
    const { config, log } = context;
    const words = createWordFilter(config.sensitiveWords);
    const counter = createTokenCounter(config.model.chat);
    await counter.load();
    const model = createModel({ model: config.model, metrics: createModelMetrics(context.metrics), log });

    await startReplyWorker(context, {
      queue: "chat",
      concurrency: config.concurrency.chat,
      mask: (text) => words.mask(text),
      processors: (road) => createProcessors({ config, road, model, counter }),
    });
  },
});
