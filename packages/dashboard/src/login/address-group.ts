import { isIPv4, isIPv6 } from "node:net";

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 address, of which one customer has all.
 * The peer of the connection, never X-Forwarded-For, which anybody may write.
 */
export function addressGroup(peer: string | undefined): string {
  const address = (peer ?? "").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return "unknown";
  const [head = "", tail] = address.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  const groups = [...first, ...zeros, ...last].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
