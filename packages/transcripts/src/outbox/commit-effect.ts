/** The write by which an entry joins the outbox; delivery's commit script carries it out with the reply. */
export interface CommitEffect {
  type: "append";
  key: string;
  json: string;
}
