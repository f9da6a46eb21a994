/** DingTalk's are about 90 characters. */
const MAX_URL_LENGTH = 2_048;
/**
 * Scheme, plain host or IP literal, optional port, then path or query: no userinfo, escapes, blanks or backslashes
 * before the path, so what is checked here is what every URL parser sees.
 */
const PLAIN_ORIGIN = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?]|$)/i;
const DINGTALK_HOST = /^(?:[a-z0-9-]+\.)+dingtalk\.com$/;

/**
 * Whether replies may be posted to a URL that came in a callback body, which nobody signed (SSRF): the exact origin of
 * `oapiUrl`, or https on a subdomain of dingtalk.com at its usual port.
 */
export function isTrustedSessionWebhook(url: string, oapiUrl: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (url.length > MAX_URL_LENGTH || /[\u0000-\u0020\\\u007f]/.test(url) || !PLAIN_ORIGIN.test(url))
    return false;
  const target = URL.parse(url);
  if (target === null || target.username !== "" || target.password !== "") return false;
  const oapi = URL.parse(oapiUrl);
  if (oapi !== null && target.origin === oapi.origin && target.origin !== "null") return true;
  return target.protocol === "https:" && target.port === "" && DINGTALK_HOST.test(target.hostname);
}
