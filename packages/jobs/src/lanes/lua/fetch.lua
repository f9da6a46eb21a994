-- Hands the next job to the worker whose job has just ended, as BullMQ's moveToActive does for a queue without a
-- pause, a concurrency or a rate limit of its own. Where an operator set one of those, BullMQ's script is left to it:
-- the marker makes a worker call it.
-- `take`: { token, lock_ms }
local function fetch(prefix, now, take)
  local rules = redis.call('HMGET', prefix .. 'meta', 'paused', 'concurrency', 'max')
  if rules[1] or rules[2] or rules[3] then
    if not rules[1] then redis.call('ZADD', prefix .. 'marker', 0, '0') end
    return { 0, 0, 0, 0 }
  end

  local wait, active, delayed, events = prefix .. 'wait', prefix .. 'active', prefix .. 'delayed', prefix .. 'events'
  local due = redis.call('ZRANGEBYSCORE', delayed, 0, (now + 1) * 0x1000 - 1, 'LIMIT', 0, 1000)
  if due[1] then
    redis.call('ZREM', delayed, unpack(due))
    for _, id in ipairs(due) do
      redis.call('LPUSH', wait, id)
      redis.call('HSET', prefix .. id, 'delay', 0)
      redis.call('XADD', events, 'MAXLEN', '~', MAX_EVENTS, '*', 'event', 'waiting', 'jobId', id, 'prev', 'delayed')
    end
  end

  -- The longest admitted of the backlog goes behind fresh messages, until it has waited long enough.
  local backlog = redis.call('ZRANGE', prefix .. 'prioritized', 0, 0, 'WITHSCORES')
  local id = nil
  if not backlog[1] or now - backlog[2] < UNPASSED_AFTER_MS then id = redis.call('RPOPLPUSH', wait, active) end
  if not id then
    if not backlog[1] then
      local first = redis.call('ZRANGE', delayed, 0, 0, 'WITHSCORES')
      return { 0, 0, 0, first[2] and first[2] / 0x1000 or 0 }
    end
    id = backlog[1]
    redis.call('ZREM', prefix .. 'prioritized', id)
    redis.call('LPUSH', active, id)
  end

  local job = prefix .. id
  redis.call('SET', job .. ':lock', take.token, 'PX', take.lock_ms)
  redis.call('XADD', events, '*', 'event', 'active', 'jobId', id, 'prev', 'waiting')
  redis.call('HSET', job, 'processedOn', now)
  redis.call('HINCRBY', job, 'ats', 1)
  wake_next(prefix)
  return { redis.call('HGETALL', job), id, 0, 0 }
end
