import type { RobotMessage } from "@dinglane/dingtalk";

/** A group message as the tests of this package need it. */
export const messageFixture = (over: Partial<RobotMessage> = {}): RobotMessage => ({
  msgId: "msg0001==",
  robotKey: "dingrobot",
  robotCode: "dingrobot",
  conversation: { id: "cid0001==", type: "group", title: "测试群" },
  sender: { id: "$:LWCP_v1:$one", staffId: "staff-1", nick: "小张" },
  createdAtMs: 1_700_000_000_000,
  sessionWebhook: "http://127.0.0.1:9/robot/sendBySession?session=s",
  sessionWebhookExpiresAtMs: 1_700_005_400_000,
  content: { type: "text", text: "你好" },
  ...over,
});
