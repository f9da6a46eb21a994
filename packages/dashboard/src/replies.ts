import type { DashboardUser } from "@dinglane/runtime";
import type { QueueName } from "@dinglane/jobs";

/** What the dashboard says to the people who use it. */

export const loginWords = {
  title: "登录 Dinglane 控制台",
  name: "账号",
  password: "密码",
  submit: "登录",
  hint: "账号由管理员在 DASHBOARD_USERS 里设置。",
};

export const logoutWords = { title: "退出登录", question: "确定要退出吗？", submit: "退出", back: "返回" };

/** Headlines of messages, by HTTP status. No dots or colons: Bull Board would look for a translation behind them. */
export const headlines = {
  401: "需要登录",
  403: "不能操作",
  404: "找不到",
  409: "不能操作",
  500: "出了问题",
  503: "暂时不可用",
} as const;

export const wrongLogin = "账号或密码不对。";
export const formExpired = "登录页面已过期，请再登录一次。";
export const unavailable = "暂时连不上 Redis，请稍后再试。";
export const brokeDown = "控制台出了问题，已经记录下来。请稍后再试。";
export const notSameOrigin = "请求不是从本页面发出的，已拒绝。";
export const notLoggedIn = "还没有登录，或者登录已过期。请刷新页面，重新登录。";

export const tooManyAttempts = (retryAfterSeconds: number): string =>
  `尝试的次数太多，请 ${Math.ceil(retryAfterSeconds / 60)} 分钟后再试。`;

export const viewersOnlyLook = "只读账号只能查看，不能操作。";
export const notOffered =
  "这里不提供这个操作：任务只能由用户自己的消息产生，内容、顺序和限额不能在这里修改。";
export const waitsForEarlier = "这条消息排在同一个人更早的消息之后，不能提前。";
export const noLongerSo = "这条消息现在的状态不能这样操作。请刷新页面，再看一看。";
export const noSuchJob = "没有这条消息。";
export const breaksLanes = "这个操作会打乱每个人的先后次序，不能执行。";

/** Stands for somebody's words. The number says that there is something, and how much. */
export const hiddenText = (characters: number): string => `•••（${characters} 字）`;
export const hiddenAddress = "•••（回复地址）";

export const visitorLabel = ({ name, role }: Pick<DashboardUser, "name" | "role">): string =>
  `${role === "viewer" ? "只读" : "操作员"}：${name}`;

export const QUEUE_DESCRIPTIONS: Record<QueueName, string> = {
  chat: "提问和会话命令",
  image: "画图",
  admin: "统计、记录和通知",
};
