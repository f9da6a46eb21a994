import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findFreePort } from "@dinglane/local-redis";
import { findCompose, run } from "./find-compose.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const HEALTHY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 250;

/** The project of docker-compose.yml under the profile `try`, on ports and with a volume of its own. */
export interface ComposeProject extends AsyncDisposable {
  ingressUrl: string;
  dashboardUrl: string;
  playgroundUrl: string;
  /** Runs a compose command in this project. */
  compose(...args: string[]): Promise<string>;
  /** Ids of a service's containers, running or not; of all services without a name. */
  containers(service?: string): Promise<string[]>;
  /** Runs a command in the (first) container of a service. */
  exec(service: string, ...command: string[]): Promise<string>;
  redis(...command: string[]): Promise<string>;
  /** Waits until every container is up and healthy. */
  untilHealthy(): Promise<void>;
}

/** Builds the image, starts everything and waits until it is healthy. `settings` is the config.yml that is mounted. */
export async function startCompose(settings: string): Promise<ComposeProject> {
  const [program, ...prefix] = await findCompose();
  const dir = await mkdtemp(join(tmpdir(), "dinglane-compose-"));
  const envFile = join(dir, "env");
  const name = `dinglane-check-${process.pid}`;
  const [ingressPort, dashboardPort, playgroundPort] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  await writeFile(join(dir, "config.yml"), settings, { mode: 0o644 });
  const ours = {
    ENV_FILE: envFile,
    CONFIG_DIR: dir,
    DINGLANE_IMAGE: "dinglane:check",
    PORT: ingressPort,
    DASHBOARD_PORT: dashboardPort,
    PLAYGROUND_PORT: playgroundPort,
  };
  const lines = Object.entries(ours).map(([key, value]) => `${key}=${value}`);
  await writeFile(envFile, `${await readFile(join(root, ".env.try"), "utf8")}\n${lines.join("\n")}\n`);
  // The container's user is another one than ours.
  await run("chmod", ["755", dir]);

  const compose = (...args: string[]): Promise<string> =>
    run(program, [
      ...prefix,
      "-f",
      join(root, "docker-compose.yml"),
      "--env-file",
      envFile,
      "-p",
      name,
      ...args,
    ]);
  const containers = async (service?: string): Promise<string[]> => {
    const labels = [`project=${name}`, ...(service === undefined ? [] : [`service=${service}`])];
    const filters = labels.flatMap((label) => ["--filter", `label=com.docker.compose.${label}`]);
    return (await run("docker", ["ps", "--all", "--quiet", "--no-trunc", ...filters]))
      .split("\n")
      .filter(Boolean);
  };
  const exec = async (service: string, ...command: string[]): Promise<string> => {
    const [id = ""] = await containers(service);
    return run("docker", ["exec", id, ...command]);
  };

  const project: ComposeProject = {
    ingressUrl: `http://127.0.0.1:${ingressPort}`,
    dashboardUrl: `http://127.0.0.1:${dashboardPort}`,
    playgroundUrl: `http://127.0.0.1:${playgroundPort}`,
    compose,
    containers,
    exec,
    redis: (...command) => exec("redis", "redis-cli", "--raw", ...command),
    untilHealthy: async () => untilHealthy(await containers()),
    async [Symbol.asyncDispose]() {
      await compose("down", "--volumes", "--remove-orphans");
      await rm(dir, { recursive: true });
    },
  };
  try {
    await compose("up", "-d", "--build");
    await project.untilHealthy();
    return project;
  } catch (error) {
    await project[Symbol.asyncDispose]();
    throw error;
  }
}

async function untilHealthy(ids: readonly string[]): Promise<void> {
  const deadline = performance.now() + HEALTHY_WITHIN_MS;
  for (;;) {
    const states = await run("docker", [
      "inspect",
      "--format",
      "{{.Name}} {{.State.Status}} {{.State.Health.Status}}",
      ...ids,
    ]);
    const waiting = states.split("\n").filter((state) => !state.endsWith(" running healthy"));
    if (waiting.length === 0) return;
    if (performance.now() > deadline) throw new Error(`not healthy in time:\n${waiting.join("\n")}`);
    await sleep(LOOK_EVERY_MS);
  }
}
