export type RunMode = "http" | "stream";
export type ChatMode = "singleTurn" | "multiTurn";
export type ChatType = "any" | "oneToOne" | "group";
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

export interface Credential {
  clientId: string;
  clientSecret: string;
}

export interface DashboardUser {
  name: string;
  password: string;
  role: "viewer" | "operator";
}

/** One entry of prompt.yml: `title 内容` becomes prefix + 内容 + suffix. */
export interface PromptTemplate {
  title: string;
  prefix: string;
  suffix: string;
}

/** What a model costs: one that answers by the tokens it reads and writes, one that draws by the picture. */
export type ModelPrice = { perMillionPrompt: number; perMillionCompletion: number } | { perPicture: number };

/** Azure OpenAI instead of `baseUrl`. A field that is not configured is the empty string; see `demandModelAccount`. */
export interface AzureAccount {
  apiVersion: string;
  resourceName: string;
  deploymentName: string;
  token: string;
}

/**
 * Everything a service can be told, checked and with defaults filled in. docs/configuration.md says what each value means and
 * which file key and variable sets it. `undefined` always means "not configured"; in `limits`, and in the `dingtalk` budgets
 * and rate, 0 means "no limit".
 */
export interface Config {
  redisUrl: string;
  runMode: RunMode;
  port: number;
  serviceUrl?: string;
  healthPort: number;
  shutdownTimeoutMs: number;
  dashboard: { host: string; port: number; users: DashboardUser[] };
  dingtalk: {
    credentials: Credential[];
    appSecrets: string[];
    allowUnsigned: boolean;
    apiUrl: string;
    oapiUrl: string;
    streamConnections: number;
    qps: number;
    monthlyApiBudget: number;
    monthlyWebhookBudget: number;
  };
  model: {
    apiKeys: string[];
    /** As given; the empty string is OpenAI's own. */
    baseUrl: string;
    chat: string;
    image: string;
    /** The empty string leaves it to the model. */
    imageSize: string;
    vision: string;
    transcription?: string;
    systemPrompt?: string;
    temperature?: number;
    /** Only when configured: `max_tokens`, else `max_answer_len`. */
    maxTokens?: number;
    maxQuestionTokens: number;
    maxContextTokens: number;
    /** Of a text file that comes with a question; 0: none is read. */
    maxFileBytes: number;
    httpProxy?: string;
    azure?: AzureAccount;
    /** The deployment on Azure that draws; without it nothing does. */
    azureImageDeployment?: string;
    timeoutMs: number;
  };
  /** For 余额; `currency` is the sign before an amount. */
  pricing: { byModel: Record<string, ModelPrice>; currency: string };
  session: { timeoutSeconds: number; clearToken: string; defaultMode: ChatMode };
  limits: {
    perUserPerDay: number;
    perUserPerMinute: number;
    perGroupPerMinute: number;
    globalPerMinute: number;
    laneLimit: number;
    userConcurrency: number;
    maxWaiting: number;
  };
  concurrency: { chat: number; image: number; admin: number };
  access: {
    chatType: ChatType;
    allowGroups: string[];
    allowOutgoingGroups: string[];
    allowUsers: string[];
    denyUsers: string[];
    vipUsers: string[];
    adminUsers: string[];
  };
  sensitiveWords: string[];
  /** The answer to 帮助, in Markdown. */
  help: string;
  templates: PromptTemplate[];
  cards: { streamMode: boolean; templateId?: string; contentKey: string; thinkingEmotion: boolean };
  /** An IANA name: the zone whose midnight ends a day. */
  timezone: string;
  dataDir: string;
  databaseUrl?: string;
  /** 0 = no transcripts are kept. */
  transcriptDays: number;
  logLevel: LogLevel;
  otelEndpoint?: string;
}
