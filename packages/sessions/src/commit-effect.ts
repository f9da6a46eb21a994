/** One write that the commit script carries out together with its own. */
export type CommitEffect =
  | { type: "set"; key: string; value: string; ttlSeconds: number }
  | { type: "expire"; key: string; ttlSeconds: number }
  | { type: "delete"; key: string };
