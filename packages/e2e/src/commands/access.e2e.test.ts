import { afterEach, expect, test } from "vitest";
import { robot, startStack, type Stack } from "../start-stack.ts";
import { expectReply } from "./expect-reply.ts";
import { answer } from "./question-rows.ts";
import { sorry, type Words } from "./row.ts";
import { ANSWER } from "./start-command-stack.ts";

const group = { id: "cidOPEN==", title: "开放的群" };
const closedGroup = { id: "cidCLOSED==", title: "没有开放的群" };
/** A group's own robot: DingTalk gives it a secret and no robotCode. */
const outgoing = { clientId: "outgoing", clientSecret: "secret-of-the-groups-robot", name: "群机器人" };
const strange = { clientId: "strange", clientSecret: "secret-of-nobody", name: "陌生" };
const AS_OUTGOING = { robotCode: "normal" };
const people = [
  { id: "admin", nick: "老板", staffId: "admin-1" },
  { id: "allowed", nick: "小王", staffId: "allowed-1" },
  { id: "denied", nick: "小李", staffId: "denied-1" },
  { id: "outsider", nick: "外部伙伴" },
];

const told = {
  answer,
  noGroups: sorry("没有开放群聊", "管理员没有开放群聊，请在单聊里给我发消息。"),
  noPrivate: sorry("没有开放单聊", "管理员没有开放单聊，请在群里 @我 提问。"),
  group: sorry("本群没有开通", "这个群还没有开通机器人。如需使用，请联系管理员开通。"),
  user: sorry("没有使用权限", "您还没有使用权限。如需使用，请联系管理员开通。"),
  adminOnly: sorry("只有管理员能用", "“余额”只有管理员能用。如有需要，请联系管理员。"),
} satisfies Record<string, Words>;

let stack: Stack;
afterEach(async () => stack[Symbol.asyncDispose]());

async function start(env: Record<string, string>): Promise<void> {
  stack = await startStack({
    answer: () => ({ content: ANSWER }),
    simulator: { people, groups: [group, closedGroup], robots: [robot, outgoing, strange] },
    env: { ADMIN_USERS: "admin-1", RATE_LIMIT_PER_MINUTE: "0", ...env },
  });
}

/** Who says what where is told what. */
async function expectTold(
  from: string,
  where: string,
  words: Words,
  said: { text?: string; robot?: string; overrides?: Record<string, unknown> } = {},
): Promise<void> {
  const { simulator } = stack;
  const { msgId } = await simulator.say({ from, in: where, text: "你好", ...said });
  const delivery = await simulator.waitForReply(msgId, 20_000);
  const person = people.find(({ id }) => id === from);
  const sender = { senderStaffId: person?.staffId, senderNick: person?.nick, ...said.overrides };
  expectReply(
    delivery,
    words,
    where === "private"
      ? undefined
      : { staffId: sender.senderStaffId || undefined, nick: String(sender.senderNick) },
  );
}

test("chat_type holds for everybody, administrators as well", async () => {
  await start({ CHAT_TYPE: "1" });
  for (const from of ["admin", "allowed", "outsider"]) {
    await expectTold(from, group.id, told.noGroups);
    await expectTold(from, "private", told.answer);
  }
  await stack[Symbol.asyncDispose]();
  await start({ CHAT_TYPE: "2" });
  for (const from of ["admin", "allowed", "outsider"]) {
    await expectTold(from, group.id, told.answer);
    await expectTold(from, "private", told.noPrivate);
    await expectTold(from, "private", told.noPrivate, { text: "帮助" });
  }
});

test("groups that are not listed are refused, to people from outside too, and not to administrators", async () => {
  await start({ ALLOW_GROUPS: group.id });
  for (const from of ["allowed", "outsider"]) {
    await expectTold(from, group.id, told.answer);
    await expectTold(from, closedGroup.id, told.group);
    await expectTold(from, closedGroup.id, told.group, { text: "群ID" });
    await expectTold(from, "private", told.answer);
  }
  await expectTold("admin", closedGroup.id, told.answer);
});

test("deny beats allow; who is on neither list is refused, and so is who has no user id", async () => {
  await start({ ALLOW_USERS: " allowed-1 , denied-1,,", DENY_USERS: "denied-1" });
  for (const where of [group.id, "private"]) {
    await expectTold("admin", where, told.answer);
    await expectTold("allowed", where, told.answer);
    await expectTold("denied", where, told.user);
    await expectTold("denied", where, told.user, { text: "停止" });
    await expectTold("outsider", where, told.user);
    await expectTold("allowed", where, told.user, { overrides: { senderStaffId: "" } });
    await expectTold("allowed", where, told.user, { overrides: { senderStaffId: undefined } });
    // A nick proves nothing.
    await expectTold("outsider", where, told.user, {
      overrides: { senderNick: "小王", senderId: "allowed-1" },
    });
  }
});

test("an empty user id is on no list of administrators, and on no deny list", async () => {
  await start({ ADMIN_USERS: " ,,admin-1", DENY_USERS: " ,denied-1" });
  for (const where of [group.id, "private"]) {
    await expectTold("outsider", where, told.answer);
    await expectTold("outsider", where, told.adminOnly, { text: "余额" });
    await expectTold("allowed", where, told.adminOnly, { text: "余额", overrides: { senderStaffId: "" } });
    // DingTalk's own isAdmin is about the organisation, not about the bot.
    await expectTold("allowed", where, told.adminOnly, { text: "余额", overrides: { isAdmin: true } });
  }
});

test("an outgoing robot answers in its groups when its secret signed; nobody is an administrator through it", async () => {
  await start({
    APP_SECRETS: outgoing.clientSecret,
    ALLOW_GROUPS: closedGroup.id,
    ALLOW_OUTGOING_GROUPS: group.id,
    DENY_USERS: "denied-1",
  });
  const byOutgoing = { robot: outgoing.clientId, overrides: { ...AS_OUTGOING, senderStaffId: undefined } };
  await expectTold("allowed", group.id, told.answer, byOutgoing);
  await expectTold("allowed", closedGroup.id, told.group, byOutgoing);
  await expectTold("admin", closedGroup.id, told.group, { robot: outgoing.clientId, overrides: AS_OUTGOING });
  // A user id that comes all the same opens no door, and shuts one.
  const asAdmin = { robot: outgoing.clientId, overrides: AS_OUTGOING, text: "余额" };
  await expectTold("admin", group.id, told.adminOnly, asAdmin);
  await expectTold("denied", group.id, told.user, { robot: outgoing.clientId, overrides: AS_OUTGOING });
  // The application's own robot has a list of its own.
  await expectTold("allowed", closedGroup.id, told.answer);
  await expectTold("allowed", group.id, told.group);
});

test("an allow list names nobody who speaks through an outgoing robot", async () => {
  await start({ APP_SECRETS: outgoing.clientSecret, ALLOW_USERS: "allowed-1" });
  await expectTold("allowed", group.id, told.answer);
  await expectTold("allowed", group.id, told.user, { robot: outgoing.clientId, overrides: AS_OUTGOING });
});

test("what no known secret signed is turned away, and so is a robot of ours that another secret signed", async () => {
  await start({ APP_SECRETS: outgoing.clientSecret });
  const { simulator } = stack;
  const say = (robotId: string, overrides: Record<string, unknown>) =>
    simulator.say({ from: "admin", in: group.id, text: "余额", robot: robotId, overrides });
  expect(await say(strange.clientId, AS_OUTGOING)).toMatchObject({ status: 401 });
  expect(await say(strange.clientId, { robotCode: robot.clientId })).toMatchObject({ status: 401 });
  // The owner of a group's robot poses as the application's.
  expect(await say(outgoing.clientId, { robotCode: robot.clientId })).toMatchObject({ status: 401 });
  expect(await say(outgoing.clientId, { ...AS_OUTGOING, chatbotUserId: robot.clientId })).toMatchObject({
    status: 401,
  });
  expect(simulator.deliveries).toEqual([]);
  expect(stack.model.calls).toEqual([]);
});
