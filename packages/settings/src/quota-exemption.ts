import type { Who } from "./access-rules.ts";
import { createAdminCheck } from "./admin-check.ts";

/** Whom no day's quota holds back: VIPs and administrators, proven the same way. */
export function createQuotaExemption(lists: {
  vipUsers: readonly string[];
  adminUsers: readonly string[];
}): (who: Pick<Who, "staffId" | "outgoing">) => boolean {
  return createAdminCheck([...lists.vipUsers, ...lists.adminUsers]);
}
