export { type RedisCommand } from "./read-commands.ts";
export { type RedisTap, startRedisTap, type TappedConnection } from "./start-redis-tap.ts";
