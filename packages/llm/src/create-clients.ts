import { AzureOpenAI, OpenAI } from "openai";
import { azureBaseUrl } from "./azure-base-url.ts";
import { normalizeBaseUrl } from "./normalize-base-url.ts";

/** An account at Azure OpenAI. */
export interface AzureOptions {
  /** "2024-10-21"; usage is counted from "2024-09-01-preview" on. */
  apiVersion: string;
  /** The resource's name, its host or its endpoint. */
  resourceName: string;
  deploymentName: string;
  token: string;
}

export interface CreateClientsOptions {
  apiKeys: readonly string[];
  /** As configured; normalizeBaseUrl is applied here. */
  baseUrl: string;
  /** Asked in place of `baseUrl`, with its own token in place of the keys. */
  azure?: AzureOptions | undefined;
  timeoutMs: number;
  fetch: typeof globalThis.fetch;
}

/** The SDK's clients, one for each key in the order of the keys; for Azure the one of its token. */
export function createClients(options: CreateClientsOptions): OpenAI[] {
  const { azure } = options;
  const shared = {
    // null keeps the SDK from reading the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    timeout: Math.max(1, Math.ceil(options.timeoutMs)),
    // Retries belong to the job: there they are seen, keep their place, and hold no slot while they wait.
    maxRetries: 0,
    // Its log lines carry pieces of the answer.
    logLevel: "off" as const,
    fetch: options.fetch,
  };
  if (azure === undefined) {
    const baseURL = normalizeBaseUrl(options.baseUrl);
    return options.apiKeys
      .filter((apiKey) => apiKey !== "")
      .map((apiKey) => new OpenAI({ ...shared, apiKey, baseURL }));
  }
  if (azure.token === "") return [];
  return [
    new AzureOpenAI({
      ...shared,
      apiKey: azure.token,
      apiVersion: azure.apiVersion,
      deployment: azure.deploymentName,
      // Not `endpoint`: beside that, the SDK reads OPENAI_BASE_URL, which may be set for the time without Azure.
      baseURL: azureBaseUrl(azure.resourceName),
    }),
  ];
}
