/** An address as it may be shown: without user, password, query and fragment. */
export function bareUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return "the address";
  const path = parsed.pathname === "/" ? "" : parsed.pathname;
  return `${parsed.protocol}//${parsed.host}${path}`;
}
