/** What is wrong with a body that is not a robot message. */
export type MalformedCallbackCode = "not_an_object" | "missing_field" | "invalid_field" | "invalid_json";

/** A callback body that is not a robot message. It names the field, never what stood in it: that is a person's text. */
export class MalformedCallbackError extends Error {
  readonly code: MalformedCallbackCode;
  /** Path of the wrong field, such as `content.richText`; empty for the body itself. */
  readonly path: string;

  constructor(code: MalformedCallbackCode, path: string, options?: ErrorOptions) {
    super(path === "" ? `malformed callback: ${code}` : `malformed callback: ${code} at ${path}`, options);
    this.name = "MalformedCallbackError";
    this.code = code;
    this.path = path;
  }
}
