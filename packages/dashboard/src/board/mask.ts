import { hiddenText } from "../replies.ts";
import { FAILURE_CODES } from "./failure-codes.ts";
import { hideReplyAddresses } from "./hide-reply-addresses.ts";

/**
 * What stays readable of a value; numbers and booleans always do. Whatever a rule does not name is masked.
 * - `all`: every text in it.
 * - `id`: a text that looks like an id, a name of ours or a time.
 * - `code`: the code that a failure begins with, where it is one of ours; its words are masked.
 * - `none`: no text.
 * - an object: by property; for a list, the rule holds for its items.
 */
export type Keeps = "all" | "id" | "code" | "none" | { readonly [property: string]: Keeps };

export interface Masked {
  value: unknown;
  /** How many texts were hidden. */
  hidden: number;
}

/** No blank, and no letter outside ASCII: nothing that could be a sentence. */
const ID = /^[\w$:+/=.{}@#-]{1,256}$/;
const FIRST_WORD = /^[a-z_]{1,63}(?=[:\n]|$)/;
const PROPERTY = /^[\w-]{1,64}$/;

/** Masks every text in a JSON value that `keeps` does not keep. */
export function mask(value: unknown, keeps: Keeps): Masked {
  let hidden = 0;

  function hide(text: string): string {
    hidden += 1;
    return hiddenText(Array.from(text).length);
  }

  function maskText(text: string, rule: Keeps): string {
    if (text === "") return text;
    if (rule === "all" || (rule === "id" && ID.test(text))) return text;
    const code = rule === "code" ? FIRST_WORD.exec(text)?.[0] : undefined;
    if (code === undefined || !FAILURE_CODES.has(code)) return hide(text);
    return code === text ? text : `${code}: ${hide(text.slice(code.length).replace(/^:?\s*/, ""))}`;
  }

  function visit(part: unknown, rule: Keeps): unknown {
    if (typeof part === "string") return maskText(part, rule);
    if (Array.isArray(part)) return part.map((item) => visit(item, rule));
    if (typeof part !== "object" || part === null) return part;
    const entries = Object.entries(part).map(([property, inner], index) => {
      const isPlain = rule === "all" || PROPERTY.test(property);
      return [isPlain ? property : `${hide(property)} ${index}`, visit(inner, ruleOf(rule, property))];
    });
    return Object.fromEntries(entries);
  }

  return { value: visit(value, keeps), hidden };
}

function ruleOf(rule: Keeps, property: string): Keeps {
  if (typeof rule !== "object") return rule === "all" ? "all" : "none";
  return Object.hasOwn(rule, property) ? (rule[property] ?? "none") : "none";
}

/** The same value without reply addresses, for those who may read everything else. */
export function withoutReplyAddresses(value: unknown): unknown {
  if (typeof value === "string") return hideReplyAddresses(value);
  if (Array.isArray(value)) return value.map(withoutReplyAddresses);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([property, inner]) => [
    hideReplyAddresses(property),
    withoutReplyAddresses(inner),
  ]);
  return Object.fromEntries(entries);
}
