import type { CallbackRecord } from "./callback-record.ts";
import type { CustomRobot } from "./custom-robot.ts";
import type { Delivery } from "./delivery.ts";
import type { Faults } from "./faults.ts";
import type { CardAnswer, CardPress } from "./cards/press-card.ts";
import type { SimulatedCardTemplate } from "./cards/card-template.ts";
import type { SimulatedCard } from "./cards/simulated-card.ts";
import type { SimulatedStream } from "./stream/simulated-stream.ts";
import type { SimulatedOpenApi } from "./openapi/simulated-openapi.ts";
import type { SayOptions } from "./say-options.ts";
import type { SimulatedGroup, SimulatedPerson, SimulatedRobot } from "./directory.ts";

export interface SimulatorOptions {
  /** 0 (default): any free port. */
  port?: number;
  /** Interface to listen on; default 127.0.0.1. */
  host?: string;
  /** The origin that sessionWebhooks are issued on; default the address it listens on. */
  publicUrl?: string;
  /** Where callbacks go; may be set later with `setCallbackUrl`. */
  callbackUrl?: string;
  /** The bot's public address: pictures there are shown on the page. */
  serviceUrl?: string;
  robots: readonly SimulatedRobot[];
  people: readonly SimulatedPerson[];
  groups: readonly SimulatedGroup[];
  /**
   * How long one conversation keeps getting the same session value; default 6 min, as captured from DingTalk.
   * 0 gives every message its own session, so that each reply names the message it answers (`Delivery.msgId`).
   */
  sessionReuseMs?: number;
  /** How long a callback may take before it counts as lost; default 5 000 ms. */
  callbackTimeoutMs?: number;
  /** How long the ack of a stream push counts; default 3 000 ms. */
  ackWindowMs?: number;
  /** Between two pings down a stream connection; default 15 s. */
  pingIntervalMs?: number;
  /** Silence after `disconnect` that ends a stream connection; default 10 s. */
  disconnectSilenceMs?: number;
  /** How long an access token lives; default 2 h, as DingTalk's. */
  tokenLifeMs?: number;
  /** Robots of groups that are no applications; default none. */
  customRobots?: readonly CustomRobot[];
  /** Default: every template id exists, with the variables of DingTalk's own templates (`content` and the like). */
  cardTemplates?: readonly SimulatedCardTemplate[];
  /** How long a session lives after the last callback that carried it; default 90 min, as in every sample. */
  sessionLifeMs?: number;
  /** From 0 up to 1: which connection gets a push. */
  random?: () => number;
  now?: () => number;
}

/** A running local DingTalk. Close it (or `await using` it): it holds a port. */
export interface Simulator extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` or `publicUrl`, without a slash at the end: the value for DINGTALK_OAPI_URL and DINGTALK_API_URL. */
  readonly url: string;
  /** Every post to a webhook, every message by OpenAPI and every reply given in a callback's response, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** Every callback posted or pushed, redeliveries included, in the order of their answers. */
  readonly callbacks: readonly CallbackRecord[];
  readonly faults: Faults;
  readonly stream: SimulatedStream;
  readonly api: SimulatedOpenApi;
  /** Every card, oldest first, with all that was done to it. */
  readonly cards: readonly SimulatedCard[];
  /** Undefined: there is none, so callbacks go down stream connections. */
  setCallbackUrl(url: string | undefined): void;
  /** A person says something; resolves when the callback was answered, failed or was not due. */
  say(options: SayOptions): Promise<CallbackRecord>;
  /** Sends the callback of an earlier message again: same body and msgId; fresh timestamp and sign, or a new frame. */
  redeliver(msgId: string): Promise<CallbackRecord>;
  /**
   * The first delivery that matches, whether it came already or comes within `timeoutMs` (default 5 000).
   * A msgId matches what was shown in its conversation after it and is not addressed to somebody else.
   * @throws ReplyTimeoutError
   */
  waitForReply(wanted: string | ((delivery: Delivery) => boolean), timeoutMs?: number): Promise<Delivery>;
  /** The first card that is as wanted, now or within `timeoutMs` (default 5 000). @throws Error */
  waitForCard(wanted: (card: SimulatedCard) => boolean, timeoutMs?: number): Promise<SimulatedCard>;
  /** Somebody presses a button of a card: the robot is told, and what it answers is done to the card. */
  pressCardButton(press: CardPress): Promise<CardAnswer>;
  /** A fresh sessionWebhook of the place where this person would speak, for a callback that a test posts itself. */
  openSession(who: Pick<SayOptions, "from" | "in" | "robot">): Promise<string>;
  /** Ends every session issued so far: their webhooks answer 300001. */
  expireSessions(): void;
  close(this: void): Promise<void>;
}
