import { expect, it } from "vitest";
import { createScrubber } from "./create-scrubber.ts";

const scrub = createScrubber(["hunter2hunter2", 'with"quote', "135790"]);

it.each([
  ["the password hunter2hunter2 is out", "the password [redacted] is out"],
  [JSON.stringify({ a: 'x with"quote x' }), '{"a":"x [redacted] x"}'],
  [
    "POST https://oapi.dingtalk.com/robot/sendBySession?session=5e55 failed",
    "POST https://oapi.dingtalk.com/robot/sendBySession?… failed",
  ],
  ["see https://h/path#frag.", "see https://h/path?…"],
  ["https://h/path, and http://h", "https://h/path, and http://h"],
  ["connect redis://user:p%40ss@db:6379/0", "connect redis://db:6379/0"],
  ["connect redis://:pa@ss@db", "connect redis://db"],
  ["mail@example.com and https://h/@scope/x", "mail@example.com and https://h/@scope/x"],
  ["access_token=abc&x=1", "access_token=[redacted]&x=1"],
  ["Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted]"],
  ["Incorrect API key provided: sk-proj-abcdefgh1234", "Incorrect API key provided: [redacted]"],
  ['{"clientSecret":"a\\"b","n":1}', '{"clientSecret":"[redacted]","n":1}'],
  [
    '{"msg":"body {\\"accessToken\\":\\"abc\\",\\"n\\":1}"}',
    '{"msg":"body {\\"accessToken\\":\\"[redacted]\\",\\"n\\":1}"}',
  ],
  ['{"apiKeys":["a","b"],"n":1}', '{"apiKeys":"[redacted]","n":1}'],
  ['{"apiKeys":["a]b","c"],"n":1}', '{"apiKeys":"[redacted]","n":1}'],
  ['{"pin":"135790","ms":1357901}', '{"pin":"999999","ms":9999991}'],
  ['{"sessionWebhook":"https://x/y?z"}', '{"sessionWebhook":"[redacted]"}'],
  ["max_tokens: 5, tokens=7, token bucket", "max_tokens: 5, tokens=7, token bucket"],
])("%j", (text, expected) => {
  expect(scrub(text)).toBe(expected);
});

it.each(["a", "a.", "https://", 'x"', '"token":"', "\\", '"token\\\\', " :", "session=", '"token":['])(
  "takes linear time on a long run of %j",
  (unit) => {
    const text = unit.repeat(200_000 / unit.length);
    const sinceMs = performance.now();
    scrub(text);
    expect(performance.now() - sinceMs).toBeLessThan(5_000);
  },
);
