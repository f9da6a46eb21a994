import type { Finding } from "../finding.ts";
import { ask } from "../network/ask.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { parseRefusal, type Refusal } from "./parse-refusal.ts";
import type { Robot } from "./robot.ts";
import type { ScopeProbe } from "./scope-probes.ts";

const DENIED = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
/** Complaints about a parameter: the permission has been looked at by then. */
const ABOUT_PARAMETERS = /^(?:invalidParameter|invalid|miss|param)\./;

/** Whether the robot's application has a permission. */
export async function checkScope(robot: Robot, probe: ScopeProbe, accessToken: string): Promise<Finding> {
  const subject = `robot ${robot.credential.clientId}, permission ${probe.scope}`;
  const answer = await ask(robot, `${robot.apiUrl}${probe.path}`, {
    method: probe.method,
    headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": accessToken },
    body: JSON.stringify(probe.body),
    signal: robot.signal,
  });
  if (!answer.reached) return { level: "unchecked", subject, seen: answer.why };
  const refusal = parseRefusal(answer.status, answer.json);
  return { subject, ...judge(refusal, probe) };
}

function judge(refusal: Refusal, probe: ScopeProbe): Omit<Finding, "subject"> {
  const { status, code = "" } = refusal;
  if (code === DENIED) return denied(refusal, probe);
  if (status === 400 && code.startsWith("invalidParameter.robotCode.")) {
    return {
      level: "warn",
      seen: `granted, but DingTalk knows no robot by this client id (${code})`,
      todo: "Add a robot to that application in the developer console and publish a version",
    };
  }
  if (status === 200 || (status === 400 && ABOUT_PARAMETERS.test(code)))
    return { level: "ok", seen: "granted" };
  const { level, seen, todo } = explainRefusal(refusal);
  return level === "fail" && refusal.code !== undefined && status === 403
    ? { level, seen, todo }
    : { level: "unchecked", seen: `cannot be told: ${seen}` };
}

function denied(
  { requiredScopes }: Refusal,
  { scope, without, level }: ScopeProbe,
): Omit<Finding, "subject"> {
  const missing = requiredScopes.length === 0 ? scope : requiredScopes.join(", ");
  return {
    level,
    seen: `missing (${missing}): ${without}`,
    todo: `Apply for ${missing} on the application's permission page in the developer console, then publish a version`,
  };
}
