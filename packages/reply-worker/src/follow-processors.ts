import type { Processors, QueueName, Task } from "@dinglane/jobs";
import type { Config, LiveConfig } from "@dinglane/runtime";

/**
 * Processors that are built anew for each change of the configuration. A job is carried out by those of its beginning, to
 * its end.
 */
export function followProcessors<Q extends QueueName>(
  live: LiveConfig,
  build: (config: Config) => Processors<Q>,
): Processors<Q> {
  type Run = (task: Task) => Promise<unknown>;
  // By name: which job each of them takes is what `build` has been checked for.
  const buildByName = (config: Config): Record<string, Run> =>
    build(config) as unknown as Record<string, Run>;
  let latest = buildByName(live.current());
  live.onChange((config) => {
    latest = buildByName(config);
  });
  const names = Object.keys(latest);
  const runOf =
    (name: string): Run =>
    async (task) =>
      latest[name]?.(task);
  return Object.fromEntries(names.map((name) => [name, runOf(name)])) as unknown as Processors<Q>;
}
