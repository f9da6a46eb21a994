import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { isFinished, startCardStack, writtenOn } from "../start-card-stack.ts";
import { group, startStack, type Stack } from "../start-stack.ts";
import { atPace, startStreamingModel } from "../start-streaming-model.ts";
import { expectReply } from "./expect-reply.ts";

const PIECES = ["前面赌", "博", "网", "站，Ｂ", "ad W", "ORD", "和赌", "注，最后是赌博网"];
/** 🚫 for each character, however the words were written and cut; half a word is none. */
const MASKED = "前面🚫🚫🚫🚫，🚫🚫🚫🚫🚫🚫🚫🚫和赌注，最后是赌博网";
const SENSITIVE_WORDS = "赌博网站,bad word";
const asker = { staffId: "staff-user00", nick: "同事0" };

const slowly = () => atPace(PIECES.join(""), { pieces: 1, perSecond: 20 });

async function expectTranscript({ dataDir }: Stack): Promise<void> {
  const read = (): unknown[] => {
    using database = new DatabaseSync(join(dataDir, "transcripts.sqlite"), {
      readOnly: true,
      timeout: 5_000,
    });
    return database
      .prepare("select question, answer from exchanges")
      .all()
      .map((row) => ({ ...row }));
  };
  await expect.poll(read, { timeout: 20_000 }).toEqual([{ question: "说说看", answer: MASKED }]);
}

test("forbidden words in pieces are masked in an answer and in its transcript", async () => {
  await using model = await startStreamingModel(async function* answer() {
    yield* PIECES;
  });
  await using stack = await startStack({ env: { BASE_URL: model.url, SENSITIVE_WORDS } });
  await stack.start("admin-worker");
  const { msgId } = await stack.simulator.say({ from: "user00", in: group.id, text: "说说看" });
  const delivery = await stack.simulator.waitForReply(msgId, 20_000);
  expectReply(delivery, { title: `${Array.from(MASKED).slice(0, 23).join("")}…`, text: MASKED }, asker);
  await expectTranscript(stack);
});

test("forbidden words that come a character at a time are masked on a card, always, and in its transcript", async () => {
  await using stack = await startCardStack(slowly, { env: { SENSITIVE_WORDS } });
  await stack.start("admin-worker");
  await stack.simulator.say({ from: "user00", in: group.id, text: "说说看" });
  const card = await stack.simulator.waitForCard(isFinished, 20_000);
  expect(card.text).toBe(`${MASKED}\n\n<a atId=staff-user00>同事0</a>`);
  for (const text of writtenOn(card)) expect(text).not.toMatch(/赌博网站|[bＢ]ad/iu);
  await expectTranscript(stack);
});
