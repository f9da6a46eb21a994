import { randomBytes } from "node:crypto";
import express, { Router } from "express";
import { z } from "zod";
import { type ApiAnswer, done, refuse, refuseOld } from "../openapi/api-answer.ts";
import { answerCall, type ApiOptions } from "../openapi/answer-call.ts";
import type { FileStore } from "../openapi/file-store.ts";
import { parsedOrText } from "../parsed-or-text.ts";
import { dingtalkWords } from "../replies.ts";

const MB = 1024 * 1024;
/** https://open.dingtalk.com/document/development/upload-media-files */
const MEDIA = new Map([
  ["image", { maxBytes: 20 * MB, names: /\.(?:jpg|gif|png|bmp)$/i, prefix: "@lAL" }],
  ["voice", { maxBytes: 2 * MB, names: /\.(?:amr|mp3|wav)$/i, prefix: "@lAT" }],
  ["video", { maxBytes: 20 * MB, names: /\.mp4$/i, prefix: "$iAF" }],
  ["file", { maxBytes: 20 * MB, names: /\.(?:docx?|xlsx?|pptx?|zip|pdf|rar)$/i, prefix: "$iAE" }],
]);
const FILE_LIFE_SECONDS = 3_600;

const downloadSchema = z.object({ downloadCode: z.string(), robotCode: z.string() });

/** `media/upload`, `robot/messageFiles/download`, and the files that the latter leads to. */
export function apiFiles(options: ApiOptions & { files: FileStore; baseUrl: string }): Router {
  const { files, baseUrl, now } = options;
  const router = Router();
  const readBytes = express.raw({ type: () => true, limit: Number.POSITIVE_INFINITY });

  router.post(
    "/media/upload",
    readBytes,
    answerCall(options, "oapi", async (request) => {
      const body: Uint8Array = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const form = await formOf(body, request.get("content-type") ?? "");
      return judgeUpload(form?.get("media"), form?.get("type") ?? request.query["type"], now());
    }),
  );
  router.post(
    "/v1.0/robot/messageFiles/download",
    readBytes,
    answerCall(options, "api", (request, robot) => {
      const given = downloadSchema.safeParse(parsedOrText(String(request.body))).data;
      if (!given?.robotCode || !given.downloadCode) return refuse(400, "invalidParameter.robotCode.empty");
      if (given.robotCode !== robot) return refuse(400, "invalidParameter.robotCode.auth");
      const id = files.open(given.downloadCode);
      if (id === undefined) return refuse(400, "invalidParameter.robotCode.downloadCode");
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

function judgeUpload(media: unknown, type: unknown, nowMs: number): ApiAnswer {
  const kind = MEDIA.get(String(type));
  if (kind === undefined) return refuseOld(40004, dingtalkWords.wrongMediaType);
  if (!(media instanceof File)) return refuseOld(40035, dingtalkWords.missingParameter("media"));
  if (!kind.names.test(media.name)) return refuseOld(40005, dingtalkWords.wrongFileType);
  if (media.size === 0 || media.size > kind.maxBytes) return refuseOld(40006, dingtalkWords.wrongFileSize);
  const media_id = kind.prefix + randomBytes(16).toString("base64url");
  return done({ errcode: 0, errmsg: "ok", media_id, created_at: nowMs, type: String(type) });
}
