import type { PeerCertificate } from "node:tls";
import type { ShownCertificate } from "./read-certificate.ts";
import type { CertificateFacts, CertificateFault } from "./replies.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const SELF_SIGNED = new Set(["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"]);
/** What our own look at the days says already. */
const ABOUT_DAYS = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);

/** Makes what a server shows the facts to be told. `dayOf` tells the local day of an instant. */
export function judgeCertificate(
  { peer, isForHost, chainFault, protocol }: ShownCertificate,
  nowMs: number,
  dayOf: (epochMs: number) => string,
): Omit<CertificateFacts, "host" | "port"> {
  const fromMs = Date.parse(peer.valid_from);
  const toMs = Date.parse(peer.valid_to);
  return {
    faults: [
      ...(toMs < nowMs ? ["expired" as const] : []),
      ...(fromMs > nowMs ? ["not_yet_valid" as const] : []),
      ...faultOfChain(peer, chainFault),
      ...(isForHost ? [] : ["other_name" as const]),
    ],
    daysLeft: Math.floor((toMs - nowMs) / DAY_MS),
    validFrom: dayOf(fromMs),
    validTo: dayOf(toMs),
    issuer: nameOf(peer.issuer),
    subject: nameOf(peer.subject),
    names: namesOf(peer.subjectaltname),
    protocol,
  };
}

function faultOfChain({ issuer, subject }: PeerCertificate, code: string | undefined): CertificateFault[] {
  if (code === undefined) return [];
  // Of several faults OpenSSL names one, and the end of its days hides that nobody else has signed it.
  if (SELF_SIGNED.has(code) || nameOf(issuer) === nameOf(subject)) return ["self_signed"];
  return ABOUT_DAYS.has(code) ? [] : ["unknown_issuer"];
}

/** A name may have several values for one field; the organisation says more than the common name of an issuer. */
function nameOf(name: PeerCertificate["subject"]): string {
  const parts = [name.O, name.CN].flat().filter((part) => part !== undefined && part !== "");
  return [...new Set(parts)].join(" / ");
}

/** `DNS:a.example, IP Address:192.0.2.1`; whatever else may stand there is for no website. */
function namesOf(subjectAltName = ""): string[] {
  return subjectAltName
    .split(", ")
    .map((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1])
    .filter((name) => name !== undefined);
}
