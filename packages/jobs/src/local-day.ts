const MINUTE_MS = 60_000;

/**
 * Creates the reader of the local day (yyyy-mm-dd) of an instant. Days begin and end with a minute everywhere, so one
 * reading serves its minute: the formatter is slow for a hot path.
 *
 * @throws RangeError for a time zone that does not exist.
 */
export function createLocalDay(timezone: string): (epochMs: number) => string {
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short" });
  let known = { minute: Number.NaN, day: "" };
  return (epochMs) => {
    const minute = Math.floor(epochMs / MINUTE_MS);
    if (minute !== known.minute) known = { minute, day: format.format(minute * MINUTE_MS) };
    return known.day;
  };
}
