import type { Config } from "@dinglane/runtime";

/** Shorter ones would take ordinary words out of the report. */
const SHORTEST_SECRET = 6;

/** A second net: findings hold no secret, and where one did, it would not get past this. */
export function hideSecrets(config: Config): (text: string) => string {
  const secrets = secretsOf(config)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, "[secret]"), text);
}

function secretsOf({ dashboard, databaseUrl, dingtalk, model, redisUrl }: Config): string[] {
  return [
    ...dingtalk.credentials.map(({ clientSecret }) => clientSecret),
    ...dingtalk.appSecrets,
    ...model.apiKeys,
    ...(model.azure === undefined ? [] : [model.azure.token]),
    ...dashboard.users.map(({ password }) => password),
    ...[redisUrl, databaseUrl, model.httpProxy].flatMap(passwordIn),
  ];
}

function passwordIn(url: string | undefined): string[] {
  const password = url === undefined ? "" : (URL.parse(url)?.password ?? "");
  return [password, decodeURIComponent(password)];
}
