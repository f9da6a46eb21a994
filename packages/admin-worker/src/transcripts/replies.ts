import { plainNick } from "@dinglane/dingtalk";
import type { KnownPerson } from "@dinglane/transcripts";
import { asCode } from "../as-code.ts";

/** A nick is written by its owner: it must not become markup in the bot's voice. */
const named = (nick: string): string => plainNick(nick) || "（没有昵称）";

const who = ({ nick, userId }: Pick<KnownPerson, "nick" | "userId">): string =>
  `${named(nick)}（userid：${asCode(userId)}）`;

const range = (days: number | undefined): string => (days === undefined ? "" : `最近 ${days} 天`);

/** What was found, as a link or a file shows it. */
interface Found {
  person: KnownPerson;
  days: number | undefined;
}

const found = ({ person, days }: Found): string =>
  `**${who(person)}** ${range(days)}共有 **${person.exchanges}** 条对话`;

/** How many of several people are listed. */
const MAX_LISTED = 20;

/** What administrators read of people's transcripts. */
export const replies = {
  nobody: (person: string, days: number | undefined): string =>
    `没有找到 ${asCode(person)} ${range(days)}的对话。\n\n请核对昵称或 userid；昵称要写全，一个字都不能差。`,
  several: (people: readonly KnownPerson[], lastSeen: (ms: number) => string): string =>
    [
      `有 **${people.length}** 个人用过这个名字，请按 userid 再查一次，例如：\n\n> #查对话 userid:${people[0]?.userId ?? ""}`,
      people
        .slice(0, MAX_LISTED)
        .map((person) => `- ${who(person)}：${person.exchanges} 条，最近一条 ${lastSeen(person.latestAtMs)}`)
        .join("\n"),
      ...(people.length > MAX_LISTED ? [`（只列出最近的 ${MAX_LISTED} 人）`] : []),
    ].join("\n\n"),
  title: "查对话",
  link: (what: Found, url: string, minutes: number): string =>
    `${found(what)}。\n\n[打开查看、搜索或下载](${url})\n\n链接 ${minutes} 分钟内有效，谁拿到都能看，请不要转发。每次查看都有记录。`,
  sentPrivately: "对话已经**单独发给您**了，请看和我的单聊。别人的对话不在群里显示。",
  askPrivately:
    "🤷 **抱歉**，别人的对话不在群里显示，而我现在没法单独发给您。请在和我的**单聊**里再发一次这条命令。",
  fileSent: (what: Found): string =>
    `${found(what)}。\n\n没有配置 service_url，网页链接打不开，所以做成了文件，已经**单独发给您**（压缩包里有 Markdown 和 CSV）。`,
  noWay: (what: Found): string =>
    `${found(what)}，但是现在没法给您看：没有配置 service_url，网页链接打不开；文件也没能发给您。\n\n请让部署的人配置 service_url（SERVICE_URL），或者检查机器人的凭据和权限。`,
  noRoom: "🤷 **抱歉**，Redis 快满了，暂时放不下要看的对话。请缩短天数，或者过一会儿再查。",
  notKept: "没有保存对话：transcript_days（TRANSCRIPT_DAYS）是 0。要能查对话，请让部署的人改成要保存的天数。",
  erased(userId: string, removed: Removed): string {
    const rows: [string, number][] = [
      ["保存的对话", removed.exchanges],
      ["排队、正在处理和处理过的消息", removed.jobs],
      ["发出的回复的底稿", removed.replies],
      ["串聊的上下文", removed.sessions],
      ["还没入库的对话", removed.pending],
      ["导出的网页", removed.exports],
      ["图片", removed.pictures],
    ];
    const lines = rows.filter(([, count]) => count > 0).map(([what, count]) => `- ${what}：${count}`);
    if (lines.length === 0) {
      return `没有找到 ${asCode(userId)} 的任何内容，什么都没有删除。请核对 userid，大小写也要一致。`;
    }
    const stopped =
      removed.stopped > 0 ? `\n\n其中 ${removed.stopped} 条消息正在等待回答，已经停下，不会再回答。` : "";
    return `**已删除** ${asCode(userId)} 的对话：\n\n${lines.join("\n")}${stopped}\n\n钉钉里的聊天记录、大模型服务商那边和备份里的内容，不在这里删除。`;
  },
};

/** How much of what an erasure removed. */
export interface Removed {
  exchanges: number;
  jobs: number;
  stopped: number;
  replies: number;
  sessions: number;
  pending: number;
  exports: number;
  pictures: number;
}
