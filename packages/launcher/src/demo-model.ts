import { LLMock, getTextContent } from "@copilotkit/aimock";
import { demoAnswer } from "./demo-answer.ts";
import { demoPicture } from "./demo-picture.ts";
import type { DemoModelPlace } from "./demo-model-place.ts";

export interface DemoModel {
  /** The value for BASE_URL. */
  url: string;
  close: () => Promise<void>;
}

/** Half a second to think and about 120 characters a second: one can watch it write. */
const pace = { ttft: 500, tps: 30 };
const charactersPerChunk = 4;

const freeLoopbackPort: DemoModelPlace = { host: "127.0.0.1", port: 0 };

/** Starts a local stand-in for a model, with OpenAI's APIs for chat and pictures, on a free loopback port or at a place that is given. */
export async function startDemoModel(place = freeLoopbackPort): Promise<DemoModel> {
  const mock = new LLMock({ ...place, logLevel: "silent", journalMaxEntries: 100 });
  mock.onImage(/[^]*/, { image: { b64Json: demoPicture().toString("base64") } });
  mock.addFixture({
    match: { predicate: () => true },
    response: ({ messages }) => ({
      content: demoAnswer(
        messages.map(({ role, content }) => ({ role, text: getTextContent(content) ?? "" })),
      ),
    }),
    streamingProfile: pace,
    chunkSize: charactersPerChunk,
  });
  await mock.start();
  return { url: `${mock.url}/v1`, close: () => mock.stop() };
}
