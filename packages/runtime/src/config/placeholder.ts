const PLACEHOLDERS = [/^(?:https?:\/\/|sk-)?x{5,}$/iu, /^put-your-[a-z-]+-here$/iu];

/** Whether a value is what the reference system's example file holds where a real one belongs. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.some((pattern) => pattern.test(text.trim()));
}
