import { createAdminCheck } from "./admin-check.ts";

/** The operator's lists, as configured: an empty allow list lets everybody pass. */
export interface AccessLists {
  chatType: "any" | "oneToOne" | "group";
  /** conversationIds in which an app's own robot answers. */
  allowGroups: readonly string[];
  /** conversationIds in which an Outgoing (custom group) robot answers. */
  allowOutgoingGroups: readonly string[];
  allowUsers: readonly string[];
  denyUsers: readonly string[];
  adminUsers: readonly string[];
}

export interface Who {
  conversationType: "oneToOne" | "group";
  conversationId: string;
  /** Absent for people outside the robot's organisation. */
  staffId?: string;
  /** True when the message came through an Outgoing robot. */
  outgoing: boolean;
}

export type AccessDecision = { allowed: true } | { allowed: false; reason: "chat_type" | "group" | "user" };

const ALLOWED: AccessDecision = { allowed: true };

/**
 * Deny beats allow; administrators skip every list but not the chat type. Somebody without a staffId is
 * an outsider whom an allow list does not name, so it refuses them.
 */
export function createAccessRules(lists: AccessLists): (who: Who) => AccessDecision {
  const groups = new Set(lists.allowGroups);
  const outgoingGroups = new Set(lists.allowOutgoingGroups);
  const allowed = new Set(lists.allowUsers);
  const denied = new Set(lists.denyUsers);
  const isAdmin = createAdminCheck(lists.adminUsers);

  return (who) => {
    if (lists.chatType !== "any" && lists.chatType !== who.conversationType) return refuse("chat_type");

    // The token of an Outgoing robot is in a group owner's hands, and DingTalk sends no staffId with it:
    // one that comes all the same proves nothing and opens no door.
    const provenStaffId = who.outgoing ? undefined : who.staffId;
    if (isAdmin(who)) return ALLOWED;

    const openGroups = who.outgoing ? outgoingGroups : groups;
    if (who.conversationType === "group" && !isListed(openGroups, who.conversationId)) return refuse("group");
    if (who.staffId !== undefined && denied.has(who.staffId)) return refuse("user");
    if (!isListed(allowed, provenStaffId)) return refuse("user");
    return ALLOWED;
  };
}

function isListed(list: ReadonlySet<string>, id: string | undefined): boolean {
  return list.size === 0 || (id !== undefined && list.has(id));
}

function refuse(reason: "chat_type" | "group" | "user"): AccessDecision {
  return { allowed: false, reason };
}
