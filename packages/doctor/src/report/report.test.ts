import { expect, it } from "vitest";
import { configOf } from "../fixtures/config-of.ts";
import type { Report } from "../run-checks.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import { formatReport } from "./format-report.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { reportToJson } from "./report-to-json.ts";

const report: Report = {
  tookMs: 1234.5,
  sections: [
    {
      name: "Redis",
      findings: [
        { level: "ok", subject: "version", seen: "Redis 7.0.15" },
        {
          level: "warn",
          code: "redis_appendonly_off",
          facts: {},
          subject: "appendonly",
          seen: "off",
          todo: "Set it",
        },
      ],
    },
    { name: "Empty", findings: [] },
    { name: "Model", findings: [{ level: "unchecked", subject: "azure_on", seen: "not asked" }] },
  ],
};
const failed: Report = {
  tookMs: 1,
  sections: [
    {
      name: "Redis",
      findings: [{ level: "fail", code: "redis_is_replica", facts: {}, subject: "a", seen: "b", todo: "c" }],
    },
  ],
};

it("is written for a person", () => {
  expect(formatReport(report)).toBe(
    [
      "Redis",
      "  ✔ version: Redis 7.0.15",
      "  ! appendonly: off",
      "      → Set it",
      "",
      "Model",
      "  – azure_on: not asked",
      "",
      "✔ 1 fine, ! 1 to look at, – 1 not checked (1.2 s)",
      "",
    ].join("\n"),
  );
  expect(formatReport(failed)).toContain("  ✘ a: b\n      → c\n");
});

it("is written for a program on one line", () => {
  const json = reportToJson(report);
  expect(json.indexOf("\n")).toBe(json.length - 1);
  expect(JSON.parse(json)).toMatchObject({
    ok: true,
    tookMs: 1235,
    findings: [
      { check: "Redis", level: "ok", subject: "version", seen: "Redis 7.0.15" },
      { code: "redis_appendonly_off", facts: {}, level: "warn", todo: "Set it" },
      { check: "Model" },
    ],
  });
});

it("fails for a failure only", () => {
  expect([exitCodeOf(report), exitCodeOf(failed)]).toEqual([0, 1]);
});

it("hides every secret of the configuration, also as JSON writes it", () => {
  const config = configOf({
    redisUrl: "redis://:p%40ssword@127.0.0.1",
    dingtalk: { credentials: [{ clientId: "dinga", clientSecret: 'quo"ted-secret' }], appSecrets: ["short"] },
    model: { apiKeys: ["sk-0123456789"], httpProxy: "http://me:proxy-password@127.0.0.1" },
    dashboard: {
      host: "127.0.0.1",
      port: 1,
      users: [{ name: "a", password: "board-password", role: "viewer" }],
    },
  });
  const text =
    'p@ssword p%40ssword quo"ted-secret quo\\"ted-secret sk-0123456789 proxy-password board-password short';
  expect(hideSecrets(config)(text)).toBe(`${"[secret] ".repeat(7)}short`);
});
