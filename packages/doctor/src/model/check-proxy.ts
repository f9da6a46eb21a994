import type { Finding, Nameless } from "../finding.ts";
import { azureBaseUrl, isLoopback, normalizeBaseUrl } from "@dinglane/llm";
import type { Config } from "@dinglane/runtime";
import { explainNetworkError } from "../network/explain-network-error.ts";
import { networkFailureOf } from "../network/network-failure.ts";
import { bareUrl } from "../text/bare-url.ts";
import type { OpenTunnel } from "./open-tunnel.ts";

export interface ProxyOptions {
  model: Pick<Config["model"], "azure" | "baseUrl" | "httpProxy">;
  openTunnel: OpenTunnel;
  signal: AbortSignal;
}

/** Whether `http_proxy` is there and lets through to the model server. Says nothing through it. */
export async function checkProxy({ model, openTunnel, signal }: ProxyOptions): Promise<Finding[]> {
  if (model.httpProxy === undefined) return [];
  const proxy = bareUrl(model.httpProxy);
  const subject = `http_proxy ${proxy}`;
  const target = new URL(
    model.azure === undefined ? normalizeBaseUrl(model.baseUrl) : azureBaseUrl(model.azure.resourceName),
  );
  if (isLoopback(target)) {
    return [{ level: "unchecked", subject, seen: "is not used: the model server is on this machine" }];
  }
  try {
    const outcome = await openTunnel(new URL(model.httpProxy), target, signal);
    return [{ subject, ...judge(outcome, target.host, proxy) }];
  } catch (error) {
    return [
      {
        level: "fail",
        code: "http_proxy_unreachable",
        facts: { proxy, failure: networkFailureOf(error) },
        subject,
        seen: `cannot be reached: ${explainNetworkError(error)}`,
        todo: "Start the proxy, or mend http_proxy (HTTP_PROXY)",
      },
    ];
  }
}

function judge(outcome: Awaited<ReturnType<OpenTunnel>>, host: string, proxy: string): Nameless {
  if (outcome === "connected") {
    return {
      level: "unchecked",
      seen: "can be reached; whether it lets through to the model server was not tried",
    };
  }
  if (outcome < 300) return { level: "ok", seen: `lets through to ${host}` };
  if (outcome === 407) {
    return {
      level: "fail",
      code: "http_proxy_wants_password",
      facts: { proxy },
      seen: "wants another user and password (HTTP 407)",
      todo: "Put them into http_proxy (HTTP_PROXY): http://user:password@host:port, special characters as %XX",
    };
  }
  return {
    level: "fail",
    code: "http_proxy_blocks",
    facts: { proxy, host, status: outcome },
    seen: `does not let through to ${host} (HTTP ${outcome})`,
    todo: "Allow that host in the proxy's rules; 502 to 504 mean that the proxy itself cannot reach it",
  };
}
