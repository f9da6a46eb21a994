import type { AddressFacts } from "@dinglane/doctor";
import { asCode } from "../../as-code.ts";
import { duration, setting, whyUnreached } from "../terms/replies.ts";
import type { WordsByCode } from "../words.ts";

const SERVICE_URL = setting("service_url");
const UNSIGNED = "没有签名的回调";

const signedBy = ({ signer }: AddressFacts["callback_secret_unknown"]): string =>
  "robot" in signer
    ? `用机器人 ${asCode(signer.robot)} 的密钥签名的回调`
    : `用 \`app_secrets\` 第 ${signer.appSecretNo} 项签名的回调`;

/** What is said of the way from DingTalk to ingress. */
export const addressWords: WordsByCode<AddressFacts> = {
  service_url_missing: () => ({
    about: "`service_url`",
    seen: "没有设置，无法检查钉钉要访问的地址",
    todo: `请把 ${SERVICE_URL} 设为 ingress 的公网地址，比如 \`https://bot.example.com\``,
  }),
  service_url_private: () => ({
    about: "`service_url`",
    seen: "是本机或内网的地址，钉钉访问不到",
    todo: `请把 ${SERVICE_URL} 改成公网地址；\`run_mode\` 用 \`stream\` 就不需要它`,
  }),
  service_url_unencrypted: () => ({
    about: "`service_url`",
    seen: "用的是 `http://`：消息在公网上没有加密，谁读到一条，一小时内都能重复用它的签名",
    todo: "请在反向代理上装好证书，并在钉钉里填 `https://` 的地址",
  }),
  address_unreachable: ({ url, failure }) => ({
    about: asCode(url),
    seen: whyUnreached(failure),
    todo: "请先启动 ingress；如果已经在运行，请依次检查域名解析、反向代理和防火墙",
  }),
  address_without_ingress: ({ url, status }) => ({
    about: asCode(url),
    seen: `反向代理有回应，它后面的 ingress 没有（HTTP ${status}）`,
    todo: "请启动 ingress，并让反向代理转发到它的地址和端口（`PORT`，默认 8090）",
  }),
  address_redirects: ({ url, status }) => ({
    about: asCode(url),
    seen: `会跳转到别处（HTTP ${status}），而钉钉的回调不会跟着跳转`,
    todo: `请把 ${SERVICE_URL} 改成跳转后的地址，多半是 \`https://\` 的那个`,
  }),
  address_not_ingress: ({ url, status }) => ({
    about: asCode(url),
    seen: `那里回应的是别的程序（HTTP ${status}）`,
    todo: `请核对 ${SERVICE_URL} 和反向代理的设置：\`/healthz\` 要能到达 ingress`,
  }),
  callback_unanswered: ({ signer, failure }) => ({
    about: signer === undefined ? UNSIGNED : signedBy({ signer }),
    seen: `没有得到回应：${whyUnreached(failure)}`,
    todo: "请再发一次“状态”",
  }),
  callback_not_taken: () => ({
    about: UNSIGNED,
    seen: "那里不接收回调（HTTP 404）",
    todo: "请用 `RUN_MODE=http` 启动 ingress，并让反向代理把 `/dingtalk/callback` 原样转发给它",
  }),
  callback_strange_answer: ({ status }) => ({
    about: UNSIGNED,
    seen: `回应的不是 ingress（HTTP ${status}）`,
    todo: "请检查这个地址上还有什么会回应 `POST`：登录页面、防火墙，或者别的服务",
  }),
  callback_taken_unsigned: () => ({
    about: UNSIGNED,
    seen: "被 ingress 接受了，说明它启动时没有用这里的凭据",
    todo: "请让所有服务用同一份配置，重启 ingress 后再发一次“状态”",
  }),
  callback_open_to_all: () => ({
    about: UNSIGNED,
    seen: "被 ingress 接受了：谁能访问到它，谁就能冒充任何人说话",
    todo: `请设置 ${setting("credentials", "DINGTALK_CREDENTIALS")}，并去掉 ${setting("allow_unsigned")}`,
  }),
  callback_secret_unknown: (facts) => ({
    about: signedBy(facts),
    seen: "ingress 不认识这个密钥",
    todo: "请让所有服务的 `credentials` 和 `app_secrets` 一致，重启 ingress 后再发一次“状态”",
  }),
  callback_too_old: (facts) => ({
    about: signedBy(facts),
    seen: "ingress 认为签名过期了：两台机器的时钟相差超过 1 小时",
    todo: "请在两台机器上都用 NTP 校准时间：`timedatectl set-ntp true`",
  }),
  callback_headers_lost: (facts) => ({
    about: signedBy(facts),
    seen: "请求头 `timestamp` 和 `sign` 在途中丢了",
    todo: "请让反向代理转发所有请求头；用 nginx 的，不要关掉 `proxy_pass_request_headers`",
  }),
  callback_refused: ({ signer, status }) => ({
    about: signedBy({ signer }),
    seen: `ingress 没有接受（HTTP ${status}）`,
    todo: "请查看 ingress 的日志",
  }),
  callback_slow: ({ signer, tookMs }) => ({
    about: signedBy({ signer }),
    seen: `ingress 认识这个密钥，但过了 ${duration(tookMs)} 才回应；钉钉只等 2.5 秒`,
    todo: "请检查途中哪里慢：DNS、反向代理，还是机器本身",
  }),
};
