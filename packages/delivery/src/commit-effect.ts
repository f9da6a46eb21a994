/**
 * A write that must happen exactly when a reply is committed. Packages that keep state about a person build these;
 * the commit script carries them out.
 */
export type CommitEffect =
  | { type: "set"; key: string; value: string; ttlSeconds: number }
  | { type: "expire"; key: string; ttlSeconds: number }
  | { type: "delete"; key: string };

/** The effect as the commit script reads it: type, value, ttl. */
export function commitArguments(effect: CommitEffect): [string, string, number] {
  switch (effect.type) {
    case "set":
      return ["set", effect.value, effect.ttlSeconds];
    case "expire":
      return ["expire", "", effect.ttlSeconds];
    case "delete":
      return ["delete", "", 0];
  }
}
