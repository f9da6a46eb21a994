import type { Config, ConfigProblem } from "@dinglane/runtime";

/** What the dashboard cannot do without: somebody who may log in. */
export function dashboardDemands({ dashboard }: Config): ConfigProblem[] {
  if (dashboard.users.length > 0) return [];
  return [
    {
      fileKey: "dashboard_users",
      variable: "DASHBOARD_USERS",
      wrong: "is empty, and the dashboard shows nothing to anybody who is not logged in",
      mend: "set DASHBOARD_USERS=name:password:role,… where role is viewer (looks) or operator (looks and acts)",
    },
  ];
}
