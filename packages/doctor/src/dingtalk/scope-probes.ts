import type { Config } from "@dinglane/runtime";

/** DingTalk's name of a permission. */
export type Permission = "qyapi_robot_sendmsg" | "Card.Instance.Write" | "Card.Streaming.Write";

/** A call that shows whether a permission is there, and that cannot do anything. */
export interface ScopeProbe {
  scope: Permission;
  /** What stays away without it. */
  without: string;
  level: "warn" | "fail";
  method: "POST" | "PUT";
  path: string;
  body: object;
}

/**
 * DingTalk looks at permissions before it looks at parameters, so each body lacks what the deed would need: no recipient and no
 * message; no template and no place; no text, and a card that does not exist.
 */
export function scopeProbes(clientId: string, { streamMode }: Config["cards"]): ScopeProbe[] {
  const send: ScopeProbe = {
    scope: "qyapi_robot_sendmsg",
    without: "an answer that comes later than the 90 minutes in which a reply address lives cannot be sent",
    level: "warn",
    method: "POST",
    path: "/v1.0/robot/oToMessages/batchSend",
    body: { robotCode: clientId, userIds: [] },
  };
  const cards: ScopeProbe[] = [
    {
      scope: "Card.Instance.Write",
      without: "no AI card can be shown, although stream_mode is on",
      level: "fail",
      method: "POST",
      path: "/v1.0/card/instances/createAndDeliver",
      body: {},
    },
    {
      scope: "Card.Streaming.Write",
      without: "no AI card can be written to, although stream_mode is on",
      level: "fail",
      method: "PUT",
      path: "/v1.0/card/streaming",
      body: { outTrackId: "dinglane-doctor-no-such-card", content: "", isFull: true },
    },
  ];
  return streamMode ? [send, ...cards] : [send];
}
