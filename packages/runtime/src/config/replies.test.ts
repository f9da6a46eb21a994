import { expect, it } from "vitest";
import { DEFAULT_TEMPLATES } from "./default-templates.ts";
import { DEFAULT_HELP } from "./replies.ts";

it.each(
  "帮助 单聊 串聊 重置 退出 结束 停止 取消 模板 #翻译 #图片 图片 #域名 #证书 余额 状态 群ID 查对话 #设置 #删除对话".split(
    " ",
  ),
)("the help text knows %s", (word) => {
  expect(DEFAULT_HELP).toContain(word);
});

it("has the templates that people of the reference system know", () => {
  const titles =
    "#周报 #前端 #架构师 #产品经理 #网络安全 #正则 #招聘 #知乎 #翻译 #小红书 #解梦 #linux命令 #英语学术润色 #中文学术润色 " +
    "#查找语法错误 #中译英 #学术中译英 #英译中 #解释代码 #生成域名 #生成sql #编程问题 #画图";
  expect(DEFAULT_TEMPLATES.map(({ title }) => title)).toEqual(titles.split(" "));
});
