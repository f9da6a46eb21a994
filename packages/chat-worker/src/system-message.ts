import type { TextMessage } from "@dinglane/llm";

/** Everything about the asker that a model may use; a nick is written by its owner, so it is kept short and on one line. */
const plainNick = (nick: string): string =>
  Array.from(nick.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}「」]/gu, " ").trim())
    .slice(0, 30)
    .join("");

/** Creates the one `system` message: the configured persona, then who asks, and the date where the bot lives. */
export function createSystemMessage(options: {
  persona?: string | undefined;
  timezone: string;
  now: () => number;
}): (asker: { nick: string }) => TextMessage {
  const day = new Intl.DateTimeFormat("zh-CN", { timeZone: options.timezone, dateStyle: "full" });
  return ({ nick }) => {
    const facts = `今天是${day.format(options.now())}。向你提问的人是「${plainNick(nick)}」。`;
    return { role: "system", content: options.persona ? `${options.persona}\n\n${facts}` : facts };
  };
}
