import { lookup } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { GuardError } from "./guard-error.ts";
import { isPublicAddress } from "./is-public-address.ts";

/** Looks a name up; the system's resolver unless a test brings its own. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

const resolveBySystem: Resolve = async (hostname) => lookup(hostname, { all: true });

/**
 * The public addresses of a name, or the address itself where it is one already. Connect to these, not to the name: a
 * second look-up may answer otherwise.
 *
 * @throws GuardError `private_address` when none is public, `not_reached` when there is none at all.
 */
export async function resolvePublic(
  hostname: string,
  resolve: Resolve = resolveBySystem,
): Promise<LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/gu, "");
  const family = isIP(host);
  const found = family === 0 ? await resolved(host, resolve) : [{ address: host, family }];
  const allowed = found.filter(({ address }) => isPublicAddress(address));
  if (allowed.length === 0) throw new GuardError(found.length === 0 ? "not_reached" : "private_address");
  return allowed;
}

async function resolved(host: string, resolve: Resolve): Promise<LookupAddress[]> {
  try {
    return await resolve(host);
  } catch (cause) {
    throw new GuardError("not_reached", { cause });
  }
}
