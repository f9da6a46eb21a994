import type { RequestHandler } from "express";

/**
 * Bull Board's page: its own scripts and styles, and nothing from anywhere else. Its components set styles on elements, so
 * inline styles stay allowed; inline scripts are not.
 */
const BOARD_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** On every answer. `same-origin` for the referrer, because with `no-referrer` a form would send `Origin: null`. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  const isAsset = request.path.startsWith("/static/");
  response.set({
    "content-security-policy": BOARD_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    // Assets may be kept, but are asked for again each time: only who is logged in gets them.
    "cache-control": isAsset ? "private, no-cache" : "no-store",
  });
  next();
};
