import { z } from "zod";
import type { Credential } from "../config.ts";
import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

const MEND =
  "write clientId:clientSecret,… in the variable, or list items of client_id and client_secret in the file";
const item = z.object({ client_id: z.string().trim().min(1), client_secret: z.string().trim().min(1) });

function pairIn(text: string): unknown {
  const colon = text.indexOf(":");
  return colon === -1 ? text : { client_id: text.slice(0, colon), client_secret: text.slice(colon + 1) };
}

/** The DingTalk applications this bot may speak for. */
export const CREDENTIALS: Format<Credential[]> = {
  name: "clientId:clientSecret, comma-separated; in the file a list of client_id and client_secret",
  coerce: (text) =>
    text
      .split(/[,，\n]/u)
      .filter((pair) => pair.trim() !== "")
      .map((pair) => pairIn(pair)),
  check(value) {
    if (!Array.isArray(value)) throw new WrongValue("is not a list of credentials", MEND);
    const seen = new Set<string>();
    return value.map((entry: unknown, index) => {
      const parsed = item.safeParse(typeof entry === "string" ? pairIn(entry) : entry);
      if (!parsed.success) {
        throw new WrongValue(`lacks a client id or a client secret in its item ${index + 1}`, MEND);
      }
      const { client_id: clientId, client_secret: clientSecret } = parsed.data;
      if (seen.has(clientId)) {
        throw new WrongValue(`names one client id twice (item ${index + 1})`, "keep one item per client id");
      }
      seen.add(clientId);
      return { clientId, clientSecret };
    });
  },
};
