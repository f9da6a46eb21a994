/** The write by which work is counted; delivery's commit script carries it out with the reply. */
export interface CommitEffect {
  type: "increment";
  key: string;
  amounts: Readonly<Record<string, number>>;
  ttlSeconds: number;
}
