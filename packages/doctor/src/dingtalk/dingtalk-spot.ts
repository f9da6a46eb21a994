import type { Permission } from "./scope-probes.ts";

/** What was asked of DingTalk when it said no. */
export type DingTalkSpot =
  | { at: "robot" | "stream_gateway"; robot: string }
  | { at: "permission"; robot: string; permission: Permission }
  | { at: "reply_address" };

/** How it is called in a report. */
export function spotText(spot: DingTalkSpot): string {
  switch (spot.at) {
    case "robot":
      return `robot ${spot.robot}`;
    case "stream_gateway":
      return `robot ${spot.robot}, stream gateway`;
    case "permission":
      return `robot ${spot.robot}, permission ${spot.permission}`;
    case "reply_address":
      return "reply address";
  }
}
