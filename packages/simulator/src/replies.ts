/** Names of the people and places on the playground page. */
export const castNames = {
  robot: "小钉",
  group: "产品讨论组",
  zhangSan: "张三",
  liSi: "李四",
  wangXiaoMing: "王小明",
  guest: "陈老师（外部）",
} as const;
