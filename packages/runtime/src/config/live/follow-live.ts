import { isDeepStrictEqual } from "node:util";
import type { Config } from "../config.ts";
import type { LiveConfig } from "./live-config.ts";

/**
 * Builds something from a part of the configuration, now and whenever that part has changed. The function it resolves
 * with gives the latest one, which is the one before while the next is being built, and when that fails.
 */
export async function followLive<Part, Built>(
  live: LiveConfig,
  partOf: (config: Config) => Part,
  build: (part: Part) => Built | Promise<Built>,
): Promise<() => Built> {
  let part = partOf(live.current());
  let built = await build(part);

  async function follow(config: Config): Promise<void> {
    const next = partOf(config);
    if (isDeepStrictEqual(next, part)) return;
    built = await build(next);
    part = next;
  }

  live.onChange(follow);
  // It may have changed while the first one was built.
  await follow(live.current());
  return () => built;
}
