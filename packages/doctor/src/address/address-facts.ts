import type { NetworkFailure } from "../network/network-failure.ts";
import type { NoFacts } from "../no-facts.ts";
import type { Signer } from "./callback-secrets.ts";

interface AddressSpot {
  /** Without user, password and query. */
  url: string;
}

interface Signed {
  signer: Signer;
}

/** What can be wrong on the way from DingTalk to our ingress. */
export interface AddressFacts {
  service_url_missing: NoFacts;
  service_url_private: NoFacts;
  service_url_unencrypted: NoFacts;
  address_unreachable: AddressSpot & { failure: NetworkFailure };
  address_without_ingress: AddressSpot & { status: number };
  address_redirects: AddressSpot & { status: number };
  address_not_ingress: AddressSpot & { status: number };
  /** Without a signer it was not signed. */
  callback_unanswered: Partial<Signed> & { failure: NetworkFailure };
  callback_not_taken: NoFacts;
  callback_strange_answer: { status: number };
  /** By an ingress that has other settings than the doctor. */
  callback_taken_unsigned: NoFacts;
  /** By an ingress that has no credentials, as the doctor. */
  callback_open_to_all: NoFacts;
  callback_secret_unknown: Signed;
  callback_too_old: Signed;
  callback_headers_lost: Signed;
  callback_refused: Signed & { status: number };
  callback_slow: Signed & { tookMs: number };
}
