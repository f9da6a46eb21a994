const WINDOW_MS = 60_000;
/** Over its 20 a minute, DingTalk throttles a robot in a group for ten minutes. */
const THROTTLE_MS = 10 * 60_000;

export interface WebhookPace {
  /** Whether one more message of this robot may go into this conversation now; counts it if so. */
  admit(key: string, perMinute: number): boolean;
}

/** Counts posts per robot and conversation. */
export function createWebhookPace(now: () => number): WebhookPace {
  const sent = new Map<string, number[]>();
  const throttledUntil = new Map<string, number>();

  return {
    admit(key, perMinute) {
      const nowMs = now();
      if ((throttledUntil.get(key) ?? 0) > nowMs) {
        return false;
      }
      const recent = (sent.get(key) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
      if (recent.length >= perMinute) {
        throttledUntil.set(key, nowMs + THROTTLE_MS);
        return false;
      }
      recent.push(nowMs);
      sent.set(key, recent);
      return true;
    },
  };
}
