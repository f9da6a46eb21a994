import { fixedLookup, resolvePublic, unlessAborted, type Resolve } from "@dinglane/guarded-fetch";
import type { DomainRecord } from "./domain-record.ts";
import { exchangeText } from "./exchange-text.ts";
import { parseWhois } from "./parse-whois.ts";

const WHOIS_PORT = 43;
/** IANA's own, which knows every other: https://www.iana.org/help/whois */
const ROOT_SERVER = "whois.iana.org";
const STEP_TIMEOUT_MS = 5_000;
const MAX_BYTES = 64 * 1024;

/** Some servers want more than the name. */
const QUERIES: Readonly<Record<string, (domain: string) => string>> = {
  "whois.denic.de": (domain) => `-T dn,ace ${domain}`,
  "whois.jprs.jp": (domain) => `${domain}/e`,
};

/** `no_service`: the top level domain has no whois server. */
export type AskWhois = (
  domain: string,
  signal: AbortSignal,
) => Promise<DomainRecord | "free" | "unreadable" | "no_service">;

/** Sends a line to a whois server by name, and reads its answer. */
export type Exchange = (host: string, line: string, signal: AbortSignal) => Promise<string>;

/** Creates the exchange with servers on public addresses. */
export function createPublicExchange(resolve?: Resolve): Exchange {
  return async (host, line, signal) => {
    const lookup = fixedLookup(await unlessAborted(resolvePublic(host, resolve), signal));
    return exchangeText({ host, port: WHOIS_PORT, lookup }, line, { maxBytes: MAX_BYTES, signal });
  };
}

/** Creates the client: a registry's server is asked for at IANA once, each step in `STEP_TIMEOUT_MS`. */
export function createWhoisClient(exchange: Exchange): AskWhois {
  const servers = new Map<string, string>();

  async function step(host: string, line: string, signal: AbortSignal): Promise<string> {
    return exchange(host, line, AbortSignal.any([signal, AbortSignal.timeout(STEP_TIMEOUT_MS)]));
  }

  async function serverOf(topLevel: string, signal: AbortSignal): Promise<string | undefined> {
    const known = servers.get(topLevel);
    if (known !== undefined) return known;
    const answer = await step(ROOT_SERVER, topLevel, signal);
    const [, server] = /^whois:\s*([a-z0-9.-]+)\s*$/im.exec(answer) ?? [];
    if (server !== undefined) servers.set(topLevel, server);
    return server;
  }

  return async (domain, signal) => {
    const server = await serverOf(domain.slice(domain.lastIndexOf(".") + 1), signal);
    if (server === undefined) return "no_service";
    return parseWhois(await step(server, QUERIES[server]?.(domain) ?? domain, signal));
  };
}
