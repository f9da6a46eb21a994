import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { loginPage, logoutPage, PAGE_SECURITY_POLICY } from "./pages.ts";

const hostile = `"><script>alert('x')</script>&`;

it("shows what was typed as text", () => {
  const html = loginPage({ token: hostile, next: hostile, name: hostile, problem: hostile });
  expect(html).not.toContain("<script");
  expect(html.split("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;")).toHaveLength(5);
});

it("labels its fields, tells a problem aloud, and never repeats a password", () => {
  const html = loginPage({ token: "t", next: "/", name: "ann", problem: "no" });
  expect(html).toContain('<html lang="zh-CN">');
  for (const id of ["name", "password"]) {
    expect(html).toContain(`<label for="${id}">`);
    expect(html).toMatch(new RegExp(`<input id="${id}"[^>]*aria-describedby="problem"`));
  }
  expect(html).toContain('<p role="alert" id="problem">no</p>');
  expect(html).toMatch(/<input id="password"(?![^>]*value)[^>]*autofocus>/);
});

it.each([loginPage({ token: "t", next: "/" }), logoutPage()])(
  "loads nothing and allows its one style",
  (html) => {
    expect(html).not.toMatch(/(src|srcset|@import)|url\(|<link|<script/);
    const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(PAGE_SECURITY_POLICY).toContain(`style-src 'sha256-${hash}'`);
    expect(PAGE_SECURITY_POLICY).toContain("default-src 'none'");
  },
);
