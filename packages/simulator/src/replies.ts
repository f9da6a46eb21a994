/** Names of the people and places on the playground page. */
export const castNames = {
  robot: "小钉",
  group: "产品讨论组",
  zhangSan: "张三",
  liSi: "李四",
  wangXiaoMing: "王小明",
  guest: "陈老师（外部）",
} as const;

/** Error texts of the old API and of webhooks. https://open.dingtalk.com/document/development/robot-message-type */
export const webhookErrors: Readonly<Record<number, string>> = {
  [-1]: "系统繁忙",
  0: "ok",
  40035: "缺少参数 json",
  43004: "无效的HTTP HEADER Content-Type",
  90030: "webhook调用次数超过限制",
  130101: "send too fast, exceed 20 times per minute",
  300001: "session 不存在",
  310000: "keywords not in content",
  400013: "群已被解散",
  400101: "access_token不存在",
  400102: "机器人已停用",
  400105: "不支持的消息类型",
  400106: "机器人不存在",
  410100: "发送速度太快而限流",
  430101: "含有不安全的外链",
  430102: "含有不合适的文本",
  430103: "含有不合适的图片",
  430104: "含有不合适的内容",
  460101: "message too long, exceed 20000 bytes",
};

/** What DingTalk says of itself, in its own wording: in refusals of its APIs, and in the callbacks that it words. */
export const dingtalkWords = {
  unknownMessage: "用户发送了一条消息，机器人暂不支持接收。",
  overQuota: "受调用量超量影响，当前我的消息服务已经暂停。请联系管理员。",
  missingParameter: (name: string): string => `缺少参数 ${name}`,
  wrongParameter: "参数错误",
  notAuthenticated: "鉴权失败",
  wrongClient: "无效的clientId或者clientSecret",
  wrongCorpSecret: "不合法的corpid或corpsecret",
  wrongToken: "不合法的access_token",
  tooFast: "您的服务器调用该接口的QPS超过限制",
  unknownError: "未知错误",
  noPermission: "应用尚未开通所需的权限",
  monthIsOver: "本月的调用次数已用完",
  wrongMediaType: "不合法的媒体文件类型",
  wrongFileType: "不合法的文件类型",
  wrongFileSize: "不合法的文件大小",
} as const;

/** Said in DingTalk's place by a knob of the simulator's. */
export const refusedByKnob = "因故障开关而拒绝";
