import type { MessageContent } from "@dinglane/dingtalk";
import type { PromptTemplate } from "@dinglane/runtime";
import { attachmentsOf, type Media, type Readable } from "./attachments-of.ts";
import { createCommands } from "./commands.ts";
import { matchTemplate } from "./match-template.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import { adminOnly, cannotDraw, cannotRead, overQuota, templateList, templateUsage } from "./replies.ts";
import type { Words } from "./replies.ts";
import type { Asker, Refusal, Route } from "./route.ts";

export interface RouteOptions {
  templates: readonly PromptTemplate[];
  /** One more word for a reset; may be empty. */
  clearToken: string;
  /** Default: files, and no speech. */
  readable?: Readable;
  /** Whether there is a model that draws; default true. */
  canDraw?: boolean;
}

/** Creates the table from what somebody wrote or said to what is to be done. */
export function createRouter(options: RouteOptions): (content: MessageContent, asker: Asker) => Route {
  const { readable = { speech: false, files: true } } = options;
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

  /** A question about what came with it; words that are a command or a template's title are that all the same. */
  function routeMedia(media: Media, text: string, asker: Asker): Route {
    const route: Route =
      text.trim() === "" ? { type: "answer-message", question: "" } : routeText(text, asker);
    if (route.type !== "answer-message") return route;
    const attachments = attachmentsOf(media, readable);
    return Array.isArray(attachments) ? { ...route, attachments } : attachments;
  }

  return (content, asker) => {
    switch (content.type) {
      case "text":
        return routeText(content.text, asker);
      case "richText": {
        const { text, pictures } = content;
        return pictures.length === 0
          ? routeText(text, asker)
          : routeMedia({ type: "picture", pictures }, text, asker);
      }
      case "picture":
        return routeMedia({ type: "picture", pictures: [content.picture] }, "", asker);
      case "audio":
        // What was recognised is text, so that commands may be spoken.
        return content.recognition === undefined
          ? routeMedia(content, "", asker)
          : routeText(content.recognition, asker);
      case "file":
        return routeMedia(content, "", asker);
      case "overQuota":
        return refusal("over_quota", overQuota());
      case "video":
      case "unsupported":
        return refusal("unreadable", cannotRead(content.type));
    }
  };
}

function refusal(reason: RefusalReason, words: Words): Refusal {
  return { type: "refusal", reason, words };
}
