import type { Request, Response } from "express";
import { KNOWN_BROWSER_SECONDS, SESSION_MAX_SECONDS } from "../keys.ts";

const SESSION_COOKIE = "dinglane_session";
const FORM_COOKIE = "dinglane_login_form";
const BROWSER_COOKIE = "dinglane_browser";
const LOGIN_PATH = "/login";
const FORM_SECONDS = 60 * 60;

type HasCookies = Pick<Request, "headers">;

/** The id in the session cookie. */
export const readSessionCookie = (request: HasCookies): string | undefined =>
  readCookie(request, SESSION_COOKIE);

export function setSessionCookie(response: Response, id: string, secure: boolean): void {
  response.cookie(SESSION_COOKIE, id, {
    httpOnly: true,
    sameSite: "strict",
    secure,
    path: "/",
    maxAge: SESSION_MAX_SECONDS * 1000,
  });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(SESSION_COOKIE, { httpOnly: true, sameSite: "strict", path: "/" });
}

/** The token that the login form must send back. */
export const readFormCookie = (request: HasCookies): string | undefined => readCookie(request, FORM_COOKIE);

export function setFormCookie(response: Response, token: string, secure: boolean): void {
  const maxAge = FORM_SECONDS * 1000;
  response.cookie(FORM_COOKIE, token, {
    httpOnly: true,
    sameSite: "strict",
    secure,
    path: LOGIN_PATH,
    maxAge,
  });
}

/** The id of a browser in which somebody has logged in before. */
export const readBrowserCookie = (request: HasCookies): string | undefined =>
  readCookie(request, BROWSER_COOKIE);

export function setBrowserCookie(response: Response, id: string, secure: boolean): void {
  response.cookie(BROWSER_COOKIE, id, {
    httpOnly: true,
    sameSite: "strict",
    secure,
    path: LOGIN_PATH,
    maxAge: KNOWN_BROWSER_SECONDS * 1000,
  });
}

/** All cookies hold base64url, so there is nothing to decode. */
function readCookie(request: HasCookies, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const pair = pairs.find((each) => each.startsWith(`${name}=`));
  const value = pair?.slice(name.length + 1);
  return value !== undefined && /^[\w-]{20,100}$/.test(value) ? value : undefined;
}
