-- KEYS backlog   ARGV queue prefix
local prefix, now = ARGV[1], now_ms()
local parked = redis.call('ZRANGEBYSCORE', prefix .. 'delayed', PARKED_FROM, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
local admitted = redis.call('ZRANGE', prefix .. 'prioritized', 0, 0, 'WITHSCORES')
local first = redis.call('LINDEX', prefix .. 'wait', -1)
local oldest = math.min(
  now,
  parked[2] and parked[2] - PARKED_FROM or now,
  tonumber(admitted[2] or '') or now,
  tonumber(first and redis.call('HGET', prefix .. first, 'timestamp') or '') or now
)
return {
  redis.call('LLEN', prefix .. 'active'),
  redis.call('LLEN', prefix .. 'wait') + redis.call('ZCARD', prefix .. 'prioritized'),
  redis.call('ZCOUNT', prefix .. 'delayed', PARKED_FROM, '+inf'),
  redis.call('ZCOUNT', prefix .. 'delayed', '-inf', '(PARKED_FROM'),
  redis.call('ZCARD', KEYS[1]),
  now - oldest,
}
