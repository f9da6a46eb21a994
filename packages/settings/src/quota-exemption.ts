import type { Who } from "./access-rules.ts";

/**
 * Whom no day's quota holds back: VIPs and administrators. As with access, a staffId that came through an Outgoing
 * robot proves nothing.
 */
export function createQuotaExemption(lists: {
  vipUsers: readonly string[];
  adminUsers: readonly string[];
}): (who: Pick<Who, "staffId" | "outgoing">) => boolean {
  const exempt = new Set([...lists.vipUsers, ...lists.adminUsers]);
  return ({ staffId, outgoing }) => !outgoing && staffId !== undefined && exempt.has(staffId);
}
