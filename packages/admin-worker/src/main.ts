import { startReplyWorker } from "@dinglane/reply-worker";
import { runService } from "@dinglane/runtime";
import { createWordFilter } from "@dinglane/settings";
import { createProcessors } from "./create-processors.ts";

runService({
  name: "admin-worker",
  async start(context) {
    const { config, log } = context;
    const words = createWordFilter(config.sensitiveWords);

    await startReplyWorker(context, {
      queue: "admin",
      concurrency: config.concurrency.admin,
      mask: (text) => words.mask(text),
      processors: (road) => createProcessors({ config, road, log }),
    });
  },
});
