import type { Config } from "@dinglane/runtime";
import type { Finding } from "../finding.ts";
import { checkScope } from "./check-scope.ts";
import { checkStreamGateway } from "./check-stream-gateway.ts";
import { requestToken } from "./request-token.ts";
import type { Robot } from "./robot.ts";
import { spotText } from "./dingtalk-spot.ts";
import { scopeProbes } from "./scope-probes.ts";

export interface RobotOptions extends Robot {
  runMode: Config["runMode"];
  cards: Config["cards"];
}

/** One robot: its credentials, in stream mode the gateway, and its permissions. Nobody is sent anything. */
export async function checkRobot(options: RobotOptions): Promise<Finding[]> {
  const { clientId } = options.credential;
  const subject = spotText({ at: "robot", robot: clientId });
  const token = await requestToken(options);
  if (!token.granted) return [{ subject, ...token.explanation }];
  const [gateway, scopes] = await Promise.all([
    options.runMode === "stream" ? checkStreamGateway(options) : undefined,
    Promise.all(
      scopeProbes(clientId, options.cards).map((probe) => checkScope(options, probe, token.accessToken)),
    ),
  ]);
  return [
    { level: "ok", subject, seen: "the credentials are accepted" },
    ...(gateway === undefined ? [] : [gateway]),
    ...scopes,
  ];
}
