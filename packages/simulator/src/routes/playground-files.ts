import express, { type Request, Router } from "express";
import type { FileStore } from "../openapi/file-store.ts";
import type { MediaStore } from "../openapi/media-store.ts";
import { fetchPicture } from "../playground/fetch-picture.ts";
import { pictureKind } from "../playground/picture-kind.ts";

export interface PlaygroundFilesOptions {
  files: FileStore;
  media: MediaStore;
  /** Where pictures of links may be fetched from, beside this machine. */
  origins: () => ReadonlySet<string>;
}

/**
 * Files on the page. `POST /playground/files` keeps one that somebody is to send; `GET /playground/pictures?source=` shows
 * a picture by downloadCode, mediaId or link, and `GET /playground/files?source=` saves a file.
 */
export function playgroundFiles({ files, media, origins }: PlaygroundFilesOptions): Router {
  const router = Router();
  const readBytes = express.raw({ type: "application/octet-stream", limit: "20mb" });

  router.post("/playground/files", readBytes, (request, response) => {
    // Only of this type: a form on a foreign page cannot post it without being asked for by CORS first.
    if (!Buffer.isBuffer(request.body)) return void response.status(400).json({ code: "bad_file" });
    response.json({ downloadCode: files.put(new Uint8Array(request.body)) });
  });
  router.get("/playground/pictures", async (request, response, next) => {
    const source = inQuery(request, "source");
    const content = kept(source) ?? (await fetchPicture(source, origins()));
    const kind = content && pictureKind(content);
    if (content === undefined || kind === undefined) return next();
    response.set({ "content-type": kind, "x-content-type-options": "nosniff" });
    response.end(content);
  });
  router.get("/playground/files", (request, response, next) => {
    const content = kept(inQuery(request, "source"));
    if (content === undefined) return next();
    response.attachment(inQuery(request, "name")).type("application/octet-stream").end(content);
  });
  return router;

  function kept(source: string): Uint8Array | undefined {
    return media.find(source)?.content ?? files.find(source)?.content;
  }
}

function inQuery(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === "string" ? value : "";
}
