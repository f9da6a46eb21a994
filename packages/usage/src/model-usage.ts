/** What one model did in some time. */
export interface ModelUsage {
  model: string;
  /** Answers and pictures that reached their commit; what was asked for in vain is not among them. */
  requests: number;
  promptTokens: number;
  completionTokens: number;
  /** Requests whose tokens nobody counted: the model's server did not say. */
  uncounted: number;
  pictures: number;
}

/** Fields of a usage hash, each followed by `:` and the model's name. */
export const USAGE_FIELDS = {
  requests: "requests",
  prompt: "promptTokens",
  completion: "completionTokens",
  uncounted: "uncounted",
  pictures: "pictures",
} as const satisfies Record<string, keyof ModelUsage>;
