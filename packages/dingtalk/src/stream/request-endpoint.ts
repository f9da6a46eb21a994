import { z } from "zod";
import { GatewayError } from "./gateway-error.ts";

const answerSchema = z.object({ endpoint: z.string(), ticket: z.string().min(1) });
/** What DingTalk calls an error; nothing else of a refusal is repeated in ours. */
const refusalSchema = z.object({ code: z.string().regex(/^[\w.]{1,80}$/) });

const USER_AGENT = "dinglane/1";

export interface EndpointRequest {
  apiUrl: string;
  credential: { clientId: string; clientSecret: string };
  /** CALLBACK topics. No events are asked for: each would be a message off the organisation's allowance. */
  topics: readonly string[];
  timeoutMs: number;
  fetch: typeof fetch;
  /** Aborted at close. */
  signal: AbortSignal;
}

/**
 * Asks the gateway for a connection: `POST /v1.0/gateway/connections/open`.
 * Its ticket is good for one connection within 90 s, so the URL is for immediate use and for no log.
 *
 * @throws GatewayError
 */
export async function requestEndpoint(request: EndpointRequest): Promise<URL> {
  const { apiUrl, credential, topics, timeoutMs } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await request.fetch(`${apiUrl}/v1.0/gateway/connections/open`, {
      method: "POST",
      // Without Accept the answer may be XML.
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        clientId: credential.clientId,
        clientSecret: credential.clientSecret,
        ua: USER_AGENT,
        subscriptions: topics.map((topic) => ({ type: "CALLBACK", topic })),
      }),
      redirect: "manual",
      signal: AbortSignal.any([timeout, request.signal]),
    });
    text = await response.text();
  } catch (cause) {
    throw new GatewayError(timeout.aborted ? "timeout" : "not_reached", { cause });
  }
  if (!response.ok) throw refusalOf(response.status, text);
  return endpointOf(text, new URL(apiUrl).protocol === "https:");
}

function refusalOf(status: number, text: string): GatewayError {
  const code = refusalSchema.safeParse(jsonOf(text)).data?.code;
  const isUnauthorized = status === 401 || code === "authFailed";
  return new GatewayError(isUnauthorized ? "unauthorized" : "refused", {
    status,
    ...(code === undefined ? {} : { detail: code }),
  });
}

/** The WebSocket's address. Errors have no cause here: every one would quote the ticket. */
function endpointOf(text: string, mustBeSecure: boolean): URL {
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success) throw new GatewayError("malformed", { detail: "no endpoint and ticket" });
  const url = URL.parse(answer.data.endpoint);
  if (url === null || !(mustBeSecure ? ["wss:"] : ["ws:", "wss:"]).includes(url.protocol)) {
    throw new GatewayError("malformed", { detail: "the endpoint is no WebSocket address" });
  }
  url.searchParams.set("ticket", answer.data.ticket);
  url.hash = "";
  return url;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is as little an answer as JSON of another shape; the SyntaxError would quote it.
    return undefined;
  }
}
