import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { group, type Stack } from "../start-stack.ts";
import { rows } from "./command-rows.ts";
import { expectReply } from "./expect-reply.ts";
import { answer } from "./question-rows.ts";
import { PLACES, ROLES, toldTo, type Place, type Role } from "./row.ts";
import { startCommandStack } from "./start-command-stack.ts";
import { TITLES } from "./template-rows.ts";

const NICK = "小王";
const asked = ROLES.flatMap((role) => PLACES.map((place) => ({ role, place })));
/** Everybody gives one command in one place, so that no row knows of another. */
const idOf = (role: Role, place: Place, index: number): string => `${role}-${place}-${index}`;
const idsOf = (...roles: Role[]): string =>
  roles
    .flatMap((role) => rows.flatMap((_, index) => PLACES.map((place) => idOf(role, place, index))))
    .join(",");
const people = rows.flatMap((_, index) =>
  asked.map(({ role, place }) => {
    const id = idOf(role, place, index);
    return { id, nick: NICK, staffId: id };
  }),
);

describe.each(["http", "stream"] as const)(
  "each command, as three people, in a group and in private (%s)",
  (mode) => {
    let stack: Stack;

    beforeAll(async () => {
      stack = await startCommandStack({
        mode,
        simulator: { people },
        env: {
          ADMIN_USERS: idsOf("admin"),
          ALLOW_USERS: idsOf("allowed", "denied"),
          DENY_USERS: idsOf("denied"),
          SENSITIVE_WORDS: "违禁词,bad word",
          RATE_LIMIT_PER_MINUTE: "0",
        },
      });
      if (mode === "stream") await stack.simulator.stream.waitForConnections(2);
    });
    afterAll(async () => stack[Symbol.asyncDispose]());

    test.each(rows.map((row, index) => [JSON.stringify(row.say), row, index] as const))(
      "%s",
      async (_name, row, index) => {
        const { model, simulator } = stack;
        const before = model.calls.length;
        const answers = await Promise.all(
          asked.map(async ({ role, place }) => {
            const from = idOf(role, place, index);
            const said = await simulator.say({
              from,
              in: place === "group" ? group.id : "private",
              text: row.say,
            });
            const delivery = await simulator.waitForReply(said.msgId, 20_000);
            return { role, place, from, delivery };
          }),
        );
        for (const { role, place, from, delivery } of answers) {
          const mentioned = place === "group" ? { staffId: from, nick: NICK } : undefined;
          expectReply(delivery, toldTo(row, role, place), mentioned);
        }
        const askers = row.adminOnly === undefined ? 4 : 2;
        expect(model.calls.slice(before).map(({ question }) => question)).toEqual(
          row.asks === undefined ? [] : Array.from({ length: askers }, () => row.asks),
        );
      },
    );

    test("each template asks the model in words of its own around those that were written", async () => {
      const from = idOf("allowed", "group", 0);
      const before = stack.model.calls.length;
      for (const title of TITLES) {
        const said = await stack.simulator.say({ from, in: "private", text: `${title} 试一试` });
        expectReply(await stack.simulator.waitForReply(said.msgId, 20_000), answer);
      }
      const questions = stack.model.calls.slice(before).map(({ question }) => question);
      expect(new Set(questions).size).toBe(TITLES.length);
      for (const question of questions) expect(question).toMatch(/^[^#][^]{20,}\n试一试(?:\n```)?$/);
    });

    test("everybody was answered once", () => {
      const shown = stack.simulator.deliveries.filter((delivery) => delivery.shown);
      expect(shown).toHaveLength(stack.simulator.callbacks.length);
    });
  },
);
