import { createImageModel, type ImageModel } from "@dinglane/llm";
import { modelAccountOf, type ModelMetrics } from "@dinglane/reply-worker";
import type { Config, Logger } from "@dinglane/runtime";

/** The model that draws, by the configured account and on the configured way, metered. */
export function createModel(options: {
  model: Config["model"];
  metrics: ModelMetrics;
  log: Pick<Logger, "warn">;
}): ImageModel {
  const { model, metrics } = options;
  const { azure } = model;
  const image = createImageModel({
    ...modelAccountOf(options),
    // On Azure a deployment is one model: the one that chats does not draw.
    azure: azure && { ...azure, deploymentName: model.azureImageDeployment ?? "" },
    model: model.image,
    size: model.imageSize,
    timeoutMs: model.timeoutMs,
  });
  return metrics.meterDrawing(image, model.image);
}
