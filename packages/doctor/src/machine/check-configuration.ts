import type { Finding } from "../finding.ts";

/** What the loader found odd. `undefined`: its warnings were not kept, because `log_level` is above them. */
export async function checkConfiguration(warnings: readonly string[] | undefined): Promise<Finding[]> {
  const subject = "settings";
  if (warnings === undefined) {
    return [
      {
        level: "unchecked",
        subject,
        seen: "every value is allowed; odd ones are not told, because log_level (LOG_LEVEL) is above warn",
      },
    ];
  }
  if (warnings.length === 0)
    return [{ level: "ok", subject, seen: "every value is allowed, nothing is odd" }];
  return warnings.map((warning) => ({
    level: "warn",
    // Its words are the loader's, so who tells it in others sends people here.
    code: "settings_odd",
    facts: {},
    subject,
    seen: warning,
    todo: "Mend or remove it where it is set; docs/configuration.md has every key",
  }));
}
