import { MAX_DAYS, parseErasedUser, parsePersonQuery } from "./parse-person-query.ts";
import {
  certificateUsage,
  domainUsage,
  drawUsage,
  erasureUsage,
  transcriptUsage,
  wrongDays,
  type Words,
} from "./replies.ts";
import type { Refusal, Route } from "./route.ts";

/** Words that must stand alone; letters are lower case here and any case in a message. */
const WORDS: Record<string, Route> = {
  "": { type: "show-help" },
  帮助: { type: "show-help" },
  单聊: { type: "switch-mode", mode: "singleTurn" },
  串聊: { type: "switch-mode", mode: "multiTurn" },
  重置: { type: "reset-session" },
  退出: { type: "reset-session" },
  结束: { type: "reset-session" },
  停止: { type: "stop" },
  取消: { type: "stop" },
  群id: { type: "show-group-id" },
  余额: { type: "report-usage" },
  状态: { type: "report-status" },
  图片: usage(drawUsage()),
  查对话: usage(transcriptUsage()),
};

/** Words with something following, after a space or not: what is done with it. The longest one wins. */
const PREFIXES: Record<string, (rest: string) => Route> = {
  "#图片": (prompt) => (prompt === "" ? usage(drawUsage()) : { type: "draw-image", prompt }),
  "#域名": (domain) => (domain === "" ? usage(domainUsage()) : { type: "look-up-domain", domain }),
  "#查对话": (text) => {
    const query = parsePersonQuery(text);
    if (query === undefined) return usage(transcriptUsage());
    return query === "wrong_days" ? usage(wrongDays(MAX_DAYS)) : { type: "find-transcripts", query };
  },
  "#删除对话": (text) => {
    const userId = parseErasedUser(text);
    return userId === undefined ? usage(erasureUsage()) : { type: "erase-person", userId };
  },
  "#设置": (change) => ({ type: "change-settings", change }),
  "#证书": (host) => (host === "" ? usage(certificateUsage()) : { type: "inspect-certificate", host }),
};

/** Both kinds: whoever else sends one is told that it is for administrators. */
const ADMIN_ONLY = new Set(["余额", "查对话", "状态", "群id", "#查对话", "#设置", "#删除对话"]);

/** A command as somebody sent it. */
export interface Command {
  /** As it was typed. */
  word: string;
  isAdminOnly: boolean;
  route: Route;
}

/** Creates the reader of commands: undefined for a text that is none. `more` are further words that stand alone. */
export function createCommands(more: Record<string, Route>): (text: string) => Command | undefined {
  const words = new Map(Object.entries({ ...WORDS, ...more }));
  const longestFirst = Object.entries(PREFIXES).toSorted(([one], [other]) => other.length - one.length);
  const longestWord = Math.max(...Array.from(words.keys(), (word) => word.length));

  return (text) => {
    const route = text.length > longestWord ? undefined : words.get(text.toLowerCase());
    if (route !== undefined) return commandFrom(text, text.length, route);
    if (!text.startsWith("#")) return undefined;
    const prefix = longestFirst.find(([word]) => text.slice(0, word.length).toLowerCase() === word);
    if (prefix === undefined) return undefined;
    const [word, routeOf] = prefix;
    return commandFrom(text, word.length, routeOf(text.slice(word.length).trim()));
  };
}

function commandFrom(text: string, length: number, route: Route): Command {
  const word = text.slice(0, length);
  return { word, isAdminOnly: ADMIN_ONLY.has(word.toLowerCase()), route };
}

function usage(words: Words): Refusal {
  return { type: "refusal", reason: "command_usage", words };
}
