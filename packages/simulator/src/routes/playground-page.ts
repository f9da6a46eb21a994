import { fileURLToPath } from "node:url";
import express, { Router } from "express";

/** Only what this server sends itself runs or shows; markdown reaches the page as nodes, never as HTML text. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types dompurify",
].join("; ");

const VENDOR_FILES = {
  "/vendor/marked.js": fileURLToPath(import.meta.resolve("marked")),
  "/vendor/dompurify.js": fileURLToPath(import.meta.resolve("dompurify")),
};

/** `GET /`: the playground page, its files, and the two libraries it renders markdown with. */
export function playgroundPage(): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-cache",
    });
    next();
  });
  for (const [path, file] of Object.entries(VENDOR_FILES)) {
    router.get(path, (_request, response) => {
      response.type("text/javascript").sendFile(file, { dotfiles: "allow" });
    });
  }
  router.use(express.static(fileURLToPath(new URL("../../public", import.meta.url))));
  return router;
}
