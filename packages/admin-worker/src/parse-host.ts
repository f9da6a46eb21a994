import { isIP } from "node:net";
import { domainToASCII } from "node:url";

/** What somebody named: a name of at least two labels in its ASCII form, or an IP address; and a port where one was given. */
export interface NamedHost {
  kind: "name" | "address";
  host: string;
  port?: number;
}

const LONGEST_INPUT = 1_000;
const LONGEST_NAME = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * Reads a host as people write it: with a scheme and a path around it, in their own script, with a dot at its end.
 * Undefined for what is none.
 */
export function parseHost(text: string): NamedHost | undefined {
  if (text.length > LONGEST_INPUT) return undefined;
  const [authority = ""] = text
    .trim()
    .replace(/^https?:\/\//i, "")
    .split(/[/?#]/, 1);
  const [, bracketed, plain, port] =
    /^(?:\[([0-9a-f:.]+)\]|([^\s:@[\]]+))(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  const portFact = port === undefined ? {} : { port: Number(port) };
  // Without brackets the colons of an IPv6 address are no port.
  const address = bracketed ?? (isIP(authority) === 6 ? authority : undefined);
  if (address !== undefined) {
    return isIP(address) === 6 ? { kind: "address", host: address, ...portFact } : undefined;
  }
  const host = domainToASCII(plain ?? "")
    .toLowerCase()
    .replace(/\.$/, "");
  if (isIP(host) !== 0) return { kind: "address", host, ...portFact };
  const labels = host.split(".");
  const isName =
    labels.length > 1 && host.length <= LONGEST_NAME && labels.every((label) => LABEL.test(label));
  // A last label of digits makes it an address that is none.
  return isName && !/^\d+$/.test(labels.at(-1) ?? "") ? { kind: "name", host, ...portFact } : undefined;
}
