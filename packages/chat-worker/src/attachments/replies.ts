import type { FetchRefusal } from "./fetch-attachment.ts";
import type { PictureRefusal } from "./prepare-picture.ts";

/** What somebody sent beside words. */
export type AttachmentKind = "picture" | "audio" | "file";

const THIS: Record<AttachmentKind, string> = { picture: "图片", audio: "这段语音", file: "这个文件" };
const RESEND: Record<AttachmentKind, string> = {
  picture: "请把图片重新发一次",
  audio: "请重新说一次，或用文字告诉我",
  file: "请把文件重新发一次",
};

const sorry = (text: string): string => `🤷 **抱歉**，${text}`;

const kilobytes = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} KB`;

/** What people read of what they sent beside words. */
export const refusals = {
  notFetched: (kind: AttachmentKind, reason: FetchRefusal, maxBytes: number): string =>
    ({
      gone: sorry(`${THIS[kind]}没有取到，可能已经过期。${RESEND[kind]}。`),
      too_large: sorry(`${THIS[kind]}太大了，最大 ${kilobytes(maxBytes)}。请换一个小一点的再发。`),
      not_allowed: sorry(`钉钉现在不让我取${THIS[kind]}。请联系管理员检查机器人的权限，或先用文字告诉我。`),
      no_credential: sorry(
        `我取不到${THIS[kind]}：这个机器人的凭据还没有配置。请联系管理员，或先用文字告诉我。`,
      ),
    })[reason],
  badPicture: (reason: PictureRefusal): string =>
    ({
      unknown_format: sorry("这不是我认识的图片格式。请换成 JPG 或 PNG 再发。"),
      broken: sorry("图片打不开，可能没有传完整。请把图片重新发一次，或截图再发。"),
      too_many_pixels: sorry("图片的尺寸太大了，我打不开。请缩小一些，或截图再发。"),
    })[reason],
  pictureNotSeen: sorry(
    "大模型没有接受图片，可能是它还不会看图。请用文字告诉我；如果一直这样，请联系管理员检查看图模型的配置。",
  ),
  speechNotUnderstood: sorry("这段语音我没有听出内容。请再说一次，或用文字告诉我。"),
  speechNotReady: sorry("我还听不懂这段语音。请用文字告诉我。"),
  notText: (fileName: string): string =>
    sorry(
      `文件${named(fileName)}不是文本，我读不了。目前只能读文本文件（txt、md、csv、代码等），请把文字复制给我。`,
    ),
  emptyFile: (fileName: string): string => sorry(`文件${named(fileName)}里没有内容。请检查之后再发。`),
  fileTooLong: (maxTokens: number): string =>
    sorry(`文件的内容太长了：和问题一起最多约 ${maxTokens} 个字。请只发需要的部分，或分几次来问。`),
  sensitive: (kind: "audio" | "file"): string =>
    sorry(`${kind === "audio" ? "您的语音" : "您的文件"}里含有敏感词，请修改之后再问。`),
};

/** What the model reads in the place of words that were not written. */
export const prompts = {
  pictureAlone: "请看图：图里有问题就直接回答，没有就说明图里有什么。",
  fileAlone: "请阅读下面的文件：里面有问题就直接回答，没有就概括要点。",
  speech: (words: string): string => `语音的内容：\n\n${quoted(words)}`,
  file: (fileName: string, text: string): string =>
    `文件${named(fileName)}的内容：\n\n${fenced(text.replace(/\n$/, ""))}`,
};

/** What context keeps of it. */
export const memories = {
  pictures: (count: number): string => `（发来了 ${count} 张图片）`,
  file: (fileName: string, text: string, maxCharacters: number): string => {
    const isWhole = text.length <= maxCharacters;
    const start = isWhole ? text : `${text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, "")}…`;
    return `（发来了文件${named(fileName)}，${isWhole ? "内容" : "开头"}是：）\n\n${fenced(start)}`;
  },
};

/** A name is given by its sender: it stays one short line. */
function named(fileName: string): string {
  const plain = fileName
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}「」`*_[\]<>]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return plain === "" ? "" : `「${Array.from(plain).slice(0, 80).join("")}」`;
}

const quoted = (words: string): string =>
  words
    .split(/\r\n?|\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

/** Behind a fence that nothing in the text can close. */
function fenced(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
