import type { DingTalkAccess } from "@dinglane/delivery";
import type { ApiCredential, RobotTarget } from "@dinglane/dingtalk";
import type { FindTranscripts } from "@dinglane/jobs";
import { replies } from "./replies.ts";

/** An administrator waits for the answer, who can also ask again. */
const MAX_WAIT_MS = 10_000;

/** Who asked, through which robot. */
type Asker = Pick<FindTranscripts, "robotKey" | "user" | "conversation">;

/** Sends to the administrator alone, one-to-one, wherever the question was asked. */
export interface SendPrivately {
  /** The words to answer with: these in a one-to-one conversation; in a group, where they went instead. */
  words(asker: Asker, words: string): Promise<string>;
  /** False where it did not work. */
  file(asker: Asker, file: { fileName: string; fileType: string; content: Blob }): Promise<boolean>;
}

export function createSendPrivately(options: {
  dingtalk: Pick<DingTalkAccess, "calls" | "client" | "media">;
  credentials: readonly ApiCredential[];
  log: { warn(fields: object, message: string): void };
}): SendPrivately {
  const { dingtalk, credentials, log } = options;
  const { calls, client, media } = dingtalk;

  function reach({ robotKey, user }: Asker): { credential: ApiCredential; target: RobotTarget } | undefined {
    const credential = credentials.find(({ clientId }) => clientId === robotKey);
    if (credential === undefined || user.staffId === undefined) return undefined;
    return { credential, target: { staffId: user.staffId } };
  }

  async function send(
    asker: Asker,
    make: (
      token: string,
      to: { robotCode: string; target: RobotTarget },
    ) => ReturnType<typeof client.sendRobotText>,
  ): Promise<boolean> {
    const to = reach(asker);
    if (to === undefined) return false;
    const { credential, target } = to;
    const result = await calls({
      credential,
      api: "one-to-one-send",
      token: "api",
      maxWaitMs: MAX_WAIT_MS,
      make: (token) => make(token, { robotCode: credential.clientId, target }),
    });
    // Without an answer it has mostly arrived; who waits in vain asks again.
    if (result.status === "done" || result.status === "unknown") return true;
    const cause = "cause" in result ? result.cause : undefined;
    log.warn(
      { robot: credential.clientId, err: cause },
      "a transcript could not be sent to its administrator",
    );
    return false;
  }

  return {
    async words(asker, words) {
      if (asker.conversation.type === "oneToOne") return words;
      const message = { title: replies.title, text: words };
      const isSent = await send(asker, (token, to) => client.sendRobotText(token, { ...to, message }));
      return isSent ? replies.sentPrivately : replies.askPrivately;
    },
    async file(asker, { fileName, fileType, content }) {
      if (reach(asker) === undefined) return false;
      const uploaded = await media.upload(asker.robotKey, { type: "file", fileName, content });
      if (uploaded.status !== "uploaded") {
        const cause = "cause" in uploaded ? uploaded.cause : undefined;
        log.warn({ robot: asker.robotKey, err: cause }, "DingTalk did not take a transcript's file");
        return false;
      }
      const message = { mediaId: uploaded.mediaId, fileName, fileType };
      return send(asker, (token, to) => client.sendRobotFile(token, { ...to, message }));
    },
  };
}
