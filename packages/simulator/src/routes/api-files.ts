import express, { Router } from "express";
import { z } from "zod";
import { done, refuse } from "../openapi/api-answer.ts";
import { answerCall, type ApiOptions } from "../openapi/answer-call.ts";
import type { FileStore } from "../openapi/file-store.ts";
import type { MediaStore } from "../openapi/media-store.ts";
import { parsedOrText } from "../parsed-or-text.ts";

const FILE_LIFE_SECONDS = 3_600;

const downloadSchema = z.object({ downloadCode: z.string(), robotCode: z.string() });

/** `media/upload`, `robot/messageFiles/download`, and the files that the latter leads to. */
export function apiFiles(
  options: ApiOptions & { files: FileStore; media: MediaStore; baseUrl: string },
): Router {
  const { files, media, baseUrl, now } = options;
  const router = Router({ caseSensitive: true });
  const readBytes = express.raw({ type: () => true, limit: Number.POSITIVE_INFINITY });

  router.post(
    "/media/upload",
    readBytes,
    answerCall(options, "oapi", async (request) => {
      const body: Uint8Array = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const form = await formOf(body, request.get("content-type") ?? "");
      return media.take(form?.get("media"), form?.get("type") ?? request.query["type"], now());
    }),
  );
  router.post(
    "/v1.0/robot/messageFiles/download",
    readBytes,
    answerCall(options, "api", (request, robot) => {
      const given = downloadSchema.safeParse(parsedOrText(String(request.body))).data;
      if (!given?.robotCode || !given.downloadCode) return refuse(400, "invalidParameter.robotCode.empty");
      if (given.robotCode !== robot) return refuse(400, "invalidParameter.robotCode.auth");
      const file = files.find(given.downloadCode);
      if (file === undefined) return refuse(400, "invalidParameter.robotCode.downloadCode");
      if ((file.robot ?? robot) !== robot) return refuse(400, "invalidParameter.robotCode.auth");
      const id = files.open(file.content);
      const expires = Math.floor(now() / 1_000) + FILE_LIFE_SECONDS;
      return done({ downloadUrl: `${baseUrl}/files/${id}.file?Expires=${expires}` });
    }),
  );
  router.get("/files/:name", (request, response, next) => {
    const content = files.read(request.params.name.replace(/\.file$/, ""));
    const isOver = Number(request.query["Expires"] ?? 0) * 1_000 <= now();
    if (content === undefined) return next();
    if (isOver) return void response.status(403).type("xml").send("<Error><Code>AccessDenied</Code></Error>");
    response.type("application/octet-stream").send(Buffer.from(content));
  });
  return router;
}

async function formOf(body: Uint8Array, contentType: string): Promise<FormData | undefined> {
  try {
    return await new Response(Uint8Array.from(body), { headers: { "content-type": contentType } }).formData();
  } catch {
    // No multipart body: the answer names what is missing.
    return undefined;
  }
}
