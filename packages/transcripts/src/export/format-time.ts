/** Creates the writer of times, as `2026-11-20 09:05:00`, in an IANA time zone. */
export function createFormatTime(timeZone: string): (ms: number) => string {
  // Swedish writes dates as ISO does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (ms) => format.format(ms);
}
