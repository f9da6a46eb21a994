import type { ModelFacts } from "@dinglane/doctor";
import { asCode } from "../../as-code.ts";
import { duration, setting, whyUnreached } from "../terms/replies.ts";
import type { WordsByCode } from "../words.ts";

const API_KEY = setting("api_key", "APIKEY");
const BASE_URL = setting("base_url");
const MODEL = setting("model");
const HTTP_PROXY = setting("http_proxy");
const LOOK_AT_SERVER = `请检查 ${BASE_URL}、网络，以及模型服务商的状态页`;
const TAKE_FROM_DOCUMENTS = `请照模型服务商的文档填写 ${BASE_URL}`;

type Refused = ModelFacts["model_bad_request"];

const named = ({ spot: { model, keyNo } }: Pick<Refused, "spot">): string =>
  `模型 ${asCode(model)}${keyNo === undefined ? "" : ` 的第 ${keyNo} 个密钥`}`;

/** Status and code of the server's answer, where it has them. */
function answered({ status, errorCode }: Refused): string {
  const parts = [
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(errorCode === undefined ? [] : [asCode(errorCode)]),
  ];
  return parts.length === 0 ? "" : `（${parts.join("，")}）`;
}

const refused =
  (seen: string, todo: string) =>
  (facts: Refused): { about: string; seen: string; todo: string } => ({
    about: named(facts),
    seen: `${seen}${answered(facts)}`,
    todo,
  });

/** What is said of the model's account, its address and its answers. */
export const modelWords: WordsByCode<ModelFacts> = {
  model_account_missing: () => ({
    about: "`api_key`",
    seen: "没有设置模型账户，`pnpm start` 会用一个小的演示模型回答",
    todo: `要用真正的模型，请设置 ${API_KEY}；不是 OpenAI 的，还要设置 ${BASE_URL}`,
  }),
  model_setting_missing: ({ key, variable }) => ({
    about: asCode(key),
    seen: "没有设置，缺了它模型就不能回答",
    todo: `请设置 ${setting(key, variable)}`,
  }),
  base_url_with_query: () => ({
    about: "`base_url`",
    seen: "带有 `?` 或 `#` 之后的内容，而后面还要接上路径",
    todo: `请去掉这部分；${TAKE_FROM_DOCUMENTS}`,
  }),
  base_url_with_path: ({ url }) => ({
    about: "`base_url`",
    seen: `${asCode(url)} 已经带有接口的路径，请求时会再接上一次`,
    todo: `请去掉 \`/chat/completions\`；${TAKE_FROM_DOCUMENTS}`,
  }),
  base_url_unencrypted: () => ({
    about: "`base_url`",
    seen: "用的是 `http://`：密钥和问题在公网上没有加密",
    todo: `请改用 \`https://\`；${TAKE_FROM_DOCUMENTS}`,
  }),
  model_unreachable: ({ spot, failure }) => ({
    about: named({ spot }),
    seen: `连不上模型服务器：${whyUnreached(failure)}`,
    todo: LOOK_AT_SERVER,
  }),
  model_silent: (facts) => ({
    about: named(facts),
    seen: "模型服务器完全没有回应",
    todo: LOOK_AT_SERVER,
  }),
  model_slow: ({ spot, waitedMs, timeoutMs }) => ({
    about: named({ spot }),
    seen: `服务器有回应，但 ${duration(waitedMs)}内没有答完；平时会等 ${duration(timeoutMs)}`,
    todo: `请再试一次；如果模型一直慢，请调大 ${setting("model_timeout")}`,
  }),
  model_not_found: refused(
    "服务器上没有这个模型或这个地址",
    `请检查 ${MODEL}，以及 ${BASE_URL} 结尾的 \`/v1\` 或别的版本号`,
  ),
  model_rate_limited: refused(
    "模型服务器限制了请求频率",
    "请等一等，或者提高账户的限额；没有答上的问题会自动再试",
  ),
  model_unavailable: refused("模型服务器出错，或者中途断开", LOOK_AT_SERVER),
  model_refused_credentials: refused(
    "模型服务器拒绝了密钥或账户",
    `请检查 ${API_KEY} 是否有效、是否属于 \`base_url\` 的服务商，以及账户里还有没有余额`,
  ),
  model_context_too_long: refused("连一个词也嫌太长", `请检查 ${MODEL}`),
  model_content_policy: refused("连一个无害的词也不肯回答", "请检查账户的内容安全设置"),
  model_bad_request: refused(
    "模型服务器没有接受请求",
    `请对照服务商的模型列表检查 ${MODEL}，以及有些模型不接受的 \`temperature\` 和 \`max_tokens\``,
  ),
  model_empty: refused(
    "模型什么也没说",
    `推理模型可能在思考时就用完了 ${setting("max_tokens")}，请调大或去掉它`,
  ),
  http_proxy_unreachable: ({ proxy, failure }) => ({
    about: `代理 ${asCode(proxy)}`,
    seen: `连不上：${whyUnreached(failure)}`,
    todo: `请启动代理，或者改正 ${HTTP_PROXY}`,
  }),
  http_proxy_wants_password: ({ proxy }) => ({
    about: `代理 ${asCode(proxy)}`,
    seen: "要求别的用户名和密码（HTTP 407）",
    todo: `请写进 ${HTTP_PROXY}：\`http://user:password@host:port\`，特殊字符写成 \`%XX\``,
  }),
  http_proxy_blocks: ({ proxy, host, status }) => ({
    about: `代理 ${asCode(proxy)}`,
    seen: `不让访问 ${asCode(host)}（HTTP ${status}）`,
    todo: "请在代理的规则里放行它；502 到 504 表示代理自己也连不上它",
  }),
};
