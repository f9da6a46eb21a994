import { asCode } from "../as-code.ts";
import type { DomainRecord } from "./domain-record.ts";

const NOT_PUBLISHED = "注册局没有公布";

function expiry(expiresOn: string | undefined, daysLeft: number): string {
  if (expiresOn === undefined) return NOT_PUBLISHED;
  if (daysLeft < 0) return `${expiresOn}（⚠️ 已过期 ${-daysLeft} 天）`;
  return `${expiresOn}（${daysLeft <= 30 ? "⚠️ " : ""}还剩 ${daysLeft} 天）`;
}

/** What people read about a domain. */
export const replies = {
  record: (domain: string, { registeredOn, expiresOn, registrar }: DomainRecord, daysLeft: number): string =>
    [
      `**域名 ${asCode(domain)}**`,
      "",
      `- 注册时间：${registeredOn ?? NOT_PUBLISHED}`,
      `- 到期时间：${expiry(expiresOn, daysLeft)}`,
      `- 注册商：${registrar === undefined ? NOT_PUBLISHED : asCode(registrar)}`,
    ].join("\n"),
  free: (domain: string): string => `**域名 ${asCode(domain)}** 还没有人注册。`,
  noService: (domain: string): string =>
    `🤷 **抱歉**，${asCode(domain)} 的后缀没有公开的查询服务。请到它的注册商那里查。`,
  failed: (domain: string): string =>
    `🤷 **抱歉**，没有查到 ${asCode(domain)}：域名查询服务没有给出结果。请过几分钟再试一次。`,
  noDomain: "🤷 **抱歉**，这不是一个域名。请这样写：`#域名 example.com`",
};
