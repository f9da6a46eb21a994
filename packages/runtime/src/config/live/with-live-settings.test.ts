import { describe, expect, it } from "vitest";
import { readFrom } from "../../fixtures/read-from.ts";
import type { ConfigBase } from "../config-base.ts";
import type { Config } from "../config.ts";
import { DEFAULT_TEMPLATES } from "../default-templates.ts";
import { loadConfig } from "../load-config.ts";
import { describeLiveSettings } from "./describe-live-settings.ts";
import { fileLayersOf } from "./file-layers-of.ts";
import type { LiveKey } from "./live-keys.ts";
import { LIVE_KEYS } from "./live-keys.ts";
import type { LiveLayers, RawValue } from "./live-layers.ts";
import { withLiveSettings } from "./with-live-settings.ts";

type Files = Record<string, string>;
const FILE_CHANGED_AT = 1_000;

const baseOf = (env: Record<string, string> = {}, files: Files = {}): ConfigBase =>
  loadConfig(env, readFrom(files), () => FILE_CHANGED_AT).base;

function layersOf(live: Record<string, RawValue>, files: LiveLayers["files"] = {}): LiveLayers {
  const by = { id: "boss", nick: "老板" };
  const entries = Object.entries(live).map(([key, value]) => [key, { value, by, at: 5 }] as const);
  return { version: 1, live: new Map(entries), files };
}

const prompt = (templates: string) => ({ path: "p", at: FILE_CHANGED_AT, values: { templates } });

const configOf = (base: ConfigBase, live: Record<string, RawValue>, files?: LiveLayers["files"]): Config =>
  withLiveSettings(base, layersOf(live, files)).config;

describe("withLiveSettings", () => {
  it("says the same as the start, where nothing is live", () => {
    const files = {
      "./config.yml": "model: m\ndeny_users: [a, 'b,c']\nmax_request: 7",
      "./prompt.yml": "[]",
    };
    const { config, base } = loadConfig({ MODEL: "env", TZ: "Europe/Berlin" }, readFrom(files));
    expect(configOf(base, {})).toEqual(config);
    expect(config).toMatchObject({ model: { chat: "env" }, access: { denyUsers: ["a", "b,c"] } });
  });

  it("puts live over environment over file over default", () => {
    const base = baseOf(
      { MODEL: "env", MAX_TEXT: "8" },
      { "./config.yml": "model: f\nmax_text: 9\nhelp: f" },
    );
    expect(configOf(base, { model: "live" })).toMatchObject({
      model: { chat: "live", vision: "live", maxContextTokens: 8 },
      help: "f",
    });
  });

  it("reads texts and lists in the formats of the file", () => {
    const config = configOf(baseOf(), {
      chat_type: "2",
      default_mode: "串聊",
      session_timeout: "10m",
      temperature: "0.5",
      deny_users: "a， b\nc",
      vip_users: ["d,e", "f"],
      sensitive_words: "",
    });
    expect(config).toMatchObject({
      access: { chatType: "group", denyUsers: ["a", "b", "c"], vipUsers: ["d,e", "f"] },
      session: { defaultMode: "multiTurn", timeoutSeconds: 600 },
      model: { temperature: 0.5 },
      sensitiveWords: [],
    });
  });

  it("an emptied list beats what environment and file list", () => {
    const base = baseOf({ DENY_USERS: "a" }, { "./config.yml": "allow_users: b" });
    const config = configOf(base, { deny_users: [], allow_users: "" });
    expect(config.access).toMatchObject({ denyUsers: [], allowUsers: [] });
  });

  it("takes templates as the text of a prompt.yml", () => {
    const base = baseOf({}, { "./prompt.yml": "- title: '#甲'" });
    expect(configOf(base, {}).templates).toEqual([{ title: "#甲", prefix: "", suffix: "" }]);
    expect(configOf(base, { templates: "- title: '#乙'\n  prefix: 问" }).templates).toEqual([
      { title: "#乙", prefix: "问", suffix: "" },
    ]);
    expect(configOf(baseOf(), {}).templates).toEqual(DEFAULT_TEMPLATES);
  });

  it("never takes anything secret, or what is connected to", () => {
    const base = baseOf({ APIKEY: "sk-mine", PORT: "1" });
    const live = { api_key: "sk-other", port: "2", redis_url: "redis://x", credentials: "a:b" };
    expect(configOf(base, live)).toEqual(configOf(base, {}));
    for (const key of LIVE_KEYS)
      expect(key).not.toMatch(/key$|secret|token$(?<!clear_token)|credential|url|port/u);
  });

  it("leaves out what it cannot read, names it, and takes the rest", () => {
    const base = baseOf({ MAX_REQUEST: "3" }, { "./prompt.yml": "- title: '#甲'" });
    const live = { max_request: "many", model: "fine", templates: "- prefix: no title", help: " " };
    const { config, unreadable } = withLiveSettings(base, layersOf(live));
    expect(config).toMatchObject({ limits: { perUserPerDay: 3 }, model: { chat: "fine" } });
    expect(config.templates.map(({ title }) => title)).toEqual(["#甲"]);
    expect(new Set(unreadable.map(({ fileKey }) => fileKey))).toEqual(
      new Set(["help", "max_request", "templates"]),
    );
  });
});

describe("what admin-worker found in its files", () => {
  const own = baseOf(
    { MAX_TEXT: "5" },
    { "./config.yml": "model: old\nhelp: old\nport: 1", "./prompt.yml": "[]" },
  );
  const config = { path: "/etc/config.yml", at: FILE_CHANGED_AT, values: { model: "new", max_text: "6" } };

  it("stands in the place of the process's own file, for keys that may change, and only for them", () => {
    const changed = configOf(own, {}, { config });
    expect(changed).toMatchObject({ model: { chat: "new", maxContextTokens: 5 }, port: 1 });
    // Its line was taken out of the file.
    expect(changed.help).toBe(configOf(baseOf(), {}).help);
  });

  it("is beaten by what was set by command", () => {
    expect(configOf(own, { model: "live" }, { config }).model.chat).toBe("live");
  });

  it("does not count in a process whose own file was changed later", () => {
    const older = { ...config, at: FILE_CHANGED_AT - 1 };
    expect(configOf(own, {}, { config: older }).model.chat).toBe("old");
  });

  it("reaches a process that has no file", () => {
    expect(configOf(baseOf(), {}, { config }).model.chat).toBe("new");
  });

  it("brings templates, also none", () => {
    const titles = (text: string) =>
      configOf(own, {}, { prompt: prompt(text) }).templates.map(({ title }) => title);
    expect(titles("- title: '#丙'")).toEqual(["#丙"]);
    expect(configOf(baseOf(), {}, { prompt: prompt("") }).templates).toEqual([]);
  });

  it("is read from a base: what the environment beats here as well, and nothing that is not to change", () => {
    const base = baseOf(
      { MODEL: "env" },
      { "./config.yml": "model: f\napi_key: sk-1\nport: 1\ndeny_users: [a]\nhelp: ~", "./prompt.yml": "[]" },
    );
    expect(fileLayersOf(base, 9)).toEqual({
      config: { path: "./config.yml", at: 9, values: { model: "f", deny_users: ["a"] } },
      prompt: { path: "./prompt.yml", at: 9, values: { templates: "[]" } },
      problems: [],
    });
  });

  it("names a wrong value also where the environment beats it here", () => {
    const base = baseOf({ MAX_TEXT: "5" }, { "./config.yml": "max_text: lots" });
    expect(fileLayersOf(base, 9).problems).toMatchObject([
      { fileKey: "max_text", source: "./config.yml", value: "lots", wrong: "is not a whole number" },
    ]);
  });
});

describe("describeLiveSettings", () => {
  it("tells for each key what counts and where it is from", () => {
    const base = baseOf({ MAX_TEXT: "8" }, { "./config.yml": "model: f\nvip_users: [a, b]" });
    const views = describeLiveSettings(base, layersOf({ help: "H", deny_users: "x, y" }));
    const of = (key: LiveKey) => views.find((view) => view.key === key);
    expect(views.map(({ key }) => key)).toEqual(LIVE_KEYS);
    expect(of("max_text")).toMatchObject({ origin: "environment", source: "MAX_TEXT", raw: "8" });
    expect(of("model")).toMatchObject({ origin: "file", source: "./config.yml", raw: "f" });
    expect(of("vip_users")).toMatchObject({ origin: "file", items: ["a", "b"] });
    expect(of("help")).toMatchObject({ origin: "live", raw: "H", by: { id: "boss" }, at: 5 });
    expect(of("deny_users")).toMatchObject({ origin: "live", items: ["x", "y"], by: { nick: "老板" } });
    expect(of("templates")).toEqual({ key: "templates", variable: "PROMPT_FILE", origin: "default" });
    expect(of("allow_users")).toMatchObject({ origin: "default", items: [] });
  });
});
