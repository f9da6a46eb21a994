import type { Response } from "express";
import { headlines } from "./replies.ts";

/**
 * A refusal in the shape that Bull Board's pages show as a message. They take the headline for a key to translate, and show
 * one they do not know as it is; their own for "forbidden" is English in the Chinese translation too.
 */
export function sendRefusal(response: Response, status: keyof typeof headlines, message: string): void {
  response.status(status).json({ error: { key: headlines[status] }, message });
}
