import type { DomainRecord } from "./domain-record.ts";

/** What registries call what we look for. */
const LABELS: Readonly<Record<string, keyof DomainRecord>> = {
  created: "registeredOn",
  "created on": "registeredOn",
  "creation date": "registeredOn",
  "domain registered": "registeredOn",
  registered: "registeredOn",
  "registered on": "registeredOn",
  "registered date": "registeredOn",
  "registration date": "registeredOn",
  "registration time": "registeredOn",
  expires: "expiresOn",
  "expires on": "expiresOn",
  "expiration date": "expiresOn",
  "expiration time": "expiresOn",
  "expire date": "expiresOn",
  "expiry date": "expiresOn",
  "paid-till": "expiresOn",
  "registry expiry date": "expiresOn",
  "registrar registration expiration date": "expiresOn",
  registrar: "registrar",
  "registrar name": "registrar",
  "sponsoring registrar": "registrar",
};

/** How registries say that nobody has the domain. */
const FREE =
  /\bno match|not found|no entries found|no data found|no matching record|no object found|^status:\s*(?:free|available)\b/im;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONGEST_LINE = 500;

/**
 * Reads a whois server's answer, whose form every registry has made for itself. `unreadable`: neither a record nor a
 * plain no; most often the server has had enough questions for now.
 */
export function parseWhois(answer: string): DomainRecord | "free" | "unreadable" {
  const record: { [Field in keyof DomainRecord]?: string | undefined } = {};
  let open: keyof DomainRecord | undefined;
  for (const whole of answer.split(/\r?\n/)) {
    const line = whole.slice(0, LONGEST_LINE).trim();
    if (line === "" || /^[%#;]/.test(line)) continue;
    const { label, value } = splitLine(line);
    const field = LABELS[label];
    if (field !== undefined && value !== "") record[field] ??= read(field, value);
    // Some put the value on the line below.
    else if (open !== undefined && label === "") record[open] ??= read(open, line);
    open = field !== undefined && value === "" ? field : undefined;
  }
  const known = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  if (Object.keys(known).length > 0) return known;
  return FREE.test(answer) ? "free" : "unreadable";
}

/** `Label: value`, `Label....: value` or `[Label] value`; no label where a line is none of these. */
function splitLine(line: string): { label: string; value: string } {
  const [end, start] = line.startsWith("[") ? [line.indexOf("]"), 1] : [line.indexOf(":"), 0];
  if (end < 0) return { label: "", value: line };
  const label = line
    .slice(start, end)
    .replace(/[.\s]+$/, "")
    .toLowerCase();
  return { label, value: line.slice(end + 1).trim() };
}

function read(field: keyof DomainRecord, value: string): string | undefined {
  return field === "registrar" ? value : dayIn(value);
}

/** The day a date names, as the registry wrote it. */
function dayIn(text: string): string | undefined {
  const [, year, month, day] = /(\d{4})[-/.](\d{2})[-/.](\d{2})/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${month}-${day}`;
  const [, dayOfMonth, name = "", ofYear] =
    /\b(\d{1,2})[-. ]([a-z]{3})[a-z]*[-. ](\d{4})\b/i.exec(text) ?? [];
  const number = MONTHS.indexOf(name.toLowerCase()) + 1;
  if (dayOfMonth === undefined || number === 0) return undefined;
  return `${ofYear}-${String(number).padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`;
}
