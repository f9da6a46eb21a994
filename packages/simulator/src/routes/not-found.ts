import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";

/** A path that DingTalk's API does not have. */
export function notFound(): RequestHandler {
  return (_request, response) => {
    response.status(404).json({
      code: "InvalidAction.NotFound",
      requestid: randomUUID().toUpperCase(),
      message: "Specified api is not found, please check your url and method.",
    });
  };
}
