import { Redis } from "ioredis";

type SendCommand = Redis["sendCommand"];

/**
 * A connection that sends all commands of one turn of the event loop in one write: under load the system call costs more
 * than everything else about a command, and a single command is sent as early as ever. Nothing else changes: unlike with
 * ioredis' own pipelines each command keeps its own answer, error and timeout.
 */
export class GatheringRedis extends Redis {
  #isGathering = false;

  override sendCommand(...args: Parameters<SendCommand>): ReturnType<SendCommand> {
    if (!this.#isGathering && this.status === "ready") this.#gather();
    return super.sendCommand(...args);
  }

  #gather(): void {
    const { stream } = this;
    this.#isGathering = true;
    stream.cork();
    // Comes right after the sockets that have something to read, and waits for nothing. Harmless on a stream that has
    // ended meanwhile: ending it sends what was gathered.
    setImmediate(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }
}
