import type { HostedFiles } from "@dinglane/delivery";
import type { RequestHandler } from "express";
import { fileAway, fileGone } from "./replies.ts";

/** Only what a worker has found to be one of these by its first bytes is shown in a browser. */
const PICTURE = /^image\/(?:png|jpeg|webp|gif)$/;

/**
 * Creates `GET /images/:id`. Whoever has the link may look; no cache between may keep the picture for others, and no
 * browser take it for something else.
 */
export function createServePicture(files: Pick<HostedFiles, "read">): RequestHandler<{ id: string }> {
  return async ({ params }, response) => {
    response.set({ "cache-control": "private, max-age=3600", "x-content-type-options": "nosniff" });
    const file = await files.read("image", params.id).catch(() => "away" as const);
    if (file === "away") {
      response.status(503).set("cache-control", "no-store").type("text").send(fileAway());
    } else if (file === undefined || !PICTURE.test(file.contentType)) {
      response.status(404).set("cache-control", "no-store").type("text").send(fileGone());
    } else {
      response.set("content-security-policy", "default-src 'none'; sandbox");
      response.type(file.contentType).send(Buffer.from(file.bytes));
    }
  };
}
