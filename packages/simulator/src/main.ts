import { runService } from "@dinglane/runtime";
import { simulatorDemands, simulatorOptions } from "./config.ts";
import { startSimulator } from "./start-simulator.ts";

runService({
  name: "simulator",
  demands: simulatorDemands,
  async start({ config, log, onShutdown, startProbeServer }) {
    const simulator = await startSimulator(simulatorOptions(config));
    onShutdown("simulator", simulator.close);
    await startProbeServer();
    log.info({ url: simulator.url }, "playground page is up");
  },
});
