/** The keys that the add script stored among a job's options. Undefined in a job that came by no lane. */
export function laneOptionsOf(opts: object): { lane: string | undefined; receipt: string | undefined } {
  const { lane, receipt } = opts as Record<string, unknown>;
  return { lane: stringOf(lane), receipt: stringOf(receipt) };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
