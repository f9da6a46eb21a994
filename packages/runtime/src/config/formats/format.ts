/** How the text of a setting becomes a value, and which values are allowed. */
export interface Format<T> {
  /** Unique. convict knows the format by it, and docs/configuration.md prints it as the allowed values. */
  readonly name: string;
  /**
   * What the text means; the text itself where it means nothing, so that `check` can say so. Must not throw: convict
   * coerces while it loads, and one throw there would hide every other problem.
   */
  coerce(text: string): unknown;
  /** The value as T. @throws {WrongValue} */
  check(value: unknown): T;
}
