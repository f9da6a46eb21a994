import type { PostNotice } from "@dinglane/delivery";
import { startStreamClient } from "@dinglane/dingtalk";
import type { Config, Logger } from "@dinglane/runtime";
import type { Registry } from "prom-client";
import type { Intake, IntakeResult } from "./intake.ts";
import { showStreamConnections } from "./stream-metrics.ts";
import type { StreamNotices } from "./stream-notices.ts";
import { createTakeStreamMessage } from "./take-stream-message.ts";

export interface StreamOptions {
  dingtalk: Pick<Config["dingtalk"], "credentials" | "apiUrl" | "streamConnections">;
  intake: Intake;
  record: (result: IntakeResult, startedAtMs: number) => void;
  notices: StreamNotices;
  /** Leaves word for the administrators. */
  postNotice: PostNotice;
  /** Makes what answers the buttons of a robot's cards. */
  takeCardPressOf: (robotKey: string) => (json: string) => Promise<unknown>;
  log: Logger;
  metrics: Registry;
}

/** Feeds the intake from every configured robot's stream connections. `close` takes no more and finishes what was taken. */
export function startStream(options: StreamOptions): { close: () => Promise<void> } {
  const { dingtalk, intake, record, notices, postNotice, takeCardPressOf, log, metrics } = options;
  const clients = dingtalk.credentials.map((credential) => ({
    robot: credential.clientId,
    ...startStreamClient({
      credential,
      connections: dingtalk.streamConnections,
      apiUrl: dingtalk.apiUrl,
      onRobotMessage: createTakeStreamMessage({
        intake,
        notices,
        record,
        signedBy: { id: credential.clientId, secret: credential.clientSecret },
      }),
      onCardCallback: takeCardPressOf(credential.clientId),
      onRefused() {
        log.error(
          { robot: credential.clientId },
          "DingTalk refuses this robot's credentials: check its client secret in DINGTALK_CREDENTIALS. " +
            "They are tried again every minute; other robots are not concerned",
        );
        void postNotice({ kind: "credentials_refused", robot: credential.clientId });
      },
      log,
      now: () => performance.now(),
      random: Math.random,
    }),
  }));
  showStreamConnections(metrics, new Map(clients.map(({ robot, state }) => [robot, state])));

  return {
    async close() {
      await Promise.all(clients.map(async (client) => client.close()));
      await notices.close();
    },
  };
}
