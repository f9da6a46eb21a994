import type { ComposedReply } from "@dinglane/delivery";
import { fixedLookup, GuardError, resolvePublic, type Resolve } from "@dinglane/guarded-fetch";
import type { InspectCertificate } from "@dinglane/jobs";
import type { Attempt, WriteReply } from "@dinglane/reply-worker";
import { parseHost } from "../parse-host.ts";
import { judgeCertificate } from "./judge-certificate.ts";
import type { readCertificate } from "./read-certificate.ts";
import { replies } from "./replies.ts";

/** Where certificates of websites are; any other port would make us a scanner of ports. */
const PORTS = new Set([443, 8443]);
/** For the look-up, and again for the connection. */
const STEP_TIMEOUT_MS = 5_000;

export interface InspectCertificateDeps {
  read: typeof readCertificate;
  /** The system's resolver, unless a test brings its own. */
  resolve?: Resolve;
  write: WriteReply;
  now: () => number;
  /** The local day of an instant. */
  dayOf: (epochMs: number) => string;
  log: { info(fields: object, message: string): void };
}

/** Creates the use case of #证书: how long a public server's certificate is good, whose it is, and who says so. */
export function createInspectCertificate({ read, resolve, write, now, dayOf, log }: InspectCertificateDeps) {
  async function publicLookup(host: string, signal: AbortSignal): Promise<ReturnType<typeof fixedLookup>> {
    return fixedLookup(await within(STEP_TIMEOUT_MS, signal, resolvePublic(host, resolve)));
  }

  async function words(text: string, signal: AbortSignal): Promise<string> {
    const named = parseHost(text);
    // A single label is a name of the inside, where it is one at all.
    if (named === undefined)
      return /^[\p{L}\p{N}-]+$/u.test(text.trim()) ? replies.notPublic : replies.noHost;
    const { host, port = 443 } = named;
    try {
      const lookup = await publicLookup(host, signal);
      if (!PORTS.has(port)) return replies.otherPort;
      const step = AbortSignal.any([signal, AbortSignal.timeout(STEP_TIMEOUT_MS)]);
      const shown = await read({ host, port, lookup }, step);
      return replies.facts({ host, port, ...judgeCertificate(shown, now(), dayOf) });
    } catch (err) {
      signal.throwIfAborted();
      if (err instanceof GuardError) return replies.notPublic;
      log.info({ err }, "a certificate was not shown");
      return replies.unreachable(host);
    }
  }

  return async (job: InspectCertificate, { signal }: Attempt): Promise<ComposedReply> => ({
    reply: await write(await words(job.host, signal)),
    effects: [],
  });
}

/** A look-up cannot be taken back, but nobody has to wait for it. */
async function within<T>(timeoutMs: number, signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const end = (): void => late.reject(new GuardError("timeout"));
  const timer = setTimeout(end, timeoutMs);
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}
