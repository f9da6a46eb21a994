import { createModelAccount, type ModelAccountOptions } from "./model-account.ts";
import { classifyModelError } from "./classify-model-error.ts";
import { ModelError } from "./model-error.ts";
import { readField } from "./read-field.ts";

const PATH = "/audio/transcriptions";

export interface TranscriberOptions extends ModelAccountOptions {
  /** On Azure the deployment's name. */
  model: string;
}

/** Writes down what is said in a recording. */
export interface Transcriber {
  /**
   * The words, trimmed; "" when there are none. Servers tell formats by the ending of the name.
   * @throws ModelError
   */
  transcribe(recording: { content: Uint8Array; fileName: string }, signal?: AbortSignal): Promise<string>;
}

export function createTranscriber(options: TranscriberOptions): Transcriber {
  const { model, azure, timeoutMs, now = Date.now } = options;
  const account = createModelAccount({
    ...options,
    azure: azure === undefined ? undefined : { ...azure, deploymentName: model },
  });

  return {
    async transcribe({ content, fileName }, signal) {
      const timeout = AbortSignal.timeout(timeoutMs);
      const either = AbortSignal.any(signal === undefined ? [timeout] : [signal, timeout]);
      const { body, contentType } = await formOf(content, fileName, model);
      return account.call(
        async (client) => {
          try {
            const headers = { "content-type": contentType };
            return wordsOf(await client.post<unknown>(PATH, { body, headers, signal: either }));
          } catch (cause) {
            if (signal?.aborted) throw new ModelError("aborted", { cause: signal.reason });
            if (timeout.aborted) throw new ModelError("timeout", { cause });
            throw classifyModelError(cause, now());
          }
        },
        () => true,
      );
    },
  };
}

/** As bytes: the fetch that asks the model takes no form of Node's, and the SDK sends no other. */
async function formOf(
  content: Uint8Array,
  fileName: string,
  model: string,
): Promise<{ body: Uint8Array; contentType: string }> {
  const form = new FormData();
  form.set("model", model);
  form.set("response_format", "json");
  form.set("file", new File([Uint8Array.from(content)], fileName));
  const written = new Response(form);
  const body = new Uint8Array(await written.arrayBuffer());
  return { body, contentType: written.headers.get("content-type") ?? "" };
}

/** Some servers answer with plain text. */
function wordsOf(answer: unknown): string {
  const text = typeof answer === "string" ? answer : readField(answer, "text");
  if (typeof text !== "string") throw new ModelError("unavailable");
  return text.trim();
}
