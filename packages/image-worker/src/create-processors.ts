import { createHostedFiles, createThinkingEmotion } from "@dinglane/delivery";
import { createLocalDay, type Processors } from "@dinglane/jobs";
import type { ImageModel } from "@dinglane/llm";
import { createModelWatch, type ReplyRoad } from "@dinglane/reply-worker";
import type { Config, Logger } from "@dinglane/runtime";
import { createTranscriptRecorder } from "@dinglane/transcripts";
import { createUsageRecorder } from "@dinglane/usage";
import { createDrawImage } from "./draw-image.ts";
import { createDrawnPictures } from "./drawn-pictures.ts";
import { createPublishPicture } from "./publish-picture.ts";

/** Wires the configuration to the use case: one processor per kind of job on the image queue. */
export function createProcessors(options: {
  config: Config;
  road: ReplyRoad;
  model: ImageModel;
  mask: (text: string) => string;
  log: Pick<Logger, "warn">;
}): Processors<"image"> {
  const { config, road, model, mask, log } = options;
  const pictures = createPublishPicture({
    media: road.dingtalk.media,
    hostedFiles: createHostedFiles(road),
    serviceUrl: config.serviceUrl,
    log,
  });
  const watch = createModelWatch(config.model.image, road.dingtalk.postNotice);
  const drawImage = createDrawImage({
    model: { draw: (request) => watch(() => model.draw(request)) },
    drawn: createDrawnPictures(road),
    pictures,
    thinkAbout: config.cards.thinkingEmotion
      ? createThinkingEmotion({ ...road.dingtalk, credentials: config.dingtalk.credentials, log })
      : undefined,
    write: road.write,
    mask,
    record: createTranscriptRecorder({
      prefix: road.prefix,
      days: config.transcriptDays,
      mask,
      now: road.now,
    }),
    recordUsage: createUsageRecorder({
      prefix: road.prefix,
      now: road.now,
      dayOf: createLocalDay(config.timezone),
    }),
    modelName: config.model.image,
    now: road.now,
  });
  return { "draw-image": road.processor(drawImage) };
}
