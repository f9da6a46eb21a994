import { OpenAI } from "openai";
import { normalizeBaseUrl } from "./normalize-base-url.ts";

export interface ClientPoolOptions {
  apiKeys: readonly string[];
  baseUrl: string;
  timeoutMs: number;
  fetch?: typeof globalThis.fetch | undefined;
}

export interface ClientPool {
  /** The client for the next call; undefined when there is no key. */
  pick(): OpenAI | undefined;
}

/** Where the choice among several keys belongs. For now it is always the first. */
export function createClientPool({ apiKeys, baseUrl, timeoutMs, fetch }: ClientPoolOptions): ClientPool {
  const [apiKey] = apiKeys;
  if (apiKey === undefined || apiKey === "") return { pick: () => undefined };
  const client = new OpenAI({
    apiKey,
    baseURL: normalizeBaseUrl(baseUrl),
    // null keeps the SDK from reading the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    timeout: Math.max(1, Math.ceil(timeoutMs)),
    // Retries belong to the job: there they are seen, keep their place, and hold no slot while they wait.
    maxRetries: 0,
    // Its log lines carry pieces of the answer.
    logLevel: "off",
    ...(fetch === undefined ? {} : { fetch }),
  });
  return { pick: () => client };
}
