import { runService } from "@dinglane/runtime";
import { demoModelDemands, demoModelPlace } from "./demo-model-place.ts";
import { startDemoModel } from "./demo-model.ts";

/** The demo model as a process of its own, for where the services run in containers. */
runService({
  name: "demo-model",
  demands: demoModelDemands,
  async start({ config, log, onShutdown, startProbeServer }) {
    const model = await startDemoModel(demoModelPlace(config));
    onShutdown("demo model", model.close);
    await startProbeServer();
    log.info({ url: model.url }, "demo model is up");
  },
});
