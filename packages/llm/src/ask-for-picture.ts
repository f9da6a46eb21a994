import { APIError, type OpenAI } from "openai";
import type { ImageGenerateParamsNonStreaming } from "openai/resources/images";
import type { DrawRequest } from "./image-model.ts";

type Body = ImageGenerateParamsNonStreaming;

/** One request for one picture; resolves with the server's answer as it came. */
export type AskForPicture = (
  client: OpenAI,
  request: Pick<DrawRequest, "prompt" | "user">,
  signal: AbortSignal,
) => Promise<unknown>;

/** OpenAI's own name their models so; they answer in base64 always, and take no `response_format`. */
const ALWAYS_BASE64 = /^(?:gpt|chatgpt)-image/i;

/**
 * Creates the asker. Base64 is asked for, since a URL would have to be fetched from wherever the server keeps its
 * pictures; a server that turned out not to take that wish is asked without it from then on, and may answer with either.
 * A `size` of "" leaves it to the model.
 */
export function createAskForPicture({ model, size }: { model: string; size: string }): AskForPicture {
  let takesFormat = !ALWAYS_BASE64.test(model);
  return async (client, { prompt, user }, signal) => {
    const body: Body = {
      model,
      prompt,
      ...(size === "" ? {} : { size }),
      ...(user === undefined ? {} : { user }),
    };
    const ask = async (more: Partial<Body>): Promise<unknown> =>
      client.images.generate({ ...body, ...more }, { signal });
    if (!takesFormat) return ask({});
    try {
      return await ask({ response_format: "b64_json" });
    } catch (error) {
      if (!mayBeAboutFormat(error)) throw error;
      const answer = await ask({});
      takesFormat = false;
      return answer;
    }
  };
}

/** A refusal that names nothing may be about anything. */
function mayBeAboutFormat(error: unknown): boolean {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return false;
  return error.param === "response_format" || (!error.param && !error.code);
}
