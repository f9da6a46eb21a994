-- A lane is a list of job ids in order of arrival. Its first `user_concurrency` entries own its slots: they are
-- waiting, active, or pausing between two attempts. All behind them are parked: in BullMQ's delayed set at a score
-- that no clock reaches, so that no worker holds a slot for them and nobody polls. A lane has no lease: an entry
-- stays as long as its job, whose fate BullMQ's locks and stalled check decide.
-- `q`: { prefix = BullMQ's key prefix, backlog = lanes with parked jobs by first parking, settings = hash }

local function queue(prefix, backlog, settings)
  return { prefix = prefix, backlog = backlog, settings = settings }
end

-- Makes a parked job that has come to own a slot runnable.
local function release(q, id, arrived)
  if now_ms() - arrived >= UNPASSED_AFTER_MS then
    redis.call('LPUSH', q.prefix .. 'wait', id)
  else
    -- BullMQ serves `wait` before `prioritized`. The hash keeps priority 0, so that a retry, a hand-back or a
    -- stalled job returns to `wait` and is passed by nobody.
    local turn = redis.call('INCR', q.prefix .. 'pc')
    redis.call('ZADD', q.prefix .. 'prioritized', 0x100000000 + turn % 0x100000000, id)
  end
  redis.call('XADD', q.prefix .. 'events', '*', 'event', 'waiting', 'jobId', id, 'prev', 'delayed')
  redis.call('ZADD', q.prefix .. 'marker', 0, '0')
end

-- Releases whoever owns a slot and is still parked; forgets entries whose job is gone.
local function admit(q, lane)
  local slots = read_slots(q.settings)
  while true do
    local ids = redis.call('LRANGE', lane, 0, slots)
    local gone = nil
    for i = 1, math.min(#ids, slots) do
      local score = redis.call('ZSCORE', q.prefix .. 'delayed', ids[i])
      local parked = score and tonumber(score) == PARKED_SCORE
      local arrived = parked and redis.call('HGET', q.prefix .. ids[i], 'at')
      if parked then redis.call('ZREM', q.prefix .. 'delayed', ids[i]) end
      if arrived then
        release(q, ids[i], tonumber(arrived))
      elseif parked or (not score and redis.call('EXISTS', q.prefix .. ids[i]) == 0) then
        gone = ids[i]
        break
      end
    end
    if not gone then
      if #ids <= slots then redis.call('ZREM', q.backlog, lane) end
      return
    end
    redis.call('LREM', lane, 1, gone)
  end
end

-- Frees the slots of heads whose job has ended or vanished behind our back. Returns how many.
local function heal(q, lane)
  local healed = 0
  for _, id in ipairs(redis.call('LRANGE', lane, 0, read_slots(q.settings) - 1)) do
    local job = redis.call('HMGET', q.prefix .. id, 'name', 'finishedOn')
    if not job[1] or job[2] then
      redis.call('LREM', lane, 1, id)
      healed = healed + 1
    end
  end
  if healed > 0 then admit(q, lane) end
  return healed
end

-- Puts a job that BullMQ has just pushed to `wait` at its lane's tail. Returns how many are ahead of it.
local function enter(q, lane, id, slots)
  local length = redis.call('RPUSH', lane, id)
  if length > slots then
    redis.call('LREM', q.prefix .. 'wait', 1, id)
    if redis.call('EXISTS', q.prefix .. 'wait', q.prefix .. 'prioritized') == 0 then
      redis.call('ZREM', q.prefix .. 'marker', '0')
    end
    redis.call('ZADD', q.prefix .. 'delayed', PARKED_SCORE, id)
    redis.call('ZADD', q.backlog, 'NX', now_ms(), lane)
    heal(q, lane)
  end
  return length - 1
end

-- Takes a job out of its lane; the next in line gets its slot.
local function leave(q, lane, id)
  if redis.call('LREM', lane, 1, id) == 1 and redis.call('EXISTS', lane) == 1 then admit(q, lane) end
end

-- The longest admitted of the backlog, once it has waited long enough, goes before every fresh message.
local function end_passing(q)
  local id = redis.call('ZRANGE', q.prefix .. 'prioritized', 0, 0)[1]
  local arrived = id and redis.call('HGET', q.prefix .. id, 'at')
  if arrived and now_ms() - arrived >= UNPASSED_AFTER_MS then
    redis.call('ZREM', q.prefix .. 'prioritized', id)
    redis.call('RPUSH', q.prefix .. 'wait', id)
  end
end
