import type { Config } from "@dinglane/runtime";
import { expect, it } from "vitest";
import { dashboardDemands } from "./config.ts";

it("demands somebody who may log in", () => {
  const none = { dashboard: { port: 0, users: [] } } as unknown as Config;
  expect(dashboardDemands(none)).toMatchObject([{ fileKey: "dashboard_users", variable: "DASHBOARD_USERS" }]);
  const users = [{ name: "a", password: "b", role: "viewer" }];
  expect(dashboardDemands({ dashboard: { port: 0, users } } as unknown as Config)).toEqual([]);
});
