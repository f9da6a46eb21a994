import { describe, expect, it } from "vitest";
import { mask, withoutReplyAddresses } from "./mask.ts";

describe("mask", () => {
  it("hides every text that no rule names, and says how long it was", () => {
    const value = { a: "芝麻开门", b: ["x y", { c: "𠮷" }], n: 7, yes: true, nothing: null, empty: "" };
    expect(mask(value, "none")).toEqual({
      value: {
        a: "•••（4 字）",
        b: ["•••（3 字）", { c: "•••（1 字）" }],
        n: 7,
        yes: true,
        nothing: null,
        empty: "",
      },
      hidden: 3,
    });
  });

  it("keeps what is named, by property and through lists", () => {
    const keeps = { jobs: { id: "id", inner: { all: "all" } } } as const;
    const value = { jobs: [{ id: "m-1", text: "hi", inner: { all: "a b", other: "c" } }], id: "m-1" };
    expect(mask(value, keeps).value).toEqual({
      jobs: [{ id: "m-1", text: "•••（2 字）", inner: { all: "a b", other: "•••（1 字）" } }],
      id: "•••（3 字）",
    });
  });

  it.each(["芝麻", "open sesame", "a\nb", "<b>", "x".repeat(257)])("takes %j for no id", (text) => {
    expect(mask(text, "id").hidden).toBe(1);
  });

  it.each(["cid+/A==", "$:LWCP_v1:$ab", "manager-7", "dinglane:{0}:ledger:ding:msg=="])(
    "takes %j for an id",
    (text) => {
      expect(mask(text, "id")).toEqual({ value: text, hidden: 0 });
    },
  );

  it.each([
    ["model_bad_request: 你好", "model_bad_request: •••（2 字）"],
    ["model_empty\n    at answer (a.ts:1:2)", "model_empty: •••（20 字）"],
    ["stalled", "stalled"],
    ["removed: 你好", "removed: •••（2 字）"],
    ["confidential: 你好", "•••（16 字）"],
    ["sesame", "•••（6 字）"],
    ["model_refused.x", "•••（15 字）"],
    ["你好: x", "•••（5 字）"],
    ["What is it?", "•••（11 字）"],
  ])("leaves of the failure %j its code", (text, shown) => {
    expect(mask(text, "code").value).toBe(shown);
  });

  it("masks a text where an object was expected, and an object where an id was", () => {
    expect(mask("芝麻", { id: "id" }).hidden).toBe(1);
    expect(mask({ id: "m1" }, "id").value).toEqual({ id: "•••（2 字）" });
  });

  it("masks properties that could be a text", () => {
    const { value } = mask({ 芝麻: 1, "open sesame": 2, plain: 3 }, "none");
    expect(value).toEqual({ "•••（2 字） 0": 1, "•••（11 字） 1": 2, plain: 3 });
  });

  it("is not led astray by properties of every object", () => {
    const value: unknown = JSON.parse('{"__proto__":"secret","constructor":"secret"}');
    expect(JSON.stringify(mask(value, {}).value)).not.toContain("secret");
  });
});

describe("withoutReplyAddresses", () => {
  const address = "https://oapi.dingtalk.com/robot/sendBySession?session=0123456789abcdef";

  it.each([
    ["alone", address],
    ["in a sentence", `reply to ${address}, please`],
    ["in JSON", JSON.stringify({ sessionWebhook: address })],
    ["as a parameter", "session=0123456789abcdef"],
    ["on another host", "http://127.0.0.1:1/robot/sendBySession/x"],
  ])("takes one out %s", (_where, text) => {
    const shown = JSON.stringify(withoutReplyAddresses({ list: [text], [text]: text }));
    expect(shown).not.toContain("0123456789abcdef");
    expect(shown).not.toContain("sendBySession");
    expect(shown).toContain("回复地址");
  });

  it("leaves other addresses and texts alone", () => {
    const value = { text: "see https://example.org/?q=1 in this session", n: 1, nothing: null };
    expect(withoutReplyAddresses(value)).toEqual(value);
  });

  it("is quick on long texts without a blank", () => {
    const text = "https:".repeat(30_000) + "长".repeat(100_000);
    const startedAt = performance.now();
    withoutReplyAddresses(text);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
