import { expect, it } from "vitest";
import { localPath } from "./local-path.ts";

it.each(["/", "/queue/chat?status=failed", "/queue/chat/m1"])("goes back to %s", (path) => {
  expect(localPath(path)).toBe(path);
});

it.each([
  undefined,
  "",
  ["/a", "/b"],
  "queue",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "\\\\evil.example",
  "/\t/evil.example/",
  "/.//evil.example/",
  "/%2e%2e//evil.example",
  "javascript:alert(1)",
  "/login?next=/",
  "/logout",
])("goes to the start page instead of %j", (path) => {
  expect(localPath(path)).toBe("/");
});
