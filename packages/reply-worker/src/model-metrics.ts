import {
  ModelError,
  type ChatModel,
  type Completion,
  type ImageModel,
  type KeySetAside,
  type TokenUsage,
  type Transcriber,
} from "@dinglane/llm";
import { Counter, type Registry } from "prom-client";

/** What a worker tells on /metrics of its calls to the model. */
export interface ModelMetrics {
  /** The same model, with every call counted under this name. */
  meter(model: ChatModel, name: string): ChatModel;
  /** The same for one that draws. */
  meterDrawing(model: ImageModel, name: string): ImageModel;
  /** The same for one that writes down what is said. */
  meterWriting(model: Transcriber, name: string): Transcriber;
  keySetAside(event: KeySetAside): void;
}

/** Creates the counters; every worker that asks a model has them under the same names. */
export function createModelMetrics(registry: Registry): ModelMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: "dinglane_model_requests_total",
    help: "Completions, pictures and transcriptions asked for, by how they ended: answered, cut by length or content_filter, or the kind of failure.",
    labelNames: ["model", "outcome"],
    registers,
  });
  const tokens = new Counter({
    name: "dinglane_model_tokens_total",
    help: "Tokens as the model server counted them. Servers that do not count leave this behind.",
    labelNames: ["model", "kind"],
    registers,
  });
  const keys = new Counter({
    name: "dinglane_model_keys_set_aside_total",
    help: "Times that a key of api_key was left alone for a while, by its place in the list, from 1.",
    labelNames: ["key", "reason"],
    registers,
  });

  function count(model: string, outcome: string, usage: TokenUsage | undefined): void {
    requests.inc({ model, outcome });
    if (usage === undefined) return;
    tokens.inc({ model, kind: "prompt" }, usage.promptTokens);
    tokens.inc({ model, kind: "completion" }, usage.completionTokens);
  }

  /** Counts a call by how it ends, its failures too. */
  async function counted<T extends { usage?: TokenUsage | undefined }>(
    model: string,
    call: Promise<T>,
    nameOf: (result: T) => string,
  ): Promise<T> {
    try {
      const result = await call;
      count(model, nameOf(result), result.usage);
      return result;
    } catch (error) {
      if (error instanceof ModelError) count(model, error.kind, error.usage);
      throw error;
    }
  }

  return {
    meter: (model, name) => ({
      complete: (request) => counted(name, model.complete(request), outcomeOf),
    }),
    meterDrawing: (model, name) => ({
      draw: (request) => counted(name, model.draw(request), () => "answered"),
    }),
    meterWriting: (model, name) => ({
      async transcribe(recording, signal) {
        const call = model.transcribe(recording, signal).then((words) => ({ words, usage: undefined }));
        return (await counted(name, call, () => "answered")).words;
      },
    }),
    keySetAside({ keyIndex, trouble }) {
      keys.inc({ key: String(keyIndex + 1), reason: trouble });
    },
  };
}

/** The reason itself is whatever a server says: no label for that. */
function outcomeOf({ finishReason }: Completion): string {
  return finishReason === "length" || finishReason === "content_filter" ? finishReason : "answered";
}
