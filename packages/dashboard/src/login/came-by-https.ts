import type { Request } from "express";

/**
 * Whether the browser reached us by https, TLS usually ending at a proxy before us. The browser itself says so in `Origin`;
 * without it the proxy's word counts, then the configured public address. A lie here only hurts who tells it: a Secure
 * cookie that comes by http is dropped by their own browser.
 */
export function cameByHttps(request: Pick<Request, "headers">, serviceUrl?: string): boolean {
  const { origin, "x-forwarded-proto": forwarded } = request.headers;
  if (origin !== undefined && URL.canParse(origin)) return new URL(origin).protocol === "https:";
  if (typeof forwarded === "string") return forwarded.split(",", 1)[0]?.trim() === "https";
  return serviceUrl?.startsWith("https:") ?? false;
}
