/** Every word people read on the page. Names of people, groups and robots are put in as text, never as HTML. */
export const strings = {
  appTitle: "Dinglane 演练场",
  skipToComposer: "跳到输入框",
  iAm: "我是",
  conversations: "会话",
  messages: "聊天记录",
  foot: "本机模拟的钉钉，消息不会发往外部。",
  composerLabel: "消息内容",
  keysHint: "Enter 发送，Shift + Enter 换行",
  send: "发送",
  newMessages: "有新消息",
  robotTag: "机器人",
  externalTag: "外部",
  justMe: "你",

  connecting: "正在连接…",
  connected: "已连接",
  reconnecting: "连接断开，正在重连…",

  privateTitle: (robot) => robot,
  privateSubtitle: (person, robot) => `${person} 与 ${robot} 的单聊`,
  groupSubtitle: (people, robots) => `${people} 位成员，${robots} 个机器人`,
  noMessagesYet: "还没有消息",
  unread: (count) => `${count} 条未读`,
  emptyGroup: (robot) => `在群里 @${robot} 提个问题吧`,
  emptyPrivate: (robot) => `和 ${robot} 打个招呼吧`,

  suggestions: ["你好", "帮助", "写一首关于秋天的短诗"],

  mention: (robot) => `@${robot}`,
  mentionOn: "会自动 @ 机器人",
  mentionOff: "不 @ 机器人，它收不到这条消息",
  mentionPrivate: "单聊里不需要 @",
  placeholderGroup: (title) => `发送到「${title}」`,
  placeholderPrivate: (robot) => `发消息给 ${robot}`,
  sendFailed: "没有发出去，请确认模拟器还在运行，然后再试一次。",

  delivered: (robot) => `${robot}已收到`,
  sending: "正在送达…",
  notPushed: (robot) => `没有 @${robot}，它收不到这条消息`,
  unreachable: "没有送达：连不上机器人的服务，请确认它已经启动。",
  timeout: "没有送达：机器人的服务没有及时回应。",
  status: (status) => {
    const reason = statusReasons[status] ?? "这条消息没有被接收";
    return `没有送达：机器人的服务回应 ${status}，${reason}。`;
  },
  replyRefused: (robot, errcode, errmsg) => `${robot}的一条回复没有发出来：${errcode} ${errmsg}`,

  stop: "停止",
  cardStates: { processing: "正在思考…", inputing: "正在输入…", failed: "生成失败", executing: "正在执行…" },
  pressUnanswered: (robot) => `${robot}没有理会这个按钮。`,
  recalled: (robot) => `${robot}撤回了一条消息`,

  attachPicture: "发送图片",
  attachFile: "发送文件",
  attachVoice: "把输入的文字作为语音发送",
  attachFailed: "文件没有上传成功，请换一个小于 20 MB 的文件再试。",
  voiceHint: "语音会带上识别出的文字，也就是输入框里的内容",
  quote: "引用",
  quoting: (words) => `引用：${words}`,
  dropQuote: "取消引用",
  quotedNothing: "一条消息",
  saveFile: (name) => `下载 ${name}`,
  audioReply: (seconds) => `[语音 ${seconds} 秒]`,
  videoReply: (seconds) => `[视频 ${seconds} 秒]`,

  waiting: (robot) => `${robot}正在回复`,
  waitingMany: (robot, count) => `${robot}正在回复 ${count} 条消息`,
  waitedSeconds: (seconds) => `${seconds} 秒`,
  tooLong: (shown, whole) => `…（太长，只显示前 ${shown} 字，共 ${whole} 字）`,

  image: (words) => (words === "" ? "[图片]" : `[图片：${words}]`),
  msgtypes: {
    richText: "[图文]",
    picture: "[图片]",
    audio: "[语音]",
    video: "[视频]",
    file: "[文件]",
    unknownMsgType: "[未知消息]",
    interactiveCard: "[卡片]",
    markdown: "[文档]",
    chatRecord: "[聊天记录]",
  },
};

const statusReasons = {
  400: "它看不懂这条消息",
  401: "签名没有通过，请检查密钥",
  403: "它拒绝了这条消息",
  404: "回调地址不对",
  413: "消息太大",
  429: "消息太多，请稍后再试",
  500: "它出错了",
  502: "它没有启动好",
  503: "它暂时不可用，请稍后再试",
};
