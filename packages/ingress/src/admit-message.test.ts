import type { RobotMessage } from "@dinglane/dingtalk";
import { createAccessRules, createWordFilter } from "@dinglane/settings";
import { describe, expect, it } from "vitest";
import { createAdmission } from "./admit-message.ts";
import { changesSettings } from "./changes-settings.ts";

const open = {
  chatType: "any",
  allowGroups: [],
  allowOutgoingGroups: [],
  allowUsers: [],
  denyUsers: [],
  adminUsers: [],
} as const;
const message: RobotMessage = {
  msgId: "m1",
  robotKey: "ding1",
  robotCode: "ding1",
  conversation: { id: "cid1", type: "group" },
  sender: { id: "$:1", staffId: "u1", nick: "小钉" },
  createdAtMs: 1,
  sessionWebhook: "https://oapi.dingtalk.com/robot/sendBySession?session=1",
  sessionWebhookExpiresAtMs: 2,
  content: { type: "text", text: "你好" },
};
const { robotCode: _none, ...outgoing } = message;

function admit(lists: Partial<Parameters<typeof createAccessRules>[0]>, asked: RobotMessage, maxTokens = 10) {
  const words = createWordFilter(["赌博"]);
  const accessOf = createAccessRules({ ...open, ...lists });
  return createAdmission({ accessOf, words, maxQuestionTokens: maxTokens })(asked);
}
const ask = (text: string): RobotMessage => ({ ...message, content: { type: "text", text } });

describe("createAdmission", () => {
  it("neither measures nor searches a change of settings by whom it is for", () => {
    const lists = { ...open, denyUsers: ["denied"] };
    const admission = createAdmission({
      accessOf: createAccessRules(lists),
      words: createWordFilter(["赌博"]),
      maxQuestionTokens: 1,
      isUnchecked: (asked) => changesSettings(asked) && asked.sender.staffId === "boss",
    });
    const from = (staffId: string, text: string) =>
      admission({ ...ask(text), sender: { ...message.sender, staffId } })?.reason;
    expect(from("boss", " ＃设置 敏感词-=赌博")).toBeUndefined();
    expect(from("boss", "赌博")).toBe("sensitive_word");
    expect(from("u1", "#设置 敏感词-=赌博")).toBe("too_long");
    expect(from("denied", "#设置 敏感词-=赌博")).toBe("user");
  });

  it("lets a message pass", () => {
    expect(admit({}, message)).toBeUndefined();
    expect(admit({ allowUsers: ["u1"], allowGroups: ["cid1"] }, message)).toBeUndefined();
  });

  it.each([
    [{ chatType: "oneToOne" as const }, "chat_type"],
    [{ allowGroups: ["cid2"] }, "group"],
    [{ denyUsers: ["u1"] }, "user"],
    [{ allowUsers: ["u2"] }, "user"],
  ])("refuses by %j in words that name the administrator", (lists, reason) => {
    expect(admit(lists, message)).toMatchObject({
      reason,
      words: { text: expect.stringContaining("管理员") },
    });
  });

  it("knows an Outgoing robot by its lack of a robotCode", () => {
    expect(admit({ allowOutgoingGroups: ["cid2"] }, outgoing)).toMatchObject({ reason: "group" });
    expect(admit({ allowOutgoingGroups: ["cid2"] }, message)).toBeUndefined();
  });

  it("refuses a sensitive word, also in a voice and in the name of a file, which the model reads", () => {
    const refusal = { reason: "sensitive_word", words: { text: expect.stringContaining("敏感词") } };
    expect(admit({}, ask("赌博吗"))).toMatchObject(refusal);
    expect(admit({}, { ...message, content: { type: "audio", recognition: "去赌博" } })).toMatchObject(
      refusal,
    );
    expect(admit({}, { ...message, content: { type: "file", fileName: "赌博.txt" } })).toMatchObject(refusal);
    expect(admit({}, { ...message, quoted: { text: "赌博" } })).toMatchObject(refusal);
    expect(admit({}, { ...message, quoted: { type: "file", fileName: "赌博.txt" } })).toMatchObject(refusal);
    expect(admit({}, { ...message, quoted: { text: `长长长长长赌博` } })).toBeUndefined();
  });

  it("refuses by length before anything reads the text", () => {
    let looked = 0;
    const admission = createAdmission({
      accessOf: () => ({ allowed: true }),
      words: { find: () => void looked++ },
      maxQuestionTokens: 10,
    });
    expect(admission(ask("长".repeat(40)))).toBeUndefined();
    expect(looked).toBe(1);
    expect(admission(ask("长".repeat(41)))).toMatchObject({
      reason: "too_long",
      words: { text: expect.stringContaining("约 10 个字") },
    });
    expect(looked).toBe(1);
  });

  it("tells somebody without rights nothing else", () => {
    expect(admit({ denyUsers: ["u1"] }, ask("赌博".repeat(100)))).toMatchObject({ reason: "user" });
  });
});
