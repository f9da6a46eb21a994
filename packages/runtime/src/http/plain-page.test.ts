import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { createPlainPage } from "./plain-page.ts";

it("lets exactly its own style through, and no text become markup", () => {
  const page = createPlainPage("p { color: red }");
  const html = page.render({ title: `<b> & "c"`, body: "<p>文</p>" });
  expect(html).toContain("<title>&lt;b&gt; &amp; &quot;c&quot;</title>");
  expect(html).toContain("<body>\n<p>文</p>\n</body>");
  const [, style = ""] = /<style>([^]*)<\/style>/.exec(html) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page.securityPolicy).toContain(`style-src 'sha256-${hash}'`);
  expect(page.securityPolicy).toMatch(/^default-src 'none'/);
});
