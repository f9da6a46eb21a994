/** Starts a Redis on loopback with what this machine has, installing it where that needs no decision. */
export { startLocalRedis, type LocalRedis, type LocalRedisOptions } from "./start-local-redis.ts";
/** Where the Redis of a data directory answers now. */
export { portOfLocalRedis } from "./port-of-local-redis.ts";
/** Why there is no Redis, with what a person can do about it. */
export { LocalRedisError, type LocalRedisErrorCode } from "./local-redis-error.ts";
/** The commands that install a Redis, for a message to a person. */
export { howToInstall } from "./obtain-redis-program.ts";
/** A loopback port that nobody listens on at this moment. */
export { findFreePort, isPortFree } from "./free-port.ts";
/** A program that ends when this process does, even by SIGKILL. */
export {
  startGuardedProcess,
  type GuardedProcess,
  type GuardedProcessOptions,
  type ProcessEnd,
} from "./guarded-process.ts";
/** A signal, patience, then SIGKILL. */
export { endProcess } from "./end-process.ts";
/** Whether the Redis at an address answers. */
export { checkRedis } from "./check-redis.ts";
