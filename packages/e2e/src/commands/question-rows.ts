import { sorry, type Row, type Words } from "./row.ts";
import { ANSWER } from "./start-command-stack.ts";

export const answer: Words = { title: ANSWER, text: ANSWER };
const sensitive = sorry("含有敏感词", "您的问题里含有敏感词，请修改之后再问。");
const question = (say: string): Row => ({ say, told: answer, asks: say.trim() });

/** What is no command, however much it looks like one, and what may not be said. */
export const questionRows: Row[] = [
  question("你好"),
  question(" 帮助我写一封信 "),
  question("怎么串聊"),
  question("#没有这个命令 试试"),
  question("#没有这个命令"),
  question("#余额"),
  question("#"),
  question("＃"),
  question("##图片 猫"),
  question("/help"),
  { say: "违禁词是什么", told: sensitive },
  { say: "什么是ＢＡＤ　ｗｏｒｄ？", told: sensitive },
  { say: "#周报 违禁词", told: sensitive },
  { say: "#图片 违禁词", told: sensitive },
  { say: "#查对话 username:违禁词", told: sensitive },
];
