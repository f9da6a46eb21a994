/** The words of a downloaded transcript. */
export const replies = {
  title: (nick: string): string => `${nick} 的对话记录`,
  fileName: (day: string): string => `对话记录-${day}`,
  person: (nick: string, userId: string): string => `${nick}（userid：${userId}）`,
  range: (days: number | undefined): string => (days === undefined ? "全部保存的对话" : `最近 ${days} 天`),
  count: (shown: number, total: number): string =>
    shown === total ? `共 ${total} 条` : `共 ${total} 条，这里是最近的 ${shown} 条`,
  found: (query: string, found: number, searched: number, total: number): string => {
    const among =
      searched === total ? `搜索了全部 ${total} 条` : `共 ${total} 条，搜索了最近的 ${searched} 条`;
    return `${among}，含有“${query}”的有 ${found} 条`;
  },
  place: (type: "oneToOne" | "group", title: string): string => {
    if (type === "oneToOne") return "单聊";
    return title === "" ? "群聊" : `群聊「${title}」`;
  },
  kind: { chat: "对话", image: "图片" },
  question: "问",
  answer: "答",
  columns: ["时间", "昵称", "userid", "会话", "类型", "问题", "回答", "模型"],
};
