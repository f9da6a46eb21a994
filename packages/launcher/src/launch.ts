import { LocalRedisError } from "@dinglane/local-redis";
import type { ServiceContext } from "@dinglane/runtime";
import { banner } from "./banner.ts";
import { LaunchError } from "./launch-error.ts";
import { createLauncherConsole } from "./launcher-console.ts";
import { startEverything } from "./start-everything.ts";

/** `pnpm start`: everything up, then a banner; a reason in plain words where that cannot be. */
export async function launch(context: ServiceContext): Promise<void> {
  const console = createLauncherConsole(context.host.print, context.config.logLevel);
  context.stopping.addEventListener("abort", () => console.say("\nStopping. Ctrl-C again cuts it short."));
  // Registered first, so released last.
  context.onShutdown("farewell", async () => console.say("Stopped."));
  try {
    console.say(banner(await startEverything(context, console)));
    console.settle();
  } catch (error) {
    // Ctrl-C, or a service that gave up and has said why: what was waited for will not come.
    if (context.stopping.aborted) return;
    if (!(error instanceof LaunchError || error instanceof LocalRedisError)) throw error;
    console.say(`\n${error.message}`);
    context.shutDown(1);
  }
}
