/**
 * What to do about a call that DingTalk did not carry out.
 *
 * - `retry`: the same again, shortly.
 * - `refresh-token`: with a new access token.
 * - `wait-qps`: again after a second: too many calls of this app to this API.
 * - `degrade-monthly`: not this month: the organisation's calls are used up.
 * - `permission`: not until the operator has changed something in DingTalk's developer console.
 * - `ip-blocked`: nothing from this address for some minutes.
 * - `back-off`: this conversation has had too many messages; leave it alone for a while.
 * - `split`: too long; send smaller parts.
 * - `degrade`: this content is refused; something plainer may pass.
 * - `give-up`: this call will never be carried out.
 */
export type ApiAction =
  | "retry"
  | "refresh-token"
  | "wait-qps"
  | "degrade-monthly"
  | "permission"
  | "ip-blocked"
  | "back-off"
  | "split"
  | "degrade"
  | "give-up";
