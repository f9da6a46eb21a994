import { randomBytes } from "node:crypto";

/** DingTalk's: two hours. */
const TOKEN_LIFE_MS = 7_200_000;

export interface TokenStore {
  /** The robot's living token, renewed, else a new one. */
  issue(robot: string): { token: string; expiresInSeconds: number };
  /** Whose living token this is. */
  robotOf(token: string): string | undefined;
  expireAll(this: void): void;
}

/** Access tokens as DingTalk grants them: within its life the same one again, for both hosts alike. */
export function createTokenStore(now: () => number, lifeMs = TOKEN_LIFE_MS): TokenStore {
  const byRobot = new Map<string, { token: string; expiresAtMs: number }>();
  const robots = new Map<string, string>();
  return {
    issue(robot) {
      const held = byRobot.get(robot);
      const token =
        held !== undefined && held.expiresAtMs > now() ? held.token : randomBytes(16).toString("hex");
      byRobot.set(robot, { token, expiresAtMs: now() + lifeMs });
      robots.set(token, robot);
      return { token, expiresInSeconds: Math.floor(lifeMs / 1_000) };
    },
    robotOf(token) {
      const robot = robots.get(token);
      const held = robot === undefined ? undefined : byRobot.get(robot);
      return held?.token === token && held.expiresAtMs > now() ? robot : undefined;
    },
    expireAll() {
      byRobot.clear();
    },
  };
}
