import { Redis } from "ioredis";

type SendCommand = Redis["sendCommand"];

/** With more in one write, Redis would wait for the last of them and then everybody for Redis, instead of both working. */
const MOST_IN_A_WRITE = 8;

/**
 * A connection that sends the commands of one turn of the event loop in few writes: under load the system call costs
 * more than everything else about a command, and a single command is sent as early as ever. Nothing else changes: unlike
 * with ioredis' own pipelines each command keeps its own answer, error and timeout.
 */
export class GatheringRedis extends Redis {
  /** What holds this turn's commands back. */
  #corked: Redis["stream"] | undefined;
  #gathered = 0;

  override sendCommand(...args: Parameters<SendCommand>): ReturnType<SendCommand> {
    if (this.#corked === undefined && this.status === "ready") this.#gather();
    const answer = super.sendCommand(...args);
    this.#gathered += 1;
    if (this.#gathered === MOST_IN_A_WRITE) this.#send();
    return answer;
  }

  #gather(): void {
    const { stream } = this;
    this.#corked = stream;
    this.#gathered = 0;
    stream.cork();
    // Comes right after the sockets that have something to read, and waits for nothing.
    setImmediate(() => {
      this.#corked = undefined;
      stream.uncork();
    });
  }

  /** Harmless on a stream that has ended meanwhile: ending it has sent what was gathered. */
  #send(): void {
    this.#gathered = 0;
    this.#corked?.uncork();
    this.#corked?.cork();
  }
}
