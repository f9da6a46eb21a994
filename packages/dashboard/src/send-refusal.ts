import type { Response } from "express";

/** Bull Board's own keys for a headline; the words follow in `message`. */
const HEADLINES = {
  401: "ERRORS.FORBIDDEN",
  403: "ERRORS.FORBIDDEN",
  503: "ERRORS.REDIS_UNAVAILABLE",
} as const;

/** A refusal in the shape that Bull Board's pages show as a message. */
export function sendRefusal(response: Response, status: keyof typeof HEADLINES, message: string): void {
  response.status(status).json({ error: { key: HEADLINES[status] }, message });
}
