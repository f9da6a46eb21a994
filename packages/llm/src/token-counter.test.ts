import { setImmediate as nextLoopTurn } from "node:timers/promises";
import { modelToEncodingMap } from "gpt-tokenizer/mapping";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { beforeAll, describe, expect, it } from "vitest";
import { encodingOf, loadEncoding } from "./load-encoding.ts";
import { textRuns } from "./text-runs.ts";
import { createTokenCounter } from "./token-counter.ts";

const counter = createTokenCounter("some-new-model");

beforeAll(() => counter.load());

/**
 * The longest that `work` held the event loop between two of its turns, in milliseconds of this thread's CPU: what
 * other processes take from it meanwhile is not ours.
 */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let isRunning = true;
  let last = process.threadCpuUsage();
  const turn = (): void => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.threadCpuUsage();
    if (isRunning) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  await nextLoopTurn();
  isRunning = false;
  return longest;
}

const paragraph =
  "长城是中国古代的军事防御工程，全长 21196.18 km。It's built, rebuilt & maintained over 2,000 years!\n\n```ts\nconst a = 1;\n```\n";

describe("a count", () => {
  it.each([
    ["nothing", ""],
    ["prose", paragraph.repeat(40)],
    ["emoji", "😀👨‍👩‍👧‍👦".repeat(300)],
    ["special tokens as characters", "<|endoftext|> <|im_start|>"],
    ["blank space", " \n\t".repeat(1_000)],
  ])("of %s is the tokenizer's own", async (name, text) => {
    const exact = countTokens(text, { disallowedSpecial: new Set() });
    const counted = await counter.count(text);
    // Where a run has no end of a word in it, each cut may cost a token.
    const tolerance = name === "emoji" || name === "blank space" ? Math.ceil(text.length / 256) * 2 : 0;
    expect(Math.abs(counted - exact)).toBeLessThanOrEqual(tolerance);
  });

  it("takes half of a surrogate pair", async () => {
    expect(await counter.count("\ud800".repeat(3_000))).toBeGreaterThan(0);
  });

  it("stops early above a ceiling, and is exact up to it", async () => {
    const text = paragraph.repeat(200);
    const exact = await counter.count(text);
    expect(await counter.countUpTo(text, exact)).toBe(exact);
    const above = await counter.countUpTo(text, 100);
    expect(above).toBeGreaterThan(100);
    expect(above).toBeLessThan(1_000);
    expect(await counter.countUpTo("word", 0)).toBeGreaterThan(0);
  });

  it("ends when aborted", async () => {
    const controller = new AbortController();
    const counting = counter.count(paragraph.repeat(2_000), controller.signal);
    setImmediate(() => controller.abort(new Error("stopped")));
    await expect(counting).rejects.toThrow("stopped");
    await expect(counter.count("", AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
  });
});

describe("the event loop", () => {
  it("shows a block that there is", async () => {
    const block = await longestBlock(async () => {
      await nextLoopTurn();
      countTokens("长".repeat(4_000));
    });
    expect(block).toBeGreaterThan(20);
  });

  it("is never held by one word of 300 000 characters", async () => {
    let tokens = 0;
    const block = await longestBlock(async () => {
      tokens = await counter.count("长".repeat(300_000));
    });
    expect(tokens).toBe(300_000);
    expect(block).toBeLessThan(50);
  }, 60_000);

  it("is not held by twenty who count at once either", async () => {
    const text = "长".repeat(5_000);
    const block = await longestBlock(() =>
      Promise.all(Array.from({ length: 20 }, () => counter.count(text))),
    );
    expect(block).toBeLessThan(50);
  }, 60_000);
});

describe("runs", () => {
  it("join to the text, stay short, and never cut a pair", () => {
    for (const text of ["a", "长".repeat(2_000), "a😀".repeat(900), paragraph.repeat(30), "x ".repeat(900)]) {
      const runs = [...textRuns(text)];
      expect(runs.join("")).toBe(text);
      expect(Math.max(...runs.map((run) => run.length))).toBeLessThanOrEqual(256);
      for (const run of runs) expect(run.isWellFormed()).toBe(true);
    }
  });
});

describe("the encoding", () => {
  it("is the one the tokenizer itself names for every chat model it knows", () => {
    const chatModels = Object.entries(modelToEncodingMap).filter(([model]) =>
      /^(gpt-[345]|o\d|chatgpt)/.test(model),
    );
    for (const [model, encoding] of chatModels) {
      if (/instruct/.test(model)) continue;
      expect([model, encodingOf(model)]).toEqual([
        model,
        encoding === "cl100k_base" ? "cl100k_base" : "o200k_base",
      ]);
    }
    expect(encodingOf("gpt-35-turbo")).toBe("cl100k_base");
    expect(encodingOf("qwen-max")).toBe("o200k_base");
  });

  it.each(["cl100k_base", "o200k_base"] as const)(
    "%s counts every text as the tokenizer does",
    async (name) => {
      const countRun = await loadEncoding(name);
      const whole = await import(`gpt-tokenizer/encoding/${name}`);
      const alphabet = [
        ...Array.from("aZ é ß0９,.!'\n\t\r<|>_#长城。，！ヴ한ё😀👨‍👩‍👧\ud800\u0000\ufffd"),
        "'ll",
        "ing",
        " the",
        "的",
        "function",
        "  ",
      ];
      // A fixed seed: a failure must come again.
      let state = 1;
      const next = (below: number): number => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) % below;
      };
      for (let text = 0; text < 3_000; text += 1) {
        const run = Array.from({ length: 1 + next(60) }, () => alphabet[next(alphabet.length)]).join("");
        expect([run, countRun(run)]).toEqual([run, whole.countTokens(run, { disallowedSpecial: new Set() })]);
      }
      for (const run of [
        paragraph,
        "长".repeat(256),
        "a".repeat(256),
        "<|endoftext|>",
        "x".repeat(3) + "😀".repeat(100),
      ]) {
        expect(countRun(run)).toBe(whole.countTokens(run, { disallowedSpecial: new Set() }));
      }
    },
  );
});
