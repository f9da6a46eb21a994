import { setTimeout as sleep } from "node:timers/promises";
import { BENCH_ROBOT } from "../http/callback-body.ts";
import { postLoad } from "../http/post-load.ts";
import { postOne } from "../http/post-one.ts";
import { type Program, type Service, startProgram, startService } from "../http/start-program.ts";

/** Ingress and one chat-worker as in an installation, with a model of 0 ms and a DingTalk that takes everything. */
export interface PathStack extends AsyncDisposable {
  ingress: Service;
  worker: Service;
  standIn: Program;
  /** Posts so many callbacks; resolves when so many replies have come, with the time from first post to last reply. */
  run(messages: number, connections: number): Promise<{ elapsedMs: number }>;
  /** Posts so many, each when the one before has been answered. */
  runOneByOne(messages: number): Promise<void>;
}

const LOOK_EVERY_MS = 10;
const SILENCE_MS = 30_000;

export async function startPathStack(urls: { ingress: string; worker: string }): Promise<PathStack> {
  const stack = new AsyncDisposableStack();
  const program = new URL("stand-in-main.ts", import.meta.url);
  const standIn = stack.use(await startProgram<{ port: number }>(program, []));
  const origin = `http://127.0.0.1:${standIn.hello.port}`;
  const env = {
    DINGTALK_CREDENTIALS: `${BENCH_ROBOT.clientId}:${BENCH_ROBOT.clientSecret}`,
    DINGTALK_OAPI_URL: origin,
    DINGTALK_API_URL: origin,
    APIKEY: "sk-of-nobody",
    BASE_URL: origin,
    RUN_MODE: "http",
    LANE_LIMIT: "1000000",
    MAX_WAITING: "100000000",
    RATE_LIMIT_PER_MINUTE: "1000000",
  };
  const worker = stack.use(await startService("chat-worker", { ...env, REDIS_URL: urls.worker }));
  const ingress = stack.use(await startService("ingress", { ...env, REDIS_URL: urls.ingress }));
  const callbackUrl = `${ingress.url}/dingtalk/callback`;

  /** Resolves when so many replies have come, with the time of the last. */
  async function answered(messages: number, post: () => Promise<unknown>): Promise<number> {
    const before = await standIn.ask<{ replies: number }>();
    let seen = 0;
    let lastAt = performance.now();
    const posts = post();
    while (seen < messages) {
      await sleep(LOOK_EVERY_MS);
      const { replies } = await standIn.ask<{ replies: number }>();
      if (replies - before.replies > seen) {
        seen = replies - before.replies;
        lastAt = performance.now();
      } else if (performance.now() - lastAt > SILENCE_MS) {
        throw new Error(`only ${seen} of ${messages} replies came`);
      }
    }
    await posts;
    return lastAt;
  }

  return {
    ingress,
    worker,
    standIn,
    async run(messages, connections) {
      const startedAt = performance.now();
      const load = { url: callbackUrl, connections, until: { amount: messages }, webhookOrigin: origin };
      return { elapsedMs: (await answered(messages, async () => postLoad(load))) - startedAt };
    },
    async runOneByOne(messages) {
      for (let message = 0; message < messages; message += 1)
        await answered(1, async () => postOne(callbackUrl, origin));
    },
    [Symbol.asyncDispose]: async () => stack.disposeAsync(),
  };
}
