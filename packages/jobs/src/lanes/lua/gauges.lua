-- KEYS backlog, settings   ARGV queue prefix, lanes to look at for the longest wait
local prefix, slots, now = ARGV[1], read_slots(KEYS[2]), now_ms()
local oldest = now
local function look(id)
  local arrived = id and tonumber(redis.call('HGET', prefix .. id, 'timestamp') or '')
  if arrived and arrived < oldest then oldest = arrived end
end
look(redis.call('LINDEX', prefix .. 'wait', -1))
look(redis.call('ZRANGE', prefix .. 'prioritized', 0, 0)[1])
-- A lane's score is when it first had a backlog, so its waiting messages are younger: stop where none can be older.
local lanes = redis.call('ZRANGE', KEYS[1], 0, ARGV[2] - 1, 'WITHSCORES')
for i = 1, #lanes, 2 do
  if tonumber(lanes[i + 1]) > oldest then break end
  look(redis.call('LINDEX', lanes[i], slots))
end
return {
  redis.call('LLEN', prefix .. 'active'),
  redis.call('LLEN', prefix .. 'wait') + redis.call('ZCARD', prefix .. 'prioritized'),
  redis.call('ZCOUNT', prefix .. 'delayed', PARKED_SCORE, PARKED_SCORE),
  redis.call('ZCOUNT', prefix .. 'delayed', '-inf', '(' .. string.format('%.0f', PARKED_SCORE)),
  redis.call('ZCARD', KEYS[1]),
  now - oldest,
}
