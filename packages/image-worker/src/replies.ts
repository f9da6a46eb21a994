import { plainNick } from "@dinglane/dingtalk";
import type { PublishedPicture } from "./publish-picture.ts";

/** People write prompts as they like: one short line of plain text says which of them this picture is for. */
const named = (prompt: string): string => {
  const words = prompt.trim().replaceAll(/\s+/g, " ");
  const line = plainNick(words);
  if (line === "") return "";
  return Array.from(words).length > Array.from(line).length ? `：${line}…` : `：${line}`;
};

/** Everything that people read from an image-worker. */
export const replies = {
  /** What a transcript keeps of a picture: where it is, not what it shows. */
  recorded: (picture: PublishedPicture): string =>
    picture.at === "dingtalk" ? "（图片已发到钉钉）" : `（图片链接：${picture.url}）`,
  leftToday: (count: number): string => `（今天还剩 ${count} 次）`,
  /** `prompt` with forbidden words masked. */
  drawn(prompt: string, picture: PublishedPicture): string {
    const done = `**画好了**${named(prompt)}`;
    if (picture.at === "dingtalk") {
      return `${done}\n\n![图片](${picture.mediaId})\n\n点开图片，可以放大、旋转和保存。`;
    }
    return `${done}\n\n![图片](${picture.url})\n\n图片没有显示的话，[点这里看图](${picture.url})，链接一天内有效。`;
  },
};
