import { createModelMetrics, startReplyWorker } from "@dinglane/reply-worker";
import { demandModelAccount, runService } from "@dinglane/runtime";
import { createWordFilter } from "@dinglane/settings";
import { createModel } from "./create-model.ts";
import { createProcessors } from "./create-processors.ts";

runService({
  name: "image-worker",
  demands: demandModelAccount,
  async start(context) {
    const { config, log } = context;
    const words = createWordFilter(config.sensitiveWords);
    const mask = (text: string): string => words.mask(text);
    const model = createModel({ model: config.model, metrics: createModelMetrics(context.metrics), log });

    await startReplyWorker(context, {
      queue: "image",
      concurrency: config.concurrency.image,
      mask,
      processors: (road) => createProcessors({ config, road, model, mask, log }),
    });
  },
});
