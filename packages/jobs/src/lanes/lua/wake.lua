-- Idle workers wait for the marker. Whoever hands out a job wakes the next worker, but only where there is more: BullMQ sets
-- the marker in any case, and somebody gets up for nothing after each job.
local function wake_next(prefix)
  local more = redis.call('LLEN', prefix .. 'wait') > 0 or redis.call('ZCARD', prefix .. 'prioritized') > 0
  if more then
    redis.call('ZADD', prefix .. 'marker', 0, '0')
  else
    redis.call('ZREM', prefix .. 'marker', '0')
  end
  return more
end
