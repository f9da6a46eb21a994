import type { ComposedReply } from "@dinglane/delivery";
import type { ChangeSettings } from "@dinglane/jobs";
import type { WriteReply } from "@dinglane/reply-worker";
import {
  defaultText,
  describeLiveSettings,
  findLiveKey,
  type ConfigBase,
  type LiveKey,
  type LiveSettingView,
} from "@dinglane/runtime";
import type { SettingsStore } from "@dinglane/settings";
import { planChange } from "./plan-change.ts";
import { parseChange, type ValueChange } from "./parse-change.ts";
import { LABELS } from "./names/replies.ts";
import { replies, type Shown } from "./replies.ts";

export interface ChangeSettingsDeps {
  store: SettingsStore;
  base: ConfigBase;
  write: WriteReply;
  now: () => number;
  /** Local day and time of an instant. */
  timeOf: (epochMs: number) => string;
}

const HISTORY_LENGTH = 15;
/** Administrators do not race each other for long. */
const MOST_TRIES = 20;

const keyOfLabel = new Map(Object.entries(LABELS).map(([key, label]) => [label, key as LiveKey]));

/** Creates the use case of #设置: shows settings, changes one, takes a change back, shows who changed what. */
export function createChangeSettings({ store, base, write, now, timeOf }: ChangeSettingsDeps) {
  async function viewsNow(): Promise<{ version: number; views: LiveSettingView[] }> {
    const snapshot = await store.read();
    return { version: snapshot.version, views: describeLiveSettings(base, snapshot) };
  }

  async function change(
    job: ChangeSettings,
    key: LiveKey,
    wanted: ValueChange,
    shown: Shown,
  ): Promise<string> {
    const message = { robotKey: job.robotKey, msgId: job.msgId };
    const by = { id: job.user.staffId ?? job.user.id, nick: job.user.nick };
    // An earlier run of this job may have got as far as this: then its words are still owed, and nothing else.
    const done = await store.doneBy(message);
    if (done !== undefined) return replies.changed(done, await viewOf(key), shown);

    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const snapshot = await store.read();
      const plan = planChange({ base, snapshot, key, wanted, by, at: now(), isGroup: shown.isGroup });
      if (plan.status === "refused") return plan.words;
      if (plan.status === "unchanged") return replies.unchanged(plan.view, shown);
      const outcome = await store.change({ ...plan.change, message });
      if (outcome.status !== "conflict") return replies.changed(outcome.done, await viewOf(key), shown);
    }
    throw new Error("settings were changed by others all the time");
  }

  async function viewOf(key: LiveKey): Promise<LiveSettingView | undefined> {
    return (await viewsNow()).views.find((view) => view.key === key);
  }

  async function words(job: ChangeSettings): Promise<string> {
    const shown: Shown = { isGroup: job.conversation.type === "group", timeOf };
    const wanted = parseChange(job.change);
    if (wanted.type === "show-all") return replies.all((await viewsNow()).views, defaultText, shown);
    if (wanted.type === "history") return replies.history(await store.history(HISTORY_LENGTH), shown);
    const found = findLiveKey(wanted.name, keyOfLabel);
    if (found.status !== "live") return replies.notFound(wanted.name, found);
    if (wanted.type !== "show-one" && wanted.type !== "no-sign") return change(job, found.key, wanted, shown);
    const view = await viewOf(found.key);
    if (view === undefined) return "";
    if (wanted.type === "no-sign") return replies.noSign(view, wanted.value);
    return replies.one(view, defaultText(found.key), shown);
  }

  return async (job: ChangeSettings): Promise<ComposedReply> => ({
    reply: await write(await words(job)),
    effects: [],
  });
}
