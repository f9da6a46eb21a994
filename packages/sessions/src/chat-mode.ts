/** "singleTurn" is 单聊: every question stands alone. "multiTurn" is 串聊: the turns before it are sent along. */
export type ChatMode = "singleTurn" | "multiTurn";
