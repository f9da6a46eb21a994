import type { NetworkFailure, NetworkReason } from "@dinglane/doctor";
import { asCode } from "../../as-code.ts";

const NETWORK: Readonly<Record<NetworkReason, string>> = {
  connection_refused: "那里没有程序在监听，连接被拒绝",
  name_unknown: "DNS 里查不到这个域名",
  dns_silent: "DNS 没有回应",
  no_route: "网络到不了那里",
  silent: "对方没有回应",
  cut: "连接中途断开",
  certificate_expired: "对方的证书已过期",
  certificate_self_signed: "对方用的是自签名证书",
  certificate_untrusted: "签发对方证书的机构不受这台机器信任",
  certificate_incomplete: "对方的证书缺少中间证书",
  certificate_of_another_name: "对方的证书不是发给这个域名的",
  no_tls: "对方在这个端口上不支持 TLS",
  too_slow: "对方没有在限定时间内回应",
  other: "连接失败",
};

/** Why a server could not be reached. */
export function whyUnreached({ reason, errno }: NetworkFailure): string {
  return errno === undefined ? NETWORK[reason] : `${NETWORK[reason]}（${asCode(errno)}）`;
}

/** A setting as a file and as the environment call it. */
export function setting(key: string, variable = key.toUpperCase()): string {
  return `${asCode(key)}（${asCode(variable)}）`;
}

/** "12 毫秒", "1.3 秒", "2 小时 5 分钟". */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} 毫秒`;
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(1))} 秒`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
}
