/** Whose session: one person in one conversation with one robot. */
export interface SessionKey {
  robotKey: string;
  conversationId: string;
  user: string;
}
