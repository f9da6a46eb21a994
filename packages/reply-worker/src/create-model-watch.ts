import type { PostNotice } from "@dinglane/delivery";
import { ModelError, type ModelErrorKind } from "@dinglane/llm";

/** So many calls without an answer between them are no accident. */
const FAILURES_IN_A_ROW = 5;

/** What the question is to blame for, or our own end. */
const NOT_THE_MODELS = new Set<ModelErrorKind>(["content_policy", "context_too_long", "aborted"]);

/** Makes a call of the model, and lets its outcome through as it is. */
export type ModelWatch = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

/** Creates what sends word to administrators when a model takes no key any more, or answers nobody. */
export function createModelWatch(name: string, postNotice: PostNotice): ModelWatch {
  let failures = 0;
  return async (call) => {
    try {
      const answer = await call();
      failures = 0;
      return answer;
    } catch (error) {
      if (error instanceof ModelError && !NOT_THE_MODELS.has(error.kind)) {
        failures += 1;
        if (error.kind === "refused_credentials") void postNotice({ kind: "model_refused", model: name });
        else if (failures % FAILURES_IN_A_ROW === 0) {
          void postNotice({ kind: "model_down", model: name, failures, code: error.code });
        }
      }
      throw error;
    }
  };
}
