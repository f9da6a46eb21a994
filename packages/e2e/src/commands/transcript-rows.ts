import { sorry, type Row, type Words } from "./row.ts";

const usage: Words = {
  title: "查对话",
  text: "在 **#查对话** 后面写上昵称或 userid，例如：\n\n> #查对话 username:张三\n\n- 昵称要写全；有同名的人时，会列出各人的 userid，再用 `#查对话 userid:…` 查其中一位\n- 只看最近几天：`#查对话 username:张三 7天`\n- 结果只给您看：在群里查，也是单独发给您\n- 删除一个人的全部对话：`#删除对话 userid:…`",
};
const wrongDays = sorry("天数不对", "天数要写 1 到 36500 之间的整数，例如：`#查对话 username:张三 7天`");
const erasureUsage: Words = {
  title: "删除对话",
  text: "在 **#删除对话** 后面写上 userid，例如：\n\n> #删除对话 userid:manager123\n\n只认 userid，不认昵称，因为昵称会重名。删除之后不能恢复；不知道 userid，可以先用 `#查对话 username:…` 查。",
};
const nobody = (range: string): Words => ({
  title: `没有找到 no-one ${range}的对话。`,
  text: `没有找到 \`no-one\` ${range}的对话。\n\n请核对昵称或 userid；昵称要写全，一个字都不能差。`,
});
const nobodyErased: Words = {
  title: "没有找到 no-one 的任何内容，什么都没有…",
  text: "没有找到 `no-one` 的任何内容，什么都没有删除。请核对 userid，大小写也要一致。",
};
const find = (say: string, told: Words): Row => ({ say, told, adminOnly: say.slice(0, 4).trim() });
const erase = (say: string, told: Words): Row => ({ say, told, adminOnly: say.slice(0, 5) });

/** 查对话 and 删除对话, of people who are not there and in words that make no sense. */
export const transcriptRows: Row[] = [
  { say: "查对话", adminOnly: "查对话", told: usage },
  ...[
    "#查对话",
    "#查对话 ",
    "#查对话 :",
    "#查对话 ：：",
    "#查对话 username:",
    "#查对话 userid：",
    "#查对话 foo:bar",
    "#查对话 #查对话",
    `#查对话 ${"长".repeat(101)}`,
  ].map((say) => find(say, usage)),
  ...["#查对话 张三 0天", "#查对话 username:张三 0", "#查对话 张三 99999天"].map((say) =>
    find(say, wrongDays),
  ),
  ...[
    "#查对话 username:no-one",
    "#查对话 username：no-one",
    "#查对话 USERNAME : no-one",
    "#查对话username:no-one",
    "#查对话 userid:no-one",
    "#查对话 no-one",
  ].map((say) => find(say, nobody(""))),
  { say: "＃查对话　username：no-one", adminOnly: "#查对话", told: nobody("") },
  find("#查对话 username:no-one 7天", nobody("最近 7 天")),
  find("#查对话 no-one 30", nobody("最近 30 天")),
  ...[
    "#删除对话",
    "#删除对话 no-one",
    "#删除对话 username:no-one",
    "#删除对话 userid:",
    "#删除对话 userid:a b",
  ].map((say) => erase(say, erasureUsage)),
  ...["#删除对话 userid:no-one", "#删除对话 UserID：no-one"].map((say) => erase(say, nobodyErased)),
];
