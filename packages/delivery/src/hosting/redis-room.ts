/** From here on nothing large is put into Redis: ingress refuses messages at 85 %, and files must not bring it there. */
const FULL_AT = 0.75;

/** Whether so many bytes more still leave Redis room for what it is there for; true where `maxmemory` is not set. */
export async function hasRoomFor(
  redis: { info(section: "memory"): Promise<string> },
  bytes: number,
): Promise<boolean> {
  const info = await redis.info("memory");
  const figure = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
  const maxmemory = figure("maxmemory");
  return maxmemory === 0 || (figure("used_memory") + bytes) / maxmemory < FULL_AT;
}
