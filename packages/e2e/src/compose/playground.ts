import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ComposeProject } from "./start-compose.ts";

/** The robot of .env.try, and the group of the simulator's cast. */
const robot = { clientId: "dingplayground", clientSecret: "only-for-trying" };
const group = { id: "cidPlaygroundProductTalk==", title: "产品讨论组" };
const SESSION_LIFE_MS = 90 * 60_000;
const LOOK_EVERY_MS = 200;

interface TimelineEvent {
  kind: string;
  atMs: number;
  reply?: { markdown?: { text: string } };
}

/** A markdown reply that people in the simulated group saw. */
export interface SeenReply {
  text: string;
  atMs: number;
}

/** Everything that was replied so far, in the order in which the simulator was sent it. */
export async function seenReplies(project: ComposeProject): Promise<SeenReply[]> {
  const response = await fetch(`${project.playgroundUrl}/playground/events`);
  let text = "";
  // The stream stays open; `ready` ends what has happened so far.
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.includes("event: ready")) break;
  }
  const events = [...text.matchAll(/^data: (\{.*\})$/gmu)].map(
    ([, json]) => JSON.parse(json ?? "") as TimelineEvent,
  );
  return events
    .filter((event) => event.kind === "reply")
    .map(({ reply, atMs }) => ({ text: reply?.markdown?.text ?? "", atMs }));
}

/** Waits until this many replies match; resolves with all that match by then. */
export async function waitForReplies(
  project: ComposeProject,
  matches: (reply: SeenReply) => boolean,
  count: number,
  timeoutMs: number,
): Promise<SeenReply[]> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = (await seenReplies(project)).filter(matches);
    if (found.length >= count) return found;
    if (performance.now() > deadline) throw new Error(`${found.length} of ${count} replies came in time`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Says something on the playground, which opens the group's session; resolves with its sessionWebhook. */
export async function openSession(project: ComposeProject): Promise<string> {
  const response = await fetch(`${project.playgroundUrl}/playground/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from: "lisi", in: group.id, text: "你好", at: true }),
  });
  const { msgId } = (await response.json()) as { msgId: string };
  await waitForReplies(project, ({ text }) => text.endsWith("@lisi02"), 1, 20_000);
  // DingTalk hands out one session per conversation for some minutes, so others of the group are answered by it too.
  const address = await project.redis("HGET", ledgerKey(msgId), "to");
  return (JSON.parse(address) as { sessionWebhook: string }).sessionWebhook;
}

/** How often a message's job was found without a living worker. */
export async function timesStalled(project: ComposeProject, msgId: string): Promise<number> {
  const job = await project.redis("HGET", ledgerKey(msgId), "job");
  return Number(await project.redis("HGET", `dinglane:{0}:${job}`, "stc"));
}

const ledgerKey = (msgId: string): string => `dinglane:{0}:ledger:${robot.clientId}:${msgId}`;

/** Posts a signed callback to the published port, as DingTalk would. */
export async function postCallback(
  project: ComposeProject,
  message: { from: string; text: string; sessionWebhook: string; secret?: string },
): Promise<{ msgId: string; status: number }> {
  const { from, text, sessionWebhook, secret = robot.clientSecret } = message;
  const nowMs = Date.now();
  const msgId = `msg${randomUUID()}==`;
  const response = await fetch(`${project.ingressUrl}/dingtalk/callback`, {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      timestamp: String(nowMs),
      sign: createHmac("sha256", secret).update(`${nowMs}\n${secret}`).digest("base64"),
    },
    body: JSON.stringify({
      conversationId: group.id,
      conversationTitle: group.title,
      conversationType: "2",
      chatbotUserId: "$:LWCP_v1:$robot",
      robotCode: robot.clientId,
      msgId,
      msgtype: "text",
      text: { content: ` ${text}` },
      senderId: `$:LWCP_v1:$${from}`,
      senderStaffId: from,
      senderNick: from,
      isInAtList: true,
      createAt: nowMs,
      sessionWebhook,
      sessionWebhookExpiredTime: nowMs + SESSION_LIFE_MS,
    }),
  });
  await response.body?.cancel();
  return { msgId, status: response.status };
}
