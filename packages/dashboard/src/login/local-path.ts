const HERE = "http://here.invalid";

/** Where to go after the login: a path on this server, else the start page. Never another site, however it is written. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || !URL.canParse(wanted, HERE)) return "/";
  const url = new URL(wanted, HERE);
  const path = url.pathname + url.search;
  if (url.origin !== HERE || path.startsWith("//")) return "/";
  return /^\/(login|logout)\b/.test(path) ? "/" : path;
}
