import { bannerLine } from "./replies.ts";

export interface BannerFacts {
  playgroundUrl?: string | undefined;
  ingressUrl: string;
  /** Whether that is an address that somebody set; else it is this machine's own, where DingTalk cannot call. */
  isPublic: boolean;
  /** What runs, but did not come up with the rest. */
  notUp: ReadonlySet<string>;
  /** `user` when the launcher made one: this is the only place where its password is shown. */
  dashboard: { url: string; user?: { name: string; password: string } | undefined };
  /** "redis-server 7.0.15 on 127.0.0.1:40001, data in /srv/data/redis" */
  redis: string;
  dingtalk: "real" | "simulated";
  runMode: "http" | "stream";
  model: { kind: "real"; name: string } | { kind: "demo" };
  /** See `placeholdersLeft`. */
  placeholders: readonly string[];
}

/** Where the second column begins. */
const COLUMN = 14;

/** What runs where, and what of it is real. */
export function banner(facts: BannerFacts): string {
  const rows: [string, string][] = [];
  if (facts.playgroundUrl !== undefined)
    rows.push(["Playground", facts.playgroundUrl + standing("simulator", facts)]);
  // In stream mode callbacks are 404.
  if (facts.runMode === "http") rows.push(["Callbacks", describeCallbacks(facts)]);
  rows.push(["Dashboard", describeDashboard(facts.dashboard) + standing("dashboard", facts)]);
  rows.push(["Redis", facts.redis], ["DingTalk", describeDingTalk(facts)], ["Model", describeModel(facts)]);
  const lines = rows.map(([name, value]) => `  ${name.padEnd(COLUMN - 2)}${value}`);
  const last = [
    ...describePlaceholders(facts),
    ...(facts.dingtalk === "real" ? [DOCTOR] : []),
    ...(facts.playgroundUrl === undefined ? [] : [bannerLine]),
  ].flatMap((line) => ["", `  ${line}`]);
  return ["", "  Dinglane is running. Ctrl-C stops it.", "", ...lines, ...last, ""].join("\n");
}

const DOCTOR =
  "The bot does not answer? In another terminal `npx pnpm@12 run doctor` says what is wrong, and what to do.";

function describePlaceholders({ placeholders }: BannerFacts): string[] {
  if (placeholders.length === 0) return [];
  const verb = placeholders.length === 1 ? "holds" : "hold";
  return [
    `Simulated, since ${placeholders.join(" and ")} still ${verb} the example's placeholders: put your own values there and start again.`,
  ];
}

function describeCallbacks({ dingtalk, ingressUrl, isPublic }: BannerFacts): string {
  const address = `${ingressUrl}/dingtalk/callback`;
  if (dingtalk === "simulated") return address;
  if (isPublic) return `${address}  (enter this in the robot's settings in DingTalk's developer console)`;
  return (
    `${address}, which DingTalk cannot reach: in its developer console enter the public\n${" ".repeat(COLUMN)}` +
    "address that leads here, with /dingtalk/callback after it, and set SERVICE_URL to that address"
  );
}

function standing(service: string, { notUp }: BannerFacts): string {
  return notUp.has(service) ? "  (not up, see above)" : "";
}

function describeDashboard({ url, user }: BannerFacts["dashboard"]): string {
  return user === undefined ? url : `${url}  (user ${user.name}, password ${user.password})`;
}

function describeDingTalk({ dingtalk, runMode }: BannerFacts): string {
  if (dingtalk === "simulated") return "simulated (real with DINGTALK_CREDENTIALS=clientId:clientSecret)";
  return runMode === "http" ? "real, by HTTP callbacks" : "real, by Stream connections";
}

function describeModel({ model }: BannerFacts): string {
  return model.kind === "demo"
    ? "simulated, a local demo model (real with APIKEY=...)"
    : `real, ${model.name}`;
}
