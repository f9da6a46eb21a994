/** What follows #设置, as it was meant. */
export type Change =
  | { type: "show-all" }
  | { type: "show-one"; name: string }
  /** Something follows the name, but no sign says what to do with it. */
  | { type: "no-sign"; name: string; value: string }
  | { type: "history" }
  | ({ name: string } & ValueChange);

/** What becomes of one key; `value` is blank for `reset`. */
export interface ValueChange {
  type: "reset" | "set" | "add" | "remove";
  value: string;
}

/** `键=值`, `键+=a,b`, `键-=a,b`; full-width signs as well, and a value of several lines. */
const SIGNS = new Map<string, "add" | "remove">([
  ["+", "add"],
  ["＋", "add"],
  ["-", "remove"],
  ["－", "remove"],
]);
const RESET_WORDS = new Set(["恢复", "默认"]);
const HISTORY_WORDS = new Set(["历史", "记录"]);

/** Reads a change. Anything may stand there, so whatever is no change names a key to look at. */
export function parseChange(text: string): Change {
  const change = text.trim();
  if (change === "") return { type: "show-all" };
  if (HISTORY_WORDS.has(change)) return { type: "history" };

  const equals = change.search(/[=＝]/u);
  if (equals < 1) {
    const space = change.search(/\s/u);
    if (space < 0) return { type: "show-one", name: change };
    const name = change.slice(0, space);
    const value = change.slice(space).trim();
    return RESET_WORDS.has(value) ? { type: "reset", name, value: "" } : { type: "no-sign", name, value };
  }
  const left = change.slice(0, equals).trimEnd();
  const sign = SIGNS.get(left.slice(-1));
  const name = sign === undefined ? left : left.slice(0, -1).trimEnd();
  const value = withoutMargin(change.slice(equals + 1));
  if (sign !== undefined) return { type: sign, name, value };
  return RESET_WORDS.has(value) ? { type: "reset", name, value: "" } : { type: "set", name, value };
}

/** A text of several lines may begin on the next one, where its margin counts: in YAML it means something. */
function withoutMargin(value: string): string {
  return value.replace(/^[ \t　]{0,32}(?:\r?\n)?/u, "").trimEnd();
}
