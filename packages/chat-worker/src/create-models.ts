import { createChatModel, createTranscriber, type ChatModel, type Transcriber } from "@dinglane/llm";
import { modelAccountOf, type ModelMetrics } from "@dinglane/reply-worker";
import type { Config, Logger } from "@dinglane/runtime";

/** The models that a chat-worker asks. */
export interface Models {
  chat: ChatModel;
  /** For questions with pictures; where no other is configured, the same. */
  vision: ChatModel;
  /** Undefined where none is configured. */
  transcriber: Transcriber | undefined;
}

/** The models by the configured account and on the configured way, metered. */
export function createModels(options: {
  model: Config["model"];
  metrics: ModelMetrics;
  log: Pick<Logger, "warn">;
}): Models {
  const { model, metrics } = options;
  const account = modelAccountOf(options);

  function chatModel(name: string): ChatModel {
    const { azure } = account;
    const chat = createChatModel({
      ...account,
      // `model` only names the deployment's tokenizer; any other name is a deployment of its own.
      azure: azure === undefined || name === model.chat ? azure : { ...azure, deploymentName: name },
      model: name,
      temperature: model.temperature,
      maxTokens: model.maxTokens,
      timeoutMs: model.timeoutMs,
    });
    return metrics.meter(chat, name);
  }

  const transcriberOf = (name: string): Transcriber =>
    metrics.meterWriting(createTranscriber({ ...account, model: name }), name);

  const chat = chatModel(model.chat);
  return {
    chat,
    vision: model.vision === model.chat ? chat : chatModel(model.vision),
    transcriber: model.transcription === undefined ? undefined : transcriberOf(model.transcription),
  };
}
