/**
 * A write that must happen exactly when a reply is committed. Packages that keep state about a person build these;
 * the commit script carries them out.
 */
export type CommitEffect =
  | { type: "set"; key: string; value: string; ttlSeconds: number }
  | { type: "expire"; key: string; ttlSeconds: number }
  | { type: "delete"; key: string }
  /** Adds one entry with one field, `json`, to a Redis stream. */
  | { type: "append"; key: string; json: string }
  /** Adds whole numbers to fields of a hash. */
  | { type: "increment"; key: string; amounts: Readonly<Record<string, number>>; ttlSeconds: number };

/** The effect as the commit script reads it. */
export function commitArguments(effect: CommitEffect): [type: string, value: string, ttlSeconds: number] {
  switch (effect.type) {
    case "set":
      return ["set", effect.value, effect.ttlSeconds];
    case "expire":
      return ["expire", "", effect.ttlSeconds];
    case "delete":
      return ["delete", "", 0];
    case "append":
      return ["append", effect.json, 0];
    case "increment":
      return ["increment", JSON.stringify(effect.amounts), effect.ttlSeconds];
  }
}
