import { address } from "../formats/address.ts";
import { CREDENTIALS } from "../formats/credential-list.ts";
import { FLAG } from "../formats/flag.ts";
import { LIST } from "../formats/list.ts";
import { TEXT } from "../formats/text.ts";
import { wholeNumber } from "../formats/whole-number.ts";
import { optionalSetting, setting } from "../setting.ts";

/** How we speak with DingTalk, and how much. */
export const DINGTALK_SETTINGS = {
  credentials: setting({
    env: "DINGTALK_CREDENTIALS",
    doc: "Client id (AppKey) and client secret (AppSecret) of each DingTalk application. A callback of one of these robots must be signed with its own secret.",
    format: CREDENTIALS,
    default: [],
    sensitive: true,
  }),
  app_secrets: setting({
    env: "APP_SECRETS",
    doc: "Further secrets that verify callbacks of any robot, for applications without `credentials` here.",
    format: LIST,
    default: [],
    sensitive: true,
  }),
  allow_unsigned: setting({
    env: "ALLOW_UNSIGNED",
    doc: "Accepts callbacks without a signature. Anyone who can reach the port can then speak in anybody's name: for trials only.",
    format: FLAG,
    default: false,
  }),
  dingtalk_api_url: setting({
    env: "DINGTALK_API_URL",
    doc: "DingTalk's OpenAPI.",
    format: address("http", "https"),
    default: "https://api.dingtalk.com",
  }),
  dingtalk_oapi_url: setting({
    env: "DINGTALK_OAPI_URL",
    doc: "DingTalk's older API. A reply is sent only to a sessionWebhook on this origin or on https://*.dingtalk.com.",
    format: address("http", "https"),
    default: "https://oapi.dingtalk.com",
  }),
  stream_connections: setting({
    env: "STREAM_CONNECTIONS",
    doc: "Sockets per robot and process in stream mode.",
    format: wholeNumber(1, 20),
    default: 2,
  }),
  dingtalk_qps: setting({
    env: "DINGTALK_QPS",
    doc: "Calls per second to one DingTalk API for one robot, all processes together. 0 switches pacing off.",
    format: wholeNumber(0, 10_000),
    default: 20,
  }),
  monthly_api_budget: setting({
    env: "MONTHLY_API_BUDGET",
    doc: "API calls a month before cards are slowed down and then replaced by plain replies. 0 switches it off.",
    format: wholeNumber(0),
    default: 5000,
  }),
  monthly_webhook_budget: setting({
    env: "MONTHLY_WEBHOOK_BUDGET",
    doc: "Webhook and stream calls a month before a warning. 0 switches it off.",
    format: wholeNumber(0),
    default: 3000,
  }),
  stream_mode: setting({
    env: "STREAM_MODE",
    doc: "Shows the answer word by word on an AI card. Has nothing to do with `run_mode`.",
    format: FLAG,
    default: false,
  }),
  card_template_id: optionalSetting({
    env: "CARD_TEMPLATE_ID",
    doc: "The AI card's template, from DingTalk's card platform.",
    format: TEXT,
  }),
  thinking_emotion: setting({
    env: "THINKING_EMOTION",
    doc: "Where an answer is shown on no card, puts 🤔思考中 on the question until it is answered. Two API calls each, none once 80 % of `monthly_api_budget` are spent.",
    format: FLAG,
    default: false,
  }),
  card_content_key: setting({
    env: "CARD_CONTENT_KEY",
    doc: "The variable in that template which holds the answer.",
    format: TEXT,
    default: "content",
  }),
};
