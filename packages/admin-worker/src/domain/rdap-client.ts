import { fetchBounded, GuardError } from "@dinglane/guarded-fetch";
import { z } from "zod";
import type { DomainRecord } from "./domain-record.ts";
import { parseRdap } from "./parse-rdap.ts";

/** IANA's list of who answers for which top level domain (RFC 9224). */
const BOOTSTRAP_URL = "https://data.iana.org/rdap/dns.json";
const BOOTSTRAP_LIFE_MS = 24 * 60 * 60 * 1000;
const STEP_TIMEOUT_MS = 5_000;
const MAX_BYTES = 1024 * 1024;

const bootstrap = z.object({
  services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])),
});

/** `no_service`: the top level domain has no RDAP server. */
export type AskRdap = (domain: string, signal: AbortSignal) => Promise<DomainRecord | "free" | "no_service">;

/**
 * Creates the client. `trustedUrls` are for tests; all else is asked at public addresses only, over https.
 *
 * @throws GuardError where a server cannot be asked, ZodError or SyntaxError where it answers something else.
 */
export function createRdapClient(options: {
  now: () => number;
  dayOf: (epochMs: number) => string;
  bootstrapUrl?: string;
  trustedUrls?: readonly string[];
}): AskRdap {
  const { now, dayOf, bootstrapUrl = BOOTSTRAP_URL, trustedUrls = [] } = options;
  let known: { servers: Map<string, string>; untilMs: number } | undefined;

  async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
    const limits = { maxBytes: MAX_BYTES, timeoutMs: STEP_TIMEOUT_MS, signal, trustedUrls };
    const { content } = await fetchBounded(url, limits);
    return JSON.parse(Buffer.from(content).toString("utf8"));
  }

  const isAllowed = (url: string): boolean =>
    url.startsWith("https://") || trustedUrls.some((trusted) => url.startsWith(trusted));

  async function servers(signal: AbortSignal): Promise<Map<string, string>> {
    if (known !== undefined && now() < known.untilMs) return known.servers;
    const { services } = bootstrap.parse(await fetchJson(bootstrapUrl, signal));
    const found = new Map<string, string>();
    for (const [topLevels, urls] of services) {
      const url = urls.find(isAllowed);
      if (url !== undefined) for (const topLevel of topLevels) found.set(topLevel.toLowerCase(), url);
    }
    known = { servers: found, untilMs: now() + BOOTSTRAP_LIFE_MS };
    return found;
  }

  return async (domain, signal) => {
    const topLevel = domain.slice(domain.lastIndexOf(".") + 1);
    const server = (await servers(signal)).get(topLevel);
    if (server === undefined) return "no_service";
    try {
      return parseRdap(await fetchJson(new URL(`domain/${domain}`, withSlash(server)).href, signal), dayOf);
    } catch (error) {
      // 404 is the protocol's no (RFC 7480); some say 400 to a name below the ones that they register.
      if (error instanceof GuardError && (error.status === 404 || error.status === 400)) return "free";
      throw error;
    }
  };
}

const withSlash = (url: string): string => (url.endsWith("/") ? url : `${url}/`);
