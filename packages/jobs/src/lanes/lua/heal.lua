-- The safety net: mends lanes whose heads ended, vanished or dropped out of the queue where no script of ours could
-- see it (a job deleted by hand, another program on these keys), and applies a raised user_concurrency.
-- KEYS backlog, settings, then the lanes   ARGV queue prefix, 1 to look also for heads that dropped out of the queue
local q = { prefix = ARGV[1], backlog = KEYS[1], settings = KEYS[2], now = now_ms() }
local healed = 0

-- Read once, and only for a head that is nowhere else: `wait` may be long.
local waiting = nil
local function waits(id)
  if not waiting then
    waiting = {}
    for _, each in ipairs(redis.call('LRANGE', q.prefix .. 'wait', 0, -1)) do waiting[each] = true end
  end
  return waiting[id]
end

-- Whoever still holds its lock runs it, wherever else it is missing, and would be taken for dead here.
local function is_lost(id)
  return redis.call('EXISTS', q.prefix .. id .. ':lock') == 0
    and not redis.call('ZSCORE', q.prefix .. 'delayed', id)
    and not redis.call('ZSCORE', q.prefix .. 'prioritized', id)
    and not redis.call('LPOS', q.prefix .. 'active', id)
    and not waits(id)
end

for i = 3, #KEYS do
  for _, id in ipairs(redis.call('LRANGE', KEYS[i], 0, read_slots(q.settings, KEYS[i]) - 1)) do
    local job = redis.call('HMGET', q.prefix .. id, 'name', 'finishedOn')
    if not job[1] or job[2] then
      redis.call('LREM', KEYS[i], 1, id)
      healed = healed + 1
    elseif ARGV[2] == '1' and is_lost(id) then
      redis.call('RPUSH', q.prefix .. 'wait', id)
      redis.call('ZADD', q.prefix .. 'marker', 0, '0')
      healed = healed + 1
    end
  end
  if redis.call('EXISTS', KEYS[i]) == 0 then redis.call('ZREM', KEYS[1], KEYS[i]) end
  admit(q, KEYS[i])
end
return healed
