/** Conversations that DingTalk wants left alone for a while. */
export { createBackOff, type BackOff } from "./back-off.ts";
/** A write that happens exactly when a reply is committed. */
export type { CommitEffect } from "./commit-effect.ts";
/** Pays what failed jobs left owing their users. */
export { startDebtPayer, type DebtPayer } from "./debt-payer.ts";
/** Sends a committed reply, part by part, each at most once where DingTalk answers. */
export { createReplyDelivery, type DeliverReply } from "./deliver-reply.ts";
/** What became of sending a reply. */
export type { DeliveryResult } from "./delivery-result.ts";
/** Everything that is known about the outcome of one message. */
export type { LedgerEntry } from "./ledger-entry.ts";
/** One entry per message: dedupe, commit, and what was sent. */
export { createLedger, type CommitOutcome, type JobLock, type Ledger, type Receipt } from "./ledger.ts";
/** Where and to whom a message is answered. */
export { replyAddressOf, type ReplyAddress } from "./reply-address.ts";
/** A reply as it is committed: title and markdown parts. */
export type { Reply } from "./reply.ts";
/** The one road from a job to its user: compose, commit, send, mark. */
export { createReplyOnce, type ComposedReply, type ReplyOnce } from "./reply-once.ts";
/** A process's ways to DingTalk: counted, with shared tokens and pace. */
export { createDingTalkAccess, type DingTalkAccess } from "./dingtalk-access.ts";
/** A webhook client whose posts are counted against the month. */
export { createCountedWebhook } from "./counted-webhook.ts";
/** What is spent of the month's calls. */
export { createCallBudget } from "./openapi/call-budget.ts";
export type { BudgetKind, BudgetLevel, BudgetStanding, CallBudget } from "./openapi/call-budget.ts";
/** Trouble that administrators are told of, once an hour. */
export { createNoticePost, type PostNotice } from "./notices/notice-post.ts";
export { createNoticeQueue, type NoticeQueue } from "./notices/notice-queue.ts";
export type { Notice, Trouble } from "./notices/notice.ts";
/** One call of DingTalk's API, and what became of it. */
export type { CallResult, DingTalkCall, DingTalkCalls, HeldReason } from "./openapi/dingtalk-calls.ts";
/** Pictures that are paid for but not committed: kept by who draws, removed by who erases. */
export { DRAWN_PICTURE_TTL_SECONDS, drawnPictureKey } from "./keys.ts";
/** Takes a person's replies out of the ledger. */
export { eraseReplies } from "./erase-replies.ts";
/** Sends replies whose sessionWebhook has ended. */
export type { OpenApiRoad } from "./openapi/openapi-road.ts";
/** Files that ingress serves for a day under links nobody can guess. */
export {
  createHostedFiles,
  type HostedFile,
  type HostedFileKind,
  type HostedFiles,
  type HostOutcome,
} from "./hosting/hosted-files.ts";
/** Brings files to DingTalk, for messages to show. */
export type { MediaUploads, UploadOutcome } from "./openapi/media-upload.ts";
/** Whether Redis may take something large. */
export { hasRoomFor } from "./hosting/redis-room.ts";
/** Answers that are shown on a card while they are written. */
export { createStartCard, type CardRequest, type StartCard } from "./cards/cards.ts";
export type { CardWriter } from "./cards/card-writer.ts";
/** What is known of cards. */
export { createCardRecords, type CardRecords } from "./cards/card-records.ts";
/** Whose question a card answers. */
export { readCardOwner, type CardOwner } from "./cards/card-owner.ts";
/** Puts replies on cards, and ends cards whose reply goes elsewhere. */
export { createCardEnds, type CardEnds } from "./cards/card-ends.ts";
export type { CloseCard } from "./cards/close-card.ts";
/** 思考中 on a question that is being answered. */
export { createThinkingEmotion, type ThinkAbout } from "./thinking-emotion.ts";
