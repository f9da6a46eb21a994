-- Keeps a file for a while, unless there are too many bytes of such files already.
-- KEYS: index, file   ARGV: now (ms), TTL (s), most bytes in all, index entry, bytes of this file, then fields and values
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local held = tonumber(ARGV[5])
for _, entry in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  held = held + tonumber(string.match(entry, '%d+$'))
end
if held > tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[2], unpack(ARGV, 6))
redis.call('EXPIRE', KEYS[2], ARGV[2])
redis.call('ZADD', KEYS[1], ARGV[1] + ARGV[2] * 1000, ARGV[4])
-- As long as the file that ends last.
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return 1
