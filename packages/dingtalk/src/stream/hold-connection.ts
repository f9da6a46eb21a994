import type { ConnectionEnd, StreamConnection } from "./open-connection.ts";
import type { RobotPace } from "./robot-pace.ts";

export interface HoldConnectionOptions {
  open: () => Promise<StreamConnection>;
  pace: RobotPace;
  /** Aborted at close. */
  signal: AbortSignal;
  onLive: () => void;
  onOver: (end: ConnectionEnd | undefined) => void;
}

/**
 * Keeps one of a robot's connections open until the signal is aborted; resolves when all it opened is closed.
 *
 * | state | goes to |
 * |---|---|
 * | connecting | live when an attempt succeeds; connecting after a failed one, at the robot's pace |
 * | live | connecting when the connection is lost, or asked to leave: it is then finished once the next one is live |
 * | either | finishing when the signal is aborted, and so to the end |
 */
export async function holdConnection(options: HoldConnectionOptions): Promise<void> {
  const { open, pace, signal, onLive, onOver } = options;
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const finishing = new Set<Promise<void>>();
  let leaving: StreamConnection | undefined;

  function finish(connection: StreamConnection | undefined): void {
    if (connection === undefined) return;
    const finished = connection.finish().finally(() => finishing.delete(finished));
    finishing.add(finished);
  }

  while (!signal.aborted) {
    const connection = await pace.attempt(open, signal);
    if (connection === undefined) continue;
    finish(leaving);
    leaving = undefined;
    onLive();
    const end = await Promise.race([connection.over, aborted]);
    if (end?.reason === "asked_to_leave") leaving = connection;
    else finish(connection);
    if (end !== undefined) pace.ended(end);
    onOver(end);
  }
  finish(leaving);
  await Promise.all(finishing);
}
