import convict from "convict";
import type { GivenValues } from "./given-values.ts";
import { settingEntries } from "./schema.ts";

/** What convict is told of a setting. The flat keys are those of config.yml. */
function convictSchema(): Record<string, convict.SchemaObj<unknown>> {
  const schema: Record<string, convict.SchemaObj<unknown>> = {};
  for (const [key, { format, default: value, doc, env, sensitive }] of settingEntries()) {
    // convict keeps formats in one table per process, so a format's name says all of it, its bounds included.
    convict.addFormat({
      name: format.name,
      validate: (given) => void format.check(given),
      coerce: (text: string) => format.coerce(text),
    });
    // Formats of our own go by name; the published type lists convict's own names only.
    const name = format.name as convict.PredefinedFormat;
    schema[key] = { doc, default: value, format: name, env, sensitive, nullable: value === null };
  }
  return schema;
}

/** Lays what is given over the defaults, each text coerced by its setting's format. Not yet validated. */
export function layerValues(given: GivenValues): convict.Config<Record<string, unknown>> {
  const environment: Record<string, string> = {};
  const file: Record<string, unknown> = {};
  const schema = convictSchema();
  for (const [key, value] of given) {
    const variable = schema[key]?.env;
    if (value.from !== "environment") file[key] = value.raw;
    else if (variable !== undefined) environment[variable] = String(value.raw);
  }
  // Without both options convict would read process.env and process.argv itself.
  return convict<Record<string, unknown>>(schema, { env: environment, args: [] }).load(file);
}
