import type { Config, ConfigProblem } from "@dinglane/runtime";

export interface DemoModelPlace {
  host: string;
  port: number;
}

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);
const httpPort = 80;

/** What the demo model cannot do without as a process of its own: an address to stand at. */
export function demoModelDemands({ model }: Config): ConfigProblem[] {
  if (model.baseUrl.startsWith("http:")) return [];
  return [
    {
      fileKey: "base_url",
      variable: "BASE_URL",
      wrong: "is where the demo model would listen, and it speaks plain http only",
      mend: "set it to the demo model's address, for instance http://demo-model:8093/v1, for every service alike",
    },
  ];
}

/** It stands where the others look for a model: one environment serves all processes. A name is a place in a network. */
export function demoModelPlace({ model }: Config): DemoModelPlace {
  const { hostname, port } = new URL(model.baseUrl);
  return {
    host: loopback.has(hostname) ? hostname.replace(/^\[|\]$/gu, "") : "0.0.0.0",
    port: port === "" ? httpPort : Number(port),
  };
}
