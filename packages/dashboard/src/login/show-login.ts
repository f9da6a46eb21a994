import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import { cameByHttps } from "./came-by-https.ts";
import { readFormCookie, setFormCookie } from "./cookies.ts";
import { loginPage, PAGE_SECURITY_POLICY, type LoginForm } from "./pages.ts";

/** Sends the login page, with the token that its form has to bring back beside the same token in a cookie. */
export function showLogin(
  request: Request,
  response: Response,
  { status, ...form }: { status: 200 | 401 | 403 | 429 } & Omit<LoginForm, "token">,
): void {
  const token = readFormCookie(request) ?? randomBytes(24).toString("base64url");
  // `service_url` is left out: an address nobody came by must not cost a browser on plain http its form.
  setFormCookie(response, token, cameByHttps(request));
  sendPage(response.status(status), loginPage({ token, ...form }));
}

export function sendPage(response: Response, html: string): void {
  response.set("content-security-policy", PAGE_SECURITY_POLICY).type("html").send(html);
}
