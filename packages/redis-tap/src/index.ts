/** Stands between a process and Redis: hears every command and answer, and lets through what it likes. */
export { type RedisTap, startRedisTap, type TappedConnection } from "./start-redis-tap.ts";
/** One command, whole, with the bytes that it came in. */
export { type RedisCommand } from "./read-commands.ts";
