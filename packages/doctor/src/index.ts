/** Everything that the doctor looks at, as checks that share nothing. */
export { createChecks, type ChecksOptions } from "./create-checks.ts";
/** The same over what a process has: its configuration, its clock, its network. */
export { checksOf } from "./checks-of.ts";
/** Runs checks at once, each bounded in time. */
export { runChecks, type Report, type RunOptions } from "./run-checks.ts";
/** A group of findings under one heading. */
export type { Check } from "./check.ts";
/** One thing that a check saw, and what to do about it. */
export type { Complaint, Finding, FindingLevel } from "./finding.ts";
/** What can be wrong, by code, with its values: for who tells it in other words. */
export type { CheckFacts, FindingCode, FindingFacts } from "./finding-facts.ts";
/** The same of this machine, and of the settings. */
export type { MachineFacts } from "./machine/machine-facts.ts";
/** The same of Redis. */
export type { RedisFacts } from "./redis/redis-facts.ts";
/** The same of DingTalk. */
export type { DingTalkFacts } from "./dingtalk/dingtalk-facts.ts";
/** What was asked of DingTalk. */
export type { DingTalkSpot } from "./dingtalk/dingtalk-spot.ts";
/** What can be wrong with the public address. */
export type { AddressFacts } from "./address/address-facts.ts";
/** What can be wrong with the model. */
export type { ModelFacts } from "./model/model-facts.ts";
/** Why a server could not be reached. */
export type { NetworkFailure, NetworkReason } from "./network/network-failure.ts";
/** The two clocks a check reads. */
export type { Clock } from "./clock.ts";
/** The report for a person. */
export { formatReport } from "./report/format-report.ts";
/** Takes the configuration's secrets out of a text, as a second net. */
export { hideSecrets } from "./report/hide-secrets.ts";
/** Whether the loader found the configuration odd. */
export { checkConfiguration } from "./machine/check-configuration.ts";
/** Whether this is Node 24 or later. */
export { checkNodeVersion } from "./machine/check-node-version.ts";
/** Whether `data_dir` can be written. */
export { checkDataDir, type DataDirOptions, type DataDisk } from "./machine/check-data-dir.ts";
/** How far this machine's clock is from DingTalk's. */
export { checkClock, type ClockOptions } from "./machine/check-clock.ts";
/** Whether Redis is there, near, and fit to keep what was acknowledged. */
export { checkRedis, type RedisOptions } from "./redis/check-redis.ts";
/** What the Redis check asks, over an ioredis client. */
export { createRedisProbe, type RedisClient, type RedisProbe } from "./redis/redis-probe.ts";
/** Every robot's credentials, gateway and permissions. */
export { checkDingTalk, type DingTalkOptions } from "./dingtalk/check-dingtalk.ts";
/** Whether callbacks would arrive at our ingress. */
export { checkAddress, type AddressOptions } from "./address/check-address.ts";
/** The model account, and one tiny completion per key. */
export { checkModel, type ModelOptions } from "./model/check-model.ts";
/** Whether `http_proxy` lets through to the model server. */
export { checkProxy, type ProxyOptions } from "./model/check-proxy.ts";
/** Asks a proxy for a tunnel. */
export { openTunnel, type OpenTunnel } from "./model/open-tunnel.ts";
