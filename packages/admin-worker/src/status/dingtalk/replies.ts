import type { DingTalkFacts, DingTalkSpot } from "@dinglane/doctor";
import { asCode } from "../../as-code.ts";
import { setting, whyUnreached } from "../terms/replies.ts";
import type { WordsByCode } from "../words.ts";

const CREDENTIALS = setting("credentials", "DINGTALK_CREDENTIALS");
const API_URL = setting("dingtalk_api_url");

function place(spot: DingTalkSpot): string {
  switch (spot.at) {
    case "robot":
      return `机器人 ${asCode(spot.robot)}`;
    case "stream_gateway":
      return `机器人 ${asCode(spot.robot)} 的 Stream 网关`;
    case "permission":
      return `机器人 ${asCode(spot.robot)} 的权限 ${asCode(spot.permission)}`;
    case "reply_address":
      return "回复地址";
  }
}

type Permission = DingTalkFacts["permission_missing"]["permission"];

const WITHOUT: Readonly<Record<Permission, string>> = {
  qyapi_robot_sendmsg: "回复地址只能用 90 分钟，比这更晚的回答发不出去",
  "Card.Instance.Write": "`stream_mode` 已打开，但 AI 卡片显示不出来",
  "Card.Streaming.Write": "`stream_mode` 已打开，但 AI 卡片里写不进字",
};

/** What is said of the robots, and of DingTalk. */
export const dingtalkWords: WordsByCode<DingTalkFacts> = {
  credentials_missing: () => ({
    about: "`credentials`",
    seen: "没有设置，`pnpm start` 会用模拟的钉钉",
    todo: `要连真正的钉钉，请设置 ${CREDENTIALS}，写成 \`clientId:clientSecret\``,
  }),
  credentials_missing_for_stream: () => ({
    about: "`credentials`",
    seen: "`run_mode` 是 `stream`，但没有凭据可以用来连接",
    todo: `请设置 ${CREDENTIALS}，写成 \`clientId:clientSecret\``,
  }),
  dingtalk_unreachable: ({ spot, host, failure }) => ({
    about: place(spot),
    seen: `连不上 ${asCode(host)}：${whyUnreached(failure)}`,
    todo: "请允许这台机器访问 `api.dingtalk.com`、`oapi.dingtalk.com` 和 `wss-open-connection.dingtalk.com` 的 443 端口；连钉钉不走 `http_proxy`",
  }),
  dingtalk_credentials_refused: ({ spot }) => ({
    about: place(spot),
    seen: "钉钉拒绝了 Client ID 或 Client Secret",
    todo: `请到钉钉开放平台应用的凭证页面重新复制这两项，写进 ${CREDENTIALS}；重置过的 Secret，旧的立刻失效`,
  }),
  dingtalk_ip_not_allowed: ({ spot }) => ({
    about: place(spot),
    seen: "这台机器的公网 IP 不在应用的白名单里",
    todo: "请到钉钉开放平台的安全设置里，把它加进服务器出口 IP，或者清空这个白名单",
  }),
  dingtalk_calls_used_up: ({ spot }) => ({
    about: place(spot),
    seen: "组织本月的 API 调用已用完",
    todo: "请购买更多调用量，或者等到下个月；普通的回复不占用它",
  }),
  dingtalk_token_refused: ({ spot }) => ({
    about: place(spot),
    seen: "钉钉拒绝了它刚刚发放的访问令牌",
    todo: `请检查 ${API_URL} 是否一直指向同一个钉钉`,
  }),
  dingtalk_api_not_found: ({ spot }) => ({
    about: place(spot),
    seen: "这个地址上没有这个接口",
    todo: `请把 ${API_URL} 设为 \`https://api.dingtalk.com\`，或者去掉这一项`,
  }),
  dingtalk_busy: ({ spot }) => ({
    about: place(spot),
    seen: "钉钉现在很忙",
    todo: "请过一分钟再发一次“状态”",
  }),
  dingtalk_rate_limited: ({ spot }) => ({
    about: place(spot),
    seen: "钉钉限制了这个应用的调用频率",
    todo: `请过一分钟再发一次“状态”；如果还是这样，请调小 ${setting("dingtalk_qps")}`,
  }),
  dingtalk_refused: ({ spot, errorCode, status }) => ({
    about: place(spot),
    seen: `钉钉拒绝了，错误码 ${asCode(errorCode)}（HTTP ${status}）`,
    todo: "请在钉钉的全局错误码文档里查这个错误码",
  }),
  dingtalk_strange_answer: ({ spot, status }) => ({
    about: place(spot),
    seen: `收到的不是钉钉的回答（HTTP ${status}）`,
    todo: "请检查途中有没有代理或登录页面；调用太频繁的地址，钉钉也会封 5 分钟",
  }),
  robot_unknown: ({ spot, errorCode }) => ({
    about: place(spot),
    seen: `权限有了，但钉钉不认识这个 Client ID 的机器人（${asCode(errorCode)}）`,
    todo: "请到钉钉开放平台给这个应用添加机器人，并发布版本",
  }),
  permission_missing: ({ spot, permission, missing }) => ({
    about: place(spot),
    seen: `没有开通，${WITHOUT[permission]}`,
    todo: `请到钉钉开放平台应用的权限管理页面申请 ${missing.map(asCode).join("、")}，然后发布版本`,
  }),
  stream_refused: ({ spot, errorCode }) => ({
    about: place(spot),
    seen: `钉钉拒绝建立连接（${errorCode === undefined ? "" : `${asCode(errorCode)}，`}HTTP 400）`,
    todo: "请到钉钉开放平台把机器人的消息接收模式选为 Stream 模式，发布版本，并检查 IP 白名单",
  }),
};
