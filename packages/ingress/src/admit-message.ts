import type { MessageContent, RobotMessage } from "@dinglane/dingtalk";
import type { AccessDecision, Who, WordFilter } from "@dinglane/settings";
import { quotedTextOf } from "./quoted-text-of.ts";
import { chatTypeRefused, groupRefused, questionTooLong, sensitiveWord, userRefused } from "./replies.ts";
import type { Refusal } from "./route.ts";
import { whoOf } from "./who-of.ts";

export interface AdmitOptions {
  accessOf: (who: Who) => AccessDecision;
  words: Pick<WordFilter, "find">;
  maxQuestionTokens: number;
  /** Neither too long nor forbidden, whatever it says: an administrator has to name words to take them off the list. */
  isUnchecked?: (message: RobotMessage) => boolean;
}

/** Characters per allowed token beyond which nothing can be short enough: no tokenizer has to be asked. */
const CHARACTERS_PER_TOKEN = 4;

const ACCESS_WORDS = { chat_type: chatTypeRefused, group: groupRefused, user: userRefused };

/**
 * Creates the gate: lists and chat type first, then the length, and only then anything that reads the text.
 * Undefined lets the message pass.
 */
export function createAdmission(options: AdmitOptions): (message: RobotMessage) => Refusal | undefined {
  const maxCharacters = options.maxQuestionTokens * CHARACTERS_PER_TOKEN;

  return (message) => {
    const access = options.accessOf(whoOf(message));
    if (!access.allowed) {
      const words = ACCESS_WORDS[access.reason](message.conversation.type === "group");
      return { type: "refusal", reason: access.reason, words };
    }
    if (options.isUnchecked?.(message)) return undefined;
    const text = textOf(message.content);
    if (text.length > maxCharacters) {
      return { type: "refusal", reason: "too_long", words: questionTooLong(options.maxQuestionTokens) };
    }
    const quoted = quotedTextOf(message, options.maxQuestionTokens);
    const quotedName = message.quoted?.fileName?.slice(0, maxCharacters);
    const texts = [text, quoted, quotedName].filter((each) => each !== undefined);
    if (texts.some((each) => options.words.find(each) !== undefined)) {
      return { type: "refusal", reason: "sensitive_word", words: sensitiveWord() };
    }
    return undefined;
  };
}

function textOf(content: MessageContent): string {
  if (content.type === "text" || content.type === "richText") return content.text;
  if (content.type === "file") return content.fileName ?? "";
  return content.type === "audio" ? (content.recognition ?? "") : "";
}
