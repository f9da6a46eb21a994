import { createHash, randomBytes } from "node:crypto";
import { type SpokenWords, speak } from "./speak.ts";
import type { Directory, SimulatedPerson, SimulatedRobot } from "./directory.ts";
import type { RobotMessageBody } from "./robot-messages.ts";
import type { SaidMessage } from "./said-message.ts";
import type { SayOptions } from "./say-options.ts";
import type { SessionStore } from "./session-store.ts";
import { webhookUrl } from "./webhook-url.ts";

/** The organisation that all of this is in. */
export const CORP_ID = "dingb3f0a3c5d7e9112235c2f4657eb6378f";

/** Turns what a person says into the callback DingTalk makes of it. */
export function composeMessage(
  options: SayOptions,
  directory: Directory,
  sessions: SessionStore,
  surroundings: { baseUrl: string; nowMs: number; deliveriesBefore: number },
): SaidMessage {
  const { baseUrl, nowMs, deliveriesBefore } = surroundings;
  const robot = directory.robot(options.robot);
  const person = directory.person(options.from);
  const conversation = directory.conversation(robot, person, options.in);
  const isGroup = conversation.type === "group";
  const isPushed = !isGroup || options.at !== false;
  const spoken = speak(options, directory, robot, isGroup);
  const msgId = options.msgId ?? `msg${randomBytes(16).toString("base64")}`;
  const session = sessions.issue(robot.clientId, conversation.id, msgId);
  const callbackBody = {
    senderPlatform: "Mac",
    conversationId: conversation.id,
    ...(isGroup ? { atUsers: atUsers(robot, spoken), isInAtList: true } : {}),
    chatbotCorpId: CORP_ID,
    chatbotUserId: robotIdIn(robot.clientId),
    openThreadId: conversation.id,
    msgId,
    senderNick: person.nick,
    ...inHouse(person),
    sessionWebhookExpiredTime: session.expiresAtMs,
    createAt: nowMs,
    conversationType: isGroup ? "2" : "1",
    senderId: encryptedId(robot.clientId, person.id),
    ...(conversation.title === undefined ? {} : { conversationTitle: conversation.title }),
    sessionWebhook: webhookUrl(baseUrl, session.session),
    robotCode: robot.clientId,
    ...withContent(spoken.body, options.contentAsJsonString ?? false),
    ...options.overrides,
  };
  return {
    msgId,
    atMs: nowMs,
    robot,
    person,
    conversation,
    typed: spoken.typed,
    msgtype: spoken.body.msgtype ?? "text",
    isPushed,
    deliveriesBefore,
    callbackBody,
    headers: options.headers ?? {},
    ...(options.via === undefined ? {} : { via: options.via }),
  };
}

/** Fields that only members of the robot's own corporation have. */
function inHouse(person: SimulatedPerson): Record<string, unknown> {
  if (person.staffId === undefined) {
    return {};
  }
  return {
    isAdmin: person.isAdmin ?? false,
    senderStaffId: person.staffId,
    senderCorpId: CORP_ID,
    senderUnionId: digest(`union\n${person.staffId}`).toString("base64url"),
  };
}

function atUsers(robot: SimulatedRobot, spoken: SpokenWords): Record<string, string>[] {
  const people = spoken.mentioned.map((person) => ({
    dingtalkId: encryptedId(robot.clientId, person.id),
    ...(person.staffId === undefined ? {} : { staffId: person.staffId }),
  }));
  return [...people, { dingtalkId: robotIdIn(robot.clientId) }];
}

function withContent(body: RobotMessageBody, asJsonString: boolean): RobotMessageBody {
  return asJsonString && body.content !== undefined
    ? { ...body, content: JSON.stringify(body.content) }
    : body;
}

/** What a robot is called in its own callbacks. */
export function robotIdIn(clientId: string): string {
  return encryptedId(clientId, clientId);
}

/** DingTalk's ids differ by app: the same person is somebody else to another robot. */
function encryptedId(app: string, id: string): string {
  return `$:LWCP_v1:$${digest(`${app}\n${id}`).toString("base64")}`;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, 24);
}
