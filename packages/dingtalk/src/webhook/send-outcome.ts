import type { WebhookError } from "./webhook-error.ts";

/**
 * What to do about a send that DingTalk did not carry out.
 *
 * - `retry`: the same again, shortly.
 * - `back-off`: too fast; leave this conversation alone for a while.
 * - `split`: too long; send smaller parts.
 * - `expired`: this webhook takes nothing more; another road (the OpenAPI) may.
 * - `degrade`: this content is refused; something plainer may pass.
 * - `give-up`: nothing sent here will arrive.
 */
export type SendAction = "retry" | "back-off" | "split" | "expired" | "degrade" | "give-up";

/** What became of one post. `unknown`: it may have arrived, nobody can tell; there is no idempotency key. */
export type SendOutcome =
  | { status: "sent" }
  | { status: "unknown"; cause: WebhookError }
  | { status: "failed"; action: SendAction; errcode?: number; cause?: WebhookError };
