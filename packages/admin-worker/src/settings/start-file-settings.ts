import type { PostNotice } from "@dinglane/delivery";
import { loadFileLayers, settingFilePaths, type LiveConfig, type ServiceContext } from "@dinglane/runtime";
import type { SettingsStore } from "@dinglane/settings";
import { createPublishFiles } from "./publish-files.ts";
import { watchFiles } from "./watch-files.ts";

const TRY_AGAIN_AFTER_MS = 5_000;
/** Of what is wrong with a file, as much as is read in a chat. */
const MOST_LINES = 10;

/**
 * Puts what this process finds in config.yml and prompt.yml before all processes: now, whenever one of them is changed,
 * and when Redis has lost it.
 */
export function startFileSettings(
  { host, log, onShutdown }: Pick<ServiceContext, "host" | "log" | "onShutdown">,
  options: {
    live: LiveConfig;
    store: SettingsStore;
    /** Tells administrators what is wrong with a changed file. */
    postNotice: PostNotice;
  },
): void {
  const publish = createPublishFiles({
    store: options.store,
    load: () => loadFileLayers(host.env, Date.now()),
    now: Date.now,
    log,
    onRefused: (problems) =>
      options.postNotice({ kind: "file_refused", problems: problems.slice(0, MOST_LINES) }),
  });
  const closing = new AbortController();
  let publishing: Promise<void> | undefined;
  let isAskedAgain = false;
  let later: NodeJS.Timeout | undefined;

  async function publishUntilDone(): Promise<void> {
    while (isAskedAgain && !closing.signal.aborted) {
      isAskedAgain = false;
      try {
        await publish();
      } catch (err) {
        if (closing.signal.aborted) return;
        log.warn({ err }, "what the files say could not be taken over; it is tried again");
        later = setTimeout(publishAgain, TRY_AGAIN_AFTER_MS);
      }
    }
  }

  function publishAgain(): void {
    clearTimeout(later);
    isAskedAgain = true;
    publishing ??= publishUntilDone().finally(() => {
      publishing = undefined;
    });
  }

  const watching = watchFiles({ paths: settingFilePaths(host.env), onChange: publishAgain });
  publishAgain();
  // A new Redis knows nothing of it.
  options.live.onChange(publishAgain);
  onShutdown("file settings", async () => {
    closing.abort();
    watching.close();
    clearTimeout(later);
  });
}
