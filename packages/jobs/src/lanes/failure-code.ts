/** The code that a failed job's reason begins with ("model_refused: …", or the code alone). */
export function failureCodeOf(failedReason: string): string {
  return /^[\w.-]+(?=:|$)/.exec(failedReason)?.[0] ?? "unexpected";
}
