import { userOf, type RobotMessage } from "@dinglane/dingtalk";
import type { JobName } from "@dinglane/jobs";
import { escapeId } from "./escape-id.ts";

/**
 * The line a job waits in: one person's messages to one robot. Help waits behind no answer, so it has a line of
 * its own; a reset or a change of mode must not overtake an answer that is still to write its context.
 */
export function laneOf(message: RobotMessage, job: JobName): string {
  const lane = `${escapeId(message.robotKey)}:${escapeId(userOf(message))}`;
  return job === "show-help" ? `${lane}:aside` : lane;
}
