import { z } from "zod";
import type { ModelPrice } from "../config.ts";
import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

const MEND =
  "write model=prompt/completion (money per million tokens) or model=money (per picture), such as gpt-4o=2.5/10,dall-e-3=0.04";

const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)`;
const PRICE = new RegExp(String.raw`^(${NUMBER})(?:\s*/\s*(${NUMBER}))?$`, "u");
const mapping = z.record(z.string(), z.union([z.string(), z.number()]));

/** What a model costs, by its name as the model settings have it. */
export const PRICES: Format<Record<string, ModelPrice>> = {
  name: "model=prompt/completion or model=picture, comma-separated; in the file also a mapping of the same",
  coerce: (text) =>
    text
      .split(/[,，\n]/u)
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  check(value) {
    const prices = new Map<string, ModelPrice>();
    for (const [index, [model, text]] of entriesOf(value).entries()) {
      const [, first, second] = PRICE.exec(text.trim()) ?? [];
      if (first === undefined || model === "") {
        throw new WrongValue(`has no price that can be read in its item ${index + 1}`, MEND);
      }
      if (prices.has(model)) {
        throw new WrongValue(`names one model twice (item ${index + 1})`, "keep one item per model");
      }
      prices.set(
        model,
        second === undefined
          ? { perPicture: Number(first) }
          : { perMillionPrompt: Number(first), perMillionCompletion: Number(second) },
      );
    }
    return Object.fromEntries(prices);
  },
};

function entriesOf(value: unknown): [string, string][] {
  const list = z.array(z.string()).safeParse(value);
  if (list.success) {
    return list.data.map((item) => {
      // A model's name may hold the sign itself, its price cannot.
      const at = item.lastIndexOf("=");
      return at === -1 ? ["", ""] : [item.slice(0, at).trim(), item.slice(at + 1)];
    });
  }
  const map = mapping.safeParse(value);
  if (!map.success) throw new WrongValue("is not a list of prices", MEND);
  return Object.entries(map.data).map(([model, price]) => [model.trim(), String(price)]);
}
