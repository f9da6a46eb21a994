import { describe, expect, it } from "vitest";
import { createWordFilter } from "./word-filter.ts";

describe("createStreamMask", () => {
  it("shows what is decided and holds back what may become a word", () => {
    const stream = createWordFilter(["赌博网"]).createStreamMask();
    expect(stream.push("去赌")).toBe("去");
    expect(stream.push("博")).toBe("");
    expect(stream.push("网玩")).toBe("🚫🚫🚫玩");
    expect(stream.push("赌")).toBe("");
    expect(stream.push("气")).toBe("赌气");
    expect(stream.end()).toBe("");
  });

  it("gives the rest at the end, half a word as it is", () => {
    const stream = createWordFilter(["赌博网"]).createStreamMask();
    expect(stream.push("一赌博")).toBe("一");
    expect(stream.end()).toBe("赌博");
  });

  it("masks a finished word that may yet become a longer one", () => {
    const stream = createWordFilter(["赌博", "赌博网"]).createStreamMask();
    expect(stream.push("赌博")).toBe("");
    expect(stream.end()).toBe("🚫🚫");
  });

  it("puts together a character that came in two halves", () => {
    const stream = createWordFilter(["x"]).createStreamMask();
    const [high, low] = ["😀".slice(0, 1), "😀".slice(1)] as [string, string];
    expect(stream.push(`a${high}`)).toBe("a");
    expect(stream.push(`${low}b`)).toBe("😀b");
  });

  it("says the same as mask, however the text is cut", () => {
    const filter = createWordFilter(["abc", "cde", "bcdef", "😀a", "aa"]);
    const text = "xxabcdefaab😀aabcde😀abc";
    for (let size = 1; size <= text.length; size++) {
      const stream = filter.createStreamMask();
      let shown = "";
      for (let at = 0; at < text.length; at += size) shown += stream.push(text.slice(at, at + size));
      expect(shown + stream.end()).toBe(filter.mask(text));
    }
  });
});
