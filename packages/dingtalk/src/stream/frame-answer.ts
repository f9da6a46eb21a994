/** What goes back for a frame: 200, 404 for an unknown topic, 500 for a push that was not taken. */
export interface FrameAnswer {
  code: 200 | 404 | 500;
  message: string;
  /** Sent as a JSON string. */
  data: unknown;
}

/** An acknowledgement as it goes up the connection. */
export function ackOf(messageId: string, { code, message, data }: FrameAnswer): string {
  return JSON.stringify({
    code,
    headers: { messageId, contentType: "application/json" },
    message,
    data: typeof data === "string" ? data : JSON.stringify(data),
  });
}
