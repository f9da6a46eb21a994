/** What a connection is for; decides how long a command may wait for a Redis that does not answer. */
export type RedisRole = "producer" | "worker" | "general";
