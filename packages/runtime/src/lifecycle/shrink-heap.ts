import { Session } from "node:inspector/promises";

/**
 * Gives back what loading a program has left behind: 30 to 40 MB of dead sources and half-empty pages, which V8 would
 * hold for as long as the process idles. It stops the world for some 50 ms, so it is for a process that does not
 * serve yet.
 */
export async function shrinkHeap(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.collectGarbage");
  session.disconnect();
}
