import type { ApiCall } from "./api-call.ts";
import type { FileStore } from "./file-store.ts";

/** The OpenAPI as tests see it. */
export interface SimulatedOpenApi {
  /** Every call, oldest first. */
  readonly calls: readonly ApiCall[];
  /** From now on every token issued so far is refused. */
  expireTokens(this: void): void;
  /** Keeps a file and returns a downloadCode for a message that carries it. */
  putFile: FileStore["put"];
}
