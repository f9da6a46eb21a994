const TIMEOUT_MS = 10_000;
const MAX_BYTES = 20 * 1024 * 1024;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A picture behind a link, fetched as DingTalk's servers would, but only from this machine and the bot's own addresses:
 * the page shows nothing of anybody else's. Undefined where it cannot be had.
 */
export async function fetchPicture(
  url: string,
  origins: ReadonlySet<string>,
): Promise<Uint8Array | undefined> {
  const { protocol, hostname, origin } = URL.parse(url) ?? {};
  const isOurs = LOOPBACK.has(hostname ?? "") || origins.has(origin ?? "");
  if (!isOurs || !/^https?:$/.test(protocol ?? "")) return undefined;
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || Number(response.headers.get("content-length") ?? 0) > MAX_BYTES) {
      await response.body?.cancel();
      return undefined;
    }
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    // Whoever looks sees the link instead.
    return undefined;
  }
}
