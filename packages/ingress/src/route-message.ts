import type { MessageContent } from "@dinglane/dingtalk";
import type { PromptTemplate } from "@dinglane/runtime";
import { createCommands } from "./commands.ts";
import { matchTemplate } from "./match-template.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import {
  adminOnly,
  cannotDraw,
  cannotRead,
  cannotReadPictureBesideWords,
  overQuota,
  templateList,
  templateUsage,
} from "./replies.ts";
import type { UnreadableKind, Words } from "./replies.ts";
import type { Asker, Refusal, Route } from "./route.ts";

export interface RouteOptions {
  templates: readonly PromptTemplate[];
  /** One more word for a reset; may be empty. */
  clearToken: string;
  /** Whether there is a model that draws; default true. */
  canDraw?: boolean;
}

/** Creates the table from what somebody wrote or said to what is to be done. */
export function createRouter(options: RouteOptions): (content: MessageContent, asker: Asker) => Route {
  const clearToken = options.clearToken.trim().toLowerCase();
  const commandOf = createCommands({
    模板: refusal("template_usage", templateList(options.templates)),
    ...(options.canDraw === false ? { 图片: refusal("not_ready", cannotDraw()) } : {}),
    ...(clearToken === "" ? {} : { [clearToken]: { type: "reset-session" } }),
  });

  function routeText(text: string, { isAdmin }: Asker): Route {
    const question = text.trim();
    const typed = question.replace(/^＃/, "#");
    const command = commandOf(typed);
    const match = typed.startsWith("#") ? matchTemplate(options.templates, typed) : undefined;
    // The longer title wins, so that a template may begin like a command.
    if (command !== undefined && command.word.length >= (match?.template.title.length ?? 0)) {
      if (command.isAdminOnly && !isAdmin) return refusal("admin_only", adminOnly(command.word));
      const isDrawing = command.route.type === "draw-image";
      return isDrawing && options.canDraw === false ? refusal("not_ready", cannotDraw()) : command.route;
    }
    if (match?.rest === "") return refusal("template_usage", templateUsage(match.template));
    return { type: "answer-message", question: match?.prompt ?? question };
  }

  return (content, asker) => {
    switch (content.type) {
      case "text":
        return routeText(content.text, asker);
      case "richText":
        if (content.pictures.length === 0) return routeText(content.text, asker);
        if (content.text.trim() === "") return unreadable("picture");
        return refusal("unreadable", cannotReadPictureBesideWords());
      case "audio":
        return content.recognition === undefined
          ? unreadable("audio")
          : routeText(content.recognition, asker);
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

function refusal(reason: RefusalReason, words: Words): Refusal {
  return { type: "refusal", reason, words };
}
