import { describeLiveSettings, type ConfigBase, type LiveLayers } from "@dinglane/runtime";
import type { Finding } from "../finding.ts";

/** What was set by command and so beats variables and files; `undefined`: Redis could not be asked. */
export async function checkLiveSettings(
  base: ConfigBase,
  layers: LiveLayers | undefined,
): Promise<Finding[]> {
  const subject = "live settings";
  if (layers === undefined) {
    return [{ level: "unchecked", subject, seen: "Redis has them, and could not be asked" }];
  }
  const live = describeLiveSettings(base, layers).filter(({ origin }) => origin === "live");
  if (live.length === 0) return [];
  const named = live.map(({ key, by, at = 0 }) => {
    const day = new Date(at).toISOString().slice(0, 10);
    return `${key} (${by?.nick || (by?.id ?? "?")}, ${day})`;
  });
  return [
    {
      level: "ok",
      subject,
      seen: `set by #设置, and above the environment and the files: ${named.join(", ")}`,
    },
  ];
}
