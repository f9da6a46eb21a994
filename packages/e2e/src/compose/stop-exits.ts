import { spawn } from "node:child_process";
import { once } from "node:events";
import { run } from "./find-compose.ts";

/** A container's end, as the engine reported it. */
export interface Exit {
  service: string;
  code: number;
}

/** Listens to the engine while `work` runs; resolves with the ends of the project's containers and how long it took. */
export async function stopExits(
  ids: readonly string[],
  work: () => Promise<unknown>,
): Promise<{ exits: Exit[]; tookMs: number }> {
  const label = "com.docker.compose.project";
  const project = await run("docker", [
    "inspect",
    "--format",
    `{{index .Config.Labels "${label}"}}`,
    ids[0] ?? "",
  ]);
  const attributes =
    '{{index .Actor.Attributes "com.docker.compose.service"}} {{.Actor.Attributes.exitCode}}';
  const since = await run("docker", ["info", "--format", "{{.SystemTime}}"]);
  const startedMs = performance.now();
  await work();
  const tookMs = performance.now() - startedMs;
  const until = await run("docker", ["info", "--format", "{{.SystemTime}}"]);
  const filters = ["--filter", "event=die", "--filter", `label=${label}=${project}`];
  const events = spawn("docker", [
    "events",
    ...filters,
    "--since",
    since,
    "--until",
    until,
    "--format",
    attributes,
  ]);
  let output = "";
  events.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  await once(events, "close");
  const exits = output
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .map(([service = "", code]) => ({ service, code: Number(code) }));
  return { exits, tookMs };
}
