import { networkFailureOf, type NetworkReason } from "./network-failure.ts";

const WORDS: Readonly<Record<NetworkReason, string>> = {
  connection_refused: "nothing listens there (connection refused)",
  name_unknown: "the name is not known to DNS",
  dns_silent: "DNS does not answer",
  no_route: "there is no route to it",
  silent: "it does not answer",
  cut: "the connection was cut",
  certificate_expired: "its certificate has expired",
  certificate_self_signed: "its certificate is self-signed",
  certificate_untrusted: "its certificate is signed by an authority that this machine does not trust",
  certificate_incomplete: "its certificate comes without the authority's in between",
  certificate_of_another_name: "its certificate is for another name",
  no_tls: "it does not speak TLS on that port",
  too_slow: "it does not answer in time",
  other: "the connection failed",
};

/** Why a server could not be reached, in words. */
export function explainNetworkError(error: unknown): string {
  const { reason, errno } = networkFailureOf(error);
  return errno === undefined ? WORDS[reason] : `${WORDS[reason]} (${errno})`;
}
