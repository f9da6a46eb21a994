/** Whether an IP address is one of the public Internet's. */
export { isPublicAddress } from "./is-public-address.ts";
/** The public addresses of a name, to connect to in its place. */
export { resolvePublic, type Resolve } from "./resolve-public.ts";
/** Answers a socket's look-up with addresses that were checked. */
export { fixedLookup } from "./fixed-lookup.ts";
/** Ends the wait for a look-up, which itself cannot be ended. */
export { unlessAborted } from "./unless-aborted.ts";
/** Fetches a URL that somebody else has written. */
export { fetchBounded, type BoundedFetchOptions, type FetchedFile } from "./fetch-bounded.ts";
/** The one error of this package. */
export { GuardError, type GuardErrorCode } from "./guard-error.ts";
