/** String: one login, by the hash of the id in its cookie. Expires when idle for SESSION_IDLE_SECONDS. */
export const sessionKey = (prefix: string, idHash: string): string => `${prefix}:dashboard:session:${idHash}`;

export const SESSION_IDLE_SECONDS = 60 * 60;

/** An open board asks again every few seconds and so never is idle: after this the password is asked for all the same. */
export const SESSION_MAX_SECONDS = 12 * 60 * 60;

/** String: the name that last logged in with a browser, by the hash of the id in its cookie. */
export const knownBrowserKey = (prefix: string, idHash: string): string =>
  `${prefix}:dashboard:browser:${idHash}`;

export const KNOWN_BROWSER_SECONDS = 90 * 24 * 60 * 60;

/** Counter: failed attempts at one name from one address. Expires with its window. */
export const personAttemptsKey = (prefix: string, nameHash: string, address: string): string =>
  `${prefix}:dashboard:attempts:person:${nameHash}:${address}`;

/** Counter: failed attempts from a browser that is known. Expires with its window. */
export const browserAttemptsKey = (prefix: string, idHash: string): string =>
  `${prefix}:dashboard:attempts:browser:${idHash}`;

/** Counter: failed attempts at one name (hashed, it is whatever somebody typed). Expires with its window. */
export const nameAttemptsKey = (prefix: string, nameHash: string): string =>
  `${prefix}:dashboard:attempts:name:${nameHash}`;

/** Counter: failed attempts from one address. Expires with its window. */
export const addressAttemptsKey = (prefix: string, address: string): string =>
  `${prefix}:dashboard:attempts:address:${address}`;

export const ATTEMPTS_WINDOW_SECONDS = 15 * 60;
