import type { Config } from "./config.ts";

/** Shorter ones would take ordinary words out of the log. */
const SHORTEST_SECRET = 6;

function passwordIn(url: string | undefined): string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { password } = new URL(url);
  return [password, decodeURIComponent(password)];
}

/** Every value that must not appear in any output, whatever it is printed for. */
export function secretsIn({ dashboard, databaseUrl, dingtalk, model, redisUrl }: Config): string[] {
  const secrets = [
    ...dingtalk.credentials.map((credential) => credential.clientSecret),
    ...dingtalk.appSecrets,
    ...model.apiKeys,
    ...(model.azure === undefined ? [] : [model.azure.token]),
    ...dashboard.users.map((user) => user.password),
    ...[redisUrl, databaseUrl, model.httpProxy].flatMap((url) => passwordIn(url)),
  ];
  return [...new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET))];
}
