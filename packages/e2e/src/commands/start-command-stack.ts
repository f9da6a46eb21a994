import type { ModelAnswer, ModelCall } from "../start-model.ts";
import { startStack, type Stack, type StackOptions } from "../start-stack.ts";

const DRAWING_MODEL = "draws";
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
export const ANSWER = "大模型的回答";

/** A picture where one is asked for, else the same words always. */
export const answerOf = ({ model }: ModelCall): ModelAnswer =>
  model === DRAWING_MODEL ? { image: { b64Json: PNG } } : { content: ANSWER };

/** The whole system with every worker, for whatever anybody may type. */
export async function startCommandStack(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack({
    answer: answerOf,
    ...options,
    env: { IMAGE_MODEL: DRAWING_MODEL, ...options.env },
  });
  const links = { SERVICE_URL: stack.ingress.url };
  await Promise.all([stack.start("image-worker", links), stack.start("admin-worker", links)]);
  return stack;
}
