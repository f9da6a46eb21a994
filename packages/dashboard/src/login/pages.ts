import { createPlainPage, escapeHtml } from "@dinglane/runtime";
import { loginWords, logoutWords } from "../replies.ts";
import { PAGE_STYLE } from "./page-style.ts";

const PAGE = createPlainPage(PAGE_STYLE);

export const PAGE_SECURITY_POLICY = PAGE.securityPolicy;

export interface LoginForm {
  token: string;
  /** Where to go afterwards; a local path. */
  next: string;
  /** As typed before. */
  name?: string;
  problem?: string;
}

export function loginPage({ token, next, name = "", problem }: LoginForm): string {
  const invalid = problem === undefined ? "" : ' aria-invalid="true" aria-describedby="problem"';
  const alert = problem === undefined ? "" : `<p role="alert" id="problem">${escapeHtml(problem)}</p>`;
  const nameFocus = name === "" ? " autofocus" : "";
  const passwordFocus = name === "" ? "" : " autofocus";
  return page(
    loginWords.title,
    `${alert}<form method="post" action="/login">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="name">${loginWords.name}</label>
<input id="name" name="name" value="${escapeHtml(name)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${invalid}${nameFocus}>
<label for="password">${loginWords.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${invalid}${passwordFocus}>
<button>${loginWords.submit}</button>
</form>
<p>${loginWords.hint}</p>`,
  );
}

/** Asked first, because a link alone must not end a session: any page could hold it. */
export function logoutPage(): string {
  return page(
    logoutWords.title,
    `<p>${logoutWords.question}</p>
<form method="post" action="/logout"><button>${logoutWords.submit}</button></form>
<p><a href="/">${logoutWords.back}</a></p>`,
  );
}

function page(title: string, body: string): string {
  return PAGE.render({ title, body: `<main>\n<h1>${title}</h1>\n${body}\n</main>` });
}
