/** A fresh logical database of the test run's Redis; a client left open fails the test. */
export { openTestRedis, type TestRedis } from "./open-test-redis.ts";
/** A Redis server of one's own, to be killed and restarted. */
export { openPrivateRedis, type PrivateRedis } from "./open-private-redis.ts";
/** Hears what reaches a database, the commands of scripts included. */
export { openMonitor } from "./open-monitor.ts";
