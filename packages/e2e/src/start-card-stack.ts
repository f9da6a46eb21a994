import type { SimulatedCard } from "@dinglane/simulator";
import { startStack, type Stack, type StackOptions } from "./start-stack.ts";
import { startStreamingModel, type AnswerInPieces, type StreamingModel } from "./start-streaming-model.ts";

const CARD_ENV = {
  STREAM_MODE: "true",
  CARD_TEMPLATE_ID: "answer.schema",
  CARD_CONTENT_KEY: "content",
};

/** The whole system with cards on and a model that answers in pieces. */
export interface CardStack extends Stack {
  streaming: StreamingModel;
  /** Messages that people see. */
  shown(): string[];
}

export async function startCardStack(answer: AnswerInPieces, options: StackOptions = {}): Promise<CardStack> {
  const resources = new AsyncDisposableStack();
  const streaming = resources.use(await startStreamingModel(answer));
  const stack = resources.use(
    await startStack({
      ...options,
      simulator: {
        cardTemplates: [
          { id: "answer.schema", variables: { content: "markdown", stop_status: "text", config: "text" } },
        ],
        ...options.simulator,
      },
      env: { BASE_URL: streaming.url, ...CARD_ENV, ...options.env },
    }),
  );
  return {
    ...stack,
    streaming,
    shown: () => stack.simulator.deliveries.filter(({ shown }) => shown).map(({ text }) => text),
    async [Symbol.asyncDispose]() {
      await resources.disposeAsync();
    },
  };
}

/** The texts that were written on a card, in order. */
export const writtenOn = (card: SimulatedCard): string[] =>
  card.updates.flatMap(({ by, content }) => (by === "stream" && content !== undefined ? [content] : []));

/** How many calls a card took. */
export const callsFor = (card: SimulatedCard): number =>
  card.updates.filter(({ by }) => by === "create" || by === "stream").length;

export const isFinished = ({ state }: SimulatedCard): boolean => state === "finished";
