import type { Complaint, Finding, Nameless } from "../finding.ts";
import { ask } from "../network/ask.ts";
import { type DingTalkSpot, spotText } from "./dingtalk-spot.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { parseRefusal, type Refusal } from "./parse-refusal.ts";
import type { Robot } from "./robot.ts";
import type { ScopeProbe } from "./scope-probes.ts";

const DENIED = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
/** Complaints about a parameter: the permission has been looked at by then. */
const ABOUT_PARAMETERS = /^(?:invalidParameter|invalid|miss|param)\./;

/** Whether the robot's application has a permission. */
export async function checkScope(robot: Robot, probe: ScopeProbe, accessToken: string): Promise<Finding> {
  const spot = { at: "permission", robot: robot.credential.clientId, permission: probe.scope } as const;
  const subject = spotText(spot);
  const answer = await ask(robot, `${robot.apiUrl}${probe.path}`, {
    method: probe.method,
    headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": accessToken },
    body: JSON.stringify(probe.body),
    signal: robot.signal,
  });
  if (!answer.reached) return { level: "unchecked", subject, seen: answer.why };
  const refusal = parseRefusal(answer.status, answer.json);
  return { subject, ...judge(refusal, probe, spot) };
}

function judge(refusal: Refusal, probe: ScopeProbe, spot: DingTalkSpot): Nameless {
  const { status, code = "" } = refusal;
  if (code === DENIED) return denied(refusal, probe, spot);
  if (status === 400 && code.startsWith("invalidParameter.robotCode.")) {
    return {
      level: "warn",
      code: "robot_unknown",
      facts: { spot, errorCode: code },
      seen: `granted, but DingTalk knows no robot by this client id (${code})`,
      todo: "Add a robot to that application in the developer console and publish a version",
    };
  }
  if (status === 200 || (status === 400 && ABOUT_PARAMETERS.test(code)))
    return { level: "ok", seen: "granted" };
  const explanation = explainRefusal(refusal, spot);
  return explanation.level === "fail" && refusal.code !== undefined && status === 403
    ? explanation
    : { level: "unchecked", seen: `cannot be told: ${explanation.seen}` };
}

function denied(
  { requiredScopes }: Refusal,
  { scope, without, level }: ScopeProbe,
  spot: DingTalkSpot,
): Nameless<Complaint> {
  const scopes = requiredScopes.length === 0 ? [scope] : requiredScopes;
  const missing = scopes.join(", ");
  return {
    level,
    code: "permission_missing",
    facts: { spot, permission: scope, missing: scopes },
    seen: `missing (${missing}): ${without}`,
    todo: `Apply for ${missing} on the application's permission page in the developer console, then publish a version`,
  };
}
