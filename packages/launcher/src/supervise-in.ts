import type { ServiceContext } from "@dinglane/runtime";
import type { LauncherConsole } from "./launcher-console.ts";
import { configErrorExitCode } from "./restart-policy.ts";
import type { Supervision } from "./start-supervised.ts";

/** What gives up takes everything with it, unless the bot can do without: then it is said and that is all. */
export function superviseIn(
  context: Pick<ServiceContext, "shutDown">,
  console: Pick<LauncherConsole, "say">,
  dispensable?: string,
): Supervision {
  return {
    say: console.say,
    now: () => performance.now(),
    giveUp(because) {
      if (because === "configuration") context.shutDown(configErrorExitCode);
      else if (dispensable === undefined) context.shutDown(1);
      else console.say(`Dinglane goes on without the ${dispensable}.`);
    },
  };
}
