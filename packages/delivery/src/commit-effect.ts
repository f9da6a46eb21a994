/**
 * A write that must happen exactly when a reply is committed. Packages that keep state about a person build these;
 * the commit script carries them out.
 */
export type CommitEffect =
  | { type: "set"; key: string; value: string; ttlSeconds: number }
  | { type: "expire"; key: string; ttlSeconds: number }
  | { type: "delete"; key: string };

/** The effect as the commit script reads it. */
export function commitArguments(effect: CommitEffect): [type: string, value: string, ttlSeconds: number] {
  const value = effect.type === "set" ? effect.value : "";
  return [effect.type, value, effect.type === "delete" ? 0 : effect.ttlSeconds];
}
