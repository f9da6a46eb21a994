import type { PostNotice } from "@dinglane/delivery";
import { ModelError, type ChatModel, type ModelErrorKind } from "@dinglane/llm";

/** So many questions without an answer between them are no accident. */
const FAILURES_IN_A_ROW = 5;

/** What the question is to blame for, or our own end. */
const NOT_THE_MODELS = new Set<ModelErrorKind>(["content_policy", "context_too_long", "aborted"]);

/** The same model, with word for the administrators when it takes no key any more, or answers nobody. */
export function watchModel(model: ChatModel, name: string, postNotice: PostNotice): ChatModel {
  let failures = 0;
  return {
    async complete(request) {
      try {
        const completion = await model.complete(request);
        failures = 0;
        return completion;
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
    },
  };
}
