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
  const warn = (seen: string, todo: string): Finding => ({ level: "warn", subject: SUBJECT, seen, todo });
  if (url.search !== "" || url.hash !== "") {
    return warn("it has a query or fragment, after which a path is put", `Leave that out: ${SET_IT}`);
  }
  if (/\/(?:chat\/completions|completions|responses)\b/.test(url.pathname)) {
    return warn(
      `${bareUrl(asked)}/chat/completions is asked, which has that path twice`,
      `Leave out /chat/completions: ${SET_IT}`,
    );
  }
  if (url.protocol === "http:" && !isPrivateHost(asked)) {
    return warn("http://: key and questions cross the Internet unencrypted", `Use https://: ${SET_IT}`);
  }
  return { level: "ok", subject: SUBJECT, seen: `${bareUrl(asked)}/chat/completions is asked` };
}
