/** How long a message's ledger entry lives: DingTalk redelivers within minutes, operators retry within a day. */
export const LEDGER_TTL_SECONDS = 24 * 60 * 60;

/** Hash: everything that is known about the one outcome of one message. */
export const ledgerKey = (prefix: string, robotKey: string, msgId: string): string =>
  `${prefix}:ledger:${robotKey}:${msgId}`;

/** String: DingTalk finds this robot too fast in this conversation; lives until it may be spoken in again. */
export const backOffKey = (prefix: string, conversation: string): string =>
  `${prefix}:backoff:${conversation}`;

const id = (text: string): string => encodeURIComponent(text.toWellFormed());

/** JSON: a robot's access token for all processes; lives as long as the token. */
export const accessTokenKey = (prefix: string, kind: "api" | "oapi", clientId: string): string =>
  `${prefix}:token:${kind}:${id(clientId)}`;

/** String: somebody is asking for a new token; lives a little longer than such a call may take. */
export const accessTokenLockKey = (prefix: string, kind: "api" | "oapi", clientId: string): string =>
  `${accessTokenKey(prefix, kind, clientId)}:lock`;

const callsKey = (prefix: string, robot: string, api: string): string =>
  `${prefix}:calls:${id(robot)}:${api}`;

/** List, newest first: the turns given out to calls of a robot to one API; lives as long as they count. */
export const callPlacesKey = (prefix: string, robot: string, api: string): string =>
  `${callsKey(prefix, robot, api)}:places`;

/** Sorted set: such calls that were let through, by when they arrive at the latest; lives as long as they count. */
export const callGrantsKey = (prefix: string, robot: string, api: string): string =>
  `${callsKey(prefix, robot, api)}:grants`;

/** String: DingTalk found this robot too fast at this API; lives until it may be called again. */
export const callPauseKey = (prefix: string, robot: string, api: string): string =>
  `${callsKey(prefix, robot, api)}:pause`;

/** String: DingTalk blocks our address; lives until that ends. */
export const callBlockKey = (prefix: string): string => `${prefix}:calls-blocked`;

/** Hash: what was spent in a month (`2026-11`): `api`, `webhook`, and `<kind>:refused` once DingTalk said so. */
export const spentKey = (prefix: string, month: string): string => `${prefix}:spent:${month}`;
/** The month and one more, to look back at. */
export const SPENT_TTL_SECONDS = 62 * 24 * 60 * 60;

/** Sorted set of JSON: what administrators are still to be told, by when to try. */
export const noticesKey = (prefix: string): string => `${prefix}:notices`;

/** String: this trouble was left for them; lives until it is worth telling again. */
export const noticeToldKey = (prefix: string, kind: string, subject: string): string =>
  `${prefix}:noticed:${kind}:${id(subject)}`;
export const NOTICE_QUIET_SECONDS = 60 * 60;

/** String: the operator has been told of this; lives until it is worth telling again. */
export const toldOperatorKey = (prefix: string, robot: string, code: string): string =>
  `${prefix}:told:${id(robot)}:${id(code)}`;
export const TOLD_OPERATOR_TTL_SECONDS = 24 * 60 * 60;

/** Hash: a file that ingress serves under a link nobody can guess: `contentType`, `metadata`, `bytes`. */
export const hostedFileKey = (prefix: string, kind: string, fileId: string): string =>
  `${prefix}:hosted:${kind}:${fileId}`;
/** Sorted set: the hosted files that there are, as `<kind>:<id>:<bytes>`, by when they end (epoch ms); lives as long as the last. */
export const hostedFilesKey = (prefix: string): string => `${prefix}:hosted`;
export const HOSTED_FILE_TTL_SECONDS = 24 * 60 * 60;

/** JSON: whose question a card answers; lives as long as the message's ledger entry may. */
export const cardOwnerKey = (prefix: string, outTrackId: string): string =>
  `${prefix}:card:${id(outTrackId)}`;

/** String: DingTalk takes no cards of this robot until somebody has mended something; lives until it is worth a try. */
export const cardPauseKey = (prefix: string, robot: string): string => `${prefix}:cards-paused:${id(robot)}`;

/** String: the bytes of the picture drawn for a message, until the reply that shows it is committed. */
export const drawnPictureKey = (prefix: string, robotKey: string, msgId: string): string =>
  `${prefix}:drawn:${id(robotKey)}:${id(msgId)}`;
/** Longer than a drawn picture may wait for its upload. */
export const DRAWN_PICTURE_TTL_SECONDS = 60 * 60;
