import type { DomainRecord } from "./domain-record.ts";
import type { AskRdap } from "./rdap-client.ts";
import type { AskWhois } from "./whois-client.ts";

/** `no_service`: nobody answers for the top level domain. `failed`: somebody does, but gave no usable answer. */
type DomainFinding =
  | { status: "found"; domain: string; record: DomainRecord }
  | { status: "free"; domain: string }
  | { status: "no_service"; domain: string }
  | { status: "failed"; domain: string; causes: unknown[] };

export type FindDomain = (name: string, signal: AbortSignal) => Promise<DomainFinding>;

/** Creates the search: RDAP where the top level domain has it, else, or where that fails, whois. */
export function createFindDomain({
  askRdap,
  askWhois,
}: {
  askRdap: AskRdap;
  askWhois: AskWhois;
}): FindDomain {
  async function ask(domain: string, signal: AbortSignal): Promise<DomainFinding> {
    const causes: unknown[] = [];
    for (const askServer of [askRdap, askWhois]) {
      try {
        const answer = await askServer(domain, signal);
        if (answer === "free") return { status: "free", domain };
        if (answer === "unreadable")
          causes.push(new Error("a whois server answered neither a record nor a no"));
        else if (answer !== "no_service") return { status: "found", domain, record: answer };
      } catch (cause) {
        causes.push(cause);
      }
    }
    return causes.length > 0 ? { status: "failed", domain, causes } : { status: "no_service", domain };
  }

  return async (name, signal) => {
    let first: DomainFinding | undefined;
    for (const domain of candidatesOf(name)) {
      const finding = await ask(domain, signal);
      if (finding.status === "found") return finding;
      // That a name below is free says nothing where the one above could not be asked for.
      if (first === undefined || finding.status === "failed") first = finding;
    }
    return first ?? { status: "free", domain: name };
  };
}

/** What may be registered of a name: people paste whole host names, and some registries sell third levels. */
function candidatesOf(name: string): string[] {
  const labels = name.replace(/^www\.(?=.+\.)/, "").split(".");
  return [3, 2].filter((length) => length <= labels.length).map((length) => labels.slice(-length).join("."));
}
