import type { DingTalkAccess, Notice, NoticeQueue } from "@dinglane/delivery";
import type { ApiCredential } from "@dinglane/dingtalk";
import { replies } from "./replies.ts";

const MAX_WAIT_MS = 10_000;
/** For so long what cannot be told for now is tried again; then the log must do. */
const WORTH_TELLING_MS = 60 * 60 * 1000;

/** `later`: no robot could, but one may soon. */
type Telling = "told" | "later" | "impossible";

/** Creates a look for notices: each goes to every administrator one-to-one, by the first robot that can. */
export function createTellAdministrators(options: {
  queue: NoticeQueue;
  dingtalk: Pick<DingTalkAccess, "calls" | "client">;
  credentials: readonly ApiCredential[];
  /** Now; they may change. */
  adminUsers: () => readonly string[];
  now: () => number;
  log: { warn(fields: object, message: string): void };
}): () => Promise<void> {
  const { queue, dingtalk, credentials, adminUsers, now, log } = options;
  const { calls, client } = dingtalk;

  /** A robot whose own credentials are the trouble has no voice. */
  const voicesFor = ({ trouble }: Notice): readonly ApiCredential[] =>
    trouble.kind === "credentials_refused"
      ? credentials.filter(({ clientId }) => clientId !== trouble.robot)
      : credentials;

  async function tellOne(staffId: string, notice: Notice): Promise<Telling> {
    const message = { title: replies.title, text: replies.notice(notice.trouble) };
    let telling: Telling = "impossible";
    for (const credential of voicesFor(notice)) {
      const result = await calls({
        credential,
        api: "one-to-one-send",
        token: "api",
        maxWaitMs: MAX_WAIT_MS,
        make: (token) =>
          client.sendRobotText(token, { robotCode: credential.clientId, target: { staffId }, message }),
      });
      // Without an answer it has mostly arrived, and a repeat would tell it twice.
      if (result.status === "done" || result.status === "unknown") return "told";
      const mayPass = result.status === "held" && (result.reason === "busy" || result.reason === "blocked");
      if (mayPass) telling = "later";
    }
    return telling;
  }

  async function tell(notice: Notice): Promise<boolean> {
    const admins = adminUsers();
    const tellings = await Promise.all(admins.map(async (staffId) => tellOne(staffId, notice)));
    if (tellings.includes("told")) return true;
    if (tellings.includes("later") && now() - notice.atMs < WORTH_TELLING_MS) return false;
    log.warn(
      { ...notice.trouble, administrators: admins.length },
      "no administrator could be told of this in DingTalk: name them in admin_users, and give a robot the right to write to people",
    );
    return true;
  }

  return async () => {
    for (const { entry, notice } of await queue.claim()) {
      if (notice === undefined || (await tell(notice))) await queue.settle(entry);
    }
  };
}
