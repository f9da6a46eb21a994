import { LLMock } from "@copilotkit/aimock";

/** One call of the model as it arrived. */
export interface ModelCall {
  /** The last user message, or what is to be drawn. */
  question: string;
  messages: { role: string; content: unknown }[];
  /** As it was asked for. */
  model: string;
  user: string | undefined;
  startedAtMs: number;
}

/** What the model answers: a text, a picture, an HTTP error, or any of them late. */
export type ModelAnswer =
  | { content: string; reasoning?: string }
  | { image: { b64Json: string } | { url: string } }
  | { error: { message: string; type?: string; code?: string }; status: number };

/** A model server on a port (aimock), with a record of who asked what and how many at once. */
export interface TestModel {
  /** For BASE_URL. */
  url: string;
  calls: ModelCall[];
  /** The most calls of any one user that were in progress together. */
  mostAtOncePerUser(): number;
  stop(): Promise<void>;
}

/** What is said in every recording. */
export const SPEECH = "录音里说的话";

/** Starts a model that answers by a function. */
export async function startModel(
  answer: (call: ModelCall) => ModelAnswer | Promise<ModelAnswer>,
): Promise<TestModel> {
  const mock = new LLMock({ port: 0, chunkSize: 4_000, journalMaxEntries: 1 });
  const calls: ModelCall[] = [];
  const running = new Map<string, number>();
  let most = 0;

  mock.onTranscription({ transcription: { text: SPEECH } });
  mock.addFixture({
    match: { predicate: () => true },
    async response(request) {
      const question = request.messages.findLast((message) => message.role === "user")?.content;
      const user = typeof request["user"] === "string" ? request["user"] : undefined;
      const call: ModelCall = {
        question: typeof question === "string" ? question : JSON.stringify(question),
        messages: request.messages.map(({ role, content }) => ({ role, content })),
        model: request.model,
        user,
        startedAtMs: performance.now(),
      };
      calls.push(call);
      const key = user ?? "";
      running.set(key, (running.get(key) ?? 0) + 1);
      most = Math.max(most, running.get(key) ?? 0);
      try {
        return await answer(call);
      } finally {
        running.set(key, (running.get(key) ?? 1) - 1);
      }
    },
  });
  await mock.start();
  return { url: mock.url, calls, mostAtOncePerUser: () => most, stop: () => mock.stop() };
}
