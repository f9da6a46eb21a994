import type { ScriptArgument } from "./run-script.ts";

/**
 * Stands where BullMQ expects a client to run its add script on: what it is given are the finished KEYS and ARGV of
 * that script. It also tells an add that came through a lane from any other.
 */
export class AddCall {
  /** What the script answered. */
  answer: unknown;
  readonly #send: (bullmqArgs: readonly ScriptArgument[]) => Promise<unknown>;

  constructor(send: (bullmqArgs: readonly ScriptArgument[]) => Promise<unknown>) {
    this.#send = send;
  }

  /** The resolved value is what BullMQ takes for a job id; only a negative number would mean failure. */
  async run(bullmqArgs: readonly ScriptArgument[]): Promise<unknown> {
    this.answer = await this.#send(bullmqArgs);
    return "";
  }
}
