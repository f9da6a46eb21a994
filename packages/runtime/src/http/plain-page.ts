import { createHash } from "node:crypto";
import { escapeHtml } from "./escape-html.ts";

/** Pages of one style that have no script, load nothing, and send forms to their own server only. */
export interface PlainPage {
  /** For the header Content-Security-Policy. */
  securityPolicy: string;
  /** The whole document. `title` is text, `body` is HTML. */
  render(page: { title: string; body: string }): string;
}

/** Creates what renders pages in this style (CSS). */
export function createPlainPage(style: string): PlainPage {
  const styleHash = createHash("sha256").update(style).digest("base64");
  return {
    securityPolicy: [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    render: ({ title, body }) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`,
  };
}
