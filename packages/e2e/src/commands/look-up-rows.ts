import { sorry, type Row, type Words } from "./row.ts";

const domainUsage: Words = {
  title: "查域名",
  text: "请在 **#域名** 后面写上要查的域名，例如：\n\n> #域名 example.com",
};
const certificateUsage: Words = {
  title: "查证书",
  text: "请在 **#证书** 后面写上要查的网站，例如：\n\n> #证书 example.com",
};
const noDomain = sorry(
  "🤷 抱歉，这不是一个域名。请这样写：#域名 e…",
  "这不是一个域名。请这样写：`#域名 example.com`",
);
const noHost = sorry(
  "🤷 抱歉，这不是一个网址。请这样写：#证书 e…",
  "这不是一个网址。请这样写：`#证书 example.com`",
);
const notPublic = sorry(
  "🤷 抱歉，这个地址查不了：只能查公网上的网站。…",
  "这个地址查不了：只能查公网上的网站。请检查有没有写错。",
);

/** Only what needs no network: what goes out is tested where the network is injected. */
export const lookUpRows: Row[] = [
  { say: "#域名", told: domainUsage },
  { say: "＃域名　", told: domainUsage },
  ...["#域名 不是域名", "#域名127.0.0.1", "＃域名　http://", "#域名 a..b", "#域名 -x.com"].map((say) => ({
    say,
    told: noDomain,
  })),
  { say: "#证书", told: certificateUsage },
  { say: "＃证书　", told: certificateUsage },
  ...["#证书 不是 网址", "#证书 https://", "＃证书　a@b"].map((say) => ({ say, told: noHost })),
  ...[
    "#证书 127.0.0.1",
    "＃证书　127.0.0.1",
    "#证书127.0.0.1:6379",
    "#证书 https://127.0.0.1/login",
    "#证书 0.0.0.0",
    "#证书 0x7f.1",
    "#证书 2130706433",
    "#证书 10.0.0.1",
    "#证书 192.168.1.1:8443",
    "#证书 169.254.169.254",
    "#证书 [::1]",
    "#证书 ::ffff:127.0.0.1",
    "#证书 fe80::1",
    "#证书 localhost",
    "#证书 gitlab",
  ].map((say) => ({ say, told: notPublic })),
];
