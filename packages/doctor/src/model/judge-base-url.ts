import { normalizeBaseUrl } from "@dinglane/llm";
import type { Finding } from "../finding.ts";
import { isPrivateHost } from "../network/is-private-host.ts";
import { bareUrl } from "../text/bare-url.ts";

const SUBJECT = "base_url";
const SET_IT = "set base_url (BASE_URL) to the address that the model server's documents call base URL";

/** What the address itself shows: what becomes of it, and the two ways it is usually written wrongly. */
export function judgeBaseUrl(baseUrl: string): Finding {
  const asked = normalizeBaseUrl(baseUrl);
  const url = new URL(asked);
  const common = { level: "warn", subject: SUBJECT } as const;
  if (url.search !== "" || url.hash !== "") {
    return {
      ...common,
      code: "base_url_with_query",
      facts: {},
      seen: "it has a query or fragment, after which a path is put",
      todo: `Leave that out: ${SET_IT}`,
    };
  }
  if (/\/(?:chat\/completions|completions|responses)\b/.test(url.pathname)) {
    return {
      ...common,
      code: "base_url_with_path",
      facts: { url: bareUrl(asked) },
      seen: `${bareUrl(asked)}/chat/completions is asked, which has that path twice`,
      todo: `Leave out /chat/completions: ${SET_IT}`,
    };
  }
  if (url.protocol === "http:" && !isPrivateHost(asked)) {
    return {
      ...common,
      code: "base_url_unencrypted",
      facts: {},
      seen: "http://: key and questions cross the Internet unencrypted",
      todo: `Use https://: ${SET_IT}`,
    };
  }
  return { level: "ok", subject: SUBJECT, seen: `${bareUrl(asked)}/chat/completions is asked` };
}
