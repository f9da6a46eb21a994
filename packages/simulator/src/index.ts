/** Starts a local DingTalk on a port of its own. */
export { startSimulator } from "./start-simulator.ts";
/** Four people and a group to talk in. */
export { playgroundCast } from "./playground-cast.ts";
/** Bodies of every type of message a robot can get. */
export { robotMessages } from "./robot-messages.ts";
export type { QuotedBody, RichTextItem, RobotMessageBody } from "./robot-messages.ts";
/** `waitForReply` waited in vain. */
export { ReplyTimeoutError } from "./reply-timeout-error.ts";
/** A robot, person, group or message that the simulator was not told about. */
export { UnknownNameError } from "./unknown-name-error.ts";
export type { Simulator, SimulatorOptions } from "./simulator.ts";
export type { SimulatedGroup, SimulatedPerson, SimulatedRobot } from "./directory.ts";
export type { SayOptions } from "./say-options.ts";
export type { CallbackRecord } from "./callback-record.ts";
export type { Delivery } from "./delivery.ts";
export type { Reply } from "./reply.ts";
export type { Faults, WebhookFault } from "./faults.ts";
export type { CustomRobot } from "./custom-robot.ts";
export type { Emotion } from "./openapi/emotion.ts";
export type { UploadedMedia } from "./openapi/media-store.ts";
export type { ApiCall } from "./openapi/api-call.ts";
export type { ApiFault, ApiFaults } from "./openapi/api-faults.ts";
export type { SimulatedOpenApi } from "./openapi/simulated-openapi.ts";
export type { SimulatedCard, CardUpdate, CardState } from "./cards/simulated-card.ts";
export type { SimulatedCardTemplate } from "./cards/card-template.ts";
export type { CardFaults } from "./cards/card-faults.ts";
export type { CardAnswer, CardPress } from "./cards/press-card.ts";
export type { SimulatedStream } from "./stream/simulated-stream.ts";
export type { GatewayFault, StreamFaults } from "./stream/stream-faults.ts";
export type { ConnectionView, OpenRecord, PushRecord } from "./stream/stream-record.ts";
