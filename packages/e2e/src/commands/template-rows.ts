import type { Row, Words } from "./row.ts";
import { ANSWER } from "./start-command-stack.ts";

/** The reference system's, in its order. */
export const TITLES =
  "#周报 #前端 #架构师 #产品经理 #网络安全 #正则 #招聘 #知乎 #翻译 #小红书 #解梦 #linux命令 #英语学术润色 #中文学术润色 #查找语法错误 #中译英 #学术中译英 #英译中 #解释代码 #生成域名 #生成sql #编程问题 #画图".split(
    " ",
  );

const answer: Words = { title: ANSWER, text: ANSWER };
const usage = (title: string): Words => ({
  title,
  text: `请在 **${title}** 后面写上内容，例如：\n\n> ${title} 您的内容`,
});
const report =
  "下面是我这周做的事，写得很随意。请整理成一份周报，用 Markdown 分成「本周完成」「遇到的问题」「下周计划」三部分，每条一行，不要编造我没提到的工作：\n写了测试";
const command =
  "给出能完成下面这件事的 Linux 命令，放在代码块里；会删除或覆盖数据的，多加一行提醒。我要：\n列出文件";
const code = "下面这段代码做了什么？先用一句话概括，再按执行顺序说明，最后指出可能的隐患：\n```\na = 1\n```";

/** Templates: the list, a title alone, a title with words in each way to write it. */
export const templateRows: Row[] = [
  {
    say: "模板",
    told: {
      title: "模板",
      text: `**现成的提问模板**：发送模板名，空一格，再写内容。只发模板名，会告诉您用法。\n\n${TITLES.map((title) => `- ${title}`).join("\n")}`,
    },
  },
  ...TITLES.map((title) => ({ say: title, told: usage(title) })),
  { say: "＃周报", told: usage("#周报") },
  { say: "#LINUX命令", told: usage("#linux命令") },
  { say: "#周报 写了测试", told: answer, asks: report },
  { say: "#周报写了测试", told: answer, asks: report },
  { say: "＃周报　写了测试", told: answer, asks: report },
  { say: "#周报\n写了测试", told: answer, asks: report },
  { say: "#Linux命令 列出文件", told: answer, asks: command },
  { say: "#解释代码 a = 1", told: answer, asks: code },
];
