import { z } from "zod";
import type { DomainRecord } from "./domain-record.ts";

const text = z.string().max(500);

const entity = z.object({
  roles: z.array(text).catch([]),
  handle: text.optional().catch(undefined),
  // jCard (RFC 7095): ["vcard", [[name, parameters, type, value], …]].
  vcardArray: z
    .tuple([z.literal("vcard"), z.array(z.array(z.unknown()))])
    .optional()
    .catch(undefined),
});

const domain = z.object({
  objectClassName: z.literal("domain"),
  events: z.array(z.object({ eventAction: text, eventDate: text })).catch([]),
  entities: z.array(entity).catch([]),
});

/**
 * Reads an RDAP server's answer about a domain (RFC 9083, section 5.3). `dayOf` tells the local day of an instant.
 *
 * @throws ZodError for what is no such answer.
 */
export function parseRdap(answer: unknown, dayOf: (epochMs: number) => string): DomainRecord {
  const { events, entities } = domain.parse(answer);
  const dayOfEvent = (action: string): string | undefined => {
    const atMs = Date.parse(events.find(({ eventAction }) => eventAction === action)?.eventDate ?? "");
    return Number.isNaN(atMs) ? undefined : dayOf(atMs);
  };
  const registeredOn = dayOfEvent("registration");
  const expiresOn = dayOfEvent("expiration");
  const registrar = nameOf(entities.find(({ roles }) => roles.includes("registrar")));
  return {
    ...(registeredOn === undefined ? {} : { registeredOn }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(registrar === undefined ? {} : { registrar }),
  };
}

function nameOf(registrar: z.infer<typeof entity> | undefined): string | undefined {
  const fullName = registrar?.vcardArray?.[1].find(([property]) => property === "fn")?.[3];
  return typeof fullName === "string" && fullName !== "" ? fullName : registrar?.handle;
}
