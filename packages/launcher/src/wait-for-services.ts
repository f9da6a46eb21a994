import { LaunchError } from "./launch-error.ts";
import { isDispensable, type ServiceName } from "./services-to-start.ts";
import { type StartingService, waitUntilUp } from "./wait-until-up.ts";

export interface StartedService extends Pick<StartingService, "ended"> {
  name: ServiceName;
  aliveUrl: string;
  readyUrl: string;
}

/**
 * Waits until all are up, and resolves to those that are not but can be done without.
 * @throws LaunchError `not_up`; the signal's reason when that aborts
 */
export async function waitForServices(
  services: readonly StartedService[],
  stopping: AbortSignal,
  say: (line: string) => void,
): Promise<ReadonlySet<ServiceName>> {
  const notUp = new Set<ServiceName>();

  async function waitFor({ name, ended }: StartedService, url: string): Promise<void> {
    if (notUp.has(name)) return;
    try {
      await waitUntilUp({ name, url, ended }, stopping);
    } catch (error) {
      if (!(error instanceof LaunchError) || !isDispensable(name)) throw error;
      notUp.add(name);
      say(`${error.message} Dinglane does not wait for it.`);
    }
  }

  // Whoever is asked for readiness while still connecting logs a warning: first all must be alive.
  await Promise.all(services.map((service) => waitFor(service, service.aliveUrl)));
  await Promise.all(services.map((service) => waitFor(service, service.readyUrl)));
  return notUp;
}
