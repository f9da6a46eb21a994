/** The parts of replies that nobody can know beforehand. */
const PARTS: Record<string, RegExp> = {
  count: /\d{1,3}(?:,\d{3})*/,
  mediaId: /@[\w-]{10,}/,
  ids: /[\w-]+(?:, [\w-]*)*…?/,
  link: /http:\/\/127\.0\.0\.1:\d+\/exports\/[\w-]{22,}/,
  // Processes are known by their connections to the server, whichever of its databases they use.
  queue: /进行中 \d+，等待 \d+(?:，最久 \d+ (?:秒|分钟))?，失败 \d+，[1-9]\d* 个进程/,
  totals: /✅ \d+ 项正常(?:，⚠️ \d+ 项要留意)?(?:，❌ \d+ 项有问题)?(?:，\d+ 项没有检查)?/,
  // What a doctor finds is a matter of the machine; that it is told in Chinese, with what to do, is not.
  findings:
    /(?:\n\n\*\*(?:这台机器|Redis|钉钉|公网地址|模型)\*\*\n(?:\n- (?:⚠️|❌) [^\n：]+：[^\n]*\p{Script=Han}[^\n]*\n  - 👉 [^\n]*请[^\n]+)+)*/u,
};

/** The text that is expected, where it is met but for its named parts; else the text as it is, for a test to show. */
export function nameParts(text: string, expected: string): string {
  const pattern = expected
    .split(/(\{[a-zA-Z]+\})/)
    .map((piece) => PARTS[piece.slice(1, -1)]?.source ?? piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&"))
    .join("");
  return new RegExp(`^${pattern}$`, "u").test(text) ? expected : text;
}
