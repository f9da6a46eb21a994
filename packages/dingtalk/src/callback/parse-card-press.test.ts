import { expect, test } from "vitest";
import { parseCardPress } from "./parse-card-press.ts";

const action = JSON.stringify({ cardPrivateData: { actionIds: ["stop"], params: { action: "stop" } } });
const body = {
  type: "actionCallback",
  outTrackId: "track",
  corpId: "ding1",
  userId: "staff-1",
  spaceType: "IM",
  spaceId: "cid==",
  userIdType: 1,
  extension: "{}",
};
const press = { outTrackId: "track", userId: "staff-1", actionIds: ["stop"], params: { action: "stop" } };

test.each([{ content: action }, { value: action }])("a press with its action in %j", (where) => {
  expect(parseCardPress(JSON.stringify({ ...body, ...where }))).toEqual(press);
});

test("a button without parameters", () => {
  const content = JSON.stringify({ cardPrivateData: { actionIds: ["stop"] } });
  expect(parseCardPress(JSON.stringify({ ...body, content }))).toEqual({ ...press, params: {} });
});

test.each([
  "no json",
  "[]",
  JSON.stringify(body),
  JSON.stringify({ ...body, content: "no json" }),
  JSON.stringify({ ...body, content: "{}" }),
  JSON.stringify({ ...body, outTrackId: 7, content: action }),
])("no press: %s", (json) => {
  expect(parseCardPress(json)).toBeUndefined();
});
