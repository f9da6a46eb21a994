const OPENAI_BASE_URL = "https://api.openai.com/v1";

/**
 * The base URL that the SDK is given: a base ending in `/v` and digits stays, any other gets `/v1`, an empty one
 * is OpenAI's own. Blanks around it and slashes at its end do not count.
 */
export function normalizeBaseUrl(base: string): string {
  let trimmed = base.trim();
  while (trimmed.endsWith("/")) trimmed = trimmed.slice(0, -1);
  if (trimmed === "") return OPENAI_BASE_URL;
  return /\/v\d+$/.test(trimmed) ? trimmed : `${trimmed}/v1`;
}
