/** The proxy could not be reached or would not let through. It has no cause on purpose: that one holds the password. */
export class ProxyError extends Error {
  override readonly name = "ProxyError";
  readonly code = "proxy_failed";
}
