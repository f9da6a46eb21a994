/** What people read on the page of a transcript. */
export const pageWords = {
  searchLabel: "在问题和回答里搜索",
  search: "搜索",
  clear: "显示全部",
  found: (count: number, query: string): string =>
    count === 0 ? `没有找到含有“${query}”的对话，换个词试试` : `找到 ${count} 条含有“${query}”的对话`,
  none: "这里没有对话。",
  markdown: "下载 Markdown",
  csv: "下载表格（CSV）",
  page: (page: number, pages: number): string => `第 ${page} / ${pages} 页`,
  before: "上一页",
  after: "下一页",
  notice: "这是别人的对话，请不要转发。每次打开和下载都有记录。",
};
