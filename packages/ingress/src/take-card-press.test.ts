import type { CardOwner } from "@dinglane/delivery";
import { expect, test } from "vitest";
import { createTakeCardPress } from "./take-card-press.ts";

const owner: CardOwner = { robotKey: "ding:1", msgId: "msg==", userId: "staff-1" };

const pressed = (over: { userId?: string; action?: string; outTrackId?: string } = {}): string =>
  JSON.stringify({
    outTrackId: over.outTrackId ?? "track",
    userId: over.userId ?? "staff-1",
    content: JSON.stringify({ cardPrivateData: { actionIds: [over.action ?? "stop"], params: {} } }),
  });

function createCase({ robotKey = "ding:1", count = 1 } = {}) {
  const stops: object[] = [];
  const logged: object[] = [];
  const take = createTakeCardPress({
    robotKey,
    ownerOf: async (outTrackId) => (outTrackId === "track" ? owner : undefined),
    isAdmin: (staffId) => staffId === "boss",
    producer: {
      async stop(wish) {
        stops.push(wish);
        return { status: "stopped", count };
      },
    },
    prefix: "p",
    now: () => 7,
    log: { info: (fields: object) => void logged.push(fields) } as never,
  });
  return { take, stops, logged };
}

test.each(["staff-1", "boss"])("停止 stops the one message of the card, for %s", async (userId) => {
  const { take, stops, logged } = createCase();
  expect(await take(pressed({ userId }))).toEqual({
    cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
    cardData: { cardParamMap: { stop_status: expect.stringContaining("已停止") } },
    userPrivateData: { cardParamMap: {} },
  });
  expect(stops).toEqual([
    {
      lane: "ding%3A1:staff-1",
      receipt: { key: "p:pressed:track", ttlSeconds: 86_400 },
      nowMs: 7,
      only: owner,
    },
  ]);
  expect(logged).toEqual([{ robotKey: "ding:1", outTrackId: "track", outcome: "stopped" }]);
});

test("a button may say so in a parameter as well", async () => {
  const { take, stops } = createCase();
  const content = JSON.stringify({ cardPrivateData: { actionIds: ["b1"], params: { action: "stop" } } });
  await take(JSON.stringify({ outTrackId: "track", userId: "staff-1", content }));
  expect(stops).toHaveLength(1);
});

test.each([
  ["somebody else", pressed({ userId: "staff-2" }), { stops: 0, words: "提问" }],
  ["what is answered already", pressed(), { stops: 1, words: "结束" }],
  ["a card that nobody remembers", pressed({ outTrackId: "old" }), { stops: 0, words: "结束" }],
])("only who pressed it reads why nothing happened: %s", async (_name, json, expected) => {
  const { take, stops } = createCase({ count: 0 });
  const reply = await take(json);
  expect(reply.cardData.cardParamMap).toEqual({});
  expect(reply.userPrivateData.cardParamMap["stop_status"]).toContain(expected.words);
  expect(stops).toHaveLength(expected.stops);
});

test.each([
  ["another button", createCase(), pressed({ action: "like" })],
  ["another robot's card", createCase({ robotKey: "ding2" }), pressed()],
  ["no press", createCase(), "no json"],
])("%s changes nothing", async (_name, { take, stops }, json) => {
  const { cardData, userPrivateData } = await take(json);
  expect([cardData, userPrivateData]).toEqual([{ cardParamMap: {} }, { cardParamMap: {} }]);
  expect(stops).toEqual([]);
});
