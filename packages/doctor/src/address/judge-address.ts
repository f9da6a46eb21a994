import type { Config } from "@dinglane/runtime";
import type { Finding } from "../finding.ts";
import { isPrivateHost } from "../network/is-private-host.ts";

/** What the address itself shows. Beside a DingTalk on this machine or network anything goes. */
export function judgeAddress(serviceUrl: string, { oapiUrl }: Config["dingtalk"]): Finding[] {
  if (isPrivateHost(oapiUrl)) return [];
  const subject = "service_url";
  if (isPrivateHost(serviceUrl)) {
    return [
      {
        level: "fail",
        code: "service_url_private",
        facts: {},
        subject,
        seen: "an address of this machine or network, which DingTalk cannot call",
        todo: "Set service_url (SERVICE_URL) to a public address; with run_mode stream none is needed",
      },
    ];
  }
  if (new URL(serviceUrl).protocol === "https:") return [];
  return [
    {
      level: "warn",
      code: "service_url_unencrypted",
      facts: {},
      subject,
      seen: "http://: messages cross the Internet unencrypted, and who reads one can repeat its signature for an hour",
      todo: "Put a certificate on the reverse proxy, and give DingTalk the https:// address",
    },
  ];
}
