/** What may be logged of an error by itself: no message, which may quote what people wrote, nor a Redis command's arguments. */
export function problemOf(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, command } = error as Error & { code?: unknown; command?: { name?: unknown } };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    type: error.name,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(typeof command?.name === "string" ? { command: command.name } : {}),
    frames: frames.slice(0, 12).map((line) => line.trim()),
  };
}
