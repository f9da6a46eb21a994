import { runService } from "@dinglane/runtime";
import { diagnose } from "./diagnose.ts";
import { createWarningKeeper, type WarningKeeper } from "./keep-warnings.ts";
import { wantsJson } from "./wants-json.ts";

let keeper: WarningKeeper | undefined;

runService({
  name: "doctor",
  logTo: (host) => (keeper = createWarningKeeper(host.print)),
  async start(context) {
    const asJson = wantsJson();
    if (asJson === undefined) {
      context.host.print("The doctor takes one option: --json\n");
      context.shutDown(1);
      return;
    }
    await diagnose(context, { asJson, warnings: keeper?.warnings() ?? [] });
  },
});
