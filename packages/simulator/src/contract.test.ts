import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { town } from "./fixtures/town.ts";
import { startSimulator } from "./start-simulator.ts";

/** Every route of DingTalk's that the simulator has, each with what it says to nobody. */
const NOBODY = { code: "InvalidAuthentication", requestid: expect.stringMatching(/^[0-9A-F-]{36}$/) };
const ROUTES: [method: string, path: string, status: number, body: object][] = [
  ["POST", "/v1.0/gateway/connections/open", 400, { code: "param.error" }],
  ["POST", "/v1.0/oauth2/accessToken", 400, { code: "invalidClientIdOrSecret" }],
  ["GET", "/gettoken", 200, { errcode: 40089 }],
  ["POST", "/robot/sendBySession?session=no", 200, { errcode: 300001 }],
  ["POST", "/robot/send?access_token=no", 200, { errcode: 400101 }],
  ["POST", "/media/upload", 200, { errcode: 40014 }],
  ["POST", "/v1.0/robot/oToMessages/batchSend", 400, NOBODY],
  ["POST", "/v1.0/robot/groupMessages/send", 400, NOBODY],
  ["POST", "/v1.0/robot/otoMessages/batchRecall", 400, NOBODY],
  ["POST", "/v1.0/robot/groupMessages/recall", 400, NOBODY],
  ["POST", "/v1.0/robot/messageFiles/download", 400, NOBODY],
  ["POST", "/v1.0/robot/emotion/reply", 400, NOBODY],
  ["POST", "/v1.0/robot/emotion/recall", 400, NOBODY],
  ["POST", "/v1.0/card/instances", 400, NOBODY],
  ["POST", "/v1.0/card/instances/deliver", 400, NOBODY],
  ["POST", "/v1.0/card/instances/createAndDeliver", 400, NOBODY],
  ["PUT", "/v1.0/card/instances", 400, NOBODY],
  ["PUT", "/v1.0/card/streaming", 400, NOBODY],
  ["POST", "/v1.0/card/callbacks/register", 400, NOBODY],
  ["POST", "/v1.0/robot/nothing", 404, { code: "InvalidAction.NotFound" }],
  // In the path the case matters: the two spellings of "oto" are DingTalk's own.
  ["POST", "/v1.0/robot/oToMessages/batchRecall", 404, { code: "InvalidAction.NotFound" }],
];

test.each(ROUTES)("%s %s", async (method, path, status, body) => {
  await using simulator = await startSimulator(town);
  const response = await fetch(simulator.url + path, {
    method,
    headers: { "content-type": "application/json", accept: "application/json" },
    ...(method === "GET" ? {} : { body: "{}" }),
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject(body);
});

/** What DingTalk enforces and does to robots, line by line, and the test that shows it here. */
const LINES: Record<string, [file: string, test: string]> = {
  "ticket: 90 s, one connection": ["stream/gateway.test.ts", "gives a ticket for one connection within 90 s"],
  "no WebSocket without a ticket": [
    "stream/gateway.test.ts",
    "gives a ticket for one connection within 90 s",
  ],
  "ack within a window": ["stream/gateway.test.ts", "that is black-holed takes messages"],
  "ping must be answered": ["stream/gateway.test.ts", "that does not answer a ping is torn down"],
  "only topics asked for": [
    "stream/official-client.test.ts",
    "gets events and buttons where it asked for them",
  ],
  "random connection": ["stream/official-client.test.ts", "shares messages with its like, at random"],
  "closed 10 s after disconnect": ["stream/gateway.test.ts", "that was told to leave is torn down"],
  "callback signed as documented": ["callbacks.test.ts", "a group message is posted as DingTalk posts it"],
  "webhook ended: 300001": ["webhook.test.ts", "a session ends after 90 minutes"],
  "body over 20 000 B: 460101": ["webhook.test.ts", "20 001 bytes"],
  "20 a minute: 130101": ["webhook.test.ts", "twenty a minute, then ten minutes of 130101"],
  "20 a minute, custom robot": ["custom-robot.test.ts", "has twenty posts a minute"],
  "msgUuid idempotent": ["custom-robot.test.ts", "posts into its group, each msgUuid once"],
  "msgParam over 15 000 B, not a JSON string": ["openapi.test.ts", "are refused as DingTalk refuses them"],
  "unknown userId in a list of the 200": ["openapi.test.ts", "who is not there is in a list of the 200"],
  "cardParamMap of strings": ["cards/cards.test.ts", "a number as a value"],
  "streaming nothing": ["cards/cards.test.ts", "an empty text"],
  "streaming to an unknown card": ["cards/cards.test.ts", "another card"],
  "streaming to an unknown key: 500": ["cards/cards.test.ts", "a key that the template has not"],
  "streaming markdown in pieces": ["cards/cards.test.ts", "a piece of markdown"],
  "streaming after the end is a warning": ["cards/cards.test.ts", "that is streamed to after its end"],
  "a guid again does nothing": ["cards/cards.test.ts", "does nothing for a guid that came before"],
  "an outTrackId again is refused": ["cards/cards.test.ts", "of a card that is there already"],
  "a card to nobody: 200, success false": ["cards/cards.test.ts", "is in a 200 that says it failed"],
  "card buttons, both ways": ["cards/press-card.test.ts", "the registered address is posted to"],
  "knob: redelivery by stream": [
    "stream/official-client.test.ts",
    "is pushed a message again that it does not ack",
  ],
  "knob: redelivery by HTTP": ["callbacks.test.ts", "the redelivery knob posts every message again"],
  "knob: duplicate on two connections, dropped ack": [
    "stream/gateway.test.ts",
    "goes to two connections, or loses its ack",
  ],
  "knob: TCP cut": ["stream/official-client.test.ts", "cut off, comes back with another ticket"],
  "knob: black hole": ["stream/gateway.test.ts", "that is black-holed takes messages"],
  "knob: gateway 401": ["stream/official-client.test.ts", "is refused with wrong credentials"],
  "knob: gateway 500, hang": ["stream/gateway.test.ts", "fails, or hangs, by a knob"],
  "knob: calls a second": ["robot-api.test.ts", "of a second slide"],
  "knob: calls a month": ["robot-api.test.ts", "of the month are counted down"],
  "knob: permissions": ["robot-api.test.ts", "what it may not do is named"],
  "knob: tokens end": ["openapi.test.ts", "end when told to"],
  "knob: IP block as HTML and JSON, slow": ["openapi.test.ts", "refuse, block, lose and slow down calls"],
  "knob: an API hangs": ["robot-api.test.ts", "a call that hangs was carried out"],
  "knob: a webhook hangs": ["webhook.test.ts", "a hanging post is seen and never answered"],
  "knob: template not there": ["cards/cards.test.ts", "and of a template by a knob"],
  "over-quota callback, content as a JSON string": [
    "callbacks.test.ts",
    "every type of message is one that the product reads",
  ],
  "senderStaffId missing": ["callbacks.test.ts", "a person from outside no corporate ones"],
  "media types and sizes": ["robot-api.test.ts", "has a largest size"],
  "downloadCode errors": ["robot-api.test.ts", "ends, and is of one robot"],
  recall: ["robot-api.test.ts", "a group's message, by the key that its sending gave"],
  emotion: ["robot-api.test.ts", "is put on somebody's message and taken off again"],
};

test.each(Object.entries(LINES))("%s", (_line, [file, name]) => {
  expect(readFileSync(new URL(file, import.meta.url), "utf8")).toContain(name);
});
