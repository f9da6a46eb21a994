import { address } from "../formats/address.ts";
import { AZURE_RESOURCE } from "../formats/azure-resource.ts";
import { decimal } from "../formats/decimal.ts";
import { duration } from "../formats/duration.ts";
import { FLAG } from "../formats/flag.ts";
import { LIST } from "../formats/list.ts";
import { PRICES } from "../formats/price-list.ts";
import { PROSE, TEXT } from "../formats/text.ts";
import { wholeNumber } from "../formats/whole-number.ts";
import { optionalSetting, setting } from "../setting.ts";

/** Which model answers, under which account, and how much it may read and write. */
export const MODEL_SETTINGS = {
  api_key: setting({
    env: "APIKEY",
    aliases: ["OPENAI_API_KEY"],
    doc: "Key of the model account; several take turns.",
    format: LIST,
    default: [],
    sensitive: true,
  }),
  base_url: optionalSetting({
    env: "BASE_URL",
    aliases: ["OPENAI_BASE_URL"],
    doc: "An OpenAI-compatible service. A base that ends in /v and digits stays as it is; any other gets /v1.",
    format: address("http", "https"),
    defaultDoc: "https://api.openai.com",
  }),
  model: setting({
    env: "MODEL",
    doc: "Model that answers.",
    format: TEXT,
    default: "gpt-3.5-turbo",
  }),
  image_model: setting({
    env: "IMAGE_MODEL",
    doc: "Model that draws. (OpenAI itself has ended dall-e-2, dall-e-3 and gpt-image-1; other servers may have them.)",
    format: TEXT,
    default: "gpt-image-2.5-flare",
  }),
  image_size: setting({
    env: "IMAGE_SIZE",
    doc: "Size of pictures, in the words of `image_model`; empty leaves it to the model.",
    format: TEXT,
    default: "1024x1024",
  }),
  vision_model: optionalSetting({
    env: "VISION_MODEL",
    doc: "Model that answers questions about a picture.",
    format: TEXT,
    defaultDoc: "the value of `model`",
  }),
  transcription_model: optionalSetting({
    env: "TRANSCRIPTION_MODEL",
    doc: "Model that writes down a recording of which DingTalk has recognised nothing, such as whisper-1. Without one it is refused in words.",
    format: TEXT,
  }),
  system_prompt: optionalSetting({
    env: "SYSTEM_PROMPT",
    doc: "The bot's persona, sent ahead of every conversation.",
    format: PROSE,
  }),
  temperature: optionalSetting({
    env: "TEMPERATURE",
    aliases: ["TEMPREATURE"],
    doc: "Sent to the model only when it is set here.",
    format: decimal(0, 2),
  }),
  max_tokens: optionalSetting({
    env: "MAX_TOKENS",
    doc: "Longest answer in tokens. Beats `max_answer_len`.",
    format: wholeNumber(1),
  }),
  max_answer_len: optionalSetting({
    env: "MAX_ANSWER_LEN",
    doc: "The same, under the reference system's name. Sent to the model only when it is set here.",
    format: wholeNumber(1),
  }),
  max_question_len: setting({
    env: "MAX_QUESTION_LEN",
    aliases: ["MAX_QUESTION_LENL"],
    doc: "Longest question in tokens; a longer one is refused in words.",
    format: wholeNumber(1),
    default: 4096,
  }),
  max_text: setting({
    env: "MAX_TEXT",
    doc: "Tokens of question and context together; the oldest turns are left out first.",
    format: wholeNumber(1),
    default: 4096,
  }),
  max_file_size: setting({
    env: "MAX_FILE_SIZE",
    doc: "Largest text file that is read into a question, in KB; `max_text` bounds what of it fits. 0 reads none.",
    format: wholeNumber(0, 2048),
    default: 200,
  }),
  model_timeout: setting({
    env: "MODEL_TIMEOUT",
    doc: "Longest wait for one whole answer of the model.",
    format: duration(1, 3600),
    default: 600,
  }),
  model_prices: setting({
    env: "MODEL_PRICES",
    doc: "What models cost, for 余额: money per million tokens read and written, or per picture, such as gpt-4o=2.5/10,dall-e-3=0.04.",
    format: PRICES,
    default: {},
    defaultDoc: "none",
  }),
  price_currency: setting({
    env: "PRICE_CURRENCY",
    doc: "The sign before those prices.",
    format: TEXT,
    default: "¥",
  }),
  http_proxy: optionalSetting({
    env: "HTTP_PROXY",
    doc: "Proxy for calls to the model, and for nothing else; a `base_url` on this machine (localhost, 127.0.0.1) is asked without it. May hold a password.",
    format: address("http", "https", "socks5", "socks5h"),
    sensitive: true,
  }),
  azure_on: setting({
    env: "AZURE_ON",
    doc: "Asks Azure OpenAI in place of `base_url`.",
    format: FLAG,
    default: false,
  }),
  azure_api_version: optionalSetting({
    env: "AZURE_API_VERSION",
    doc: "Azure's api-version, such as 2024-06-01.",
    format: TEXT,
  }),
  azure_resource_name: optionalSetting({
    env: "AZURE_RESOURCE_NAME",
    doc: "The name before .openai.azure.com, or the whole endpoint.",
    format: AZURE_RESOURCE,
  }),
  azure_deployment_name: optionalSetting({
    env: "AZURE_DEPLOYMENT_NAME",
    doc: "The deployment's name.",
    format: TEXT,
  }),
  azure_image_deployment_name: optionalSetting({
    env: "AZURE_IMAGE_DEPLOYMENT_NAME",
    doc: "The deployment that draws; without it, nothing is drawn on Azure.",
    format: TEXT,
  }),
  azure_openai_token: optionalSetting({
    env: "AZURE_OPENAI_TOKEN",
    doc: "Azure's key.",
    format: TEXT,
    sensitive: true,
  }),
};
