import { asCode } from "../as-code.ts";

/** What a certificate says, ready to be told. */
export interface CertificateFacts {
  host: string;
  port: number;
  /** What is wrong with it, the gravest first; empty for a good one. */
  faults: CertificateFault[];
  /** Days until its end; negative after it. */
  daysLeft: number;
  validFrom: string;
  validTo: string;
  issuer: string;
  subject: string;
  /** Names it was issued for besides. */
  names: string[];
  protocol: string;
}

/** `unknown_issuer`: signed by nobody whom this machine trusts, or a certificate in between is not sent. */
export type CertificateFault = "expired" | "not_yet_valid" | "self_signed" | "unknown_issuer" | "other_name";

const MAX_NAMES = 6;

const FAULTS: Record<CertificateFault, (facts: CertificateFacts) => string> = {
  expired: ({ daysLeft }) => `⚠️ 已过期 ${Math.max(0, -daysLeft)} 天`,
  not_yet_valid: ({ validFrom }) => `⚠️ ${validFrom} 才生效`,
  self_signed: () => "⚠️ 自签名，浏览器不会信任",
  unknown_issuer: () => "⚠️ 颁发者不受信任，或服务器没有发送完整的证书链",
  other_name: ({ host }) => `⚠️ 不是发给 ${asCode(host)} 的`,
};

function standing(facts: CertificateFacts): string {
  const left = facts.daysLeft >= 0 ? [`还剩 ${facts.daysLeft} 天`] : [];
  const faults = facts.faults.map((fault) => FAULTS[fault](facts));
  const verdict = faults.length > 0 ? faults : [facts.daysLeft <= 30 ? "⚠️ 有效，快到期了" : "✅ 有效"];
  return [...verdict, ...left].join("；");
}

/** What people read about a certificate. */
export const replies = {
  facts(facts: CertificateFacts): string {
    const { host, port, validFrom, validTo, issuer, subject, names, protocol } = facts;
    const shown = names.slice(0, MAX_NAMES).map(asCode).join("、");
    const more = names.length > MAX_NAMES ? ` 等 ${names.length} 个` : "";
    return [
      `**${asCode(port === 443 ? host : `${host}:${port}`)} 的证书**`,
      "",
      `- 状态：${standing(facts)}`,
      `- 有效期：${validFrom} 至 ${validTo}`,
      `- 颁发者：${asCode(issuer)}`,
      `- 颁发给：${asCode(subject)}`,
      ...(names.length > 0 ? [`- 可用于：${shown}${more}`] : []),
      `- 协议：${asCode(protocol)}`,
    ].join("\n");
  },
  /** The same for every address that is not the public Internet's, and for a name that has none: it tells nothing of what is inside. */
  notPublic: "🤷 **抱歉**，这个地址查不了：只能查公网上的网站。请检查有没有写错。",
  otherPort:
    "🤷 **抱歉**，只能查 443 和 8443 端口。请这样写：`#证书 example.com` 或 `#证书 example.com:8443`",
  noHost: "🤷 **抱歉**，这不是一个网址。请这样写：`#证书 example.com`",
  unreachable: (host: string): string =>
    `🤷 **抱歉**，没有拿到 ${asCode(host)} 的证书：连不上，或者它没有用 HTTPS。请过一会儿再试。`,
};
