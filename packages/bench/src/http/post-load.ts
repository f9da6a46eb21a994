import autocannon from "autocannon";
import { callbackBody, callbackHeaders, ID_PLACE, TAKEN } from "./callback-body.ts";

export interface LoadResult {
  /** Answered with 200. */
  answered: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** What of a client's insides is used: the bytes that it sends next. */
interface ClientInsides {
  requestIterator: { currentRequest: { requestBuffer: Buffer } };
  on(event: "response", listen: () => void): void;
}

let nextId = 1_000_000_000;

/**
 * Posts callbacks over so many connections, for so long or so many in all, each a message of its own. The id is written into the bytes
 * that autocannon sends: its own replacement builds every request anew, which costs more than the server under test.
 */
export async function postLoad(options: {
  url: string;
  connections: number;
  until: { seconds: number } | { amount: number };
  webhookOrigin: string;
}): Promise<LoadResult> {
  const result = await autocannon({
    url: options.url,
    method: "POST",
    headers: callbackHeaders(),
    body: callbackBody({
      webhookOrigin: options.webhookOrigin,
      msgId: `msg${ID_PLACE}==`,
      user: `u${ID_PLACE}`,
    }),
    connections: options.connections,
    // A refusal is a 200 as well, with words in it.
    expectBody: TAKEN,
    ...("seconds" in options.until ? { duration: options.until.seconds } : options.until),
    setupClient(client) {
      const insides = client as unknown as ClientInsides;
      const bytes = insides.requestIterator.currentRequest.requestBuffer;
      const places = placesOf(bytes);
      const writeId = (): void => {
        const id = String((nextId += 1));
        for (const place of places) bytes.write(id, place, "latin1");
      };
      writeId();
      insides.on("response", writeId);
    },
  });
  if (result.non2xx > 0 || result.errors > 0 || result.mismatches > 0) {
    const { non2xx, errors, mismatches } = result;
    throw new Error(`${options.url}: ${non2xx} refused, ${errors} failed, ${mismatches} answered with words`);
  }
  return {
    answered: result["2xx"],
    perSecond: result["2xx"] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}

function placesOf(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(ID_PLACE); at >= 0; at = bytes.indexOf(ID_PLACE, at + ID_PLACE.length))
    places.push(at);
  return places;
}
