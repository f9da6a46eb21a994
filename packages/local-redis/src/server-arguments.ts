export interface ServerSettings {
  bind: string;
  port: number;
  /** A directory for the append-only file; without one nothing is kept. */
  dataDir?: string | undefined;
  databases: number;
}

/** Arguments of redis-server and valkey-server. Nothing is ever evicted: a queue may not lose a job to a cache rule. */
export function serverArguments({ bind, port, dataDir, databases }: ServerSettings): string[] {
  const settings: [string, string][] = [
    ["--bind", bind],
    ["--port", String(port)],
    ["--protected-mode", bind === "127.0.0.1" ? "yes" : "no"],
    ["--daemonize", "no"],
    ["--databases", String(databases)],
    ["--maxmemory-policy", "noeviction"],
    ["--save", ""],
    ["--appendonly", dataDir === undefined ? "no" : "yes"],
    ["--appendfsync", "everysec"],
  ];
  if (dataDir !== undefined) settings.push(["--dir", dataDir]);
  return settings.flat();
}
