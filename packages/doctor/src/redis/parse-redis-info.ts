/** The fields of INFO's answer. */
export type RedisInfo = ReadonlyMap<string, string>;

export function parseRedisInfo(text: string): RedisInfo {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return fields;
}

/** A field that counts something; undefined where the server does not tell. */
export function numberIn(info: RedisInfo, field: string): number | undefined {
  const text = info.get(field);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
