/** What somebody asked and was answered. */
export interface ExchangesTable {
  robot_key: string;
  msg_id: string;
  user_id: string;
  nick: string;
  conversation_id: string;
  conversation_type: "oneToOne" | "group";
  conversation_title: string;
  kind: "chat" | "image";
  model: string;
  question: string;
  answer: string;
  asked_at_ms: number;
  answered_at_ms: number;
}

/** Who read whose exchanges: ids and figures, no words. */
export interface ReadingsTable {
  id: string;
  action: string;
  by_user_id: string;
  of_user_id: string | null;
  exchanges: number;
  at_ms: number;
}

/** Who was erased, when, by whom: also what keeps words out that were on their way meanwhile. */
interface ErasuresTable {
  user_id: string;
  by_user_id: string;
  at_ms: number;
}

export interface TranscriptTables {
  exchanges: ExchangesTable;
  readings: ReadingsTable;
  erasures: ErasuresTable;
}
