/** The names, or else ids and last commands, of connections to a logical database, from the text of CLIENT LIST. */
export function findLeakedClients(
  clientList: string,
  database: number,
  ownIds: readonly number[],
): LeakedClient[] {
  return clientList
    .split("\n")
    .map((line) => new Map(line.split(" ").map((field) => splitField(field))))
    .filter((client) => client.get("db") === String(database) && !ownIds.includes(Number(client.get("id"))))
    .map((client) => ({
      id: Number(client.get("id")),
      description: `${client.get("name") || `#${client.get("id")}`} (last command: ${client.get("cmd")})`,
    }));
}

export interface LeakedClient {
  id: number;
  description: string;
}

function splitField(field: string): [string, string] {
  const at = field.indexOf("=");
  return [field.slice(0, at), field.slice(at + 1)];
}
