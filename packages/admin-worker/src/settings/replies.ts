import type { FoundKey, LiveKey, LiveSettingView } from "@dinglane/runtime";
import type { AuditEntry } from "@dinglane/settings";
import { asCode } from "../as-code.ts";
import { GROUPS, LABELS } from "./names/replies.ts";
import { isMeasured, measured } from "./units/replies.ts";
import { HOW_WRITTEN } from "./wrong-value/replies.ts";

const HOW_TO = [
  "### 怎么改",
  "",
  "- `#设置 键=值`：修改，马上对所有服务生效，不用重启",
  "- `#设置 键+=甲,乙`、`#设置 键-=甲`：名单里加上或去掉",
  "- `#设置 键 恢复`：撤销修改，回到环境变量、配置文件或默认的值",
  "- `#设置 键`：看完整的值；`#设置 历史`：看谁在什么时候改了什么",
].join("\n");

const sorry = (text: string): string => `🤷 **抱歉**，${text}`;
const named = (key: LiveKey): string => `**${LABELS[key]}** \`${key}\``;
const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** How what is shown depends on the place: who reads along in a group need not know whom the lists name. */
export interface Shown {
  isGroup: boolean;
  /** Local day and time of an instant. */
  timeOf: (epochMs: number) => string;
}

/** What holds where a key has no value of its own that could be shown. */
export const UNSET: Partial<Record<LiveKey, string>> = {
  templates: "自带的模板",
  help: "自带的说明",
  vision_model: "和聊天模型一样",
};

function valueOf(view: LiveSettingView, fallback: string | undefined, { isGroup }: Shown): string {
  if (view.items !== undefined) {
    if (view.items.length === 0) return "空";
    const count = `${view.items.length} 项`;
    return isGroup ? count : `${count} ${asCode(view.items.join(", "))}`;
  }
  const text = view.raw ?? UNSET[view.key] ?? fallback;
  if (text === undefined) return "没有设置";
  return text === UNSET[view.key] ? text : measured(view.key, String(text));
}

function originOf({ origin, source = "", by, at }: LiveSettingView, { timeOf }: Shown): string {
  switch (origin) {
    case "live":
      return `实时设置，${asCode(by?.nick || (by?.id ?? ""))} ${at === undefined ? "" : timeOf(at)}`.trimEnd();
    case "environment":
      return `环境变量 ${asCode(source)}`;
    case "file":
      return `文件 ${asCode(basename(source))}`;
    case "default":
      return "默认";
  }
}

const codeOrNone = (value: string | undefined): string =>
  value === undefined || value === "" ? "空" : asCode(value);

function changeOf({ was, is, added, removed }: AuditEntry, isGroup: boolean): string {
  if (added !== undefined && removed !== undefined) {
    // Whoever empties a list, or takes a live one back, has named nobody: the words would.
    if (isGroup && `${added}${removed}` !== "") return "内容请在单聊里查看";
    const parts = [
      added === "" ? "" : `加上 ${asCode(added)}`,
      removed === "" ? "" : `去掉 ${asCode(removed)}`,
    ].filter((part) => part !== "");
    return parts.length === 0 ? "没有变化" : parts.join("，");
  }
  return `${codeOrNone(was)} → ${codeOrNone(is)}`;
}

/** Short enough to be sent back word for word. */
const isShort = (value: string): boolean => value.length <= 40 && !/[`\r\n]/u.test(value);

const known = (key: string): key is LiveKey => Object.hasOwn(LABELS, key);

/** What administrators read about settings. */
export const replies = {
  all(
    views: readonly LiveSettingView[],
    fallbackOf: (key: LiveKey) => string | undefined,
    shown: Shown,
  ): string {
    const byKey = new Map(views.map((view) => [view.key, view]));
    const lineOf = (key: LiveKey): string[] => {
      const view = byKey.get(key);
      if (view === undefined) return [];
      return [`- ${named(key)}：${valueOf(view, fallbackOf(key), shown)}（${originOf(view, shown)}）`];
    };
    const groups = GROUPS.map(([title, keys]) => [`### ${title}`, "", ...keys.flatMap(lineOf)].join("\n"));
    return [...groups, HOW_TO].join("\n\n");
  },
  one(view: LiveSettingView, fallback: string | undefined, shown: Shown): string {
    const heading = `${named(view.key)}（${originOf(view, shown)}）`;
    if (view.items !== undefined && shown.isGroup && view.items.length > 0) {
      return `${heading}\n\n${view.items.length} 项。名单请在单聊里查看。`;
    }
    const text = view.items?.join("\n") ?? view.raw ?? (view.key in UNSET ? undefined : fallback);
    if (text === undefined || text === "" || isMeasured(view.key)) {
      return `${heading}\n\n${valueOf(view, fallback, shown)}`;
    }
    return `${heading}\n\n${asBlock(String(text))}`;
  },
  changed: (entries: readonly AuditEntry[], after: LiveSettingView | undefined, shown: Shown): string => {
    const lines = entries.map((entry) =>
      known(entry.key) ? `✅ 已修改 ${named(entry.key)}：${changeOf(entry, shown.isGroup)}` : "",
    );
    const origin = after === undefined ? "" : `\n\n现在的值来自：${originOf(after, shown)}。`;
    return `${lines.join("\n\n")}${origin}\n\n所有服务马上生效，不用重启。`;
  },
  unchanged: (view: LiveSettingView, shown: Shown): string =>
    `${named(view.key)} 没有变化，值来自：${originOf(view, shown)}。`,
  history(entries: readonly AuditEntry[], { isGroup, timeOf }: Shown): string {
    if (entries.length === 0) return "还没有人改过设置。";
    if (isGroup) return "修改记录请在单聊里查看。";
    const lines = entries.map((entry) => {
      const who =
        entry.by.id === "file"
          ? `文件 ${asCode(basename(entry.by.nick))}`
          : asCode(entry.by.nick || entry.by.id);
      const label = known(entry.key) ? `**${LABELS[entry.key]}**` : asCode(entry.key);
      const what =
        entry.layer === "refused" ? `没有采用：${asCode(entry.is ?? "")}` : changeOf(entry, isGroup);
      return `- ${timeOf(entry.at)} ${who} ${label}：${what}`;
    });
    return ["### 最近的修改", "", ...lines].join("\n");
  },
  notFound(name: string, found: Exclude<FoundKey, { status: "live" }>): string {
    if (found.status === "fixed") {
      return sorry(`${asCode(found.key)} 不能这样改：请改配置文件或环境变量，再重启服务。`);
    }
    const hint = found.nearest === undefined ? "" : `您是不是想写 ${asCode(found.nearest)}？`;
    return sorry(`没有 ${asCode(name)} 这个设置项。${hint}发送“#设置”可以看到全部设置项。`);
  },
  wrong: (key: LiveKey, value: string): string =>
    sorry(`${named(key)} 没有改：${asCode(value)} 不能用。请${HOW_WRITTEN[key]}。`),
  empty: (key: LiveKey): string =>
    sorry(`${named(key)} 没有改：没有写值。想撤销修改，请发送：\`#设置 ${key} 恢复\``),
  noList: (key: LiveKey): string =>
    sorry(`${named(key)} 不是名单，不能用 += 和 -=。请发送：\`#设置 ${key}=值\``),
  /** A list is not replaced by what may have been meant for a part of it: so nothing is done, whatever the key. */
  noSign({ key, items }: LiveSettingView, value: string): string {
    const sign = items === undefined ? "=" : "+=";
    const line = asCode(`#设置 ${key}${sign}${isShort(value) ? value : "值"}`);
    const others = items === undefined ? "" : "（去掉用 `-=`，整个换掉用 `=`）";
    return sorry(`${named(key)} 没有改：中间少了 \`${sign}\`。请发送：${line}${others}`);
  },
  placeClosed: (isGroup: boolean): string =>
    sorry(
      `聊天类型没有改：改完以后这里就不能用了，您也不能在这里改回来。请${isGroup ? "到单聊里" : "到群里 @我 "}来改。`,
    ),
  lockedOut: sorry(
    "管理员名单没有改：改完以后名单里就没有您自己了，您会失去管理权限。需要去掉您，请让另一位管理员来改。",
  ),
};

function asBlock(text: string): string {
  // Longer than any run of backticks in it, so that nothing in the value ends the block.
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
