-- An answered call has arrived: from now on it counts for a second, and no longer.   KEYS: calls let through   ARGV: its id
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], 'XX', 'LT', now, ARGV[1])
