import type { AzureAccount, Config, PromptTemplate, RunMode } from "./config.ts";
import { isTimeZone } from "./formats/time-zone.ts";
import type { SettingValues } from "./schema.ts";

const FALLBACK_TIME_ZONE = "Asia/Shanghai";

/** `{}` for null, so that an absent value is an absent property. */
function whenSet<Name extends string, T>(name: Name, value: T | null): { [Key in Name]?: T } {
  return value === null ? {} : ({ [name]: value } as { [Key in Name]?: T });
}

function runModeOf(values: SettingValues): RunMode {
  return values.run_mode ?? (values.credentials.length > 0 ? "stream" : "http");
}

function azureAccountOf(values: SettingValues): AzureAccount | null {
  if (!values.azure_on) return null;
  return {
    apiVersion: values.azure_api_version ?? "",
    resourceName: values.azure_resource_name ?? "",
    deploymentName: values.azure_deployment_name ?? "",
    token: values.azure_openai_token ?? "",
  };
}

function modelOf(values: SettingValues): Config["model"] {
  return {
    apiKeys: values.api_key,
    baseUrl: values.base_url ?? "",
    chat: values.model,
    image: values.image_model,
    imageSize: values.image_size,
    vision: values.vision_model ?? values.model,
    ...whenSet("transcription", values.transcription_model),
    ...whenSet("systemPrompt", values.system_prompt),
    ...whenSet("temperature", values.temperature),
    ...whenSet("maxTokens", values.max_tokens ?? values.max_answer_len),
    maxQuestionTokens: values.max_question_len,
    maxContextTokens: values.max_text,
    maxFileBytes: values.max_file_size * 1024,
    ...whenSet("httpProxy", values.http_proxy),
    ...whenSet("azure", azureAccountOf(values)),
    ...whenSet("azureImageDeployment", values.azure_image_deployment_name || null),
    timeoutMs: values.model_timeout * 1000,
  };
}

function timeZoneOf(values: SettingValues, systemZone: string | undefined): string {
  if (values.timezone !== null) return values.timezone;
  return systemZone !== undefined && isTimeZone(systemZone) ? systemZone : FALLBACK_TIME_ZONE;
}

/** Puts the flat keys of config.yml into the shape that services read. `systemZone` is the variable TZ. */
export function assembleConfig(
  values: SettingValues,
  templates: PromptTemplate[],
  systemZone: string | undefined,
): Config {
  return {
    redisUrl: values.redis_url,
    runMode: runModeOf(values),
    port: values.port,
    ...whenSet("serviceUrl", values.service_url),
    healthPort: values.health_port,
    shutdownTimeoutMs: values.shutdown_timeout * 1000,
    dashboard: {
      host: values.dashboard_host,
      port: values.dashboard_port,
      users: values.dashboard_users,
    },
    dingtalk: {
      credentials: values.credentials,
      appSecrets: values.app_secrets,
      allowUnsigned: values.allow_unsigned,
      apiUrl: values.dingtalk_api_url,
      oapiUrl: values.dingtalk_oapi_url,
      streamConnections: values.stream_connections,
      qps: values.dingtalk_qps,
      monthlyApiBudget: values.monthly_api_budget,
      monthlyWebhookBudget: values.monthly_webhook_budget,
    },
    model: modelOf(values),
    pricing: { byModel: values.model_prices, currency: values.price_currency },
    session: {
      timeoutSeconds: values.session_timeout,
      clearToken: values.session_clear_token,
      defaultMode: values.default_mode,
    },
    limits: {
      perUserPerDay: values.max_request,
      perUserPerMinute: values.rate_limit_per_minute,
      perGroupPerMinute: values.group_rate_limit_per_minute,
      globalPerMinute: values.global_rate_limit_per_minute,
      laneLimit: values.lane_limit,
      userConcurrency: values.user_concurrency,
      maxWaiting: values.max_waiting,
    },
    concurrency: {
      chat: values.chat_concurrency,
      image: values.image_concurrency,
      admin: values.admin_concurrency,
    },
    access: {
      chatType: values.chat_type,
      allowGroups: values.allow_groups,
      allowOutgoingGroups: values.allow_outgoing_groups,
      allowUsers: values.allow_users,
      denyUsers: values.deny_users,
      vipUsers: values.vip_users,
      adminUsers: values.admin_users,
    },
    sensitiveWords: values.sensitive_words,
    help: values.help,
    templates,
    cards: {
      streamMode: values.stream_mode,
      ...whenSet("templateId", values.card_template_id),
      contentKey: values.card_content_key,
      thinkingEmotion: values.thinking_emotion,
    },
    timezone: timeZoneOf(values, systemZone),
    dataDir: values.data_dir,
    ...whenSet("databaseUrl", values.database_url),
    transcriptDays: values.transcript_days,
    logLevel: values.log_level,
    ...whenSet("otelEndpoint", values.otel_exporter_otlp_endpoint),
  };
}
