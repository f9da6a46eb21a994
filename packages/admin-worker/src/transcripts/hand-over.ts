import type { HostedFiles } from "@dinglane/delivery";
import type { FindTranscripts } from "@dinglane/jobs";
import { encodeExport, type KnownPerson, type Reading, type TranscriptExport } from "@dinglane/transcripts";
import { replies } from "./replies.ts";
import type { SendPrivately } from "./send-privately.ts";
import { zipExport } from "./zip-export.ts";

/** Time to open the link, read, and download. */
const LINK_MINUTES = 60;

/** What the administrator is answered, and what is recorded of it. */
interface HandedOver {
  words: string;
  action: Extract<Reading["action"], "asked" | "sent_file">;
}

/** Brings an export to the administrator who asked for it, and to nobody else. */
export type HandOver = (
  job: FindTranscripts,
  person: KnownPerson,
  shown: TranscriptExport,
) => Promise<HandedOver>;

/** Creates it: a link to the page, told one-to-one; a file where there is no address that a link could have. */
export function createHandOver(options: {
  hostedFiles: Pick<HostedFiles, "host">;
  send: SendPrivately;
  /** The public address of ingress, where there is one. */
  serviceUrl: string | undefined;
  timeZone: string;
  now: () => number;
}): HandOver {
  const { hostedFiles, send, timeZone, now } = options;
  const serviceUrl = options.serviceUrl?.replace(/\/+$/, "");

  async function asLink(
    job: FindTranscripts,
    person: KnownPerson,
    shown: TranscriptExport,
    base: string,
  ): Promise<HandedOver> {
    const hosted = await hostedFiles.host(
      "export",
      {
        contentType: "application/json",
        bytes: encodeExport(shown),
        metadata: { user: person.userId, by: shown.by },
      },
      LINK_MINUTES * 60,
    );
    if (hosted.status !== "hosted") return { words: replies.noRoom, action: "asked" };
    const words = replies.link({ person, days: job.days }, `${base}/exports/${hosted.id}`, LINK_MINUTES);
    return { words: await send.words(job, words), action: "asked" };
  }

  async function asFile(
    job: FindTranscripts,
    person: KnownPerson,
    shown: TranscriptExport,
  ): Promise<HandedOver> {
    const what = { person, days: job.days };
    const file = await zipExport(shown, { timeZone, nowMs: now() });
    const isGroup = job.conversation.type === "group";
    if (await send.file(job, { ...file, fileType: "zip" })) {
      return { words: isGroup ? replies.sentPrivately : replies.fileSent(what), action: "sent_file" };
    }
    return { words: isGroup ? replies.askPrivately : replies.noWay(what), action: "asked" };
  }

  return async (job, person, shown) =>
    serviceUrl === undefined ? asFile(job, person, shown) : asLink(job, person, shown, serviceUrl);
}
