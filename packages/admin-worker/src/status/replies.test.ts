import { createChecks, type ChecksOptions, type FindingCode, type FindingFacts } from "@dinglane/doctor";
import { expect, test } from "vitest";
import { replies, wordsOf } from "./replies.ts";

const failure = { reason: "other", errno: "EPROTO" } as const;
const url = "https://bot.example.com/bot";
const signer = { appSecretNo: 2 };
const spot = { at: "permission", robot: "dinga", permission: "Card.Streaming.Write" } as const;
const asked = { spot: { model: "gpt-4o mini", keyNo: 2 }, status: 400, errorCode: "some_code" };
const memory = { used: "710.0 MiB", bound: "1.0 GiB", percent: 71, boundBy: "machine" } as const;

/** Everything that the doctor can complain of: one more there is a type error here. */
const samples: { [C in FindingCode]: FindingFacts[C] } = {
  check_too_slow: { seconds: 8 },
  check_broken: { name: "TypeError" },
  settings_odd: {},
  node_too_old: { version: "22.18.0", oldestMajor: 24 },
  data_dir_unwritable: { directory: "/srv/data", errno: "EACCES", isNeeded: false },
  data_dir_nearly_full: { directory: "/srv/data", free: "40.0 KiB" },
  clock_drifting: { aheadMs: 360_000 },
  clock_wrong: { aheadMs: -3_660_000 },
  redis_unreachable: { url, failure },
  redis_slow: { url, roundTripMs: 30 },
  redis_password_missing: { url },
  redis_password_refused: { url },
  redis_not_permitted: { url },
  redis_loading: { url },
  redis_without_master: { url },
  redis_error: { url, reply: "MISCONF" },
  redis_too_old: { server: "Valkey", version: "7.2.6", oldestRedis: 7, oldestValkey: 8 },
  redis_is_replica: {},
  redis_appendonly_off: {},
  redis_appendonly_failing: { fields: ["aof_last_write_status", "aof_last_bgrewrite_status"] },
  redis_evicts: { policy: "allkeys-lru" },
  redis_would_evict: { policy: "allkeys-lru" },
  redis_memory_filling: memory,
  redis_memory_full: memory,
  credentials_missing: {},
  credentials_missing_for_stream: {},
  dingtalk_unreachable: { spot: { at: "reply_address" }, host: "oapi.dingtalk.com", failure },
  dingtalk_credentials_refused: { spot: { at: "robot", robot: "dinga" } },
  dingtalk_ip_not_allowed: { spot },
  dingtalk_calls_used_up: { spot },
  dingtalk_token_refused: { spot },
  dingtalk_api_not_found: { spot },
  dingtalk_busy: { spot },
  dingtalk_rate_limited: { spot },
  dingtalk_refused: { spot, errorCode: "some.code", status: 418 },
  dingtalk_strange_answer: { spot, status: 302 },
  robot_unknown: { spot, errorCode: "invalidParameter.robotCode.notExsit" },
  permission_missing: { spot, permission: "Card.Streaming.Write", missing: ["Another.Scope"] },
  stream_refused: { spot: { at: "stream_gateway", robot: "dinga" }, errorCode: "app.unpublished" },
  service_url_missing: {},
  service_url_private: {},
  service_url_unencrypted: {},
  address_unreachable: { url, failure },
  address_without_ingress: { url, status: 502 },
  address_redirects: { url, status: 301 },
  address_not_ingress: { url, status: 200 },
  callback_unanswered: { failure },
  callback_not_taken: {},
  callback_strange_answer: { status: 200 },
  callback_taken_unsigned: {},
  callback_open_to_all: {},
  callback_secret_unknown: { signer: { robot: "dinga" } },
  callback_too_old: { signer },
  callback_headers_lost: { signer },
  callback_refused: { signer, status: 500 },
  callback_slow: { signer, tookMs: 1_800 },
  model_account_missing: {},
  model_setting_missing: { key: "api_key", variable: "APIKEY" },
  base_url_with_query: {},
  base_url_with_path: { url },
  base_url_unencrypted: {},
  model_unreachable: { spot: asked.spot, failure },
  model_silent: { spot: asked.spot },
  model_slow: { spot: asked.spot, waitedMs: 8_500, timeoutMs: 600_000 },
  model_not_found: asked,
  model_rate_limited: asked,
  model_unavailable: asked,
  model_refused_credentials: asked,
  model_context_too_long: asked,
  model_content_policy: asked,
  model_bad_request: asked,
  model_empty: asked,
  http_proxy_unreachable: { proxy: url, failure },
  http_proxy_wants_password: { proxy: url },
  http_proxy_blocks: { proxy: url, host: "llm.example.com", status: 403 },
};

/** Names that stand in Chinese sentences as they are. */
const NAMES =
  /^(?:ACL|AI|API|Client|DNS|Dinglane|HTTP|ID|IP|NTP|Node|OpenAI|Redis|Secret|Stream|TLS|Valkey|configuration|docs|ingress|md|nginx)$/;
const isChinese = /\p{Script=Han}/u;

const strangeWordsIn = (text: string): string[] =>
  (text.replaceAll(/`[^`]*`/g, "").match(/[A-Za-z]+/g) ?? []).filter((word) => !NAMES.test(word));

test.each(Object.entries(samples) as [FindingCode, FindingFacts[FindingCode]][])(
  "%s is told in Chinese, what is seen and what to do",
  (code, facts) => {
    const { about, seen, todo } = wordsOf({ code, facts });
    expect(strangeWordsIn(`${about} ${seen} ${todo}`)).toEqual([]);
    expect(about).not.toBe("");
    expect(seen).toMatch(isChinese);
    expect(todo).toContain("请");
    expect(`${about}${seen}${todo}`).not.toMatch(/undefined|null|NaN|\[object|\n/);
  },
);

test.each(["about", "seen", "todo"] as const)("an English sentence in %s would be found", (field) => {
  const words = { about: "内存", seen: "快满了", todo: "请调大", [field]: "Raise it, or give Redis more" };
  expect(strangeWordsIn(Object.values(words).join(" "))).not.toEqual([]);
});

const reasons = [
  "connection_refused",
  "name_unknown",
  "dns_silent",
  "no_route",
  "silent",
  "cut",
  "certificate_expired",
  "certificate_self_signed",
  "certificate_untrusted",
  "certificate_incomplete",
  "certificate_of_another_name",
  "no_tls",
  "too_slow",
  "other",
] as const;

test.each(reasons)("that a server cannot be reached (%s) is told in Chinese", (reason) => {
  const { seen } = wordsOf({ code: "redis_unreachable", facts: { url, failure: { reason } } });
  expect(seen).toMatch(isChinese);
  expect(strangeWordsIn(seen)).toEqual([]);
});

test("each of the doctor's headings has a Chinese one, or is a name", () => {
  const config = { dingtalk: { credentials: [], appSecrets: [] } };
  const checks = createChecks({ config } as unknown as ChecksOptions);
  const { code, facts } = { code: "redis_is_replica", facts: {} } as const;
  const sections = checks.map(({ name }) => ({
    name,
    findings: [{ level: "fail" as const, code, facts, subject: "role", seen: "this", todo: "that" }],
  }));
  const said = replies.report([], { sections, tookMs: 1 });
  expect(said.match(/^\*\*.+\*\*$/gm)).toHaveLength(checks.length);
  expect(strangeWordsIn(said)).toEqual([]);
});

test("what a server names cannot become markup in the robot's voice", () => {
  const facts = { spot, errorCode: "x`](https://evil.example)\n# y", status: 400 };
  const { seen } = wordsOf({ code: "dingtalk_refused", facts });
  expect(seen).toBe("钉钉拒绝了，错误码 `x](https://evil.example) # y`（HTTP 400）");
});
