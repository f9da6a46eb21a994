import { z } from "zod";

/** "singleTurn" is 单聊: every question stands alone. "multiTurn" is 串聊: the turns before it are sent along. */
export type ChatMode = z.infer<typeof chatMode>;

const chatMode = z.enum(["singleTurn", "multiTurn"]);

/** What is not a mode of this version counts as none. */
export function readStoredMode(stored: string | null): ChatMode | undefined {
  return chatMode.safeParse(stored).data;
}
