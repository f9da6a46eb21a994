import { access } from "node:fs/promises";
import { chromium, type Browser } from "playwright-core";

const PROGRAMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** It calls home otherwise; tests talk to loopback only. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens the machine's own Chromium without a window. Close it. */
export async function openBrowser(): Promise<Browser> {
  for (const executablePath of PROGRAMS) {
    const found = await access(executablePath).then(
      () => true,
      () => false,
    );
    if (found) return chromium.launch({ executablePath, args: QUIET });
  }
  throw new Error("no Chromium found; on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk");
}
