import type { Delivery } from "@dinglane/simulator";
import { expect } from "vitest";
import { nameParts } from "./named-parts.ts";
import type { Words } from "./row.ts";

/** Compares the whole of what was sent: words, title, kind, and in a group the mention of the asker at the end. */
export function expectReply(
  delivery: Delivery,
  told: Words,
  mentioned?: { staffId: string | undefined; nick: string },
): void {
  const { staffId, nick } = mentioned ?? {};
  const text = mentioned === undefined ? told.text : `${told.text}\n\n@${staffId ?? nick}`;
  const { body } = delivery;
  const { markdown } = body as { markdown?: Partial<Words> };
  const shown = {
    ...(body as object),
    markdown: {
      ...markdown,
      title: nameParts(String(markdown?.title), told.title),
      text: nameParts(String(markdown?.text), text),
    },
  };
  expect(shown).toEqual({
    msgtype: "markdown",
    markdown: { title: told.title, text },
    ...(staffId !== undefined ? { at: { atUserIds: [staffId], isAtAll: false } } : {}),
  });
}
