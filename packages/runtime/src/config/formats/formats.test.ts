import { describe, expect, it } from "vitest";
import { address } from "./address.ts";
import { AZURE_RESOURCE } from "./azure-resource.ts";
import { choice } from "./choice.ts";
import { CREDENTIALS } from "./credential-list.ts";
import { DASHBOARD_USERS } from "./dashboard-user-list.ts";
import { decimal } from "./decimal.ts";
import { duration } from "./duration.ts";
import { FLAG } from "./flag.ts";
import type { Format } from "./format.ts";
import { LIST } from "./list.ts";
import { PROSE, TEXT } from "./text.ts";
import { TIME_ZONE } from "./time-zone.ts";
import { wholeNumber } from "./whole-number.ts";
import { WrongValue } from "./wrong-value.ts";

const read = <T>(format: Format<T>, text: string): T => format.check(format.coerce(text));
const HTTP = address("http", "https");
const MODE = choice({ 单聊: "singleTurn", http: "http" });

describe("dashboard users", () => {
  const two = [
    { name: "ann", password: "first-word", role: "operator" },
    { name: "bob", password: "other-word", role: "viewer" },
  ];

  it.each([",", "，", "\n", " ,\r\n"])("are parted by %j", (between) => {
    const text = `ann:first-word:operator${between}bob:other-word:viewer`;
    expect(read(DASHBOARD_USERS, text)).toEqual(two);
  });

  it.each([";", "；", "、", " ", "|"])("are not made one by %j", (between) => {
    const text = `ann:first-word:operator${between}bob:other-word:viewer`;
    expect(() => read(DASHBOARD_USERS, text)).toThrow(/a role within the password of its item 1/);
  });

  it("have passwords of at least eight characters", () => {
    expect(() => read(DASHBOARD_USERS, "ann:first-word:operator,bob:7-chars:viewer")).toThrow(
      "fewer than 8 characters in its item 2",
    );
    expect(read(DASHBOARD_USERS, "bob:eight-ch:viewer")).toHaveLength(1);
  });
});

describe("a format takes", () => {
  it.each<[Format<unknown>, string, unknown]>([
    [wholeNumber(0, 10), " 010 ", 10],
    [decimal(0, 2), "0.6", 0.6],
    [decimal(0, 2), ".5", 0.5],
    [decimal(0, 2), "2", 2],
    [duration(1, 100_000), "1h1m1s", 3661],
    [duration(1, 100_000), "90 s", 90],
    [FLAG, "TRUE", true],
    [FLAG, "off", false],
    [FLAG, "0", false],
    [MODE, " HTTP ", "http"],
    [MODE, "单聊", "singleTurn"],
    [HTTP, "https://h:8080/path/ ", "https://h:8080/path"],
    [HTTP, "http://u:p%25@h", "http://u:p%25@h"],
    [AZURE_RESOURCE, " contoso-1 ", "contoso-1"],
    [AZURE_RESOURCE, "contoso.openai.azure.cn", "contoso.openai.azure.cn"],
    [AZURE_RESOURCE, "https://h/openai/", "https://h/openai/"],
    [TEXT, " a ", "a"],
    [PROSE, " a\n", " a\n"],
    [LIST, "", []],
    [TIME_ZONE, "Asia/Shanghai", "Asia/Shanghai"],
    [
      CREDENTIALS,
      "a:b,c:d",
      [
        { clientId: "a", clientSecret: "b" },
        { clientId: "c", clientSecret: "d" },
      ],
    ],
  ])("$name: %j", (format, text, value) => {
    expect(read(format, text)).toEqual(value);
  });
});

describe("a format refuses", () => {
  it.each<[Format<unknown>, string]>([
    [HTTP, "http://u:100%@h"],
    [AZURE_RESOURCE, "my resource"],
    [AZURE_RESOURCE, "ftp://h"],
    [AZURE_RESOURCE, "https://"],
    [wholeNumber(0, 10), "11"],
    [wholeNumber(0, 10), "-1"],
    [wholeNumber(0, 10), "3abc"],
    [wholeNumber(0, 10), "1.5"],
    [wholeNumber(0), "99999999999999999999"],
    [decimal(0, 2), "2.1"],
    [decimal(0, 2), "1,5"],
    [decimal(0, 2), "."],
    [duration(1, 100), "0"],
    [duration(1, 100), "101"],
    [duration(1, 100), "10 minutes"],
    [duration(1, 100), "s"],
    [duration(1, 100), "1.5m"],
    [FLAG, "nope"],
    [MODE, "toString"],
    [MODE, "双聊"],
    [HTTP, "api.openai.com"],
    [HTTP, "ftp://h"],
    [HTTP, "https://"],
    [HTTP, "http://a b"],
    [TIME_ZONE, "Shanghai"],
    [CREDENTIALS, "id"],
    [CREDENTIALS, "id:"],
    [CREDENTIALS, ":secret"],
    [CREDENTIALS, "a:b,a:c"],
    [DASHBOARD_USERS, "ann:long-enough:boss"],
    [DASHBOARD_USERS, "ann:viewer"],
    [DASHBOARD_USERS, "ann:first-word:viewer,ann:other-word:operator"],
  ])("$name: %j", (format, text) => {
    expect(() => read(format, text)).toThrow(WrongValue);
  });

  it.each([
    TEXT,
    PROSE,
    LIST,
    FLAG,
    TIME_ZONE,
    CREDENTIALS,
    DASHBOARD_USERS,
    MODE,
    HTTP,
    decimal(0, 1),
    duration(1, 2),
  ])("$name: what is neither a text nor a list of texts", (format) => {
    for (const value of [null, { a: 1 }, [{ a: 1 }], [["a"]]])
      expect(() => format.check(value)).toThrow(WrongValue);
  });
});
