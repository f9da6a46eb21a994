import { userOf, type RobotMessage } from "@dinglane/dingtalk";
import type { Job, QueueName } from "@dinglane/jobs";
import type { JobRoute } from "./route.ts";

/** The queue and job that carry out a route. */
export function jobOf(
  message: RobotMessage,
  route: JobRoute,
  receivedAtMs: number,
): { queue: QueueName; job: Job } {
  const { staffId, nick } = message.sender;
  const envelope = {
    v: 1 as const,
    msgId: message.msgId,
    robotKey: message.robotKey,
    ...(message.robotCode === undefined ? {} : { robotCode: message.robotCode }),
    conversation: message.conversation,
    user: { id: userOf(message), ...(staffId === undefined ? {} : { staffId }), nick },
    receivedAtMs,
  };
  if (route.type === "answer-message") {
    return { queue: "chat", job: { ...envelope, name: route.type, question: { text: route.question } } };
  }
  if (route.type === "switch-mode") {
    return { queue: "chat", job: { ...envelope, name: route.type, mode: route.mode } };
  }
  return { queue: "chat", job: { ...envelope, name: route.type } };
}
