import type { Finding } from "../finding.ts";

const OLDEST_MAJOR = 24;

/** @param version as Node writes it: "v24.21.0" */
export async function checkNodeVersion(version: string): Promise<Finding[]> {
  const major = Number(/^v?(\d+)\./.exec(version)?.[1]);
  const plain = version.replace(/^v/, "");
  const seen = `Node ${plain}`;
  if (major >= OLDEST_MAJOR) return [{ level: "ok", subject: "Node", seen }];
  return [
    {
      level: "fail",
      code: "node_too_old",
      facts: { version: plain, oldestMajor: OLDEST_MAJOR },
      subject: "Node",
      seen: `${seen}; ${OLDEST_MAJOR} or later is needed`,
      todo: "Start through pnpm, which brings its own Node 24 (npx pnpm@12 start), or install Node 24",
    },
  ];
}
