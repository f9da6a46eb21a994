import type { Bound } from "@dinglane/jobs";
import type { Config, PromptTemplate } from "@dinglane/runtime";

/** What ingress itself says to people, in the body of its answer to DingTalk. */
export interface Words {
  /** Shown in the list of conversations. */
  title: string;
  /** Markdown. */
  text: string;
}

export const chatTypeRefused = (isGroup: boolean): Words =>
  isGroup
    ? sorry("没有开放群聊", "管理员没有开放群聊，请在单聊里给我发消息。")
    : sorry("没有开放单聊", "管理员没有开放单聊，请在群里 @我 提问。");

export const groupRefused = (): Words =>
  sorry("本群没有开通", "这个群还没有开通机器人。如需使用，请联系管理员开通。");

export const userRefused = (): Words =>
  sorry("没有使用权限", "您还没有使用权限。如需使用，请联系管理员开通。");

export const adminOnly = (command: string): Words =>
  sorry("只有管理员能用", `“${command}”只有管理员能用。如有需要，请联系管理员。`);

/** The ids of groups are DingTalk's: they are for the operator's lists. */
export const groupId = (conversationId: string): Words => ({
  title: "群 ID",
  text:
    `本群的 ID：\`${conversationId}\`\n\n` +
    `只想在指定的群里使用机器人，发送 \`#设置 allow_groups+=${conversationId}\`，马上生效；` +
    "也可以写进配置 `allow_groups`（环境变量 `ALLOW_GROUPS`）。没有列出的群不再回答。",
});

export const groupIdInGroups = (): Words => ({
  title: "群 ID",
  text: "“群ID”要在群里问：请到群里 @我 发送“群ID”。",
});

export const sensitiveWord = (): Words => sorry("含有敏感词", "您的问题里含有敏感词，请修改之后再问。");

/** The limit that holds in the end, as chat-worker tells it: most Chinese characters are about one token. */
export const questionTooLong = (maxTokens: number): Words =>
  sorry("问题太长", `您的问题太长了，一次最多约 ${maxTokens} 个字，请缩短或分几次来问。`);

export const boundReached = (bound: Bound, limits: Config["limits"], retryAfterMs?: number): Words => {
  const wait = retryAfterMs === undefined ? "请稍后再试。" : `请 ${seconds(retryAfterMs)} 秒后再试。`;
  return BOUNDS[bound](limits, wait);
};

const BOUNDS: Record<Bound, (limits: Config["limits"], wait: string) => Words> = {
  lane_limit: ({ laneLimit }) =>
    sorry("排队已满", `您已有消息在排队，最多排 ${laneLimit} 条，这一条没有收下。请等前面的回复到了再发。`),
  max_waiting: ({ maxWaiting }) =>
    sorry("现在太忙", `现在提问的人太多，排队已满 ${maxWaiting} 条，这一条没有收下。请稍后再试。`),
  user_minute: ({ perUserPerMinute }, wait) =>
    sorry("问得太快", `您问得太快了，每分钟最多 ${perUserPerMinute} 条。${wait}`),
  group_minute: ({ perGroupPerMinute }, wait) =>
    sorry("本群问得太快", `这个群问得太快了，每分钟最多 ${perGroupPerMinute} 条。${wait}`),
  global_minute: ({ globalPerMinute }, wait) =>
    sorry("现在太忙", `现在提问的人太多，每分钟最多 ${globalPerMinute} 条。${wait}`),
  user_day: ({ perUserPerDay }) =>
    sorry(
      "今日已达上限",
      `您今天的提问次数已达上限（${perUserPerDay} 次），请明天再来。如有需要，可联系管理员。`,
    ),
};

/** Said while Redis is nearly full: what is answered makes room again. */
export const redisFull = (): Words =>
  sorry("现在太忙", "服务现在太忙，这一条没有收下。请过几分钟再发一次；如果一直这样，请联系管理员。");

/** The one outcome of everything that 停止 or 取消 has stopped. */
export const stopped = (count: number): Words =>
  count === 0
    ? { title: "没有可停止的", text: "您现在没有正在回答或排队的消息。" }
    : { title: "已停止", text: `已停止您的 **${count}** 条消息，不会再回答。` };

/** Kinds of messages that the bot may be unable to read. */
export type UnreadableKind = "picture" | "audio" | "video" | "file" | "unsupported";

const KINDS: Record<UnreadableKind, string> = {
  picture: "图片",
  audio: "这段语音",
  video: "视频",
  file: "文件",
  unsupported: "这种消息",
};

export const cannotRead = (kind: UnreadableKind): Words =>
  sorry("看不懂这条消息", `我还看不懂${KINDS[kind]}，请用文字告诉我。`);

export const notTextFile = (): Words =>
  sorry(
    "读不了这个文件",
    "我只能读文本文件（txt、md、csv、代码等）和图片。请把要问的文字复制给我，或截图发给我。",
  );

export const tooManyPictures = (most: number): Words =>
  sorry("图片太多", `一次最多看 ${most} 张图片，请分几次发。`);

export const cannotReadQuote = (kind: UnreadableKind): Words =>
  sorry("看不懂引用的消息", `您引用的${KINDS[kind]}我还看不懂，请只用文字再问一次。`);

/** DingTalk sends such a message without its text when the organisation has used up its calls. */
export const overQuota = (): Words =>
  sorry("调用量已用完", "钉钉的调用量已用完，我收不到您这条消息的内容。请联系管理员处理。");

export const templateList = (templates: readonly PromptTemplate[]): Words =>
  templates.length === 0
    ? { title: "模板", text: "还没有配置模板。直接向我提问就行。" }
    : {
        title: "模板",
        text: `**现成的提问模板**：发送模板名，空一格，再写内容。只发模板名，会告诉您用法。\n\n${templates
          .map(({ title }) => `- ${title}`)
          .join("\n")}`,
      };

export const templateUsage = (template: PromptTemplate): Words => ({
  title: template.title,
  text: `请在 **${template.title}** 后面写上内容，例如：\n\n> ${template.title} 您的内容`,
});

export const drawUsage = (): Words => ({
  title: "画图",
  text:
    "在 **#图片** 后面写上想画的内容，例如：\n\n> #图片 一只戴草帽的橘猫趴在窗台上，窗外是海，水彩画\n\n" +
    "写清楚画什么、在哪里、什么风格和颜色，会更像您想的。一次画一张，通常要等半分钟左右。",
});

/** Azure draws with a deployment of its own, which nobody has configured. */
export const cannotDraw = (): Words =>
  sorry(
    "不能画图",
    "现在用的是 Azure，还没有配置画图的模型。如需画图，请联系管理员设置 AZURE_IMAGE_DEPLOYMENT_NAME。",
  );

export const transcriptUsage = (): Words => ({
  title: "查对话",
  text:
    "在 **#查对话** 后面写上昵称或 userid，例如：\n\n> #查对话 username:张三\n\n" +
    "- 昵称要写全；有同名的人时，会列出各人的 userid，再用 `#查对话 userid:…` 查其中一位\n" +
    "- 只看最近几天：`#查对话 username:张三 7天`\n" +
    "- 结果只给您看：在群里查，也是单独发给您\n" +
    "- 删除一个人的全部对话：`#删除对话 userid:…`",
});

export const wrongDays = (most: number): Words =>
  sorry("天数不对", `天数要写 1 到 ${most} 之间的整数，例如：\`#查对话 username:张三 7天\``);

export const erasureUsage = (): Words => ({
  title: "删除对话",
  text:
    "在 **#删除对话** 后面写上 userid，例如：\n\n> #删除对话 userid:manager123\n\n" +
    "只认 userid，不认昵称，因为昵称会重名。删除之后不能恢复；不知道 userid，可以先用 `#查对话 username:…` 查。",
});

export const domainUsage = (): Words => ({
  title: "查域名",
  text: "请在 **#域名** 后面写上要查的域名，例如：\n\n> #域名 example.com",
});

export const certificateUsage = (): Words => ({
  title: "查证书",
  text: "请在 **#证书** 后面写上要查的网站，例如：\n\n> #证书 example.com",
});

/** What a browser shows for a link that is over, or never was one. */
export const fileGone = (): string => "这个链接已经过期，或者写错了。请在钉钉里重新要一次。\n";

/** The same while Redis is away. */
export const fileAway = (): string => "服务暂时出了问题，请过一会儿再打开这个链接。\n";

/** Said when Redis did not take the message: nothing of it is kept, so the asker has to send it again. */
export const notTaken = (): Words =>
  sorry("暂时不能服务", "服务暂时出了问题，这条消息没有收下，请稍后再发一次。");

/** Said when Redis gave no answer: sent again at once, the question might be answered twice. */
export const maybeNotTaken = (): Words =>
  sorry("暂时不能服务", "服务暂时出了问题，这条消息可能没有收下；一分钟内没有回答，请再发一次。");

function sorry(title: string, text: string): Words {
  return { title, text: `🤷 **抱歉**，${text}` };
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** What becomes of 停止 on a card; shown where its template has room for it. */
export const pressWords = {
  stopped: "已停止",
  ended: "已经结束，没有可停止的",
  not_theirs: "只有提问的人或管理员可以停止",
} as const;
