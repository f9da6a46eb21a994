import { runService } from "@dinglane/runtime";
import { simulatorDemands, simulatorOptions } from "./config.ts";
import { startSimulator } from "./start-simulator.ts";

runService({
  name: "simulator",
  demands: simulatorDemands,
  async start(context) {
    const simulator = await startSimulator(simulatorOptions(context.config));
    context.onShutdown("simulator", simulator.close);
    await context.startProbeServer();
    context.log.info({ url: simulator.url }, "playground page is up");
  },
});
