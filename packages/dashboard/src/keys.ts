/** String: one login, by the hash of the id in its cookie. Expires when idle for SESSION_IDLE_SECONDS. */
export const sessionKey = (prefix: string, idHash: string): string => `${prefix}:dashboard:session:${idHash}`;

export const SESSION_IDLE_SECONDS = 60 * 60;

/** An open board asks again every few seconds and so never is idle: after this the password is asked for all the same. */
export const SESSION_MAX_SECONDS = 12 * 60 * 60;

/** Counter: failed attempts at one name (hashed, it is whatever somebody typed). Expires with its window. */
export const nameAttemptsKey = (prefix: string, nameHash: string): string =>
  `${prefix}:dashboard:attempts:name:${nameHash}`;

/** Counter: failed attempts from one address. Expires with its window. */
export const addressAttemptsKey = (prefix: string, address: string): string =>
  `${prefix}:dashboard:attempts:address:${address}`;

export const ATTEMPTS_WINDOW_SECONDS = 15 * 60;
