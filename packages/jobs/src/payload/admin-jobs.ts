import { z } from "zod";
import { envelope } from "./envelope.ts";

export const reportUsage = z.object({ ...envelope, name: z.literal("report-usage") });
export const reportStatus = z.object({ ...envelope, name: z.literal("report-status") });
export const lookUpDomain = z.object({ ...envelope, name: z.literal("look-up-domain"), domain: z.string() });
export const inspectCertificate = z.object({
  ...envelope,
  name: z.literal("inspect-certificate"),
  host: z.string(),
});
/** `person` is what the administrator wrote: a userid or a nick, or with `isUserId` a userid and nothing else. */
export const findTranscripts = z.object({
  ...envelope,
  name: z.literal("find-transcripts"),
  person: z.string().min(1),
  isUserId: z.literal(true).exactOptional(),
  days: z.number().int().positive().exactOptional(),
});
/** `userId` is exact: two people may have one nick, and what is erased is gone. */
export const erasePerson = z.object({
  ...envelope,
  name: z.literal("erase-person"),
  userId: z.string().min(1),
});
/** `change` is what followed the command: empty shows the settings. */
export const changeSettings = z.object({
  ...envelope,
  name: z.literal("change-settings"),
  change: z.string(),
});

/** Say what the bot has used. */
export type ReportUsage = z.infer<typeof reportUsage>;
/** Say what is well and what is not. */
export type ReportStatus = z.infer<typeof reportStatus>;
/** Say when a domain was registered and until when. */
export type LookUpDomain = z.infer<typeof lookUpDomain>;
/** Say how long a server's certificate is good. */
export type InspectCertificate = z.infer<typeof inspectCertificate>;
/** Show what a person has asked and was answered. */
export type FindTranscripts = z.infer<typeof findTranscripts>;
/** Forget a person everywhere. */
export type ErasePerson = z.infer<typeof erasePerson>;
/** Show or change live settings. */
export type ChangeSettings = z.infer<typeof changeSettings>;
/** The jobs of the admin queue. */
export type AdminJob =
  | ReportUsage
  | ReportStatus
  | LookUpDomain
  | InspectCertificate
  | FindTranscripts
  | ErasePerson
  | ChangeSettings;
