import type { Config, ConfigProblem } from "@dinglane/runtime";

/** What a chat-worker cannot run without: an account with a model. */
export function chatWorkerDemands(config: Config): ConfigProblem[] {
  if (config.model.apiKeys.length > 0 || config.model.azure !== undefined) return [];
  return [
    {
      fileKey: "api_key",
      variable: "APIKEY",
      wrong: "is not set, and a chat-worker has no model to ask without it",
      mend: "Set it to the key of your model account (any text will do for a server that wants none).",
    },
  ];
}
