import ipaddr from "ipaddr.js";
import { isIP } from "node:net";

/** What IANA has given out of IPv6; all else is special, or not yet anybody's. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
/** Where a network without IPv4 shows its addresses: the last 32 bits are the one that is meant (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/**
 * Whether an IP address is one of the public Internet's: not this machine, a private or local network, a provider's
 * inner one (where clouds keep their metadata), multicast, or any other range with a meaning of its own. What is no
 * address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  // An IPv4 address in IPv6 clothes becomes the IPv4 address.
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === "unicast";
  if (parsed.match(NAT64)) return isPublicAddress(parsed.toByteArray().slice(12).join("."));
  return parsed.range() === "unicast" && parsed.match(GLOBAL_UNICAST);
}
