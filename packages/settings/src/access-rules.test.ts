import { describe, expect, it } from "vitest";
import { createAccessRules } from "./access-rules.ts";
import type { AccessLists, Who } from "./access-rules.ts";

const open: AccessLists = {
  chatType: "any",
  allowGroups: [],
  allowOutgoingGroups: [],
  allowUsers: [],
  denyUsers: [],
  adminUsers: [],
};
const inGroup: Who = { conversationType: "group", conversationId: "cid1", staffId: "u1", outgoing: false };
const inPrivate: Who = { conversationType: "oneToOne", conversationId: "p1", staffId: "u1", outgoing: false };
const { staffId: _none, ...outsider } = inGroup;

const cases: [string, Partial<AccessLists>, Who, "chat_type" | "group" | "user" | undefined][] = [
  ["empty lists let everybody pass", {}, inGroup, undefined],
  ["an outsider passes empty lists", {}, outsider, undefined],
  ["private only refuses a group", { chatType: "oneToOne" }, inGroup, "chat_type"],
  ["groups only refuses a private chat", { chatType: "group" }, inPrivate, "chat_type"],
  ["chat_type holds for administrators", { chatType: "group", adminUsers: ["u1"] }, inPrivate, "chat_type"],
  ["a group not listed", { allowGroups: ["cid2"] }, inGroup, "group"],
  ["a listed group", { allowGroups: ["cid1"] }, inGroup, undefined],
  ["an outsider does not get round the group list", { allowGroups: ["cid2"] }, outsider, "group"],
  ["group lists do not touch private chats", { allowGroups: ["cid2"] }, inPrivate, undefined],
  ["administrators skip the group list", { allowGroups: ["cid2"], adminUsers: ["u1"] }, inGroup, undefined],
  ["a user not allowed", { allowUsers: ["u2"] }, inPrivate, "user"],
  ["an allowed user", { allowUsers: ["u1"] }, inPrivate, undefined],
  ["an allow list refuses an outsider", { allowUsers: ["u2"] }, outsider, "user"],
  ["a denied user", { denyUsers: ["u1"] }, inPrivate, "user"],
  ["deny beats allow", { allowUsers: ["u1"], denyUsers: ["u1"] }, inPrivate, "user"],
  ["administrators skip deny", { denyUsers: ["u1"], adminUsers: ["u1"] }, inPrivate, undefined],
  ["outgoing robots have their own list", { allowGroups: ["x"] }, { ...outsider, outgoing: true }, undefined],
  ["an outgoing group not listed", { allowOutgoingGroups: ["x"] }, { ...outsider, outgoing: true }, "group"],
  [
    "a staffId from an outgoing robot makes no administrator",
    { denyUsers: ["u1"], adminUsers: ["u1"] },
    { ...inGroup, outgoing: true },
    "user",
  ],
  [
    "a staffId from an outgoing robot passes no allow list",
    { allowUsers: ["u1"] },
    { ...inGroup, outgoing: true },
    "user",
  ],
];

describe("createAccessRules", () => {
  it.each(cases)("%s", (_name, lists, who, reason) => {
    const decision = createAccessRules({ ...open, ...lists })(who);
    expect(decision).toEqual(reason === undefined ? { allowed: true } : { allowed: false, reason });
  });
});
