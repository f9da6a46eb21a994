import { sorry, type Row, type Words } from "./row.ts";

const row = (say: string, told: Words): Row => ({ say, told, adminOnly: say.slice(0, 3) });
const one: Words = {
  title: "每日提问上限 max_request（默认）",
  text: "**每日提问上限** `max_request`（默认）\n\n```\n0\n```",
};

/** Looking at settings, and changes that are not made; those that are made have tests of their own. */
export const settingsRows: Row[] = [
  row("#设置 max_request", one),
  row("#设置 每日提问上限", one),
  { say: "＃设置　MAX_REQUEST", adminOnly: "#设置", told: one },
  row("#设置 历史", { title: "还没有人改过设置。", text: "还没有人改过设置。" }),
  row(
    "#设置 没有的",
    sorry(
      "🤷 抱歉，没有 没有的 这个设置项。发送“#设…",
      "没有 `没有的` 这个设置项。发送“#设置”可以看到全部设置项。",
    ),
  ),
  row(
    "#设置 port=1",
    sorry(
      "🤷 抱歉，port 不能这样改：请改配置文件或…",
      "`port` 不能这样改：请改配置文件或环境变量，再重启服务。",
    ),
  ),
];
