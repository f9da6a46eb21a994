/** Every key begins with this. The braces are a Cluster hash tag: until sharding is built all keys share one slot. */
export const REDIS_KEY_PREFIX = "dinglane:{0}";
