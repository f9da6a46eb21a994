export type Scrub = (text: string) => string;

const REDACTED = "[redacted]";
const SECRET_NAMES =
  "session_?webhook|client_?secrets?|app_?secrets?|secret|access_?token|x-acs-dingtalk-access-token|api_?keys?|authorization|password|token|cookie|set-cookie|ticket";

/** `"clientSecret":"…"`, also inside a text that is itself JSON, where the quotes are escaped. */
const SECRET_PROPERTY = new RegExp(
  `("(?:${SECRET_NAMES})\\\\*"\\s*:\\s*)((?:"(?:[^"\\\\]|\\\\.)*"|\\\\+"[^"\\\\]*\\\\+"|\\[(?:[^[\\]"\\\\]|"(?:[^"\\\\]|\\\\.)*")*\\]))`,
  "giu",
);
const SECRET_PARAMETER =
  /\b((?:access_token|session|client_?secret|app_?secret|api_?key|token|sign|ticket|password)=)[^\s&"'\\]+/giu;
const BEARER = /\b(Bearer )[\w.~+/=-]+/giu;
const MODEL_KEY = /\bsk-[\w-]{8,}/gu;
/** Named schemes only: an open-ended scheme would make the pattern quadratic on long runs of letters. */
const URLS = /\b(?:https?|wss?|rediss?|postgres(?:ql)?|socks5h?):\/\/[^\s"'<>\\]+/giu;

/** The value keeps its quotes, escaped or not: the line around it must stay JSON. */
function withoutValue(_match: string, name: string, value: string): string {
  const quote = /^\\+"/u.exec(value)?.[0] ?? '"';
  return `${name}${quote}${REDACTED}${quote}`;
}

/** Digits for digits: they may stand in the middle of a number, and the line must stay JSON. */
function maskOf(literal: string): string {
  return /^\d+$/u.test(literal) ? "9".repeat(literal.length) : REDACTED;
}

/** Keeps scheme, host and path. A sessionWebhook is a bearer token in a query string. */
function bareUrl(url: string): string {
  const [address = "", ...rest] = url.split(/[?#]/u);
  const schemeEnd = address.indexOf("://") + 3;
  const authorityEnd = address.indexOf("/", schemeEnd);
  const at = address.lastIndexOf("@", authorityEnd === -1 ? address.length : authorityEnd);
  const bare = at < schemeEnd ? address : address.slice(0, schemeEnd) + address.slice(at + 1);
  return rest.length === 0 ? bare : `${bare}?…`;
}

/**
 * Takes secrets out of text that is about to be printed: the given ones wherever they stand, and what looks like one (query
 * strings and passwords of URLs, bearer tokens, model keys, properties with a telling name). Linear in the text's length.
 */
export function createScrubber(secrets: readonly string[]): Scrub {
  const literals = [...new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))]
    .filter((literal) => literal !== "")
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let scrubbed = text;
    for (const literal of literals) scrubbed = scrubbed.replaceAll(literal, maskOf(literal));
    return scrubbed
      .replaceAll(SECRET_PROPERTY, withoutValue)
      .replaceAll(URLS, bareUrl)
      .replaceAll(SECRET_PARAMETER, `$1${REDACTED}`)
      .replaceAll(BEARER, `$1${REDACTED}`)
      .replaceAll(MODEL_KEY, REDACTED);
  };
}
