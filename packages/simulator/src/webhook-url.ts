/** The address that a callback's `sessionWebhook` names. */
export function webhookUrl(baseUrl: string, session: string): string {
  return `${baseUrl}/robot/sendBySession?session=${session}`;
}
