import type { SpaceModel } from "./space-models.ts";

/** `processing` until the first call of the streaming API; 处理中, 输入中, 完成, 失败 and 执行中 of an AI card. */
export type CardState = "processing" | "inputing" | "finished" | "failed" | "executing";

/** One thing that was done to a card. */
export interface CardUpdate {
  atMs: number;
  /** `stream`: the streaming API; `press`: what the robot answered to a button. */
  by: "create" | "deliver" | "update" | "stream" | "press";
  /** Variables that were set, for a person alone where `userId` is there. */
  params?: Readonly<Record<string, string>>;
  userId?: string;
  /** Of the streaming API. */
  key?: string;
  content?: string;
  guid?: string;
  isFinalize?: boolean;
  isError?: boolean;
  /** Its guid had come before: nothing changed. */
  isRepeated?: boolean;
}

/** A card, as people see it and how it became so. */
export interface SimulatedCard {
  outTrackId: string;
  /** Whose token created it. */
  robot: string;
  cardTemplateId: string;
  callbackType?: "STREAM" | "HTTP";
  callbackRouteKey?: string;
  createdAtMs: number;
  state: CardState;
  /** What everybody sees. */
  params: Record<string, string>;
  /** What one person sees instead, by userId. */
  privateParams: Record<string, Record<string, string>>;
  /** The words in it: the variable that was streamed last, else the first of the usual ones. */
  text: string;
  /** For which kinds of places it was made. */
  spaceModels: readonly SpaceModel[];
  /** Where it was put. */
  conversationIds: string[];
  /** Oldest first. */
  updates: CardUpdate[];
  /** What DingTalk's documents leave open and a robot had better not do. */
  warnings: string[];
}
