import { expect, it } from "vitest";
import { loadConfig } from "./load-config.ts";
import { SETTINGS } from "./schema.ts";
import { secretsIn } from "./secrets-in.ts";

it("knows the secret of every sensitive setting", () => {
  const env = {
    REDIS_URL: "redis://user:redis%20password@h",
    DASHBOARD_USERS: "ann:dashboard-password:viewer",
    DATABASE_URL: "postgres://u:database-password@h/db",
    DINGTALK_CREDENTIALS: "client-id:client-secret",
    APP_SECRETS: "app-secret-1,short",
    APIKEY: "model-key",
    HTTP_PROXY: "socks5://u:proxy-password@h:1",
    AZURE_ON: "1",
    AZURE_OPENAI_TOKEN: "azure-token",
  };
  const sensitive = Object.values(SETTINGS).filter((setting) => setting.sensitive);
  for (const setting of sensitive) expect(Object.keys(env)).toContain(setting.env);
  const { config } = loadConfig(env, () => undefined);
  expect(secretsIn(config).toSorted()).toEqual([
    "app-secret-1",
    "azure-token",
    "client-secret",
    "dashboard-password",
    "database-password",
    "model-key",
    "proxy-password",
    "redis password",
    "redis%20password",
  ]);
});
