import type { MessageContent } from "@dinglane/dingtalk";
import type { PromptTemplate } from "@dinglane/runtime";
import { matchTemplate } from "./match-template.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import {
  cannotRead,
  cannotReadPictureBesideWords,
  commandNotReady,
  overQuota,
  templateList,
  templateUsage,
} from "./replies.ts";
import type { UnreadableKind, Words } from "./replies.ts";

/** Work for a queue. */
export type JobRoute =
  | { type: "answer-message"; question: string }
  | { type: "switch-mode"; mode: "singleTurn" | "multiTurn" }
  | { type: "reset-session" }
  | { type: "show-help" };

/** Carried out on the spot, by whichever ingress has it: it must not wait behind what it stops. */
interface StopRoute {
  type: "stop";
}

/** What is to be done with a message. */
export type Route = JobRoute | StopRoute | Refusal;

/** Decided on the spot: the asker is told, nothing is queued. */
export interface Refusal {
  type: "refusal";
  reason: RefusalReason;
  words: Words;
}

export interface RouteOptions {
  templates: readonly PromptTemplate[];
  /** One more word for a reset; may be empty. */
  clearToken: string;
}

/** Words that must stand alone. */
const COMMANDS: Record<string, Route> = {
  "": { type: "show-help" },
  帮助: { type: "show-help" },
  单聊: { type: "switch-mode", mode: "singleTurn" },
  串聊: { type: "switch-mode", mode: "multiTurn" },
  重置: { type: "reset-session" },
  退出: { type: "reset-session" },
  结束: { type: "reset-session" },
  停止: { type: "stop" },
  取消: { type: "stop" },
};

/** The same, but whoever carries them out comes with a later version: until then they get plain words. */
const NOT_READY = ["图片", "余额", "查对话", "群ID", "状态"];

/** The same, with something following, after a space or not. */
const NOT_READY_PREFIXES = ["#图片", "#查对话", "#域名", "#证书"];

/** Creates the table from what somebody wrote or said to what is to be done. */
export function createRouter(options: RouteOptions): (content: MessageContent) => Route {
  const commands = new Map(Object.entries(COMMANDS));
  for (const word of NOT_READY) commands.set(word, notReady(word));
  commands.set("模板", refusal("template_usage", templateList(options.templates)));
  const clearToken = options.clearToken.trim();
  if (clearToken !== "") commands.set(clearToken, { type: "reset-session" });

  function routeText(text: string): Route {
    const trimmed = text.trim();
    const command = commands.get(trimmed);
    if (command !== undefined) return command;
    if (!trimmed.startsWith("#")) return { type: "answer-message", question: trimmed };
    const prefix = NOT_READY_PREFIXES.find((word) => trimmed.startsWith(word));
    if (prefix !== undefined) return notReady(prefix);
    const match = matchTemplate(options.templates, trimmed);
    if (match?.rest === "") return refusal("template_usage", templateUsage(match.template));
    return { type: "answer-message", question: match?.prompt ?? trimmed };
  }

  return (content) => {
    switch (content.type) {
      case "text":
        return routeText(content.text);
      case "richText":
        if (content.pictures.length === 0) return routeText(content.text);
        if (content.text.trim() === "") return unreadable("picture");
        return refusal("unreadable", cannotReadPictureBesideWords());
      case "audio":
        return content.recognition === undefined ? unreadable("audio") : routeText(content.recognition);
      case "overQuota":
        return refusal("over_quota", overQuota());
      case "picture":
      case "video":
      case "file":
      case "unsupported":
        break;
    }
    return unreadable(content.type);
  };
}

function unreadable(kind: UnreadableKind): Refusal {
  return refusal("unreadable", cannotRead(kind));
}

function notReady(command: string): Refusal {
  return refusal("not_ready", commandNotReady(command));
}

function refusal(reason: RefusalReason, words: Words): Refusal {
  return { type: "refusal", reason, words };
}
