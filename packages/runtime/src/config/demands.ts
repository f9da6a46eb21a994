import type { ConfigProblem } from "./config-problem.ts";
import type { Config } from "./config.ts";
import { type SettingKey, SETTINGS } from "./schema.ts";

function absent(key: SettingKey, wrong: string, mend: string): ConfigProblem {
  return { fileKey: key, variable: SETTINGS[key].env, wrong, mend };
}

/** For a service that asks the model: a key, or with `azure_on` all that Azure needs. */
export function demandModelAccount({ model }: Config): ConfigProblem[] {
  if (model.azure === undefined) {
    if (model.apiKeys.length > 0) return [];
    return [
      absent(
        "api_key",
        "is not set, and without it the model refuses every question",
        "set the key of your model account; any text will do for a model server that wants none",
      ),
    ];
  }
  const fields = [
    ["azure_api_version", model.azure.apiVersion],
    ["azure_resource_name", model.azure.resourceName],
    ["azure_deployment_name", model.azure.deploymentName],
    ["azure_openai_token", model.azure.token],
  ] as const;
  return fields
    .filter(([, value]) => value === "")
    .map(([key]) => absent(key, "is not set although azure_on is true", "set it, or set azure_on to false"));
}
