-- Parks a job that BullMQ has just pushed to `wait`: it stands behind others of its lane.
local function park(prefix, backlog, lane, id, now)
  redis.call('LREM', prefix .. 'wait', 1, id)
  if redis.call('EXISTS', prefix .. 'wait', prefix .. 'prioritized') == 0 then
    redis.call('ZREM', prefix .. 'marker', '0')
  end
  redis.call('ZADD', prefix .. 'delayed', PARKED_FROM + now, id)
  redis.call('ZADD', backlog, 'NX', now, lane)
end
