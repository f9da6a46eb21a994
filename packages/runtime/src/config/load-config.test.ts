import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFrom } from "../fixtures/read-from.ts";
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import { loadConfig } from "./load-config.ts";
import { DEFAULT_CLEAR_TOKEN, DEFAULT_HELP } from "./replies.ts";

type Env = Record<string, string>;

const load = (env: Env, yml?: string): ReturnType<typeof loadConfig> =>
  loadConfig(env, readFrom(yml === undefined ? {} : { "./config.yml": yml }));
const configOf = (env: Env, yml?: string): Config => load(env, yml).config;

const templatesOf = (text: string, env: Env = {}, path = "./prompt.yml"): Config["templates"] =>
  loadConfig(env, readFrom({ [path]: text })).config.templates;
const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/reference-shape/${name}`, import.meta.url), "utf8");

function errorOf(env: Env, files: Record<string, string> = {}): ConfigError {
  try {
    loadConfig(env, readFrom(files));
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

describe("loadConfig without anything configured", () => {
  it("has the documented defaults", () => {
    const { config, warnings } = load({});
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      redisUrl: "redis://127.0.0.1:6379",
      runMode: "http",
      port: 8090,
      healthPort: 0,
      shutdownTimeoutMs: 25_000,
      session: { timeoutSeconds: 600, clearToken: DEFAULT_CLEAR_TOKEN, defaultMode: "singleTurn" },
      limits: {
        perUserPerDay: 0,
        perUserPerMinute: 20,
        laneLimit: 5,
        userConcurrency: 1,
        maxWaiting: 10_000,
      },
      concurrency: { chat: 20, image: 4, admin: 8 },
      help: DEFAULT_HELP,
      timezone: "Asia/Shanghai",
    });
    expect(config.model).toEqual({
      apiKeys: [],
      baseUrl: "",
      chat: "gpt-3.5-turbo",
      image: "gpt-image-2.5-flare",
      imageSize: "1024x1024",
      vision: "gpt-3.5-turbo",
      maxQuestionTokens: 4096,
      maxContextTokens: 4096,
      maxFileBytes: 204_800,
      timeoutMs: 600_000,
    });
    expect(config.templates).toHaveLength(23);
  });
});

describe("loadConfig finds a value", () => {
  it("in the environment before the file before the default", () => {
    expect(configOf({ PORT: "1" }, "port: 2").port).toBe(1);
    expect(configOf({}, "port: 2").port).toBe(2);
    expect(configOf({ PORT: " " }, "port: 2").port).toBe(2);
    expect(configOf({ PORT: "" }, 'port: ""').port).toBe(8090);
    expect(configOf({}, "port:").port).toBe(8090);
    expect(configOf({}, "port: ~").port).toBe(8090);
  });

  it("under the other names of a variable, the proper one first", () => {
    expect(configOf({ OPENAI_API_KEY: "k" }).model.apiKeys).toEqual(["k"]);
    expect(configOf({ OPENAI_API_KEY: "k", APIKEY: "" }).model.apiKeys).toEqual(["k"]);
    expect(configOf({ OPENAI_API_KEY: "k", APIKEY: "first" }).model.apiKeys).toEqual(["first"]);
    expect(configOf({ OPENAI_BASE_URL: "http://m/v1/" }).model.baseUrl).toBe("http://m/v1");
    expect(configOf({ SESSIONTIMEOUT: "30" }).session.timeoutSeconds).toBe(30);
    expect(configOf({ TEMPREATURE: "0.6" }).model.temperature).toBe(0.6);
    expect(configOf({ MAX_QUESTION_LENL: "12" }).model.maxQuestionTokens).toBe(12);
  });

  it.each(["600", "600s", "10m", "0h10m0s", " 10M "])("of a duration written as %j", (text) => {
    expect(configOf({ SESSION_TIMEOUT: text }).session.timeoutSeconds).toBe(600);
    expect(configOf({}, `session_timeout: ${text}`).session.timeoutSeconds).toBe(600);
    expect(configOf({ SHUTDOWN_TIMEOUT: text }).shutdownTimeoutMs).toBe(600_000);
  });

  it("of a list written with commas, full-width ones too, or as YAML", () => {
    expect(configOf({ ALLOW_USERS: " a, b ,,c，d" }).access.allowUsers).toEqual(["a", "b", "c", "d"]);
    expect(configOf({}, "allow_users: a,b").access.allowUsers).toEqual(["a", "b"]);
    expect(configOf({}, "allow_users:\n  - ' a '\n  - ''\n  - b").access.allowUsers).toEqual(["a", "b"]);
  });

  it("to the last digit, whatever YAML would make of it", () => {
    const ids =
      "allow_users: [007, 1301691029702722123456, 1e3, yes]\nadmin_users: [0x10]\nchat_type: 2\nazure_on: off";
    const { access } = configOf({}, ids);
    expect(access.allowUsers).toEqual(["007", "1301691029702722123456", "1e3", "yes"]);
    expect(access.adminUsers).toEqual(["0x10"]);
    expect(access.chatType).toBe("group");
  });

  it("in the file that CONFIG_FILE names, else config.yml, else config.json", () => {
    const files = { "./config.yml": "port: 1", "./config.json": '{"port": 2}', "/etc/bot.yml": "port: 3" };
    const portFrom = (env: Env, names: string[]): number =>
      loadConfig(
        env,
        readFrom(Object.fromEntries(Object.entries(files).filter(([name]) => names.includes(name)))),
      ).config.port;
    expect(portFrom({ CONFIG_FILE: "/etc/bot.yml" }, Object.keys(files))).toBe(3);
    expect(portFrom({ CONFIG_FILE: "./config.json" }, Object.keys(files))).toBe(2);
    expect(portFrom({}, ["./config.yml", "./config.json"])).toBe(1);
    expect(portFrom({}, ["./config.json"])).toBe(2);
    expect(configOf({}, "# nothing but a comment").port).toBe(8090);
  });
});

describe("loadConfig understands", () => {
  it("credentials in both notations, and takes them for a wish to stream", () => {
    const pair = [{ clientId: "id", clientSecret: "se:cret" }];
    expect(configOf({ DINGTALK_CREDENTIALS: " id:se:cret , " })).toMatchObject({
      runMode: "stream",
      dingtalk: { credentials: pair },
    });
    expect(
      configOf({}, "credentials:\n  - client_id: id\n    client_secret: se:cret").dingtalk.credentials,
    ).toEqual(pair);
    expect(configOf({ DINGTALK_CREDENTIALS: "id:se:cret", RUN_MODE: "http" }).runMode).toBe("http");
  });

  it("dashboard users whose passwords hold colons", () => {
    const users = [{ name: "ann", password: "word:with:colons", role: "operator" }];
    expect(configOf({ DASHBOARD_USERS: "ann:word:with:colons:operator" }).dashboard.users).toEqual(users);
    expect(
      configOf({}, "dashboard_users:\n  - { name: ann, password: 'word:with:colons', role: operator }")
        .dashboard.users,
    ).toEqual(users);
    expect(configOf({}, "dashboard_users: ['ann:word:with:colons:operator']").dashboard.users).toEqual(users);
  });

  it("MAX_TOKENS as stronger than MAX_ANSWER_LEN", () => {
    expect(configOf({ MAX_ANSWER_LEN: "5" }).model.maxTokens).toBe(5);
    expect(configOf({ MAX_ANSWER_LEN: "5", MAX_TOKENS: "6" }).model.maxTokens).toBe(6);
  });

  it("Azure only when it is switched on", () => {
    const azure = { AZURE_RESOURCE_NAME: "r", AZURE_DEPLOYMENT_NAME: "d", AZURE_OPENAI_TOKEN: "t" };
    expect(configOf(azure).model.azure).toBeUndefined();
    expect(configOf({ ...azure, AZURE_ON: "true" }).model.azure).toEqual({
      apiVersion: "",
      resourceName: "r",
      deploymentName: "d",
      token: "t",
    });
  });

  it("TZ as the default time zone only, and only where it is one", () => {
    expect(configOf({ TZ: "Europe/Berlin" }).timezone).toBe("Europe/Berlin");
    expect(configOf({ TZ: "Europe/Berlin" }, "timezone: UTC").timezone).toBe("UTC");
    expect(configOf({ TZ: ":/etc/localtime" }).timezone).toBe("Asia/Shanghai");
  });

  it.each(["null", "~", "NULL", "", "''"])("a suffix of %s in prompt.yml as none", (suffix) => {
    expect(templatesOf(`- { title: "#a", prefix: x, suffix: ${suffix} }`)).toEqual([
      { title: "#a", prefix: "x", suffix: "" },
    ]);
    expect(templatesOf('- { title: "#a", prefix: x, suffix: "\\n~" }')[0]?.suffix).toBe("\n~");
  });

  it("templates of prompt.yml, of PROMPT_FILE, and none at all", () => {
    const one = "- title: '#a'\n  prefix: 'p '\n  suffix:\n";
    expect(templatesOf(one)).toEqual([{ title: "#a", prefix: "p ", suffix: "" }]);
    expect(templatesOf(one, { PROMPT_FILE: "x.yml" }, "x.yml")).toHaveLength(1);
    expect(templatesOf("")).toEqual([]);
  });
});

describe("loadConfig warns", () => {
  it("about unknown keys, with the key that was meant", () => {
    const { warnings } = load({}, "sesion_timeout: 1\nAPIKEY: k\nprot: 1\nweather: fine\n__proto__: 1");
    expect(warnings).toEqual([
      './config.yml has a key that no setting has: "sesion_timeout"; did you mean session_timeout?',
      './config.yml has a key that no setting has: "APIKEY"; did you mean api_key?',
      './config.yml has a key that no setting has: "prot"; did you mean port?',
      './config.yml has a key that no setting has: "weather"',
      './config.yml has a key that no setting has: "__proto__"',
    ]);
  });
});

describe("loadConfig refuses", () => {
  it("every wrong value at once, with its name, its source and the value unless it is sensitive", () => {
    const { problems } = errorOf(
      { PORT: "70000", TIMEZONE: "Asia/Nowhere", DINGTALK_CREDENTIALS: "only-an-id", SESSIONTIMEOUT: "0" },
      { "./config.yml": "chat_type: 7\nmax_text: [1, 2]\nmodel: {a: b}\nhttp_proxy: 'ftp://u:secret@p'" },
    );
    expect(problems.map(({ fileKey, source, value }) => [fileKey, source, value])).toEqual([
      ["model", "./config.yml", undefined],
      ["port", "PORT", "70000"],
      ["timezone", "TIMEZONE", "Asia/Nowhere"],
      ["credentials", "DINGTALK_CREDENTIALS", undefined],
      ["max_text", "./config.yml", "1, 2"],
      ["http_proxy", "./config.yml", undefined],
      ["session_timeout", "SESSIONTIMEOUT", "0"],
      ["chat_type", "./config.yml", "7"],
    ]);
    expect(JSON.stringify(problems)).not.toContain("secret@");
  });

  it.each([
    ["a named file that is missing", { CONFIG_FILE: "x.yml" }, {}, "does not exist"],
    ["a named prompt file that is missing", { PROMPT_FILE: "x.yml" }, {}, "x.yml does not exist"],
    ["two documents", {}, { "./config.yml": "a: 1\n---\nb: 2" }, "./config.yml holds several documents"],
    ["a file that is no mapping", {}, { "./config.yml": "- a" }, "./config.yml is not a list of settings"],
    ["templates that are no list", {}, { "./prompt.yml": "a: b" }, "./prompt.yml is not a list of templates"],
    [
      "a template without a title",
      {},
      { "./prompt.yml": "- prefix: a" },
      "./prompt.yml has no proper template as its item 1",
    ],
  ])("%s", (_what, env, files, wrong) => {
    const { problems } = errorOf(env, files);
    expect(problems.map((problem) => problem.wrong)).toEqual([wrong]);
  });

  it("broken YAML and JSON with the place, and without quoting the file", () => {
    const yml = errorOf({}, { "./config.yml": "port: 1\napi_key: sk-1234\n  port: 2" });
    expect(yml.problems[0]?.wrong).toMatch(/^\.\/config\.yml is not valid YAML: .*, line 3, column \d+$/u);
    const alias = errorOf({}, { "./config.yml": "api_key: *pa55word" });
    expect(JSON.stringify(alias.problems)).not.toContain("pa55word");
    const json = errorOf({}, { "./config.json": '{"api_key": "sk-1234" "port": 1}' });
    expect(json.problems[0]?.wrong).toMatch(/^\.\/config\.json is not valid JSON: .*, line 1, column \d+$/u);
    expect(JSON.stringify([yml.problems, json.problems])).not.toContain("sk-1234");
  });

  it("a file that cannot be read", () => {
    const denied = Object.assign(new Error("no"), { code: "EACCES" });
    const read = (): never => {
      throw denied;
    };
    expect(() => loadConfig({}, read)).toThrow(ConfigError);
  });
});

describe("the reference system's files", () => {
  it("load unchanged: config.yml and prompt.yml", () => {
    const { config, warnings } = loadConfig(
      {},
      readFrom({ "./config.yml": fixture("config.yml"), "./prompt.yml": fixture("prompt.yml") }),
    );
    expect(config).toMatchObject({
      runMode: "stream",
      port: 8090,
      session: { timeoutSeconds: 600, defaultMode: "singleTurn" },
      model: {
        apiKeys: ["xxxxxxxxx"],
        baseUrl: "",
        maxTokens: 2048,
        maxQuestionTokens: 2048,
        maxContextTokens: 4096,
      },
      access: { chatType: "any", allowGroups: [] },
      // Known to nobody, but no reason not to start: DingTalk and the model say what they think of them.
      dingtalk: {
        credentials: [{ clientId: "put-your-client-id-here", clientSecret: "put-your-client-secret-here" }],
        appSecrets: [],
      },
      cards: { streamMode: false, contentKey: "content" },
      logLevel: "info",
    });
    expect(config.serviceUrl).toBeUndefined();
    expect(config.model.azure).toBeUndefined();
    expect(config.help).toContain("\n| **单聊** |");
    expect(config.templates.map(({ title }) => title)).toEqual(["#周报", "#知乎", "#解释代码"]);
    expect(config.templates[2]?.suffix).toBe("\n```");
    expect(warnings).toEqual([
      "service_url: the example's placeholder in ./config.yml counts as not set",
      "credentials: ./config.yml still holds the example's placeholder, which will be refused",
      "api_key: ./config.yml still holds the example's placeholder, which will be refused",
      "azure_openai_token: the example's placeholder in ./config.yml counts as not set",
    ]);
  });

  it("load unchanged: the oldest config.json", () => {
    const { config, warnings } = loadConfig({}, readFrom({ "./config.json": fixture("config.json") }));
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      session: { timeoutSeconds: 60, defaultMode: "multiTurn" },
      model: { apiKeys: ["sk-from-json-file"], maxQuestionTokens: 1024 },
      access: { chatType: "group", allowUsers: ["1301691029702722"] },
      serviceUrl: "http://bot.example.com",
    });
  });
});
