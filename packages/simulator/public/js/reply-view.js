import { element } from "./element.js";
import { fileLink } from "./file-link.js";
import { markdown } from "./markdown.js";
import { strings } from "./strings.js";

/** The inside of a robot's bubble. */
export function replyView(reply) {
  switch (reply.msgtype) {
    case "markdown":
      return markdown(reply.markdown.text);
    case "actionCard":
      return actionCard(reply.actionCard);
    case "link":
      return linkCard(reply.link.messageUrl, reply.link.title, reply.link.text);
    case "feedCard":
      return element(
        "div",
        { class: "feed" },
        ...reply.feedCard.links.map((link) => linkCard(link.messageURL, link.title)),
      );
    case "file":
      return fileLink(reply.file.mediaId, reply.file.fileName);
    case "audio":
      return element("p", { class: "plain" }, strings.audioReply(Math.ceil(reply.audio.durationMs / 1000)));
    case "video":
      return element("p", { class: "plain" }, strings.videoReply(reply.video.seconds));
    default:
      return element("p", { class: "plain" }, reply.text?.content ?? "");
  }
}

/** What stands for a reply in the list of conversations: DingTalk shows a markdown's title there. */
export function replySummary(reply) {
  const part = reply[reply.msgtype];
  return (
    part?.title ??
    part?.content ??
    part?.links?.[0]?.title ??
    part?.fileName ??
    strings.msgtypes.interactiveCard
  );
}

function actionCard(card) {
  const buttons = card.btns ?? [{ title: card.singleTitle, actionURL: card.singleURL }];
  return element(
    "div",
    { class: "card" },
    markdown(card.text),
    element(
      "div",
      { class: card.btnOrientation === "1" ? "card-buttons side-by-side" : "card-buttons" },
      ...buttons.map((button) => outerLink(button.actionURL, "card-button", button.title)),
    ),
  );
}

function linkCard(url, title, text) {
  const words = text === undefined ? undefined : element("span", { class: "link-text" }, text);
  return outerLink(url, "link-card", element("strong", {}, title), words);
}

function outerLink(url, className, ...children) {
  const isSafe = /^(?:https?|dingtalk):/iu.test(url);
  const attributes = isSafe ? { href: url, target: "_blank", rel: "noopener noreferrer" } : {};
  return element("a", { class: className, ...attributes }, ...children);
}
