import type { HostedFiles, MediaUploads, UploadOutcome } from "@dinglane/delivery";
import type { DrawImage } from "@dinglane/jobs";
import type { Logger } from "@dinglane/runtime";
import type { Picture } from "./drawn-pictures.ts";
import { pictureForDingTalk } from "./picture-for-dingtalk.ts";

/** Where the reply finds its picture: at DingTalk, or behind a link to ingress. */
export type PublishedPicture = { at: "dingtalk"; mediaId: string } | { at: "link"; url: string };

/** `mayPass`: DingTalk may take it in a while. */
export interface NotPublished {
  at: "nowhere";
  mayPass: boolean;
  retryAfterMs: number;
  cause?: Error;
}

type Message = Pick<DrawImage, "robotKey" | "user" | "msgId">;

export interface PublishPicture {
  /** Whether there is any way for this robot's pictures: without one, none needs to be drawn. */
  isPossible(message: Message): boolean;
  /** @throws the signal's reason: what was stopped needs no place, nor does anybody wait for its upload. */
  publish(message: Message, picture: Picture, signal: AbortSignal): Promise<PublishedPicture | NotPublished>;
}

/** Uploads pictures to DingTalk, which then shows them to everybody in the conversation; else a link has to do. */
export function createPublishPicture(options: {
  media: MediaUploads;
  hostedFiles: Pick<HostedFiles, "host">;
  /** The public address of ingress, where there is one. */
  serviceUrl: string | undefined;
  log: Pick<Logger, "warn">;
}): PublishPicture {
  const { media, hostedFiles, log } = options;
  const serviceUrl = options.serviceUrl?.replace(/\/+$/, "");

  async function upload(
    { robotKey }: Message,
    picture: Picture,
    signal: AbortSignal,
  ): Promise<UploadOutcome> {
    if (!media.canUpload(robotKey)) return { status: "no_credential" };
    const file = await pictureForDingTalk(picture);
    // A browser may still make something of one that cannot be converted.
    return file instanceof Error ? { status: "refused", cause: file } : media.upload(robotKey, file, signal);
  }

  async function host({ user }: Message, { bytes, type }: Picture): Promise<string | undefined> {
    if (serviceUrl === undefined) return undefined;
    const metadata = { user: user.id };
    const hosted = await hostedFiles.host("image", { contentType: `image/${type}`, bytes, metadata });
    return hosted.status === "hosted" ? `${serviceUrl}/images/${hosted.id}` : undefined;
  }

  return {
    isPossible: ({ robotKey }) => serviceUrl !== undefined || media.canUpload(robotKey),
    async publish(message, picture, signal) {
      const uploaded = await upload(message, picture, signal);
      signal.throwIfAborted();
      if (uploaded.status === "uploaded") return { at: "dingtalk", mediaId: uploaded.mediaId };
      const why = "cause" in uploaded && uploaded.cause !== undefined ? { cause: uploaded.cause } : {};
      if (uploaded.status !== "no_credential") {
        const facts = { robot: message.robotKey, msgId: message.msgId, err: why.cause };
        log.warn(facts, "DingTalk did not take a picture; a link is tried instead");
      }
      const url = await host(message, picture);
      if (url !== undefined) return { at: "link", url };
      const isLater = uploaded.status === "later";
      return { at: "nowhere", mayPass: isLater, retryAfterMs: isLater ? uploaded.retryAfterMs : 0, ...why };
    },
  };
}
