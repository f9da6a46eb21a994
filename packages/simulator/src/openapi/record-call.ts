import type { ApiCall } from "./api-call.ts";

/** A service runs for days: the oldest entries give way. */
const MAX_CALLS = 20_000;

export function recordCall(calls: ApiCall[], call: ApiCall): void {
  calls.push(call);
  if (calls.length > MAX_CALLS) calls.shift();
}
