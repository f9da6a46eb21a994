import type { RunningService } from "../start-stack.ts";

/** An operator in front of the board: presses its buttons as the page does. */
export interface Operator {
  /** `PUT /api/queues<path>`; the answer's status. */
  press(path: string): Promise<number>;
}

/** Logs in to a dashboard. */
export async function openOperator(
  dashboard: RunningService,
  { name, password }: { name: string; password: string },
): Promise<Operator> {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { cookie, origin: dashboard.url, ...(init.headers as Record<string, string>) };
    const response = await fetch(dashboard.url + path, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, key = "", value = ""] = /^([^=]*)=([^;]*)/.exec(line) ?? [];
      cookies.set(key, value);
    }
    return response;
  };
  const page = await (await send("/login")).text();
  const token = /name="token" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const form = new URLSearchParams({ token, next: "/", name, password });
  const entered = await send("/login", { method: "POST", body: form });
  if (entered.status !== 303 && entered.status !== 302)
    throw new Error(`the dashboard let nobody in: ${entered.status}`);

  return {
    async press(path) {
      const response = await send(`/api/queues${path}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
      });
      await response.body?.cancel();
      return response.status;
    },
  };
}
