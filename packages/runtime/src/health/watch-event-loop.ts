import { Gauge, Histogram, type Registry } from "prom-client";

const TICK_MS = 10;

/**
 * Measures how late a 10 ms timer fires, so a block of B ms shows as B - 10 to B ms. A histogram, because what matters is how
 * often the loop was blocked for more than 50 ms: prom-client's own figures are percentiles that begin anew at every scrape.
 * Returns what stops it.
 */
export function watchEventLoop(metrics: Registry, now: () => number): () => void {
  const delays = new Histogram({
    name: "dinglane_event_loop_delay_seconds",
    help: "How late a 10 ms timer fired",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [metrics],
  });
  const longest = new Gauge({
    name: "dinglane_event_loop_delay_max_seconds",
    help: "The latest that timer has fired since the service was up",
    registers: [metrics],
  });
  let longestSeconds = 0;
  let lastMs = now();
  const timer = setInterval(() => {
    const seconds = Math.max(0, now() - lastMs - TICK_MS) / 1000;
    lastMs = now();
    delays.observe(seconds);
    if (seconds > longestSeconds) {
      longestSeconds = seconds;
      longest.set(seconds);
    }
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
